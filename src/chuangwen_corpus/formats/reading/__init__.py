"""Exports read back: CoNLL-U, TEI and spaCy's DocBin to tables with the columns and values of the corpus.

Each reader takes what `formats.export` wrote, a file or the folder. A file that others have broken is a `LoadError`
that says where; none is repaired in silence, as offsets would be wrong then.
"""

from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.formats.reading.exported import Exported


def read_conllu(path: str | Path) -> Exported:
    """Reads CoNLL-U that `export` wrote.

    All sentences, tokens and annotations come back, but for `section_id` of sentences. An empty file is a document
    without sentences; its id is the name of the file.

    Args:
        path: A file, or a folder with files ``*.conllu``; one file may hold several documents.

    Returns:
        Tables `sentences`, `tokens` and `annotations`, and the ids of the documents.

    Raises:
        LoadError: There is no such file; a line has not the columns of CoNLL-U; a comment that the export writes
            (``newdoc id``, ``sent_id``, ``kind``) or an offset is not there; offsets and text contradict each other; a
            document stands in two places.

    >>> import chuangwen_corpus as cw
    >>> from tempfile import TemporaryDirectory
    >>> corpus = cw.load()
    >>> with TemporaryDirectory() as folder:
    ...     files = cw.export(corpus, "conllu", folder)
    ...     back = cw.read_conllu(folder)
    >>> back.tokens.equals(corpus.tokens), back.annotations.equals(corpus.annotations)
    (True, True)
    """
    from chuangwen_corpus.formats.reading import conllu, exported

    return exported.exported(path, exported.files_of(path, ".conllu", "conllu"), conllu.read, conllu.LEFT_OUT)


def read_tei(path: str | Path) -> Exported:
    """Reads TEI P5 that `export` wrote.

    All sentences, tokens and annotations come back, but for `section_id` of sentences. A character that XML does not
    have (U+FFFE, U+FFFF, control characters) is U+FFFD; offsets are as they were.

    A document type declaration is refused, so no entity is ever resolved and nothing is fetched.

    Args:
        path: A file, or a folder with files ``*.xml``.

    Returns:
        Tables `sentences`, `tokens` and `annotations`, and the ids of the documents.

    Raises:
        LoadError: There is no such file; it is no well-formed XML, has a document type declaration or is no TEI; an
            attribute or a feature structure that the export writes is not there; words do not stand at their offsets,
            as in a file that was indented; a document stands in two places.
    """
    from chuangwen_corpus.formats.reading import exported, tei

    return exported.exported(path, exported.files_of(path, ".xml", "tei"), tei.read, tei.LEFT_OUT)


def read_spacy(path: str | Path) -> Exported:
    """Reads a DocBin that `export` wrote.

    A `Doc` is the text of a speech, so this is left out: documents without a speech; sentences, tokens and annotations
    that do not lie in the text of a speech, which are those of titles and signatures; `section_id` of sentences.

    Args:
        path: A file, or a folder with files ``*.spacy``.

    Returns:
        Tables `sentences`, `tokens` and `annotations`, and the ids of the documents.

    Raises:
        MissingExtraError: spaCy is not installed (extra ``chuangwen-corpus[spacy]``).
        LoadError: There is no such file; it is no DocBin; a `Doc` or a span has not what the export writes, or
            contradicts it; a document stands in two places.
    """
    from chuangwen_corpus.formats.reading import exported, spacy

    spacy.check()
    return exported.exported(path, exported.files_of(path, ".spacy", "spacy"), spacy.read, spacy.LEFT_OUT)


__all__ = ["Exported", "read_conllu", "read_spacy", "read_tei"]
