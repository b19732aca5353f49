"""CoNLL-U back to rows.

Lines end in a line feed alone: a text may have characters that other programs take for the end of a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.formats.conllu import ESCAPES, LOST, SHOWN
from chuangwen_corpus.formats.reading.exported import (
    DocumentRows,
    Row,
    content,
    in_order,
    link,
    number,
    offset,
    pairs,
    span,
)
from chuangwen_corpus.lazy import regex

LEFT_OUT = {"sentences": "section_id"}

AGAIN = "Export the corpus again, or put back what the export wrote there."

_PLAIN = {escape: plain for plain, escape in ESCAPES.items()}
_ESCAPE = regex("|".join(map(re.escape, _PLAIN)))
_COLUMNS = 10


def read(file: Path) -> Iterator[DocumentRows]:
    """The documents of a file, one at a time.

    Raises:
        LoadError: It is not as the export writes it.
    """
    try:
        text = content(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(f"is not UTF-8 at byte {error.start:,}.", path=file, hint=AGAIN) from None
    if text.strip():
        yield from _Reader(file).documents(text)
    else:
        yield DocumentRows(file.stem)


@dataclass
class _Sentence:
    """What comments say of the sentence that comes next."""

    said: dict[str, str] = field(default_factory=dict)
    annotations: list[Row] = field(default_factory=list)
    tokens: list[Row] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """Forms and what parts them."""
    end: int = 0
    """Where the next token starts."""


class _Reader:
    """Holds where it is, for what it has to say of a fault."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._line = 0
        self._document: DocumentRows | None = None
        self._speech: str | None = None
        self._paragraph: str | None = None

    def documents(self, text: str) -> Iterator[DocumentRows]:
        sentence = _Sentence()
        for self._line, line in enumerate(text.split("\n"), 1):
            line = line.removesuffix("\r")
            if line.startswith("#"):
                if sentence.tokens:
                    self._fault("a comment stands among the tokens of a sentence.")
                done = self._comment(sentence, line)
                if done:
                    yield self._finished(done)
            elif line.strip():
                self._token(sentence, line.split("\t"))
            elif sentence.tokens:
                self._end(sentence)
                sentence = _Sentence()
        if sentence.tokens or sentence.said or sentence.annotations:
            self._fault("the file breaks off: no empty line stands behind the last sentence.")
        if self._document is None:
            self._fault("there is no comment '# newdoc id = …'.")
        yield self._finished(self._document)

    def _comment(self, sentence: _Sentence, line: str) -> DocumentRows | None:
        """Takes a comment in; gives the document that it ends, if it opens another."""
        name, equals, value = line[1:].partition("=")
        name, value = name.strip(), value.strip(" ")
        if not equals:
            return None
        if name == "annotation":
            sentence.annotations.append(self._annotation(value))
        elif name == "newdoc id":
            done, self._document = self._document, DocumentRows(value)
            self._speech = self._paragraph = None
            return done
        else:
            sentence.said[name] = value
        return None

    def _annotation(self, value: str) -> Row:
        try:
            said = json.loads(value)
        except (ValueError, RecursionError):
            self._fault("the annotation is no JSON.")
        texts = ("id", "layer", "text", "rule")
        if not (isinstance(said, dict) and all(isinstance(said.get(name), str) for name in texts)):
            self._fault(f"the annotation has not the texts {', '.join(texts)}.")
        start, end = (offset(str(said.get(name))) for name in ("start_char", "end_char"))
        if start is None or end is None or start > end:
            self._fault("the annotation has no offsets start_char and end_char.")
        attributes = said.get("attributes")
        if not (isinstance(attributes, dict) and all(isinstance(text, str) for text in attributes.values())):
            self._fault("the attributes of the annotation are no texts with names.")
        own = {"speech_id": said["speech_id"]} if "speech_id" in said else {}
        return own | {
            "line": self._line,
            "annotation_id": said["id"],
            "layer": said["layer"],
            "text": said["text"],
            "attributes": pairs(attributes),
            "rule": said["rule"],
            "start_char": start,
            "end_char": end,
        }

    def _token(self, sentence: _Sentence, columns: Sequence[str]) -> None:
        if len(columns) != _COLUMNS:
            self._fault(f"there are {len(columns)} columns in the place of {_COLUMNS}, parted by tabs.")
        ordinal, form, _, upos, xpos, *_, misc = columns
        if ordinal != str(len(sentence.tokens) + 1):
            self._fault(f"the token has the number {ordinal!r} and is number {len(sentence.tokens) + 1}.")
        said = dict(part.partition("=")[::2] for part in misc.split("|"))
        if "Lost" in said:
            form = form.replace(SHOWN, LOST)
        place = span(said.get("TokenRange", ""))
        if place is None:
            self._fault("the token has no TokenRange=start:end in MISC.")
        if place[1] - place[0] != len(form) or not form:
            self._fault(f"TokenRange={place[0]}:{place[1]} is not as long as the form {form!r}.")
        if sentence.tokens and place[0] != sentence.end:
            self._fault(f"the token starts at {place[0]}, but what stands before it ends at {sentence.end}.")
        space = "" if said.get("SpaceAfter") == "No" else _unescaped(said.get("SpacesAfter", "\\s"))
        sentence.end = place[1] + len(space)
        sentence.pieces += (form, space)
        sentence.tokens.append(
            {
                "form": form, "xpos": xpos, "upos": upos, "ordinal": len(sentence.tokens) + 1,
                "start_char": place[0], "end_char": place[1],
            }
        )  # fmt: skip

    def _end(self, sentence: _Sentence) -> None:
        document = self._document
        if document is None:
            self._fault("the sentence stands in no document: there is no comment '# newdoc id = …'.")
        for name in ("sent_id", "kind"):
            if not sentence.said.get(name):
                self._fault(f"the sentence that ends here has no comment '# {name} = …'.")
        if "speech_id" in sentence.said:
            self._speech, self._paragraph = sentence.said["speech_id"], None
        self._paragraph = sentence.said.get("newpar id", self._paragraph)
        sentence_id, kind = sentence.said["sent_id"], sentence.said["kind"]
        owners = {"document_id": document.document_id, "sentence_id": sentence_id}
        document.sentences.append(
            owners
            | {
                # Headings, salutations and signatures stand in no paragraph, and no comment closes one.
                "paragraph_id": self._paragraph if kind == "body" else None,
                "speech_id": self._speech,
                "kind": kind,
                "text": "".join(
                    sentence.pieces[:-1]
                ),  # what stands behind the last token is not the sentence's
                "start_char": sentence.tokens[0]["start_char"],
                "end_char": sentence.tokens[-1]["end_char"],
            }
        )
        document.tokens += (token | owners for token in sentence.tokens)
        document.annotations += (row | {"document_id": document.document_id} for row in sentence.annotations)

    def _finished(self, document: DocumentRows) -> DocumentRows:
        number(document.sentences, "speech_id")
        document.annotations = in_order(document.annotations)
        link(document.annotations, document.sentences)
        speeches = {row["sentence_id"]: row["speech_id"] for row in document.sentences}
        for row in document.annotations:
            line = row.pop("line")
            if "speech_id" not in row and row["sentence_id"] is None:
                self._fault("the annotation starts in no sentence and has no speech_id.", line)
            row.setdefault("speech_id", speeches.get(row["sentence_id"]))
        return document

    def _fault(self, what: str, line: int | None = None) -> NoReturn:
        raise LoadError(f"line {line or self._line:,}: {what}", path=self._file, hint=AGAIN)


def _unescaped(spaces: str) -> str:
    return _ESCAPE.sub(lambda match: _PLAIN[match[0]], spaces)
