"""A structured corpus of Chinese pledge and mobilisation speeches, and the pipeline that makes it.

>>> import chuangwen_corpus as cw
>>> corpus = cw.load()
>>> print(corpus.speeches.column("title")[0])
在创建全国文明城市工作动员大会上的表态发言一
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chuangwen_corpus._version import __version__
from chuangwen_corpus.errors import BuildError, ChuangwenError, LoadError, SourceError

if TYPE_CHECKING:
    from chuangwen_corpus.compare import diff
    from chuangwen_corpus.corpus import Corpus, load
    from chuangwen_corpus.formats import export
    from chuangwen_corpus.formats.reading import read_conllu, read_spacy, read_tei
    from chuangwen_corpus.genre.own import Lists
    from chuangwen_corpus.lists import read_lists
    from chuangwen_corpus.parsing import parse
    from chuangwen_corpus.publish.build import build
    from chuangwen_corpus.records import (
        Annotation,
        Anomaly,
        Document,
        Edit,
        Paragraph,
        Section,
        Sentence,
        Source,
        Speech,
        Token,
    )

__all__ = [
    "Annotation",
    "Anomaly",
    "BuildError",
    "ChuangwenError",
    "Corpus",
    "Document",
    "Edit",
    "Lists",
    "LoadError",
    "Paragraph",
    "Section",
    "Sentence",
    "Source",
    "SourceError",
    "Speech",
    "Token",
    "__version__",
    "build",
    "diff",
    "export",
    "load",
    "parse",
    "read_conllu",
    "read_lists",
    "read_spacy",
    "read_tei",
]

_LATE = {
    "Corpus": "chuangwen_corpus.corpus",
    "load": "chuangwen_corpus.corpus",
    "parse": "chuangwen_corpus.parsing",
    "build": "chuangwen_corpus.publish",
    "diff": "chuangwen_corpus.compare",
    "export": "chuangwen_corpus.formats",
    "read_conllu": "chuangwen_corpus.formats.reading",
    "read_spacy": "chuangwen_corpus.formats.reading",
    "read_tei": "chuangwen_corpus.formats.reading",
    "Lists": "chuangwen_corpus.genre.own",
    "read_lists": "chuangwen_corpus.lists",
}


def __getattr__(name: str) -> Any:
    # Records need pydantic and the pipeline needs them all: a user of tables waits for neither. Tables need Arrow,
    # which takes its time: the command has signals in hand before.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_LATE.get(name, "chuangwen_corpus.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
