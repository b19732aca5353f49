"""The tokens of a corpus, or of a part of one, as columns of numbers: codes of their values, and what they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.genre.folding import fold

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Attribute: TypeAlias = Literal["form", "xpos", "upos"]
"""What of a token is looked at: the word itself, jieba's tag, or that of Universal Dependencies."""
Unit: TypeAlias = Literal["document", "speech", "sentence"]
"""A stretch of text that windows and matches do not leave."""

ATTRIBUTES = ("form", "xpos", "upos")
TOKEN_COLUMNS = ("document_id", "sentence_id", *ATTRIBUTES, "start_char", "end_char")
"""What is read of the table `tokens`."""
UNITS = {"document": "document_id", "speech": "speech_id", "sentence": "sentence_id"}
"""The units, and the column that has their ids."""
OF_SPEECHES = ("speaker", "office", "unit", "kind", "level", "genre", "campaign", "addressee", "year")
"""What of its speech tokens may be grouped by."""
PLACE = 1 << 32
"""Place of a character in a corpus: the number of its document times this, plus its offset."""


@dataclass(frozen=True)
class Coded:
    """A column of texts as numbers: `values[codes[i]]` is the i-th; -1 stands for none."""

    codes: Ints
    values: list[str]

    @property
    def size(self) -> int:
        """How many different values there are."""
        return len(self.values)


@dataclass(frozen=True)
class Grouping(Coded):
    """The group of each token; `name` is the column that holds the groups' names in a result."""

    name: str


class Tokens:
    """The tokens of some sentences, in order of the text.

    Args:
        tokens: Rows of the table `tokens`, at least its `TOKEN_COLUMNS`.
        sentences: Rows of `sentences`: those of these tokens.
        speeches: Rows of `speeches`.
        documents: Rows of `documents`.
        whole: Whether the text of the documents was chosen as a whole, not some of its speeches.

    Spellings are folded: 創建 and 创建, ＡＢ and AB are one value, printed in its most frequent spelling.
    """

    def __init__(
        self,
        tokens: pa.Table,
        sentences: pa.Table,
        speeches: pa.Table,
        documents: pa.Table,
        *,
        whole: bool = True,
    ) -> None:
        self.table, self.sentences, self.speeches, self.documents = tokens, sentences, speeches, documents
        self.whole = whole
        self._coded: dict[str, Coded] = {}
        self._groupings: dict[str, Grouping] = {}

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def without(self, others: Tokens) -> Tokens:
        """These tokens, but for those of sentences that others have."""

        def left(table: pa.Table) -> pa.Table:
            known = others.sentences["sentence_id"].combine_chunks()
            return table.filter(pc.invert(pc.is_in(table["sentence_id"], value_set=known)))

        return Tokens(left(self.table), left(self.sentences), self.speeches, self.documents, whole=False)

    @cached_property
    def document(self) -> Ints:
        """The number of each token's document, a row of `documents`."""
        return _rows(self.table["document_id"], self.documents["document_id"])

    @cached_property
    def sentence(self) -> Ints:
        """The number of each token's sentence, a row of `sentences`."""
        return _rows(self.table["sentence_id"], self.sentences["sentence_id"])

    @cached_property
    def sentence_speech(self) -> Ints:
        """The number of each sentence's speech, a row of `speeches`; -1 for one that belongs to no speech."""
        return _rows(self.sentences["speech_id"], self.speeches["speech_id"])

    @cached_property
    def sentence_document(self) -> Ints:
        """The number of each sentence's document."""
        return _rows(self.sentences["document_id"], self.documents["document_id"])

    @cached_property
    def speech(self) -> Ints:
        """The number of each token's speech; -1 for a token that belongs to no speech."""
        return self.sentence_speech[self.sentence]

    @cached_property
    def start(self) -> Ints:
        """The offset of each token's first character."""
        return numbers(self.table["start_char"])

    @cached_property
    def end(self) -> Ints:
        """One past each token's last character."""
        return numbers(self.table["end_char"])

    @cached_property
    def place(self) -> Ints:
        """Where each token starts, across documents; ascending."""
        return self.document * PLACE + self.start

    def coded(self, of: str) -> Coded:
        """The values of an attribute, folded.

        Raises:
            ChuangwenError: There is no such attribute.
        """
        if of not in ATTRIBUTES:
            raise ChuangwenError(
                f"tokens have no attribute {of!r}.", hint=f"There are {', '.join(ATTRIBUTES)}."
            )
        if of not in self._coded:
            self._coded[of] = encoded(self.table[of])
        return self._coded[of]

    def folded(self, of: str) -> list[str]:
        """The values of an attribute in their folded spelling, by code."""
        return [fold(value) for value in self.coded(of).values]

    def counted(self, *, punctuation: bool) -> Mask:
        """Which tokens count as words: all, or all but those whose `upos` is PUNCT."""
        if punctuation:
            return np.ones(len(self), dtype=np.bool_)
        upos = self.coded("upos")
        marks = [i for i, value in enumerate(upos.values) if value == "PUNCT"]
        return ~np.isin(upos.codes, marks)

    def sentence_units(self, by: str) -> Ints:
        """The number of each sentence's unit; sentences of a page without a speech share one (see `Unit`).

        Raises:
            ChuangwenError: There is no such unit.
        """
        if by not in UNITS:
            raise ChuangwenError(f"there is no unit {by!r}.", hint=f"There are {', '.join(UNITS)}.")
        if by == "sentence":
            return np.arange(self.sentences.num_rows, dtype=np.int64)
        if by == "document":
            return self.sentence_document
        loose = self.speeches.num_rows + self.sentence_document
        return np.where(self.sentence_speech >= 0, self.sentence_speech, loose)

    def units(self, by: str) -> Ints:
        """The number of each token's unit."""
        return self.sentence_units(by)[self.sentence]

    def grouping(self, by: str) -> Grouping:
        """The group of each token.

        Args:
            by: A unit (document, speech, sentence), or a column of the speeches, or ``year``. The tokens of a page without a
                speech are a group of their own by speech, named by their document's id; elsewhere they are in no group (-1).

        Raises:
            ChuangwenError: There is nothing of this name to group by.
        """
        if by not in self._groupings:
            self._groupings[by] = self._grouped(by)
        return self._groupings[by]

    def _grouped(self, by: str) -> Grouping:
        if by in UNITS:
            ids = {
                "sentence": self.sentences["sentence_id"],
                "document": self.documents["document_id"],
                "speech": self.speeches["speech_id"],
            }[by].to_pylist()
            if by == "speech":
                ids += self.documents["document_id"].to_pylist()
            return Grouping(self.units(by), ids, UNITS[by])
        if by not in OF_SPEECHES:
            known = ", ".join((*UNITS, *OF_SPEECHES))
            raise ChuangwenError(f"tokens cannot be grouped by {by!r}.", hint=f"There are {known}.")
        values = years(self.speeches, self.documents) if by == "year" else column(self.speeches, by)
        of_speech = encoded(values)
        # A token of no speech has the number -1, and so the last place, which is of no group.
        codes = np.append(of_speech.codes, -1)[self.speech]
        return Grouping(codes, of_speech.values, by)


def column(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column; nulls if the table lacks it, as one of an older minor version may."""
    known = name in table.column_names
    return table[name] if known else pa.chunked_array([pa.nulls(table.num_rows, pa.string())])


def years(speeches: pa.Table, documents: pa.Table) -> pa.Array:
    """The year of each speech: that of its date, else the one that its page states; as `Corpus.filter` has it."""
    dated = pc.utf8_slice_codeunits(speeches["date_iso"], 0, 4)
    rows = pc.index_in(speeches["document_id"], value_set=documents["document_id"].combine_chunks())
    return pc.coalesce(dated, documents["year"].combine_chunks().take(rows))


def encoded(texts: pa.Array | pa.ChunkedArray) -> Coded:
    """Texts as numbers, spellings folded; each value is printed in its most frequent spelling, the first of equals."""
    array = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    array = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    spellings: list[str] = array.dictionary.to_pylist()
    codes = numbers(array.indices)
    counts = np.bincount(codes[codes >= 0], minlength=len(spellings)).tolist()
    number: dict[str, int] = {}
    values: list[str] = []
    most: list[int] = []
    to = np.empty(len(spellings) + 1, dtype=np.int64)
    to[-1] = -1
    for i, spelling in enumerate(spellings):
        code = number.setdefault(fold(spelling), len(values))
        to[i] = code
        if code == len(values):
            values.append(spelling)
            most.append(counts[i])
        elif (-counts[i], spelling) < (-most[code], values[code]):
            values[code], most[code] = spelling, counts[i]
    return Coded(to[codes], values)


def numbers(integers: pa.Array | pa.ChunkedArray) -> Ints:
    """A column of integers; -1 for null."""
    filled = pc.fill_null(integers, -1) if integers.null_count else integers
    array = filled.combine_chunks() if isinstance(filled, pa.ChunkedArray) else filled
    found: Ints = array.to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _rows(ids: pa.ChunkedArray, among: pa.ChunkedArray) -> Ints:
    """The row in which each id stands; -1 for null, or an id that is not there."""
    return numbers(pc.index_in(ids, value_set=among.combine_chunks(), skip_nulls=True))
