"""A document: its fields, checked against the contract, and the mapping between clean text and source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr, model_validator

from chuangwen_corpus import alignment
from chuangwen_corpus.records import contract, rows
from chuangwen_corpus.records.fields import DocumentFields
from chuangwen_corpus.records.text import Annotation, Edit, EditColumns, Sentence, Token, shortened

if TYPE_CHECKING:
    from typing import Self


class Document(DocumentFields, frozen=True):
    """A source page: its clean text, its speeches, and every edit that leads from one to the other."""

    _sentences: tuple[Sentence, ...] = PrivateAttr(default=())
    """All sentences, kept as each token is asked for its own."""

    def tokens_in(self, start_char: int, end_char: int) -> tuple[Token, ...]:
        """The tokens that start in ``text[start_char:end_char]``, in order."""
        starts = self.tokens.start_char
        return tuple(self._tokens(bisect_left(starts, start_char), bisect_left(starts, end_char)))

    def annotations_in(self, start_char: int, end_char: int) -> tuple[Annotation, ...]:
        """The annotations that start in ``text[start_char:end_char]``, by start."""
        start = attrgetter("start_char")
        first = bisect_left(self.annotations, start_char, key=start)
        return self.annotations[first : bisect_left(self.annotations, end_char, lo=first, key=start)]

    def iter_tokens(self) -> Iterator[Token]:
        """The tokens one by one, in order of the text."""
        return self._tokens(0, len(self.tokens))

    def _tokens(self, first: int, last: int) -> Iterator[Token]:
        columns, sentences = self.tokens, self._sentences or self.sentences
        opening = bisect_left(columns.sentence, columns.sentence[first]) if first < last else 0
        for i in range(first, last):
            if columns.sentence[i] != columns.sentence[opening]:
                opening = i
            yield Token(
                sentence_id=sentences[columns.sentence[i]].sentence_id,
                document_id=self.document_id,
                ordinal=i - opening + 1,
                form=columns.form[i],
                xpos=columns.xpos[i],
                upos=columns.upos[i],
                start_char=columns.start_char[i],
                end_char=columns.end_char[i],
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
        source = contract.rebuild_source(self.text, self.edits.__dict__)
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
        fault = next(contract.faults(rows.row_of(self)), None)
        if fault:
            raise ValueError(fault)
        self._link()
        return self

    def _link(self) -> None:
        """Tells the parts which document they are of; made at the root, and made anew when it is unpickled."""
        parts: tuple[Any, ...] = (self.tokens, self.edits, *self.speeches, *self.sentences)
        for part in parts:
            part._document = self  # noqa: SLF001
        self._sentences = self.sentences  # type: ignore[misc]  # private, and set once

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        self._link()

    def __repr__(self) -> str:
        head = f"<Document {self.document_id} {shortened(self.title or '(no title)')!r}"
        of = f" of {self.path}" if self.path else ""
        counts = ", ".join(
            f"{len(getattr(self, name)):,} {name}"
            for name in ("speeches", "sentences", "tokens", "annotations", "anomalies", "edits")
        )
        return f"{head}{of}\n  {counts}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from chuangwen_corpus.records import html

        return html.document(self)
