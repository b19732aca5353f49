"""The two segmenters behind one interface; on runs of Han characters they give the same words.

`rjieba` (jieba's algorithm, dictionary and model in Rust) is the default, `jieba` the reference.
Both are told the terms of the domain lexicon with the same frequencies, and a word that the
dictionary does not have gets the same tag from both.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any, Protocol

from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.genre.remembered import Recent

SEPARATOR = "\n"
"""Stands between two runs; both engines give it back as a word of its own."""


MOST_WORDS = 300_000
"""Different words remembered with their tags."""
MOST_SENTENCES = 4_096
"""Sentences whose tokens and marks are kept at least; twice as many at most."""


Terms = Sequence[tuple[str, str]]
"""Words with their tags, a shorter one before a longer one."""


class Engine(Protocol):
    """A segmenter with a tagger that looks words up in the same dictionary."""

    name: str
    sentences: Recent[str, Any]
    """The tokens of the sentences that were segmented last (see `tokens`)."""

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

    def __init__(self, own: Terms = ()) -> None:
        import rjieba

        self._jieba: Any = rjieba.Jieba()
        tags: dict[str, str] = {}
        for entry in lexicon.segmenter_entries():
            self._jieba.add_word(entry.term, entry.frequency, entry.tag)
            tags[entry.term] = entry.tag  # rjieba keeps the old tag of a word it knows
        for term, tag in own:
            self._jieba.add_word(term, self._jieba.suggest_freq(term), tag)
            tags[term] = tag
        self._settled = _Settled(self._jieba, tags)
        self.sentences: Recent[str, Any] = Recent(MOST_SENTENCES)

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

    def __init__(self, own: Terms = ()) -> None:
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
        self.sentences: Recent[str, Any] = Recent(MOST_SENTENCES)
        for term, tag in own:
            self._tokenizer.add_word(term, self._tokenizer.suggest_freq(term))
            self._tags[term] = tag

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


def engine(name: str = DEFAULT_ENGINE, lists: Lists | None = None) -> Engine:
    """The engine of this name, made once a process; with lists one more, which knows their places and terms.

    Raises:
        ChuangwenError: There is no engine of this name.
        MissingExtraError: Its package is not installed.
    """
    return _with_own(name, lists) if lists and (lists.terms or lists.places) else _engine(name)


@cache
def _engine(name: str) -> Engine:
    check(name)
    return _ENGINES[name]()


@lru_cache(1)
def _with_own(name: str, lists: Lists) -> Engine:
    check(name)
    terms = dict.fromkeys(filter(lexicon.can_be_segmented, lists.places), "ns") | dict(lists.terms)
    # A frequency depends on the words that are known by then, so a long word comes when its parts are there.
    return _ENGINES[name](sorted(terms.items(), key=lambda term: (len(term[0]), term)))
