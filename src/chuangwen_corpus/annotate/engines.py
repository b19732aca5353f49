"""The two segmenters behind one interface; on runs of Han characters they give the same words.

`rjieba` (jieba's algorithm, dictionary and model in Rust) is the default, `jieba` the reference.
Both are told the terms of the domain lexicon with the same frequencies, and a word that the
dictionary does not have gets the same tag from both.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError

SEPARATOR = "\n"
"""Stands between two runs; both engines give it back as a word of its own."""


MOST_WORDS = 300_000
"""Different words remembered with their tags."""


class Engine(Protocol):
    """A segmenter with a tagger that looks words up in the same dictionary."""

    name: str

    def tag(self, runs: Sequence[str]) -> list[tuple[str, str]]:
        """Words and tags of runs of Han characters, `SEPARATOR` between the runs.

        Args:
            runs: Strings of U+4E00 to U+9FD5 only, the range that jieba segments.

        Returns:
            Word and tag in jieba's tag set, ``x`` if the dictionary does not have the word.
        """
        ...


class RjiebaEngine:
    """jieba's algorithm in Rust, some 30 times as fast as jieba."""

    name = "rjieba"

    def __init__(self) -> None:
        import rjieba

        self._jieba: Any = rjieba.Jieba()
        tags: dict[str, str] = {}
        for entry in lexicon.segmenter_entries():
            self._jieba.add_word(entry.term, entry.frequency, entry.tag)
            tags[entry.term] = entry.tag  # rjieba keeps the old tag of a word it knows
        self._settled = _Settled(self._jieba, tags)

    def tag(self, runs: Sequence[str]) -> list[tuple[str, str]]:
        """See `Engine.tag`."""
        if len(self._settled) > MOST_WORDS:
            self._settled.clear()
        return list(map(self._settled.__getitem__, self._jieba.tag(SEPARATOR.join(runs))))


class _Settled(dict[tuple[str, str], tuple[str, str]]):
    """Word and tag by word and what rjieba says of it; looked up once a token, so at the speed of a dictionary."""

    def __init__(self, jieba: Any, tags: dict[str, str]) -> None:
        self._has_word = jieba.has_word
        self._tags = tags

    def __missing__(self, said: tuple[str, str]) -> tuple[str, str]:
        word, guess = said
        # rjieba guesses at words that are not in the dictionary; the reference does not.
        tag = self._tags.get(word) or (guess if self._has_word(word) else "x")
        self[said] = settled = (word, tag)
        return settled


class JiebaEngine:
    """jieba itself: a tokenizer of its own, quiet, its dictionary built in memory."""

    name = "jieba"

    def __init__(self) -> None:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in its source, and pkg_resources
            import jieba

        jieba.setLogLevel(logging.CRITICAL)
        self._tokenizer: Any = jieba.Tokenizer()
        with self._tokenizer.get_dict_file() as dictionary:
            lines = dictionary.read().decode("utf-8").splitlines()
        frequencies: dict[str, int] = {}
        self._tags: dict[str, str] = {}
        for line in lines:
            word, frequency, tag = line.split(" ")
            frequencies[word] = int(frequency)
            self._tags[word] = tag
        total = sum(frequencies.values())
        for entry in lexicon.segmenter_entries():
            total += entry.frequency - frequencies.get(entry.term, 0)
            frequencies[entry.term] = entry.frequency
            self._tags[entry.term] = entry.tag
        _install(self._tokenizer, frequencies, total)

    def tag(self, runs: Sequence[str]) -> list[tuple[str, str]]:
        """See `Engine.tag`."""
        words = self._tokenizer.cut(SEPARATOR.join(runs))
        return [(word, self._tags.get(word, "x")) for word in words]


def _install(tokenizer: Any, frequencies: dict[str, int], total: int) -> None:
    """Gives a tokenizer its dictionary, so that it reads no file and writes no cache."""
    prefixes = {word[:i]: 0 for word in frequencies for i in range(1, len(word))}
    tokenizer.FREQ = prefixes | frequencies
    tokenizer.total = total
    tokenizer.initialized = True


_ENGINES: dict[str, type[RjiebaEngine | JiebaEngine]] = {
    "rjieba": RjiebaEngine,
    "jieba": JiebaEngine,
}
ENGINES = tuple(_ENGINES)
DEFAULT_ENGINE = "rjieba"


def check(name: str) -> None:
    """Sees that there is an engine of this name, without making it: that takes 100 MB.

    Raises:
        ChuangwenError: There is none.
        MissingExtraError: Its package is not installed.
    """
    if name not in _ENGINES:
        raise ChuangwenError(f"there is no engine {name!r}.", hint=f"Choose one of {', '.join(_ENGINES)}.")
    if find_spec(name) is None:
        raise MissingExtraError(f"the engine {name} is not installed.", hint=f"pip install {name}.")


@cache
def engine(name: str = DEFAULT_ENGINE) -> Engine:
    """The engine of this name, made once a process.

    Raises:
        ChuangwenError: There is no engine of this name.
        MissingExtraError: Its package is not installed.
    """
    check(name)
    return _ENGINES[name]()
