"""Heads that a converter has run together: title, speaker, date and salutation on one line, before the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from chuangwen_corpus.genre.address import LONGEST_SALUTATION, salutation_length
from chuangwen_corpus.genre.dates import date_span, read_date_line
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.titles import GENRE, PAPER, read_title, with_own_titles
from chuangwen_corpus.genre.units import speaker_kind
from chuangwen_corpus.lazy import regex

LONGEST_HEAD = 140
"""Characters of a head before its salutation."""
LONGEST_GREETING = 8
"""Characters of a greeting between the salutation and its stop: 大家早上好!"""
_BRACKETED = regex(r"[【《][^【】《》]{4,60}[】》]")
_COLON = regex("[:!]")
_ADDRESS = regex(
    "尊敬|尊重|敬重|敬爱|亲爱|各位|诸位|同志|同学|老师|市民|朋友|女士|父老|全体|广大|乡亲|家长|议长|主席"
    rf"|(?<=[)】\]])(?:(?!同志|同学|老师|朋友)[{HAN}]){{2,6}}们(?=[,、:!])"
)
_GENRE = regex(GENRE)
_DATED = regex(
    r"\((?=[^()]*[\d一二三四五六七八九十年月])[^()]{4,30}\)|\d{4}年\d{1,2}月(?:\d{1,2}日)?|[二一][〇零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_STOP = regex("[。!;]|:.")
_OPENS = regex(
    r"今天|今日|刚才|首先|大家好|同志们|根据|按照|为(?:了|深入|认真|进一步|贯彻)|经[^,。]{2,10}(?:同意|研究)|值此|很高兴|非常高兴|在这|我(?:们|是|在|叫|代表|很)"
)
_TITLE_END = regex(rf"(?:{GENRE}){PAPER}{{0,2}}")
_NO_TITLE = regex("[。!?;:,]")
_JOINS_TITLES = "与和及暨、+ "
"""What stands between two titles that a site has made one of."""
_GOES_ON = regex(r"精神|要求|内容|[的中里后时上是和与及、,。!?;》\")\]]")
"""What stands behind a kind of speech inside a sentence."""
SHORTEST_AGAIN = 12
"""Characters of a title that is printed again in nearly the same words."""
LONGEST_AGAIN = 200
"""Characters from the first of such titles to the end of the last."""
MOST_AGAIN = 4
"""How often a line may say its title again."""
MOST_KINDS = 12
"""So many kinds of speech of a line may each end a title; each pair of them is compared."""
_SAME = 0.85
_MOSTLY_SAME = 0.75
"""How many of the characters of a title stand in the other one: of the site's, and of the text's own, which is the longer one."""
_STRAY = regex(rf"(?<=[{HAN}]) +(?=[{HAN}])")


def cuts(line: str, most: int = MOST_AGAIN) -> Iterator[int]:
    """Where the parts of a head begin on a line that goes on with a salutation; none on other lines.

    >>> line = "在扫黑除恶工作会议上的讲话XX镇党委书记XXX2018年9月17日同志们:刚才"
    >>> [line[a:b] for a, b in zip([0, *cuts(line)], [*cuts(line), None])]
    ['在扫黑除恶工作会议上的讲话', 'XX镇党委书记XXX', '2018年9月17日', '同志们:刚才']
    """
    again = _title_again(line) if most else None
    if again:
        start, end = again
        yield start
        behind = [start + at for at in cuts(line[start:], most - 1)]
        yield from behind or ([end] if end < len(line) else [])
        return
    salutation = _salutation(line)
    if salutation is None:
        opening = _opening(line)
        if opening:
            yield opening
        return
    head, places = _without_stray_spaces(line[:salutation])
    pieces = _pieces(head)
    if pieces is not None:
        yield from sorted({places[at] for at in pieces if at} | {salutation})


def _title_again(line: str) -> tuple[int, int] | None:
    """Where the title of a text stands behind a page's title that says nearly the same, alone or joined to another one.

    >>> line = "全县县城创卫动员大会讲话稿与安全会发言稿在全县县城创卫动员大会上的讲话今天的会很重要。"
    >>> start, end = _title_again(line) or (0, 0)
    >>> line[start:end]
    '在全县县城创卫动员大会上的讲话'
    """
    stop = _NO_TITLE.search(line, 0, LONGEST_AGAIN)
    last = stop.start() if stop else min(len(line), LONGEST_AGAIN)
    ends = [match.end() for match in with_own_titles(_TITLE_END).finditer(line, 0, last)]
    found: list[tuple[float, int, int]] = []
    for start, end in combinations(ends[:MOST_KINDS], 2):
        again = line[start:end]
        firsts = (line[:at] for at in ends if at == start or (at < start and line[at] in _JOINS_TITLES))
        alike = max((_alike(first, again) for first in firsts), default=0.0)
        if alike and not _GOES_ON.match(line, end) and read_title(again):
            found.append((alike, start, end))
    return max(found)[1:] if found else None


def _alike(first: str, again: str) -> float:
    """Which share of their characters two titles have in common; 0 if they do not say the same."""
    shared = sum((Counter(first) & Counter(again)).values())
    same = min(len(first), len(again)) >= SHORTEST_AGAIN and shared >= _SAME * len(first)
    return shared / len(again) if same and shared >= _MOSTLY_SAME * len(again) and read_title(first) else 0.0


def _salutation(line: str) -> int | None:
    """Where a salutation begins behind something else; the one that reaches farthest back."""
    for stop in _COLON.finditer(line, 0, LONGEST_HEAD + LONGEST_SALUTATION):
        for match in _ADDRESS.finditer(line, 4, stop.end()):
            if stop.end() - match.start() > LONGEST_SALUTATION:
                continue
            length = salutation_length(line, match.start())
            greeting = stop.end() - match.start() - length
            if length and (
                greeting == 0
                or (0 < greeting <= LONGEST_GREETING and "好" in line[stop.end() - 3 : stop.end()])
            ):
                return match.start() if match.start() <= LONGEST_HEAD else None
    return None


def _opening(line: str) -> int | None:
    """Where a text without a salutation begins behind its title: at a title's end, with words that open a speech."""
    if len(line) < 30 or not _STOP.search(line):
        return None
    for match in _OPENS.finditer(line, 6, 80):
        title = read_title(line[: match.start()].strip())
        if title and len(title.core) > 5:
            return match.start()
    return None


def _without_stray_spaces(head: str) -> tuple[str, list[int]]:
    """A head without white space between characters, and for each of its places the place in the line."""
    stray = {at for match in _STRAY.finditer(head) for at in range(*match.span())}
    places = [at for at in range(len(head)) if at not in stray]
    return "".join(head[at] for at in places), [*places, len(head)]


def _pieces(head: str) -> list[int] | None:
    """Where the pieces of a head begin: a title, then speakers and dates; None if it is no head."""
    if len(head) > LONGEST_HEAD or re.search("[。!;]", head):
        return None
    bare = head.strip()
    if _BRACKETED.fullmatch(bare):
        return [0]
    if read_title(bare) and not _DATED.search(bare[-14:]):
        return [0]
    for genre in reversed(list(with_own_titles(_GENRE).finditer(bare))):
        for end in range(min(len(bare), genre.end() + 3), genre.end() - 1, -1):
            title = bare[:end]
            if (read_title(title) or len(title) > 60) and (behind := _behind(bare, end)) is not None:
                return [0, *behind]
    return None


def _behind(head: str, at: int) -> list[int] | None:
    """Where speakers and dates begin behind a title that ends at `at`; None if anything else stands there."""
    found = []
    while at < len(head):
        if head[at] == " ":
            at += 1
            continue
        dated = _DATED.match(head, at)
        if dated:
            if not (read_date_line(dated[0]) or date_span(dated[0])):
                return None
            end = dated.end()
        else:
            following = _DATED.search(head, at)
            end = following.start() if following else len(head)
            if speaker_kind(head[at:end].strip()) is None:
                return None
        found.append(at)
        at = end
    return found
