"""`parallelism` (排比): three or more neighbouring phrases or clauses of the same build.

Members are parted by 、 ， or ；, share words at the same places (the frame) and are of like length. The
figure after Chen Wangdao (1932), 修辞学发凡, part 8 (排比). Plain lists of nouns are none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pydantic import Field

from chuangwen_corpus.annotate.data import forms
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SentenceSpan, Word
from chuangwen_corpus.annotate.series import (
    IS,
    LONGEST_MEMBER,
    SHORT,
    Piece,
    alike,
    likeness,
    shared,
)
from chuangwen_corpus.lazy import regex

_STOPS = "、,;"
_HARD_STOPS = ":。!?\n…——"
_QUOTES = regex("[“「”」]")
_COUNTED = regex(
    r"[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]|首先|其次|[(]?[一二三四五六七八九十\d][)]"
)
_SUBJECT = regex("[这那此]既?是")
"""A subject that all members share, with the first of their verbs."""
_GOVERNING = ("v", "vi", "p", "c", "d")
"""What may stand before the first member of a series and is no part of it."""
_OPEN_ENDED = ("d", "p", "c", "r", "uj", "ul", "ad")
_LEADS = forms("rhythm", "governor")
"""Verbs that govern a whole series and are no part of its first member."""
MOST_MEMBERS = 30
"""Members of the longest series; what looks longer is a list, and would cost the square of its length."""
FEWEST_STOPS = 2
"""What parts three members."""
_WHOLE = 1.5
"""What it counts for that a member need not be cut out of a longer piece."""


_REMNANT = 2
"""Characters that hardly stand behind a series alone: they belong to its last member."""
_LOST = 0.75
"""How much of what the members share one more may leave."""


class Parallelism(AnnotationRow, frozen=True):
    """A series of neighbouring clauses of the same build (experimental)."""

    frame: str = Field(description="What the members share, … where they differ: 让…受….")
    member_count: int = Field(description="Number of members, three or more.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.body():
        counts = {stop: reading.folded.count(stop, sentence.start, sentence.end) for stop in _STOPS}
        if sum(counts.values()) < FEWEST_STOPS:
            continue
        levels = [_cut(reading, start, end) for start, end in _levels(reading, sentence)]
        taken: list[tuple[int, int]] = []
        tried: set[str] = set()
        for order in (";", _STOPS, ",;"):
            stops = "".join([stop for stop in order if counts[stop]])
            if stops in tried or sum([counts[stop] for stop in stops]) < FEWEST_STOPS:
                continue
            tried.add(stops)
            for run in itertools.chain.from_iterable(_runs(pieces, stops) for pieces in levels):
                if len(run) <= FEWEST_STOPS:
                    continue
                for start, end, frame, count in _series([Piece(words) for words in run]):
                    if _is_list(reading, start, end, count):
                        continue
                    if not any(left < end and start < right for left, right in taken) or _encloses(
                        start, end, count, taken
                    ):
                        taken.append((start, end))
                        attributes = {"frame": frame, "member_count": str(count)}
                        yield Mark(start, end, "parallelism.frame", attributes)


def _is_list(reading: Reading, start: int, end: int, count: int) -> bool:
    """Whether the members each hold a number, or are organs: a list of figures or of bodies."""
    quantities = reading.inside("quantity", start, end)
    if len(quantities) >= count - 1:
        return True
    organs = reading.inside("organisation", start, end)
    return len(organs) >= count and sum(organ.end - organ.start for organ in organs) * 3 >= (end - start) * 2


def _encloses(start: int, end: int, count: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a series has others for its members, one each: 以访民情、解民忧、暖民心…，以…"""
    inner = [(left, right) for left, right in taken if left < end and start < right]
    return len(inner) >= count - 1 and all(start <= left and right <= end for left, right in inner)


def _cut(reading: Reading, start: int, end: int) -> list[tuple[list[Word], Word | None]]:
    """The tokens of a stretch between all stops outside marks, each with the stop that follows."""
    pieces: list[tuple[list[Word], Word | None]] = []
    words = reading.words(start, end)
    depth = 0
    first = 0
    for i, word in enumerate(words):
        if word.upos != "PUNCT" and word.form.isalnum():
            continue
        if word.form in "《(" or (word.form == '"' and reading.text[word.start] in "“「"):
            depth += 1
        elif word.form in "》)" or (word.form == '"' and reading.text[word.start] in "”」"):
            depth -= 1
        if depth <= 0 and (word.form in _STOPS or word.form in _HARD_STOPS):
            pieces.append((words[first:i], word))
            first = i + 1
    pieces.append((words[first:], None))
    return pieces


def _runs(pieces: list[tuple[list[Word], Word | None]], stops: str) -> Iterator[list[list[Word]]]:
    """Rows of pieces that some of the stops part; a hard stop ends a row."""
    run: list[list[Word]] = []
    words: list[Word] = []
    for more, stop in pieces:
        words = words + more if words else more
        if stop and stop.form in _STOPS and stop.form not in stops:
            words = [*words, stop]
            continue
        if words:
            run.append(words)
            words = []
        if stop is None or stop.form not in stops:
            yield run
            run = []


def _levels(reading: Reading, sentence: SentenceSpan) -> Iterator[tuple[int, int]]:
    """The sentence, and what stands in quotation marks in it: a row of its own."""
    yield sentence.start, sentence.end
    opened = None
    for match in _QUOTES.finditer(reading.text, sentence.start, sentence.end):
        if match[0] in "“「":
            opened = match.end()
        elif opened is not None:
            yield opened, match.start()
            opened = None


def _series(run: list[Piece]) -> Iterator[tuple[int, int, str, int]]:
    i = 0
    while i + 2 < len(run):
        found = _longest(run, i)
        if found is None:
            i += 1
            continue
        members, last = found
        yield members[0].start, members[-1].end, _frame_of(members), len(members)
        i = last + 1


def _may_be_alike(one: Piece, two: Piece) -> bool:
    """Whether two pieces have a character in common that counts, or open with a doubled one each: a frame needs one."""
    if not two.solid.isdisjoint(one.text):
        return True
    if [len(word.form) for word in one.words[-2:]] == [len(word.form) for word in two.words[-2:]]:
        return True  # perhaps of the same classes
    return len(two.text) == SHORT or (len(two.text) > 1 and two.text[0] == two.text[1])


def _longest(run: list[Piece], i: int) -> tuple[list[Piece], int] | None:
    """The longest series whose first member ends piece `i`: its members, and the last piece's index."""
    middle = run[i + 1]
    if not all(_may_be_alike(run[j], middle) for j in (i, i + 2)):
        return None
    if len(middle.text) > LONGEST_MEMBER:
        return None
    if any(_COUNTED.match(run[j].text) for j in (i, i + 1)):
        return None  # a counted list, which the layer enumeration_item has
    first = _best(_endings(run[i], middle), run[i], middle)
    if first is None:
        return None
    members = [first, middle]
    for at in range(i + 2, min(len(run), i + MOST_MEMBERS)):
        whole = run[at]
        last = _best(_openings(whole, middle), whole, middle, members)
        if last is None or (
            len(members) > 2 and len(shared([*members, last])) < _LOST * len(shared(members))
        ):
            break
        members.append(last)
        if last.end < whole.end:
            break
    if len(members) < 3 or _loses_by_its_first(members):
        return None
    return members, i + len(members) - 1


def _loses_by_its_first(members: list[Piece]) -> bool:
    """Whether the series from the second member on shares more than with the first."""
    return len(members) > 3 and len(shared(members[1:])) > len(shared(members))


def _endings(piece: Piece, like: Piece) -> Iterator[Piece]:
    """What a first member can be: the piece from one of its tokens on."""
    words = piece.words
    longest = len(like.text) * 1.8 + 1
    shortest = len(like.text) * 0.5 - 1
    copula = IS.match(like.text)
    leads = (i for i in reversed(range(len(words) - 1)) if words[i].form in _LEADS)
    behind = next((i + 1 for i in leads if words[i].form not in like.text), 0)
    for k, word in enumerate(words):
        if (k == 0 and _SUBJECT.match(piece.text)) or (k and words[k - 1].form == "既"):
            continue
        if word.xpos[0] == "u":
            continue
        if word.xpos == "p" and word.form not in like.text:
            continue
        if copula and k < 2 and IS.match("".join(w.form for w in words[k : k + 2])):
            longest = len(like.text) * 3 + 4
        if k >= behind and shortest <= piece.end - word.start <= longest:
            yield Piece(words[k:], cut=k > 0 and words[k - 1].xpos not in _GOVERNING)


def _openings(piece: Piece, like: Piece) -> Iterator[Piece]:
    """What a last member can be: the piece, or its opening if that is as long as the others or ends like them."""
    for k in range(1, len(piece.words) + 1):
        length = piece.words[k - 1].end - piece.start
        if k < len(piece.words) and length != len(like.text):
            follows, ends = piece.words[k].form, piece.words[k - 1].form[-1]
            if follows not in "的地等之" or ends != like.text[-1]:
                continue
        elif k < len(piece.words) and piece.words[k].form not in "的地等之":
            if piece.words[k - 1].xpos in _OPEN_ENDED:
                continue
        if len(like.text) * 0.5 - 1 <= length <= len(like.text) * 1.8 + 1:
            yield Piece(piece.words[:k], cut=k < len(piece.words) and piece.words[k].form not in "的地等之")


def _best(choices: Iterator[Piece], whole: Piece, like: Piece, others: Sequence[Piece] = ()) -> Piece | None:
    """The choice that is built most like the member `like`; the whole piece where the odds are even."""
    best, score = None, 0.0
    for choice in choices:
        if not alike([*(others or (like,)), choice]):
            continue
        left = len(whole.text.rstrip("的")) - len(choice.text)
        cut = left == 1 or (left <= _REMNANT and _leaves_noun(choice, whole))
        found = likeness(choice, like) + (_WHOLE if left <= 0 else -_WHOLE if cut else 0)
        if found > score:
            best, score = choice, found
    return best


def _leaves_noun(choice: Piece, whole: Piece) -> bool:
    """Whether what stands behind an opening is a noun, which belongs to it: 长远|发展, but not 更高水平|迈进."""
    behind = whole.words[len(choice.words) :]
    return choice.start == whole.start and all(word.xpos.startswith(("n", "vn")) for word in behind)


def _frame_of(members: Sequence[Piece]) -> str:
    """The shared characters, … where the first member has others between."""
    text = members[0].text
    parts: list[str] = []
    place = 0
    for c in shared(members):
        at = text.index(c, place)
        if at > place or (not parts and at):
            parts.append("…")
        parts.append(c)
        place = at + 1
    if place < len(text):
        parts.append("…")
    return "".join(parts)


LAYER = Layer("parallelism", "parallelisms", Parallelism, _annotate, requires=("quantity", "organisation"))
