"""The whole way of a page, step by step, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chuangwen_corpus import annotate, assemble, read, structure
from chuangwen_corpus.clean import clean
from chuangwen_corpus.genre.own import Lists, with_its_lists
from chuangwen_corpus.records import Document, Source
from chuangwen_corpus.structure import damage, people


@with_its_lists
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
    page = read.page(source)
    text = clean(page.text, recurring)
    text, outline = structure.keep(text, structure.find_speeches(text))
    speeches = tuple(structure.divide(text.text, speech) for speech in outline.speeches)
    pairs = tuple(zip(outline.speeches, speeches, strict=True))
    speakers = tuple(people.speaker(text.text, *pair) for pair in pairs)
    addressees = tuple(people.addressee(text.text, *pair) for pair in pairs)
    rest = structure.of_rest(text.text, outline) if text_without_speech and not speeches else []
    sentences = [(s.start, s.end) for speech in speeches for s in speech.sentences]
    sentences += [(start, end) for start, end, _ in rest]
    tokens = annotate.tokenize(text.text, sentences, annotate.engine(engine, lists))
    read.check_records(len(tokens[0]) + len(text.edits) + len(sentences))
    reading = annotate.read(text.text, outline, speeches, speakers, addressees, tokens, rest)
    marks = annotate.annotate(reading, layers, entities)
    reading.forget_words()
    findings = tuple(damage.find(damage.Finished(text, outline, speeches)))
    parsed = assemble.Parsed(page, text, outline, speeches, reading, marks, findings)
    read.check_records(assemble.records_of(parsed))
    name = source.name if isinstance(source, Path) else None
    return assemble.document(parsed, path=path or name, provenance=provenance, document_id=document_id)
