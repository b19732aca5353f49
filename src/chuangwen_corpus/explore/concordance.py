"""Concordances: every hit of a query with what stands before and behind it (key word in context, KWIC)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
from rich.cells import cell_len

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import grid, query
from chuangwen_corpus.explore.patterns import compiled
from chuangwen_corpus.explore.result import SHOWN, Result, readable
from chuangwen_corpus.explore.tokens import PLACE, Ints, Tokens
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.terminal import visible

Sort: TypeAlias = Literal["text", "left", "right", "node"]
"""The order of hits: as they stand in the text, by the context on a side, nearest first, or by what was found."""
Step: TypeAlias = Literal["character", "word"]
"""What a window is counted in."""

SORTS = ("text", "left", "right", "node")
STEPS = ("character", "word")
_LEAST_CONTEXT = 8
"""Columns of the terminal that each side keeps, if need be at the cost of the ids."""


class Concordance(Result):
    """Hits with their context: columns left, node, right, ids and offsets. Printed, the nodes stand below each other."""

    def text(self, rows: int | None = SHOWN) -> str:
        """The first hits as lines of text; all for None."""
        shown = readable(self.table if rows is None else self.table.slice(0, rows))
        shown = shown.select(["left", "node", "right", "sentence_id"])
        wide = self._widths(shown)
        sides = {
            name: pa.array([cut(visible(text), wide[name]) for text in shown[name].to_pylist()], pa.string())
            for name, cut in (("left", _end), ("right", _beginning))
        }
        for name, column in sides.items():
            shown = shown.set_column(shown.column_names.index(name), name, column)
        return grid.text(shown, wide, self.note(shown.num_rows), right=self._right())

    def _widths(self, shown: pa.Table) -> dict[str, int]:
        wide = grid.widths(shown, 1_000_000, fit=False)
        gaps = 2 * len(wide)
        room = grid.room()
        if wide["node"] + wide["sentence_id"] + 2 * _LEAST_CONTEXT + gaps > room:
            gaps -= 2
            del wide["sentence_id"]
        wide["node"] = max(min(wide["node"], room - gaps - 2 * _LEAST_CONTEXT), 1)
        side = max((room - gaps - wide["node"] - wide.get("sentence_id", 0)) // 2, 1)
        for name in ("left", "right"):
            wide[name] = min(wide[name], side)
        return wide

    def _right(self) -> tuple[str, ...]:
        return ("left",)

    def note(self, shown: int) -> str:
        """How many of the hits are shown."""
        return f"{shown:,} of {self._all:,} hits of {self.title}"


def _beginning(text: str, columns: int) -> str:
    """As much of a text as fits."""
    if cell_len(text) <= columns:
        return text
    kept, room = 0, columns - 1
    for character in text:
        room -= cell_len(character)
        if room < 0:
            break
        kept += 1
    return text[:kept] + "…"


def _end(text: str, columns: int) -> str:
    return _beginning(text[::-1], columns)[::-1]


@dataclass(frozen=True)
class _Hits:
    """Where hits stand: document, first character, one past the last."""

    document: Ints
    start: Ints
    end: Ints


def concordance(
    tokens: Tokens, wanted: str | None = None, *,
    form: str | None = None, xpos: str | None = None, upos: str | None = None,
    regex: str | re.Pattern[str] | None = None,
    window: int = 12, unit: Step = "character", by: str = "speech", sort: Sort = "text", sort_by: Step = "character",
    limit: int | None = None,
) -> Concordance:  # fmt: skip
    """The hits of a query; see `Corpus.concordance`."""
    if window < 0:
        raise ChuangwenError(f"a window of {window} is none.", hint="0 or more.")
    _one_of("unit", unit, STEPS)
    _one_of("sort", sort, SORTS)
    _one_of("sort_by", sort_by, STEPS)
    text = _Text(tokens, by)
    hits, title = _find(text, wanted, form, xpos, upos, regex)
    return _lined_up(tokens, text, hits, window, unit, sort, sort_by, title).head(limit)


def _find(
    text: _Text, wanted: str | None,
    form: str | None, xpos: str | None, upos: str | None, regex: str | re.Pattern[str] | None,
) -> tuple[_Hits, str]:  # fmt: skip
    of_token = {"form": form, "xpos": xpos, "upos": upos}
    said = {name: value for name, value in of_token.items() if value is not None}
    kinds = [wanted is not None, bool(said), regex is not None]
    if sum(kinds) != 1:
        what = "nothing to look for" if not any(kinds) else "more than one thing to look for"
        raise ChuangwenError(
            f"there is {what}.", hint="Give a query, or regex=, or what one token is: form=, xpos=, upos=."
        )
    if said:
        return text.of_tokens(query.single(form, xpos, upos)), ", ".join(f"{k}={v}" for k, v in said.items())
    if regex is not None:
        pattern = compiled(regex)
        return text.of_pattern(pattern), regex if isinstance(regex, str) else regex.pattern
    assert wanted is not None
    if not wanted.strip():
        raise ChuangwenError("the query is empty.", hint=query.HINT)
    if query.is_token_query(wanted):
        return text.of_tokens(query.read(wanted)), wanted
    return text.of_pattern(re.compile(re.escape(fold(wanted)))), wanted


class _Text:
    """The texts of documents, and the units that no hit and no context leaves."""

    def __init__(self, tokens: Tokens, by: str) -> None:
        if by == "document" and not tokens.whole:
            by = "speech"  # what stands between two speeches that were chosen was not chosen
        self.tokens = tokens
        self.texts: list[str] = tokens.documents["text"].to_pylist()
        self.unit = tokens.sentence_units(by)
        starts, ends = (
            tokens.sentences[name].to_numpy().astype(np.int64) for name in ("start_char", "end_char")
        )
        self.sentence_end = tokens.sentence_document * PLACE + ends
        place = tokens.sentence_document * PLACE + starts
        self.order = np.argsort(place, kind="stable")
        self.sentence_place = place[self.order]
        units = int(self.unit.max()) + 1 if len(self.unit) else 0
        self.start, self.end = np.full(units, PLACE - 1, dtype=np.int64), np.zeros(units, dtype=np.int64)
        if by == "document":  # a document is its whole text, also what is no sentence
            self.start[:] = 0
            lengths = np.array([len(text) for text in self.texts], dtype=np.int64)
            self.end[:] = lengths[:units]
        else:
            np.minimum.at(self.start, self.unit, starts)
            np.maximum.at(self.end, self.unit, ends)
        self.document = np.zeros(units, dtype=np.int64)
        self.document[self.unit] = tokens.sentence_document

    def of_tokens(self, wanted: query.TokenQuery) -> _Hits:
        """The hits of a pattern over tokens."""
        tokens = self.tokens
        first, last = wanted.find(tokens, self.unit[tokens.sentence])
        return _Hits(tokens.document[first], tokens.start[first], tokens.end[last - 1])

    def of_pattern(self, pattern: re.Pattern[str]) -> _Hits:
        """The hits of a regular expression on the folded text of each unit; empty matches are none."""
        rows: list[tuple[int, int, int]] = []
        held, shadow = -1, ""
        for unit in np.unique(self.unit).tolist():
            document, start = int(self.document[unit]), int(self.start[unit])
            if document != held:
                held, shadow = document, fold(self.texts[document])
            end = int(self.end[unit])
            starts, ends = self._chosen(document, start, end)
            found = _found(pattern, shadow[start : min(end, start + ends[-1])], starts, ends)
            rows += [(document, start + first, start + last) for first, last in found]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return _Hits(columns[:, 0], columns[:, 1], columns[:, 2])

    def _chosen(self, document: int, start: int, end: int) -> tuple[list[int], list[int]]:
        """Where the chosen sentences in a stretch of a document start and end, counted from its beginning."""
        first, last = np.searchsorted(self.sentence_place, (document * PLACE + start, document * PLACE + end))
        places = self.sentence_place[first:last] - document * PLACE - start
        ends = self.sentence_end[self.order[first:last]] - document * PLACE - start
        return places.tolist(), ends.tolist()

    def sentence_of(self, hits: _Hits) -> Ints:
        """The number of the sentence in which each hit starts; -1 for none."""
        if not len(self.sentence_place):
            return np.full(len(hits.start), -1, dtype=np.int64)
        place = hits.document * PLACE + hits.start
        before = np.searchsorted(self.sentence_place, place, side="right") - 1
        sentence = self.order[np.maximum(before, 0)]
        return np.where((before >= 0) & (place < self.sentence_end[sentence]), sentence, -1)

    @cached_property
    def token_end(self) -> Ints:
        """Where each token ends, across documents; ascending."""
        return self.tokens.document * PLACE + self.tokens.end


def _found(
    pattern: re.Pattern[str], text: str, starts: Sequence[int], ends: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The matches that begin in chosen sentences; empty ones are none. What begins elsewhere hides none behind it."""
    at = 0
    while at <= len(text):
        for match in pattern.finditer(text, at):
            if match.end() == match.start():
                continue
            sentence = bisect_right(starts, match.start()) - 1
            if sentence < 0 or match.start() >= ends[sentence]:
                if sentence + 1 == len(starts):
                    return
                at = starts[sentence + 1]
                break
            yield match.span()
        else:
            return


@dataclass(frozen=True)
class _Windows:
    """From where to where the context of each hit reaches."""

    left: Ints
    right: Ints


def _windows(tokens: Tokens, text: _Text, hits: _Hits, unit: Ints, window: int, step: Step) -> _Windows:
    if step == "character":
        return _Windows(
            np.maximum(text.start[unit], hits.start - window), np.minimum(text.end[unit], hits.end + window)
        )
    base = hits.document * PLACE
    # The tokens of the unit, those that the hit touches, and so many on each side.
    lowest = np.searchsorted(tokens.place, base + text.start[unit])
    highest = np.searchsorted(tokens.place, base + text.end[unit])
    first = np.searchsorted(text.token_end, base + hits.start, side="right")
    last = np.searchsorted(tokens.place, base + hits.end)
    from_token, to_token = np.maximum(first - window, lowest), np.minimum(last + window, highest)
    # A hit may start in the middle of a word; what is left of that word is context of its own.
    starts, ends = np.append(tokens.start, 0), np.append(0, tokens.end)
    left = np.where(from_token < last, starts[from_token], hits.start)
    right = np.where(to_token > first, ends[to_token], hits.end)
    return _Windows(np.minimum(left, hits.start), np.maximum(right, hits.end))


def _lined_up(
    tokens: Tokens, text: _Text, hits: _Hits, window: int, step: Step, sort: Sort, sort_by: Step, title: str
) -> Concordance:
    sentence = text.sentence_of(hits)
    if len(hits.start):
        windows = _windows(tokens, text, hits, text.unit[sentence], window, step)
    else:
        windows = _Windows(hits.start, hits.end)
    columns = (hits.document, windows.left, hits.start, hits.end, windows.right)
    left, node, right = [], [], []
    for document, a, b, c, d in zip(*(column.tolist() for column in columns), strict=True):
        page = text.texts[document]
        left.append(page[a:b])
        node.append(page[b:c])
        right.append(page[c:d])
    table = pa.table(
        {
            "left": pa.array(left, pa.string()),
            "node": pa.array(node, pa.string()),
            "right": pa.array(right, pa.string()),
            "document_id": tokens.documents["document_id"].take(pa.array(hits.document)),
            "speech_id": tokens.sentences["speech_id"].take(pa.array(sentence)),
            "sentence_id": tokens.sentences["sentence_id"].take(pa.array(sentence)),
            "start_char": pa.array(hits.start, pa.int32()),
            "end_char": pa.array(hits.end, pa.int32()),
        }
    )
    if sort == "text":
        order = np.lexsort((hits.end, hits.start, hits.document)).tolist()
    else:
        keys = _keys(tokens, text, hits, windows, {"left": left, "node": node, "right": right}, sort, sort_by)
        order = sorted(range(len(keys)), key=keys.__getitem__)
    return Concordance(table.take(pa.array(order, pa.int64())), title)


def _keys(
    tokens: Tokens, text: _Text, hits: _Hits, windows: _Windows, cells: Mapping[str, Sequence[str]],
    sort: Sort, sort_by: Step,
) -> list[tuple[str | tuple[str, ...], ...]]:  # fmt: skip
    """What hits are sorted by; equal ones by the other side's context, then as they stand in the text."""
    left = [fold(side)[::-1] for side in cells["left"]]
    right = [fold(side) for side in cells["right"]]
    if sort == "node":
        return list(zip((fold(node) for node in cells["node"]), right, strict=True))
    if sort_by == "character":
        return list(zip(left, right, strict=True) if sort == "left" else zip(right, left, strict=True))
    forms = tokens.folded("form")
    codes = tokens.coded("form").codes
    base = hits.document * PLACE
    if sort == "left":
        first = np.searchsorted(tokens.place, base + windows.left)
        last = np.searchsorted(text.token_end, base + hits.start, side="right")
    else:
        first = np.searchsorted(tokens.place, base + hits.end)
        last = np.searchsorted(text.token_end, base + windows.right, side="right")
    words = list(_words(forms, codes, first, last, backwards=sort == "left"))
    return list(zip(words, right if sort == "left" else left, strict=True))


def _words(
    forms: Sequence[str], codes: Ints, first: Ints, last: Ints, *, backwards: bool
) -> Iterator[tuple[str, ...]]:
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        some = codes[a:b].tolist()
        yield tuple(forms[code] for code in (reversed(some) if backwards else some))


def _one_of(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise ChuangwenError(f"{name} is {value!r}.", hint=f"It is one of {', '.join(known)}.")
