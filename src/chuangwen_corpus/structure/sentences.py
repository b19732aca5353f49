"""Paragraphs to sentences.

A sentence ends at 。！？ with the quotation mark or bracket that closes behind it, and at the end
of a paragraph; never inside “ ” or 《 》 (GB/T 15834-2011 for the marks).
"""

from __future__ import annotations

from chuangwen_corpus.clean.layout import ends_sentence
from chuangwen_corpus.genre.folding import HAN_CHARACTER, fold
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.parts import Outline

_QUOTE = regex("[“”‘’「」『』《》]")
_SCAN = regex(r"[“”‘’「」『』《》]|[。！？]+")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_CLOSERS = regex(r"[”’」』》）)]*")
_GOES_ON = regex(
    r"[，、；：。！？,;:）)]|的|等(?!待|到|候)|之|为(?:主题|题|目标|抓手)|这(?:一|个)|和(?=[“《])|与(?=[“《])"
)
"""What may follow a quotation that ends in a stop inside the quoting sentence."""


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as offsets in it, without white space at their edges.

    >>> text = "他们说：“干。一定干好。”会后，大家行动起来！"
    >>> [text[start:end] for start, end in split(text)]
    ['他们说：“干。一定干好。”', '会后，大家行动起来！']
    """
    ends: list[int] = []
    closing = _closing_quotes(text)
    inside_until = -1
    for match in _SCAN.finditer(text):
        if match[0] in _PAIRS:
            if match.start() > inside_until:
                inside_until = closing.get(match.start(), -1)
        elif match[0][0] in "。！？":
            behind = _CLOSERS.match(text, match.end())
            end = behind.end() if behind else match.end()
            if match.start() < inside_until and end <= inside_until:
                continue
            if "》" in text[match.end() : end]:
                continue  # a stop in the name of a work
            if end > match.end() and _GOES_ON.match(text, end):
                continue
            ends.append(end)
    spans, start = [], 0
    for end in [*ends, len(text)]:
        left, right = start, end
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            spans.append((left, right))
        start = max(start, end)
    return spans


def of_rest(text: str, outline: Outline) -> list[tuple[int, int, tuple[int, int]]]:
    """The sentences of a text in which there is no speech, each with the start and end of its line."""
    return [
        (part.start + start, part.start + end, (part.start, part.end))
        for part in outline.rest
        for start, end in split(text[part.start : part.end])
    ]


def _closing_quotes(text: str) -> dict[int, int]:
    """For each opening quote that is closed in the paragraph, where; others count as none."""
    open_at: list[int] = []
    closing: dict[int, int] = {}
    for match in _QUOTE.finditer(text):
        if match[0] in _PAIRS:
            open_at.append(match.start())
            continue
        for i in range(len(open_at) - 1, max(-1, len(open_at) - 8), -1):
            if _PAIRS[text[open_at[i]]] == match[0]:
                closing[open_at[i]] = match.start()
                del open_at[i:]
                break
    return closing


_LETTER_ENDS = regex("此致|敬礼|此致敬礼")
"""How letters end, without a stop."""


_CREDITED = regex(r"(?<=[。！？!?])\s*[（(][^（）()]{2,200}[）)][.。]?\s*$")
"""A remark behind a whole sentence: who reports, who took the picture, what somebody has to say on the sentence."""
_NOTE = regex("[（(][^（）()]{1,20}[）)]")
"""A remark of whoever took the speech down: （鼓掌）."""


def is_complete(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do: in a stop, or in a colon or semicolon before a list."""
    if not HAN_CHARACTER.search(text) or _LETTER_ENDS.fullmatch(text.strip()):
        return True  # a translation, whose stops are its own, or a row of dots
    if _NOTE.fullmatch(text.strip()):
        return True
    text = _CREDITED.sub("", text)
    if text.rstrip("”’」』》）) ").endswith(("…", "...")):
        return False  # officials don't trail off; a site cut the text here
    return ends_sentence(fold(text[-8:])) or text.rstrip("”’」』》）) ")[-1:] in ("：", "；", ":", ";")
