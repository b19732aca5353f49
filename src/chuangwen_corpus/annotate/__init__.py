"""Tokens, the domain lexicon, and one module a layer of annotation."""

from chuangwen_corpus.annotate.engines import DEFAULT_ENGINE, ENGINES, check, engine
from chuangwen_corpus.annotate.layers import annotate, choose, made_by, registry
from chuangwen_corpus.annotate.reading import read
from chuangwen_corpus.annotate.tokens import tokenize

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "annotate",
    "check",
    "choose",
    "engine",
    "made_by",
    "read",
    "registry",
    "tokenize",
]
