"""Small tables to find reuse in."""

from __future__ import annotations

import pyarrow as pa

from chuangwen_corpus.reuse.find import find
from chuangwen_corpus.reuse.result import Reuse, Unit

SCHEMA = {
    "sentence_id": pa.string(), "paragraph_id": pa.string(), "speech_id": pa.string(), "document_id": pa.string(),
    "start_char": pa.int32(), "text": pa.string(),
}  # fmt: skip


def tables(
    *speeches: list[str] | tuple[str | None, list[str]], order: list[int] | None = None
) -> dict[str, pa.Table]:
    """The tables of speeches, each a list of sentences, with a date before it or none; a document each."""
    dated = [(None, one) if isinstance(one, list) else one for one in speeches]
    rows, said = [], []
    for i, (date, sentences) in enumerate(dated):
        document = f"{i:016x}"
        said.append(
            {
                "speech_id": f"{document}.sp0",
                "document_id": document,
                "date_iso": date,
                "text": "".join(sentences),
            }
        )
        rows += [
            {
                "sentence_id": f"{document}.st{j}", "paragraph_id": f"{document}.pa{j // 2}", "speech_id": f"{document}.sp0",
                "document_id": document, "start_char": j * 100, "text": text,
            }
            for j, text in enumerate(sentences)
        ]  # fmt: skip
    order = order or list(range(len(rows)))
    paragraphs = [
        {"paragraph_id": f"{i:016x}.pa{j // 2}", "text": "".join(sentences[j : j + 2])}
        for i, (_, sentences) in enumerate(dated)
        for j in range(0, len(sentences), 2)
    ]
    return {
        "sentences": pa.Table.from_pylist([rows[i] for i in order], schema=pa.schema(SCHEMA)),
        "paragraphs": pa.Table.from_pylist(paragraphs, schema=pa.schema({"paragraph_id": pa.string(), "text": pa.string()})),
        "speeches": pa.Table.from_pylist(
            said, schema=pa.schema({name: pa.string() for name in ("speech_id", "document_id", "date_iso", "text")})
        ),
    }  # fmt: skip


def pairs(found: Reuse) -> list[tuple[str, str, str]]:
    """First id, second id and kind of each pair, ids as 3.1 for the second sentence of the fourth speech."""

    def short(one: str) -> str:
        document, _, rest = one.partition(".")
        return f"{int(document, 16)}.{rest[2:]}"

    return [(short(row["first_id"]), short(row["second_id"]), row["kind"]) for row in found.pairs.to_pylist()]


def met(one: str, other: str, unit: Unit = "sentence", **options: object) -> list[tuple[str, str, str]]:
    """The pairs of two speeches of one sentence each, with filler around them."""
    return pairs(find(tables([one], [other]), unit, **options))  # type: ignore[arg-type]
