"""Sentences in an order that is their own, and the distinct texts among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from chuangwen_corpus.genre.folding import code_points, fold
from chuangwen_corpus.genre.markers import section_marker
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.reuse.dates import intervals

PLACEHOLDER = "x"
"""What stands for a name that was taken out, however the page writes it: XX, xx, 某某, ××, ○○, ***."""
# One class of characters first: so `re` passes over all others at once, ten times as fast as with bare alternatives.
_PLACEHOLDERS = regex(
    r"[某xX×＊*○●□_](?:(?<=某)某*(?![些种个人时])|(?<=[xX])(?<![A-Za-z].)[xX]*(?![A-Za-z])|(?<=[×＊*○●□])[×＊*○●□]*|(?<=_)_+)",
    re.DOTALL,
)
_NO_CONTENT = regex(r"[\W_]+")
_NO_CONTENT_BUT_POINTS = regex(r"(?:(?!(?<=[0-9])\.(?=[0-9]))[\W_])+")
"""The same without the point of a decimal: 1.8亿元 is not 18亿元."""
_LONG = 200
"""Characters from which on numpy takes out what is no content faster than a pattern does."""
_MAY_BEGIN_WITH_MARKER = frozenset("壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十(0123456789①②③④⑤⑥⑦⑧⑨⑩")

Ints = NDArray[np.int64]


def content(text: str) -> str:
    """What of a text is compared: letters, digits and Han characters, folded; placeholders alike; no number marker.

    Scripts and widths are folded (`genre.folding.fold`), punctuation and white space are left out, except for the point of a decimal.

    >>> content("一、創建ＸＸ市，“我們”在行動！") == content("(二)创建某某市我们在行动")
    True
    >>> content("投资１．８亿元。")
    '投资1.8亿元'
    """
    folded = fold(text)
    if folded[:1] in _MAY_BEGIN_WITH_MARKER:
        marker = section_marker(folded)
        if marker:
            folded = folded[marker.length :]
    return _contents(_PLACEHOLDERS.sub(PLACEHOLDER, folded)).lower()


@cache
def _is_content() -> NDArray[np.bool_]:
    """Of each code point of the basic plane whether it is content: the letters and digits that `_NO_CONTENT` leaves."""
    return np.fromiter((chr(code).isalnum() for code in range(0x10000)), np.bool_, 0x10000)


def _contents(text: str) -> str:
    """What is left of a text without the characters that are no content."""
    if len(text) >= _LONG:
        codes: NDArray[np.uint32] = code_points(text)
        known = _is_content()
        if codes.max() < len(known):
            kept = known[codes]
            if "." in text:
                digit = (codes >= ord("0")) & (codes <= ord("9"))
                kept[1:-1] |= (codes[1:-1] == ord(".")) & digit[:-2] & digit[2:]
            return codes[kept].tobytes().decode("utf-32-le")
    return (_NO_CONTENT_BUT_POINTS if "." in text else _NO_CONTENT).sub("", text)


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences sorted by date of their speech, document and place; so nothing hangs on the order they came in."""

    table: pa.Table
    """Rows with `sentence_id`, `paragraph_id`, `speech_id`, `document_id`, `text`."""
    owner: Ints
    """Shape (n,): the number of the speech of each sentence, or of its document where it stands in none."""
    days: Ints
    """Shape (n, 2): the first and the last day that the date of the speech may mean."""

    def __len__(self) -> int:
        return int(self.table.num_rows)


_COLUMNS = ("sentence_id", "paragraph_id", "speech_id", "document_id", "start_char", "text")


def ordered(sentences: pa.Table, speeches: pa.Table) -> Sentences:
    """Sentences in canonical order: the earliest first, those without a date last.

    Args:
        sentences: Rows of the table `sentences`.
        speeches: Rows of the table `speeches`; `speech_id` and `date_iso` are read.
    """
    table = pa.table({name: _plain(sentences[name]) for name in _COLUMNS})
    speech = pc.coalesce(table["speech_id"], table["document_id"])
    dates = dict(
        zip(_plain(speeches["speech_id"]).to_pylist(), _plain(speeches["date_iso"]).to_pylist(), strict=True)
    )
    spoken = speech.combine_chunks().dictionary_encode() if table.num_rows else None
    if spoken is None:
        return Sentences(table, np.zeros(0, np.int64), np.zeros((0, 2), np.int64))
    if isinstance(spoken, pa.ChunkedArray):
        spoken = spoken.combine_chunks()
    of_speech = intervals([dates.get(name) for name in spoken.dictionary.to_pylist()])
    days = of_speech[spoken.indices.to_numpy(zero_copy_only=False)]
    unknown = np.where(days[:, 0] == 0, np.iinfo(np.int64).max, days[:, 0])
    order = pc.sort_indices(
        pa.table({"day": unknown, "document": table["document_id"], "start": table["start_char"]}),
        sort_keys=[("day", "ascending"), ("document", "ascending"), ("start", "ascending")],
    )
    rows = order.to_numpy()
    named = spoken.take(order)
    _, first, owner = np.unique(
        named.indices.to_numpy(zero_copy_only=False), return_index=True, return_inverse=True
    )
    rank = np.argsort(np.argsort(first, kind="stable"), kind="stable")  # speeches are numbered as they come
    return Sentences(table.take(order), rank[owner].astype(np.int64), days[rows])


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


@dataclass(frozen=True, eq=False)
class Texts:
    """The distinct texts of sentences: each is compared once, however often it stands in the corpus."""

    keys: list[str]
    """What is compared of each (see `content`), in order of the first sentence that has it."""
    of_row: Ints
    """Shape (n,): the text of each sentence, -1 of one without content."""
    first: Ints
    """Shape (texts,): the first sentence with the text."""
    elsewhere: Ints
    """Shape (texts,): the first sentence with the text in another speech than `first`, or -1."""
    lengths: Ints
    """Shape (texts,): characters of each key."""


def distinct(texts: Sequence[str], owner: Ints) -> Texts:
    """Groups equal texts.

    Args:
        texts: The text of each sentence.
        owner: Shape (n,): the speech of each.
    """
    known: dict[str, int] = {"": -1}
    of_row = np.empty(len(texts), np.int64)
    first: list[int] = []
    for row, text in enumerate(texts):
        key = content(text)
        number = known.get(key)
        if number is None:
            number = known[key] = len(first)
            first.append(row)
        of_row[row] = number
    del known[""]
    firsts = np.array(first, np.int64)
    elsewhere = np.full(len(first), -1, np.int64)
    rows = np.flatnonzero(of_row >= 0)
    others = rows[owner[rows] != owner[firsts[of_row[rows]]]][
        ::-1
    ]  # of several the last one written is the first
    elsewhere[of_row[others]] = others
    return Texts(list(known), of_row, firsts, elsewhere, np.fromiter(map(len, known), np.int64, len(known)))
