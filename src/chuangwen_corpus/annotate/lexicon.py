"""The lexicon of the domain: organs, documents, campaigns, concepts, programmes, set phrases."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TYPES = ("organ", "document", "campaign", "concept", "programme", "phrase")


class Entry(NamedTuple):
    """A row of `lexicon.tsv`."""

    term: str
    """The term in simplified characters."""
    type: str
    """One of `TYPES`."""
    tag: str
    """Its part of speech in jieba's tag set."""
    source: str
    """Where the term is from, or "compiled here"."""
    frequency: int
    """The frequency that keeps it one word, by jieba's `suggest_freq` on its own dictionary."""


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, in the order of the file."""
    lines = _file().decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return tuple(
        Entry(term, kind, tag, source, int(frequency)) for term, kind, tag, source, frequency in rows
    )


@cache
def segmenter_entries() -> tuple[Entry, ...]:
    """The entries a segmenter can use: those of the characters that it is given."""
    return tuple(entry for entry in entries() if can_be_segmented(entry.term))


def can_be_segmented(term: str) -> bool:
    """Whether a term has only characters that a segmenter is given."""
    return bool(re.fullmatch("[\u4e00-\u9fd5]+", term))


def sha256() -> str:
    """SHA-256 of the lexicon's file."""
    return hashlib.sha256(_file()).hexdigest()


def _file() -> bytes:
    return files("chuangwen_corpus.annotate").joinpath("lexicon.tsv").read_bytes()
