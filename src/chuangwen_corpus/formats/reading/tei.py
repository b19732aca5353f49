"""TEI back to rows, by events of the parser: no tree is held, and none can be too deep.

A document type declaration is refused before anything in it is read. Without one there are no entities but those of
XML itself, and nothing outside the file that the parser could ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.formats.reading.exported import (
    DocumentRows,
    Row,
    content,
    in_order,
    link,
    number,
    offset,
    span,
)
from chuangwen_corpus.formats.tei import NAMESPACE

LEFT_OUT = {
    "sentences": "section_id; characters that XML does not have are U+FFFD",
    "tokens": "characters that XML does not have are U+FFFD",
    "annotations": "characters that XML does not have are U+FFFD",
}

AGAIN = "Export the corpus again, or put back what the export wrote there."
KINDS = {"head": "heading", "salute": "salutation", "signed": "signature", "p": "body"}
"""The kind of a sentence by the element it stands in."""

_ID = "http://www.w3.org/XML/1998/namespace id"


def read(file: Path) -> Iterator[DocumentRows]:
    """The document of a file.

    Raises:
        LoadError: It is not as the export writes it.
    """
    yield _Reader(file).document(content(file))


class _Reader:
    """Takes the parser's events and holds the elements that are open."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: list[str] = []
        self._divisions: list[str | None] = []
        """Of each open `div`, the speech it stands in or is."""
        self._paragraph: str | None = None
        self._document: DocumentRows | None = None
        self._sentence: Row | None = None
        self._word: Row | None = None
        self._taken: list[str] | None = None
        """The text of the sentence, span or feature that is open."""
        self._length = 0
        self._layer = ""
        self._features: dict[str, list[tuple[str, str]]] = {}
        """The names and values of each feature structure, by its id."""
        self._structure: list[tuple[str, str]] | None = None
        self._name = ""
        self._lines: dict[str, int] = {}
        """The line of each span."""
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "div": self._division, "p": self._paragraph_starts, "s": self._sentence_starts, "w": self._word_starts,
            "pc": self._word_starts, "spanGrp": self._group, "span": self._span, "fs": self._structure_starts,
            "f": self._feature, "string": self._take,
        }  # fmt: skip
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def document(self, data: bytes) -> DocumentRows:
        """The rows of the document."""
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            what = f"line {error.lineno:,}, column {error.offset + 1:,}: is no well-formed XML"
            raise LoadError(
                f"{what} ({expat.ErrorString(error.code)}).", path=self._file, hint=AGAIN
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that Python does not have, or not for this
            raise LoadError(f"its encoding cannot be read ({error}).", path=self._file, hint=AGAIN) from None
        assert self._document is not None
        return self._finished(self._document)

    def _finished(self, document: DocumentRows) -> DocumentRows:
        """Puts in order what stands elsewhere than in the text: signatures, spans of a layer."""
        for row in document.annotations:
            self._describe(row)
        document.sentences.sort(key=itemgetter("start_char"))
        document.tokens.sort(key=itemgetter("start_char"))
        document.annotations = in_order(document.annotations)
        number(document.sentences, "speech_id")
        number(document.tokens, "sentence_id")
        link(document.annotations, document.sentences)
        return document

    def _describe(self, row: Row) -> None:
        features = self._features.get(row.pop("structure"))
        if not features or features[0][0] != "rule":
            what = f"the span has no feature structure (fs) that opens with its rule: {row['annotation_id']}."
            self._fault(what, self._lines[row["annotation_id"]])
        row["rule"] = features[0][1]
        row["attributes"] = [{"name": name, "value": value} for name, value in features[1:]]

    def _doctype(self, *_: object) -> None:
        self._fault("has a document type declaration, which no export writes, and which is not read.")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if self._document is None:
            if (namespace, name) != (NAMESPACE, "TEI"):
                self._fault(f"is no TEI: its root is {name}, not TEI of {NAMESPACE}.")
            self._document = DocumentRows(self._id(attributes, name))
        if namespace != NAMESPACE:
            name = qualified
        self._open.append(name)
        if name in self._starts:
            self._starts[name](attributes)

    def _division(self, attributes: dict[str, str]) -> None:
        own = self._id(attributes, "div") if attributes.get("type") == "speech" else None
        self._divisions.append(own or (self._divisions[-1] if self._divisions else None))

    def _paragraph_starts(self, attributes: dict[str, str]) -> None:
        self._paragraph = attributes.get(_ID, "").removeprefix("d") or None

    def _sentence_starts(self, attributes: dict[str, str]) -> None:
        place = offset(attributes.get("n", ""))
        if place is None:
            self._fault("the s has no offset as its n.")
        kind = next((KINDS[name] for name in reversed(self._open) if name in KINDS), None)
        if kind is None or self._sentence is not None:
            self._fault(f"the s stands in none of {', '.join(KINDS)}, or in another s.")
        self._sentence = {
            "sentence_id": self._id(attributes, "s"),
            "paragraph_id": self._paragraph if kind == "body" else None,
            "speech_id": self._divisions[-1] if self._divisions else None,
            "document_id": self._of_document(),
            "kind": kind,
            "start_char": place,
        }
        self._take(attributes)

    def _word_starts(self, attributes: dict[str, str]) -> None:
        sentence = self._sentence
        if sentence is None or self._word is not None:
            self._fault("the word (w or pc) stands outside all sentences (s), or in another word.")
        place = sentence["start_char"] + self._length
        if self._id(attributes, "w") != f"{self._of_document()}.w{place}":
            self._fault(
                f"the word {attributes[_ID]} stands at {place}; white space may have been added or taken away."
            )
        pointers = attributes.get("ana", "").split()
        upos = next((p.removeprefix("#upos.") for p in pointers if p.startswith("#upos.")), "")
        if not (upos and attributes.get("type")):
            self._fault("the word has no part of speech: ana='#upos.…' and type.")
        self._word = {
            "sentence_id": sentence["sentence_id"],
            "document_id": self._of_document(),
            "xpos": attributes["type"],
            "upos": upos,
            "start_char": place,
        }

    def _group(self, attributes: dict[str, str]) -> None:
        self._layer = attributes.get("type") or self._fault("the spanGrp has no layer as its type.")

    def _span(self, attributes: dict[str, str]) -> None:
        place = span(attributes.get("n", ""))
        if place is None:
            self._fault("the span has no offsets start:end as its n.")
        annotation_id = self._id(attributes, "span")
        self._lines[annotation_id] = self._parser.CurrentLineNumber
        row = {
            "annotation_id": annotation_id,
            "document_id": self._of_document(),
            "speech_id": self._divisions[-1] if self._divisions else None,
            "layer": self._layer,
            "start_char": place[0],
            "end_char": place[1],
            "structure": attributes.get("ana", "").removeprefix("#"),
        }
        assert self._document is not None
        self._document.annotations.append(row)
        self._take(attributes)

    def _structure_starts(self, attributes: dict[str, str]) -> None:
        name = attributes.get(_ID, "")
        if name in self._features:
            self._fault(f"there are two feature structures (fs) {name!r}.")
        self._structure = self._features[name] = []

    def _feature(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get("name") or self._fault("the f has no name.")

    def _take(self, _: dict[str, str]) -> None:
        if self._taken is not None:
            self._fault(f"the {self._open[-1]} stands in a text that is no place for it.")
        self._taken, self._length = [], 0

    def _text(self, data: str) -> None:
        if self._taken is not None:
            self._taken.append(data)
            self._length += len(data)

    def _end(self, _: str) -> None:
        name = self._open.pop()
        if name in ("s", "span", "string"):
            text = "".join(self._taken or ())
            self._taken = None
            self._closed(name, text)
        elif name in ("w", "pc"):
            self._word_ends()
        elif name == "div":
            self._divisions.pop()
        elif name == "p":
            self._paragraph = None
        elif name == "fs":
            self._structure = None

    def _closed(self, name: str, text: str) -> None:
        assert self._document is not None
        if name == "string":
            if self._structure is None:
                self._fault("the string stands outside all feature structures (fs).")
            self._structure.append((self._name, text))
        elif name == "span":
            self._document.annotations[-1]["text"] = text
        else:
            sentence, self._sentence = self._sentence, None
            assert sentence is not None
            self._document.sentences.append(
                sentence | {"text": text, "end_char": sentence["start_char"] + len(text)}
            )

    def _word_ends(self) -> None:
        assert self._document is not None
        word, sentence, self._word = self._word, self._sentence, None
        assert word is not None
        assert sentence is not None
        form = "".join(self._taken or ())[word["start_char"] - sentence["start_char"] :]
        if not form:
            self._fault("the word is empty.")
        self._document.tokens.append(word | {"form": form, "end_char": word["start_char"] + len(form)})

    def _id(self, attributes: dict[str, str], name: str) -> str:
        """The id of an element without the letter that XML wants at its head."""
        said = attributes.get(_ID, "")
        if not said.startswith("d") or said == "d":
            self._fault(f"the {name} has no xml:id as the export writes it: d and the id.")
        return said[1:]

    def _of_document(self) -> str:
        assert self._document is not None
        return self._document.document_id

    def _fault(self, what: str, line: int | None = None) -> NoReturn:
        raise LoadError(
            f"line {line or self._parser.CurrentLineNumber:,}: {what}", path=self._file, hint=AGAIN
        )
