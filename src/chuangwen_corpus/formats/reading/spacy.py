"""spaCy's DocBin back to rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from chuangwen_corpus.errors import LoadError, MissingExtraError
from chuangwen_corpus.formats.reading.exported import (
    LARGEST_OFFSET,
    DocumentRows,
    Row,
    in_order,
    link,
    number,
    pairs,
)
from chuangwen_corpus.formats.spacy import SENTENCE

_OUTSIDE = "what does not lie in the text of a speech: titles, signatures, pages without a speech"
LEFT_OUT = {"sentences": f"section_id; {_OUTSIDE}", "tokens": _OUTSIDE, "annotations": _OUTSIDE}

AGAIN = "Export the corpus again, or read the file with spaCy: DocBin().from_disk(path)."


def check() -> None:
    """Looks whether spaCy is there.

    Raises:
        MissingExtraError: It is not.
    """
    try:
        import spacy.tokens  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            "spaCy is not installed.", hint="pip install 'chuangwen-corpus[spacy]'"
        ) from error


def read(file: Path) -> Iterator[DocumentRows]:
    """The documents of a file, one at a time; those of one document follow each other.

    Raises:
        LoadError: It is no DocBin, or not as the export writes it.
    """
    document: DocumentRows | None = None
    for ordinal, doc in enumerate(_docs(file), 1):
        speech = _Speech(file, ordinal, doc)
        if document is None or document.document_id != speech.document_id:
            if document is not None:
                yield _finished(document)
            document = DocumentRows(speech.document_id)
        speech.add_to(document)
    if document is not None:
        yield _finished(document)


def _docs(file: Path) -> Iterator[Any]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        store = DocBin().from_disk(file)
        docs = store.get_docs(Vocab())
        while (doc := next(docs, None)) is not None:
            yield doc
    except OSError as error:
        raise LoadError(f"cannot be read ({error.strerror}).", path=file) from None
    except Exception as error:  # noqa: BLE001  # whatever zlib, msgpack, NumPy and spaCy find first
        said = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise LoadError(
            f"is no DocBin that spaCy can read ({said}).", path=file,
            hint='cw.export(corpus, "spacy", folder) writes one.',
        ) from None  # fmt: skip


def _finished(document: DocumentRows) -> DocumentRows:
    document.annotations = in_order(document.annotations)
    link(document.annotations, document.sentences)
    number(document.tokens, "sentence_id")
    return document


class _Speech:
    """A `Doc`, which is the text of a speech, and what the export says of it in `user_data`."""

    def __init__(self, file: Path, ordinal: int, doc: Any) -> None:
        self._file, self._ordinal, self._doc = file, ordinal, doc
        said = doc.user_data
        # spaCy gives lists back as tuples.
        kinds: dict[str, type | tuple[type, ...]] = {
            "speech_id": str,
            "document_id": str,
            "start_char": int,
            "sentences": (list, tuple),
        }
        for name, kind in kinds.items():
            if not isinstance(said.get(name), kind):
                self._fault(f"has no {name} in its user_data")
        self.document_id: str = said["document_id"]
        self._speech_id: str = said["speech_id"]
        self._start: int = said["start_char"]
        self._text: str = doc.text
        self._end = self._start + len(self._text)
        if not 0 <= self._start <= self._end <= LARGEST_OFFSET:
            self._fault(f"has a start_char that is none: {self._start}")

    def add_to(self, document: DocumentRows) -> None:
        """Adds its rows to those of its document."""
        sentences = [self._sentence(said) for said in self._doc.user_data["sentences"]]
        document.sentences += sentences
        document.tokens += self._tokens(sentences)
        document.annotations += self._annotations()

    def _sentence(self, said: Any) -> Row:
        if not isinstance(said, dict) or any(name not in said for name in SENTENCE):
            self._fault(f"has a sentence without {', '.join(SENTENCE)}")
        start, end = self._span(said, f"sentence {said['sentence_id']}")
        return {name: said[name] for name in SENTENCE} | {
            "document_id": self.document_id,
            "speech_id": self._speech_id,
            "text": self._cut(start, end),
        }

    def _tokens(self, sentences: list[Row]) -> Iterator[Row]:
        """The tokens but those of white space, which only spaCy has, each with its sentence."""
        left = iter(sentences)
        sentence = next(left, None)
        for token in self._doc:
            if token.text.isspace():
                continue
            start = self._start + token.idx
            end = start + len(token.text)
            while sentence is not None and sentence["end_char"] <= start:
                sentence = next(left, None)
            if sentence is None or not sentence["start_char"] <= start < end <= sentence["end_char"]:
                self._fault(f"has a token that stands in no sentence: {token.text!r} at {start}")
            if not (token.tag_ and token.pos_):
                self._fault(f"has a token without a part of speech: {token.text!r} at {start}")
            yield {
                "sentence_id": sentence["sentence_id"], "document_id": self.document_id, "form": token.text,
                "xpos": token.tag_, "upos": token.pos_, "start_char": start, "end_char": end,
            }  # fmt: skip

    def _annotations(self) -> Iterator[Row]:
        for layer, group in self._doc.spans.items():
            for span in group:
                said = group.attrs.get(span.id_)
                if not isinstance(said, dict):
                    self._fault(f"has a span of {layer} of which attrs say nothing: {span.text!r}")
                start, end = self._span(said, f"span {span.id_}")
                attributes = said.get("attributes")
                if not (isinstance(attributes, Mapping) and isinstance(said.get("rule"), str)):
                    self._fault(f"has a span without rule and attributes: {span.id_}")
                yield {
                    "annotation_id": span.id_, "document_id": self.document_id, "speech_id": self._speech_id,
                    "layer": layer, "text": self._cut(start, end), "attributes": pairs(attributes),
                    "rule": said["rule"], "start_char": start, "end_char": end,
                }  # fmt: skip

    def _span(self, said: Mapping[str, Any], what: str) -> tuple[int, int]:
        start, end = said.get("start_char"), said.get("end_char")
        if not (isinstance(start, int) and isinstance(end, int) and self._start <= start <= end <= self._end):
            self._fault(f"has a {what} whose offsets do not lie in its text")
        return start, end

    def _cut(self, start: int, end: int) -> str:
        return self._text[start - self._start : end - self._start]

    def _fault(self, what: str) -> NoReturn:
        raise LoadError(f"Doc {self._ordinal:,} {what}.", path=self._file, hint=AGAIN)
