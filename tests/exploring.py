"""Small corpora made of lists, for tests of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from chuangwen_corpus.explore.tokens import Tokens

Word = tuple[str, str]
"""A form and its tag of Universal Dependencies."""


@dataclass
class Talk:
    """A speech, or a page without one."""

    sentences: Sequence[Sequence[Word]]
    speaker: str | None = "甲"
    is_speech: bool = True
    more: dict[str, str] = field(default_factory=dict)


def words(*sentences: str, **more: object) -> Talk:
    """A talk of sentences whose words blanks part; what is ， or 。 is punctuation, all else a noun."""
    marks = {"，": "PUNCT", "。": "PUNCT", ",": "PUNCT"}
    return Talk([[(w, marks.get(w, "NOUN")) for w in s.split()] for s in sentences], **more)  # type: ignore[arg-type]


def tokens_of(*talks: Talk, pages: Sequence[int] | None = None) -> Tokens:
    """The tokens of talks, each on a page of its own or on the page whose number is given; sentences are parted by a line feed."""
    places = list(pages) if pages else list(range(len(talks)))
    rows: dict[str, list[dict[str, object]]] = {"tokens": [], "sentences": [], "speeches": []}
    texts: dict[int, str] = {}
    for k, (talk, page) in enumerate(zip(talks, places, strict=True)):
        document_id, speech_id = f"d{page}", f"d{page}.sp{k}" if talk.is_speech else None
        if talk.is_speech:
            columns = ("office", "unit", "kind", "level", "genre", "campaign", "addressee", "date_iso")
            rows["speeches"].append(
                {"speech_id": speech_id, "document_id": document_id, "speaker": talk.speaker}
                | {name: talk.more.get(name) for name in columns}
            )
        for sentence in talk.sentences:
            text = texts.get(page, "题目\n")
            start = len(text)
            sentence_id = f"d{page}.st{start}"
            for ordinal, (form, upos) in enumerate(sentence, 1):
                rows["tokens"].append(
                    {
                        "sentence_id": sentence_id, "document_id": document_id, "ordinal": ordinal,
                        "form": form, "xpos": upos[0].lower(), "upos": upos,
                        "start_char": len(text), "end_char": len(text) + len(form),
                    }
                )  # fmt: skip
                text += form
            rows["sentences"].append(
                {
                    "sentence_id": sentence_id, "speech_id": speech_id, "document_id": document_id,
                    "text": text[start:], "start_char": start, "end_char": len(text),
                }
            )  # fmt: skip
            texts[page] = text + "\n"
    documents = [{"document_id": f"d{page}", "text": text, "year": None} for page, text in texts.items()]
    return Tokens(
        _table(rows["tokens"], "sentence_id document_id form xpos upos", "ordinal start_char end_char"),
        _table(rows["sentences"], "sentence_id speech_id document_id text", "start_char end_char"),
        _table(rows["speeches"], "speech_id document_id speaker office unit kind level genre campaign addressee date_iso"),
        _table(documents, "document_id text year"),
    )  # fmt: skip


def _table(rows: Sequence[dict[str, object]], texts: str, offsets: str = "") -> pa.Table:
    fields = [(name, pa.string()) for name in texts.split()] + [
        (name, pa.int32()) for name in offsets.split()
    ]
    return pa.Table.from_pylist(list(rows), pa.schema(fields))
