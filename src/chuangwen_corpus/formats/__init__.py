"""Documents in the formats of other tools: CoNLL-U, TEI P5, plain and tagged text, spaCy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.errors import BuildError, ChuangwenError
from chuangwen_corpus.records import Document

Writer: TypeAlias = Callable[[Iterator[Document], Path], Iterator[Path]]

FORMATS: dict[str, str] = {
    "conllu": "CoNLL-U (Universal Dependencies), a file a document",
    "tei": "TEI P5, a file a document",
    "txt": "plain text, a file a speech, a paragraph a line",
    "tagged": "word/TAG with UPOS, a file a speech, a sentence a line (NLTK's TaggedCorpusReader)",
    "spacy": "spaCy's DocBin, one file, a Doc a speech; needs spaCy",
}
"""The formats and what each is; the module of a format has its name."""


def export(source: Corpus | Document | Iterable[Document], form: str, out: str | Path) -> list[Path]:
    """Writes documents in another format.

    Args:
        source: A corpus, a document, or any documents; taken one at a time.
        form: One of `FORMATS`.
        out: Folder to write to; made if it is not there. Files of the same names are replaced.

    Returns:
        The files written, in order.

    Raises:
        ChuangwenError: There is no such format.
        MissingExtraError: The format needs a package that is not installed.
        BuildError: The folder cannot be written.
    """
    if form not in FORMATS:
        raise ChuangwenError(f"there is no format {form!r}.", hint=f"Choose one of {', '.join(FORMATS)}.")
    write: Writer = import_module(f"{__name__}.{form}").write
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return list(write(_documents(source), folder))
    except OSError as error:
        raise BuildError(f"cannot be written ({error.strerror}).", path=error.filename or folder) from error


def _documents(source: Corpus | Document | Iterable[Document]) -> Iterator[Document]:
    if isinstance(source, Document):
        return iter((source,))
    return source.documents() if isinstance(source, Corpus) else iter(source)


__all__ = ["FORMATS", "export"]
