"""A document: its fields, held against the contract, and the ways between clean text and source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import model_validator

from chuangwen_corpus import alignment
from chuangwen_corpus.records import contract
from chuangwen_corpus.records.fields import DocumentFields
from chuangwen_corpus.records.text import Edit, EditColumns, Sentence, Token

if TYPE_CHECKING:
    from typing import Self


class Document(DocumentFields):
    """A source page: its clean text, its speeches, and every edit that leads from one to the other."""

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence of this document, in order."""
        columns = self.tokens
        first = bisect_left(columns.start_char, sentence.start_char)
        last = bisect_left(columns.start_char, sentence.end_char)
        return tuple(
            Token(
                sentence_id=sentence.sentence_id,
                document_id=self.document_id,
                ordinal=ordinal,
                form=columns.form[i],
                xpos=columns.xpos[i],
                upos=columns.upos[i],
                start_char=columns.start_char[i],
                end_char=columns.end_char[i],
            )
            for ordinal, i in enumerate(range(first, last), 1)
        )

    def iter_edits(self) -> Iterator[Edit]:
        """The edits one by one, in order of the source."""
        names = tuple(EditColumns.model_fields)
        values = zip(*(getattr(self.edits, name) for name in names), strict=True)
        for ordinal, row in enumerate(values, 1):
            yield Edit(document_id=self.document_id, ordinal=ordinal, **dict(zip(names, row, strict=True)))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the source text that holds what became ``text[start:end]``.

        Offsets are code points; what was dropped at the span's edges is left out.

        Raises:
            ValueError: The span does not lie in the clean text.
        """
        e = self.edits
        alignment.check_span(start, end, len(self.text), "clean text")
        return alignment.map_span(
            start, end, e.start_char, e.end_char, e.source_start_char, e.source_end_char
        )

    def to_clean(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The span of the clean text that ``source_text[source_start:source_end]`` became.

        A span that was dropped whole gives an empty span at the place where it was.

        Raises:
            ValueError: The span does not lie in the source text.
        """
        e = self.edits
        alignment.check_span(source_start, source_end, len(self.source_text), "source text")
        return alignment.map_span(
            source_start, source_end, e.source_start_char, e.source_end_char, e.start_char, e.end_char
        )

    def restore(self) -> bytes:
        """The source file, byte for byte, made from clean text and edits alone."""
        source = contract.rebuild_source(self)
        pieces = [alignment.BYTE_ORDER_MARKS[self.encoding]] if self.bom else []
        position = 0
        for anomaly in self.anomalies:
            if anomaly.source_bytes is not None:
                pieces.append(source[position : anomaly.source_start_char].encode(self.encoding))
                pieces.append(bytes.fromhex(anomaly.source_bytes))
                position = anomaly.source_end_char
        pieces.append(source[position:].encode(self.encoding))
        return b"".join(pieces)

    @model_validator(mode="after")
    def _holds_the_contract(self) -> Self:
        fault = next(contract.faults(self), None)
        if fault:
            raise ValueError(fault)
        for sentence in self.sentences:
            sentence._tokens_of = self.tokens_of  # noqa: SLF001  # the link down the tree is made at its root
        return self
