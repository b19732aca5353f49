"""Words as this genre uses them: other tags than the engine's (`data/tags.tsv`), and modals that it glues to their neighbours.

The engine's dictionary is of novels and newspapers: it takes 文明 and 道德 for names, and 就要 for one adverb. Modals begin the
predicate of half the sentences of the genre, so they are words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.lazy import regex

_MODALS = {"将": "d", "要": "v", "会": "v"}
_PAIR = 2
_POINTING = "这那此"
_NUMBERS = "一二三四五六七八九十"
_OPENERS = {"很": "d", "为": "p", "此": "r", "各": "r", "该": "r", "不": "d"}
"""What opens a word that no dictionary has and is none of its own: 很|实, 此|项, 不|离港, 为|筑牢."""
_BEFORE_AREAS = {
    "由": "p",
    "向": "p",
    "对": "p",
    "把": "p",
    "给": "p",
    "从": "p",
    "经": "p",
    "被": "p",
    "和": "c",
    "与": "c",
    "及": "c",
    "同": "c",
    "请": "v",
    "让": "v",
    "归": "v",
}
_COUNTY = ("和县", "ns")
_AREAS = "省市县区州旗镇乡村局厅院校"
"""What these are glued to where an organ of an area follows: 由区|发改局, 请乡|派出所."""
_GLUED = regex(
    r"(?P<before>[一二三四五六七八九十]|中|就|也|还|都|既|又|更|才|便|仍|[我本]..?|[一-龥]们)?(?P<modal>将|要)(?P<behind>会|要|冲)?"
)
"""Words of the dictionary that are a modal with an adverb, a number or a subject before it, or another modal behind."""
_UNKNOWN = regex(
    r"(?P<before>[一-龥]{1,4}?)?(?P<modal>将|(?<![一-龥])要|要(?![一-龥]))(?P<behind>[一-龥]{1,4})?"
)


@cache
def _tags() -> dict[str, str]:
    return {row["form"]: row["tag"] for row in rows("tags")}


def parted(tagged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The engine's words, with the county 和县 as two of them behind a noun or an organ, where 和 joins organs of a county.

    >>> parted([("交通局", "nt"), ("和县", "ns"), ("水利局", "n")])
    [('交通局', 'nt'), ('和', 'c'), ('县', 'n'), ('水利局', 'n')]
    >>> parted([("马鞍山市", "ns"), ("和县", "ns"), ("水利局", "n")])
    [('马鞍山市', 'ns'), ('和县', 'ns'), ('水利局', 'n')]
    """
    if _COUNTY not in tagged:
        return tagged
    found: list[tuple[str, str]] = []
    for word in tagged:
        joins = word == _COUNTY and found and found[-1][1] in ("n", "nt", "j", "vn")
        found += (("和", "c"), ("县", "n")) if joins else (word,)
    return found


def as_used(word: str, tag: str) -> Iterator[tuple[str, str]]:
    """A word of the engine with its tag, as one word or more with theirs.

    >>> list(as_used("就要", "d")), list(as_used("文明", "nr")), list(as_used("我委将", "x"))
    ([('就', 'd'), ('要', 'v')], [('文明', 'n')], [('我委', 'r'), ('将', 'd')])
    """
    if len(word) > 1 and ("将" in word or "要" in word):
        match = _GLUED.fullmatch(word) or (_UNKNOWN.fullmatch(word) if tag == "x" else None)
        if match:
            if match["before"]:
                yield match["before"], _tag_before(match["before"])
            yield match["modal"], _MODALS[match["modal"]]
            if match["behind"]:
                behind = match["behind"]
                yield behind, _MODALS.get(behind) or _tags().get(behind, "x")
            return
    if len(word) == 2 and word[1] == "是" and word[0] in f"{_NUMBERS}{_POINTING}":
        yield word[0], "m" if word[0] in _NUMBERS else "r"
        yield word[1], "v"
        return
    if len(word) > 2 and word[0] == "各" and (tag in ("ns", "nt") or (tag == "l" and len(word) == 3)):
        yield "各", "r"
        yield word[1:], "n"
        return
    if tag == "x" and len(word) == 2 and word[0] == "以":
        yield "以", "p"  # 以|诚
        word = word[1:]
    elif tag == "x" and len(word) == 2 and word[1] == "的":
        yield word[0], "x"  # 优|的
        yield "的", "uj"
        return
    elif tag == "x" and len(word) > 1 and word[0] == "地":
        yield "地", "uv"  # 如实地|谈出
        word = word[1:]
    elif tag == "x" and len(word) == 2 and word[0] == "再":
        yield "再", "d"  # 再|交一份答卷
        word, tag = word[1:], "v"
    elif tag == "x" and len(word) == 2 and word[0] in _BEFORE_AREAS and word[1] in _AREAS:
        yield word[0], _BEFORE_AREAS[word[0]]
        word, tag = word[1:], "n"
    elif tag == "x" and len(word) == 2 and word[0] in "我本":
        tag = "r"
    elif tag == "x" and 1 < len(word) < 5 and word[0] in _OPENERS:
        yield word[0], _OPENERS[word[0]]
        word = word[1:]
    if len(word) > _PAIR and word[-1] == "到" and tag[0] == "n":
        tag = "v"  # 渗透到
    yield word, _tags().get(word, tag)


def _tag_before(word: str) -> str:
    if word in _NUMBERS:
        return "m"
    if word == "中":
        return "f"
    if word[0] in "我本" or word.endswith("们"):
        return "r"
    return "d" if len(word) == 1 else "x"
