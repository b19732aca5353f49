"""A page to a `Document`: the function that users call."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chuangwen_corpus import annotate
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.pipeline import parse_row
from chuangwen_corpus.records import Document, Source


def parse(
    source: bytes | str | Path,
    *,
    path: str | None = None,
    provenance: Source | None = None,
    engine: str = annotate.DEFAULT_ENGINE,
    layers: Iterable[str] | None = None,
    entities: str | None = None,
    document_id: str | None = None,
    recurring: frozenset[str] = frozenset(),
    lists: Lists | None = None,
    text_without_speech: bool = False,
) -> Document:
    r"""Parses one page.

    Args:
        source: The page's bytes, its text, or the path of its file.
        path: Path to record; by default the name of the file given.
        provenance: Where the page came from.
        engine: Segmenter, ``rjieba`` or ``jieba``; both give the same tokens.
        layers: Names of the layers of annotation to make; all by default, none for ``()``.
        entities: ``lac`` for the layer `named_entity`, too (extra ``lac``).
        recurring: Folded lines that are furniture because many pages of a build have them.
        lists: A user's own furniture, salutations, titles, places and terms (see `lists.read_lists`).
        text_without_speech: Whether the text of a page on which no speech is found is cut into sentences and annotated
            as one; these sentences have no speech and no section (`Document.text_sentences`).
        document_id: Id to give instead of the first 16 digits of the bytes' SHA-256.

    Returns:
        The document: clean text, speeches, tokens, anomalies, and the edits that lead back.

    Raises:
        SourceError: The page cannot be read as text, or its file not at all, or it is larger than a page may be.
        ChuangwenError: There is no such engine or layer.

    >>> page = "在创建大会上的表态发言\n同志们:\n我们将全力以赴,完成任务!我们说到做到!"
    >>> document = parse(page)
    >>> document.speeches[0].salutation, len(document.speeches[0].sentences)
    ('同志们：', 3)
    >>> document.restore() == page.encode()
    True
    """
    row = parse_row(
        source, path=path, provenance=provenance, engine=engine, layers=layers, entities=entities,
        document_id=document_id, recurring=recurring, lists=lists, text_without_speech=text_without_speech,
    )  # fmt: skip
    return Document.model_validate(row)
