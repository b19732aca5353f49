"""spaCy: a `DocBin` with a `Doc` a speech, its text exact, its annotations as span groups.

``doc.text`` is `Speech.text`, so a token's ``idx`` and `Speech.start_char` give its offset in the clean text.
``doc.spans[layer]`` has a span an annotation, with the annotation's id; spans are of whole tokens, so
where an annotation starts or ends inside one, the exact offsets are in ``doc.spans[layer].attrs``.
``doc.user_data["sentences"]`` has what spaCy's sentences have no place for: ids, kinds, paragraphs, offsets.
Annotations of a title or a signature, which `Speech.text` has not, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import MissingExtraError
from chuangwen_corpus.formats.spans import words
from chuangwen_corpus.records import Annotation, Document, Speech

SENTENCE = ("sentence_id", "paragraph_id", "ordinal", "kind", "start_char", "end_char")
"""What ``doc.user_data["sentences"]`` says of each sentence."""


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `corpus.spacy`, a DocBin that ``DocBin().from_disk(file)`` reads."""
    try:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    except ImportError as error:
        raise MissingExtraError(
            "spaCy is not installed.", hint="pip install 'chuangwen-corpus[spacy]'"
        ) from error
    vocab = Vocab()
    store = DocBin(attrs=["ORTH", "SPACY", "TAG", "POS", "SENT_START"], store_user_data=True)
    for document in documents:
        annotations: dict[str | None, list[Annotation]] = {}
        for annotation in document.annotations:
            annotations.setdefault(annotation.speech_id, []).append(annotation)
        for speech in document.speeches:
            store.add(_doc(vocab, document, speech, annotations.get(speech.speech_id, [])))
    file = folder / "corpus.spacy"
    store.to_disk(file)
    yield file


def _doc(vocab: Any, document: Document, speech: Speech, annotations: list[Annotation]) -> Any:
    from spacy.tokens import Doc

    forms: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    starts: list[bool | int | None] = []
    sentence_starts = {sentence.start_char for sentence in speech.sentences}
    for word in words(document, speech.start_char, speech.end_char):
        forms.append(word.form)
        tags.append(word.xpos)
        pos.append(word.upos)
        starts.append(word.start in sentence_starts)
        spaces.append(word.space.startswith(" "))
        rest = word.space.removeprefix(" ")
        if rest:  # spaCy keeps white space beyond one space as a token
            forms.append(rest)
            tags.append("_SP")
            pos.append("SPACE")
            starts.append(False)
            spaces.append(False)
    doc = Doc(vocab, words=forms, spaces=spaces, tags=tags, pos=pos, sent_starts=starts)
    doc.user_data.update(
        speech_id=speech.speech_id, document_id=document.document_id, start_char=speech.start_char,
        title=speech.title, speaker=speech.speaker, date_iso=speech.date_iso,
        sentences=[
            {name: getattr(sentence, name) for name in SENTENCE}
            for sentence in speech.sentences
            if speech.start_char <= sentence.start_char and sentence.end_char <= speech.end_char
        ],
    )  # fmt: skip
    _add_spans(doc, speech, annotations)
    return doc


def _add_spans(doc: Any, speech: Speech, annotations: list[Annotation]) -> None:
    by_layer: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        if speech.start_char <= annotation.start_char and annotation.end_char <= speech.end_char:
            by_layer.setdefault(annotation.layer, []).append(annotation)
    for layer, found in by_layer.items():
        doc.spans[layer] = [
            doc.char_span(
                a.start_char - speech.start_char, a.end_char - speech.start_char,
                label=layer, span_id=a.annotation_id, alignment_mode="expand",
            )
            for a in found
        ]  # fmt: skip
        doc.spans[layer].attrs.update(
            {
                a.annotation_id: {
                    "start_char": a.start_char, "end_char": a.end_char, "rule": a.rule, "attributes": a.attributes
                }
                for a in found
            }
        )  # fmt: skip
