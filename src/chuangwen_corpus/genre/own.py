"""A user's own lists beside those of the package, and which are in use.

The lists of one page are in use while that page is parsed: a context variable holds them, which each thread has of
its own, and whatever is remembered of a line or a pattern is remembered for the lists it was made with. Without lists
nothing changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from chuangwen_corpus.lazy import cached_property

Pairs = tuple[tuple[str, str], ...]
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Lists:
    """What a user adds to the lists of the package; immutable. `lists.read_lists` makes it of a folder and checks it.

    Two of them are equal if the files they were made of are, or what they hold if they were made of none.
    """

    files: Pairs = ()
    """Name and SHA-256 of each file."""
    furniture: str = ""
    """The rules of page furniture, as TOML (see `clean/furniture.toml`)."""
    salutations: frozenset[str] = frozenset()
    """Kinds of people addressed: 社员, 轮值主席."""
    titles: Pairs = ()
    """Kinds of speech: as printed, and as named in the column `genre`."""
    places: frozenset[str] = frozenset()
    """Names of places."""
    terms: Pairs = ()
    """Words for the segmenter, each with its tag in jieba's set."""
    rows: tuple[tuple[str, tuple[Mapping[str, str], ...]], ...] = ()
    """Rows added to lists of the layers (`annotate/data`), by the name of the list."""

    @cached_property
    def digest(self) -> str:
        """A digest of all files: other lists have another."""
        said = "\0".join(f"{name}\0{sha256}" for name, sha256 in sorted(self.files))
        if not self.files:  # made by hand
            rows = [(name, [sorted(row.items()) for row in rows]) for name, rows in self.rows]
            said = repr(
                (self.furniture, sorted(self.salutations), self.titles, sorted(self.places), self.terms, rows)
            )
        return hashlib.sha256(said.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lists) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


_IN_USE: ContextVar[Lists | None] = ContextVar("chuangwen_lists", default=None)

in_use: Callable[[], Lists | None] = _IN_USE.get
"""The lists of the page that is being parsed; None without any."""


@contextmanager
def using(lists: Lists | None) -> Iterator[None]:
    """Has these lists be in use in the context, and no others."""
    token = _IN_USE.set(lists)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def with_its_lists(ask: Callable[P, R]) -> Callable[P, R]:
    """Has a function run with the lists that it is given as its keyword argument `lists`; without it, with none."""

    @wraps(ask)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        lists = kwargs.get("lists")
        assert lists is None or isinstance(lists, Lists)
        with using(lists):
            return ask(*args, **kwargs)

    return answer
