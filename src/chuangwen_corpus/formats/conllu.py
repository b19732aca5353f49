"""CoNLL-U, valid by the rules of Universal Dependencies at levels 1 and 2.

There is no syntactic analysis in the corpus. Level 2 wants a tree, so every sentence has the flat one:
its first token is the root, all others hang on it as `dep`; a comment at the head of each document says
so. Offsets of a token stand in MISC as ``TokenRange=start:end`` (as UDPipe writes them), white space
behind it that is not one space as ``SpacesAfter``. An annotation is a comment ``# annotation = {JSON}``
above the sentence it starts in, with its offsets in the clean text; one that starts in none, as in a
title, says its ``speech_id``, too.

U+FFFD, which stands in the clean text for bytes that are no character, is none in CoNLL-U either: it is
written □, and its token has ``Lost=Yes`` in MISC. Offsets stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.formats.spans import Word, by_sentence, words, write_texts
from chuangwen_corpus.records import Annotation, Document

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", " ": "\\s", "|": "\\p"}
LOST, SHOWN = "\ufffd", "□"
NO_SYNTAX = "syntax = none; HEAD and DEPREL are placeholders (a flat tree)"


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `<document_id>.conllu` for each document."""
    return write_texts(((f"{d.document_id}.conllu", text(d)) for d in documents), folder)


def text(document: Document) -> str:
    """A document in CoNLL-U; empty for a page without sentences."""
    return "".join(_sentences(document)).replace(LOST, SHOWN)


def _sentences(document: Document) -> Iterator[str]:
    annotations = by_sentence(document)
    head = [f"newdoc id = {document.document_id}", NO_SYNTAX]
    if document.title:
        head.append(f"title = {_line(document.title)}")
    head += [_annotation(a) for a in annotations.get(None, ())]
    speech = paragraph = None
    for sentence in document.sentences:
        tokens = list(words(document, sentence.start_char, sentence.end_char))
        if not tokens:
            continue
        comments, head = head, []
        if sentence.speech_id and sentence.speech_id != speech:
            speech = sentence.speech_id
            comments.append(f"speech_id = {speech}")
        if sentence.paragraph_id and sentence.paragraph_id != paragraph:
            paragraph = sentence.paragraph_id
            comments.append(f"newpar id = {paragraph}")
        comments += [
            f"sent_id = {sentence.sentence_id}",
            f"text = {_plain(tokens)}",
            f"kind = {sentence.kind}",
            *(_annotation(a) for a in annotations.get(sentence.sentence_id, ())),
        ]
        yield "".join(f"# {comment}\n" for comment in comments) + _rows(tokens) + "\n"


def _rows(tokens: list[Word]) -> str:
    rows = []
    for number, token in enumerate(tokens, 1):
        head, relation = ("0", "root") if number == 1 else ("1", "dep")
        misc = [f"TokenRange={token.start}:{token.end}"]
        if LOST in token.form:
            misc.append("Lost=Yes")
        last = number == len(tokens)
        if not token.space and not last:
            misc.insert(0, "SpaceAfter=No")
        elif token.space not in ("", " "):
            misc.insert(0, f"SpacesAfter={''.join(ESCAPES.get(c, c) for c in token.space)}")
        columns = (
            str(number), token.form, token.form, token.upos, token.xpos, "_", head, relation, "_", "|".join(misc)
        )  # fmt: skip
        rows.append("\t".join(columns) + "\n")
    return "".join(rows)


def _plain(tokens: list[Word]) -> str:
    """The sentence as CoNLL-U wants it: one space where there is white space between tokens."""
    return "".join(token.form + (" " if token.space else "") for token in tokens).rstrip(" ")


def _annotation(annotation: Annotation) -> str:
    said = json.dumps(
        {
            "id": annotation.annotation_id,
            # Outside all sentences, in a title, nothing else says whose it is.
            **({} if annotation.sentence_id else {"speech_id": annotation.speech_id}),
            "layer": annotation.layer,
            "start_char": annotation.start_char,
            "end_char": annotation.end_char,
            "text": annotation.text,
            "attributes": annotation.attributes,
            "rule": annotation.rule,
        },
        ensure_ascii=False,
    )
    return "annotation = " + said.replace(LOST, "\\ufffd")


def _line(text: str) -> str:
    return " ".join(text.split())
