"""The whole way of a page, step by step, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chuangwen_corpus import annotate, assemble, read, structure
from chuangwen_corpus.clean import clean
from chuangwen_corpus.genre.own import Lists, with_its_lists
from chuangwen_corpus.records import Source
from chuangwen_corpus.records.rows import Row
from chuangwen_corpus.structure import damage, people


@with_its_lists
def parse_row(
    source: bytes | str | Path,
    *,
    path: str | None = None,
    provenance: Source | None = None,
    engine: str = annotate.DEFAULT_ENGINE,
    layers: Iterable[str] | None = None,
    entities: str | None = None,
    document_id: str | None = None,
    recurring: frozenset[str] = frozenset(),
    lists: Lists | None = None,  # in use, by the decorator
    text_without_speech: bool = False,
) -> Row:
    """Parses one page to plain values (see `records.rows`) that nothing has held against the contract yet.

    Arguments and errors are those of `parsing.parse`.
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
    findings = tuple(damage.find(damage.Finished(text, outline, speeches)))
    parsed = assemble.Parsed(page, text, outline, speeches, reading, marks, findings)
    read.check_records(assemble.records_of(parsed))
    name = read.name_of(source) if isinstance(source, Path) else None
    return assemble.row(parsed, path=path or name, provenance=provenance, document_id=document_id)
