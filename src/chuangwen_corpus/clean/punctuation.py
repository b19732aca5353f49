"""Half-width punctuation in Han context becomes full-width; everything else keeps its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN, HAN_CHARACTER, SPACE
from chuangwen_corpus.lazy import regex

_CHINESE = regex(rf"[{HAN}，。；：！？、（）《》〈〉“”‘’「」『』【】…—]")
_BRACKET = regex(r"[()（）]")
_CANDIDATE = regex(r"""\.{3,}|。{3,}|[,;:!?().∶﹕﹐﹔﹑﹖﹗"']""")
_WIDE = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "！",
    "∶": "：",
    "﹕": "：",
    "﹐": "，",
    "﹔": "；",
    "﹑": "、",
    "﹖": "？",
    "﹗": "！",
}
_QUESTION = regex(
    r"[吗嗎呢么麼嘛谁誰哪怎几幾吧]|什么|什麼|如何|何|是否|能否|可否|多少|难道|難道|岂|豈|有没有|有沒有"
    rf"|([{HAN}])[不没沒]\1"  # 行不行, 是不是
)
_CLAUSE_START = regex(r"[。！？!?；;\n]")
_MARKER_BEFORE = regex(
    rf"(?:^|\n)[{SPACE}]*(?:[一二三四五六七八九十]{{1,3}}|[(（][一二三四五六七八九十\d]{{1,3}}[)）])$"
)


def changes(text: str) -> Iterator[Change]:
    """The changes that make punctuation in Han context Chinese, in order.

    A ``?`` between two Han characters in a clause that asks nothing is what is left of a lost
    character, and stays as it is.
    """
    position = 0
    for line in text.splitlines(keepends=True):
        if HAN_CHARACTER.search(line):
            yield from _in_line(line, position)
        position += len(line)


def _in_line(line: str, offset: int) -> Iterator[Change]:
    if not _CANDIDATE.search(line):
        return
    brackets = _bracket_pairs(line)
    quotes = _quote_pairs(line, '"', "“”") | _quote_pairs(line, "'", "‘’")
    for match in _CANDIDATE.finditer(line):
        mark, at = match[0], match.start()
        before, after = _neighbour(line, at - 1, -1), _neighbour(line, match.end(), 1)
        in_han = bool(_CHINESE.match(before) or _CHINESE.match(after))
        new, rule = mark, "punctuation.full_width"
        if mark in _WIDE:
            new = _WIDE[mark] if in_han else mark
        elif mark == "?":
            new = "？" if in_han and not is_lost_character(line, at) else mark
        elif mark in "()":
            new = "（）"["()".index(mark)] if brackets.get(at, in_han) else mark
        elif mark in "\"'":
            new, rule = quotes.get(at, mark), "punctuation.quote"
        elif mark == ".":
            if HAN_CHARACTER.match(before) and (not after or _CHINESE.match(after)):
                new = mark if _MARKER_BEFORE.search(line[:at]) else "。"
            rule = "punctuation.full_stop"
        elif _CHINESE.match(before) or mark[0] == "。":
            new, rule = "……", "punctuation.ellipsis"
        if new != mark:
            yield Change(offset + at, offset + match.end(), new, rule)


def is_lost_character(line: str, at: int) -> bool:
    """Whether a ``?`` stands at `at` for a lost character instead of asking something."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if line[at : at + 1] != "?":
        return False
    if not (before and after) or not _CHINESE.match(before):
        return False
    if not (HAN_CHARACTER.match(after) or after in "、，,；;?%％" or after.isdigit()):
        return False
    starts = [match.end() for match in _CLAUSE_START.finditer(line, max(0, at - 80), at)]
    clause = line[max([max(0, at - 80), *starts]) : at]
    return not _QUESTION.search(clause)


def _neighbour(line: str, at: int, step: int) -> str:
    while 0 <= at < len(line) and line[at] in " \t\u3000\xa0":
        at += step
    return line[at] if 0 <= at < len(line) and line[at] != "\n" else ""


def _bracket_pairs(line: str) -> dict[int, bool]:
    """For each paired half-width bracket: whether the pair stands in Han context."""
    pairs: dict[int, bool] = {}
    open_at: list[int] = []
    for match in _BRACKET.finditer(line):
        if match[0] in "(（":
            open_at.append(match.start())
        elif open_at:
            start, end = open_at.pop(), match.start()
            before, after = _neighbour(line, start - 1, -1), _neighbour(line, end + 1, 1)
            # What follows counts only where nothing stands before, as behind a marker (1).
            around = (before or after, line[start + 1 : start + 2], line[end - 1 : end])
            pairs[start] = pairs[end] = any(_CHINESE.match(c) for c in around if c)
    return pairs


def _quote_pairs(line: str, mark: str, pair: str) -> dict[int, str]:
    """Straight quotes of a line, read as opening and closing in turn; none if one is missing."""
    if mark not in line:
        return {}
    places = [m.start() for m in re.finditer(re.escape(mark), line)]
    if mark == "'":  # an apostrophe inside a Latin word is no quote
        places = [p for p in places if not line[max(0, p - 1) : p + 2].replace("'", "a").isascii()]
    if len(places) % 2:
        return {}
    return {place: pair[i % 2] for i, place in enumerate(places)}
