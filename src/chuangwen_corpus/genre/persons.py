"""What a person's name looks like where it stands beside an office or a unit. Patterns run on folded text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.wordlists import longest_first

_PLACEHOLDER = "某xX×*○"
_FUNCTIONS = frozenset(
    "水利 水务 林业 林草 农业 农牧 文化 文体 文旅 文广 公安 国土 国资 金融 安监 安全 房管 房产 计生 计划 卫生 卫健 卫计 应急 经信 经贸 经发 扶贫 司法 "
    "宣传 海洋 海关 广电 商务 万里 路政 车管 项目 通信 通讯 金属 石油 石化 水电 水文 水产 水泥 双创 文明 文创 幸福 和平 国际 红旗 廉政 马会 区域".split()
)
"""What bodies are named for, though it may begin like a name."""
_ADDRESS = "(?: ?(?:同志|先生|女士|小姐|老师|同学|教授|博士|议员|代表|委员))?"


@cache
def _surnames() -> tuple[str, str]:
    """Single surnames as a character class, double ones as alternatives."""
    text = files("chuangwen_corpus.genre").joinpath("surnames.txt").read_text(encoding="utf-8")
    single, double = (line for line in text.splitlines() if not line.startswith("#"))
    return f"[{single}]", longest_first([double[i : i + 2] for i in range(0, len(double), 2)])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    single, double = _surnames()
    hidden = rf"[{_PLACEHOLDER}]{{2,3}}|[{HAN}][{_PLACEHOLDER}]{{1,2}}|[{HAN}]某[{HAN}]"
    spaced = rf"{single} +[{HAN}{_PLACEHOLDER}](?: *[{HAN}{_PLACEHOLDER}])?"
    # The fourth character of a name such as 林郑月娥 is one more than others have: her own surname behind her husband's.
    glued = (
        rf"(?:{double})[{HAN}]{{1,2}}|{single}[{HAN}]{{1,2}}|{single}{single}[{HAN}]{{2}}|{hidden}|{spaced}"
    )
    apart = rf"{glued}|[{HAN}]{{2,4}}|[{HAN}]+(?:·[{HAN}]+)+|[A-Za-z]+(?:[ .]+[A-Za-z]+)*"
    return (
        re.compile(f"(?P<name>{glued}){_ADDRESS}"),
        re.compile(f"(?P<name>{apart}){_ADDRESS}"),
        re.compile(f"{double}|{single}"),
    )


def name_in(folded: str, *, apart: bool) -> str | None:
    """The name that `folded` is, without 同志 and the like behind it; None where it is none.

    `apart` says that a space or a colon parts it from what stands before; then any two to four characters may be
    a name, else they must begin with a surname or hide it (王某某, XXX).

    >>> name_in("冉松野同志", apart=False), name_in("乌恩", apart=True), name_in("李某", apart=False)
    ('冉松野', '乌恩', '李某')
    >>> name_in("办公会", apart=False), name_in("水利", apart=False)
    (None, None)
    """
    glued, parted, _ = _patterns()
    match = (parted if apart else glued).fullmatch(folded)
    return match["name"] if match and match["name"] not in _FUNCTIONS else None


def is_surname(folded: str) -> bool:
    """Whether `folded` is a surname and nothing else.

    >>> is_surname("滕"), is_surname("司马"), is_surname("办")
    (True, True, False)
    """
    return bool(_patterns()[2].fullmatch(folded))
