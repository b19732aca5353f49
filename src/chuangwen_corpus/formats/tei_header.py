"""The header of a TEI document: what it is, where its text is from, whose the rights are, how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from chuangwen_corpus import rights
from chuangwen_corpus._version import __version__
from chuangwen_corpus.records import Document


def header(document: Document, tags: Sequence[str]) -> Iterator[str]:
    """The lines of the header.

    Args:
        document: The document.
        tags: The part-of-speech tags that words point to.
    """
    yield "<teiHeader><fileDesc>"
    yield f"<titleStmt><title>{escape(document.title or document.path or document.document_id)}</title></titleStmt>"
    yield (
        f'<extent><measure unit="speeches" quantity="{document.speech_count}"/>'
        f'<measure unit="tokens" quantity="{len(document.tokens)}"/></extent>'
    )
    yield f"<publicationStmt><publisher>{rights.NAME}</publisher><availability>"
    yield f'<licence target="{rights.ANNOTATION_LICENCE_URL}">{escape(rights.STATEMENT["annotations"])}</licence>'
    yield f"<p>{escape(rights.STATEMENT['source_text'])}</p></availability></publicationStmt>"
    yield "<sourceDesc>"
    yield from _source(document)
    yield "</sourceDesc></fileDesc><encodingDesc>"
    yield (
        "<projectDesc><p>Offsets (n of s, span and head) are Unicode code points of the document's clean text. "
        "Every change from the source is a row of the table edits of the release.</p></projectDesc>"
    )
    yield (
        f'<appInfo><application ident="{rights.NAME}" version="{__version__}">'
        f"<label>{rights.NAME}</label></application></appInfo>"
    )
    yield '<classDecl><taxonomy xml:id="upos">'
    yield from (f'<category xml:id="upos.{tag}"><catDesc>{tag}</catDesc></category>' for tag in tags)
    yield "</taxonomy></classDecl></encodingDesc>"
    yield '<profileDesc><langUsage><language ident="zh">Chinese</language></langUsage></profileDesc>'
    yield "</teiHeader>"


def _source(document: Document) -> Iterator[str]:
    source = document.source
    yield "<bibl>"
    if document.title:
        yield f"<title>{escape(document.title)}</title>"
    if source.publisher:
        yield f"<publisher>{escape(source.publisher)}</publisher>"
    if source.retrieved:
        yield f"<date>{escape(source.retrieved)}</date>"
    if source.url:
        yield f"<ref target={quoteattr(source.url)}>{escape(source.url)}</ref>"
    yield f'<idno type="sha256">{document.sha256}</idno>'
    if document.path:
        yield f'<idno type="path">{escape(document.path)}</idno>'
    for kind, note in (("rights", source.rights), ("note", source.note)):
        if note:
            yield f'<note type="{kind}">{escape(note)}</note>'
    yield "</bibl>"
