"""A shadow of a text for matching: same length, one spelling.

Patterns are written once, in simplified characters with half-width punctuation, and run on the
shadow; as folding maps one character to one, an offset in the shadow is an offset in the text.
The shadow is never published.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
"""Han characters, with 々 and 〇, for use inside a character class of a regular expression."""

SPACE = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space inside a line, for use inside a character class."""

_PUNCTUATION = {
    "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")", "〔": "(",
    "〕": ")", "．": ".", "。": "。", "“": '"', "”": '"', "„": '"', "〝": '"', "〞": '"',
    "＂": '"', "「": '"', "」": '"', "﹕": ":", "∶": ":", "︰": ":", "﹐": ",", "﹔": ";",
    "﹗": "!", "﹖": "?", "﹙": "(", "﹚": ")", "－": "-", "–": "-", "＞": ">", "＜": "<",
    "／": "/", "＝": "=", "〖": "【", "〗": "】", "［": "[", "］": "]", "＊": "*", "＃": "#",
    "％": "%", "＠": "@", "＋": "+", "＆": "&", "～": "~", "＿": "_", "｜": "|",
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    table = {ord(wide): narrow for wide, narrow in _PUNCTUATION.items()}
    for offset in range(0xFF10, 0xFF5B):  # full-width digits and letters
        if chr(offset - 0xFEE0).isalnum():
            table[offset] = chr(offset - 0xFEE0)
    for space in "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))):
        table[ord(space)] = " "
    data = files("chuangwen_corpus.genre").joinpath("traditional.tsv").read_text(encoding="utf-8")
    for line in data.splitlines():
        if not line.startswith("#"):
            traditional, simplified = line.split("\t")
            table[ord(traditional)] = simplified
    return table


def fold(text: str) -> str:
    """The shadow of `text`: simplified, half-width, every white space inside a line a space.

    >>> fold("創建文明城市：（一）ＡＢ１２")
    '创建文明城市:(一)AB12'
    """
    return text.translate(_table())
