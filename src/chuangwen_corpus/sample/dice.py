"""Choices that are the same on every machine and with every version of Python."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Choose(Protocol):
    """What a page is laid out by: the part of `random.Random` that is used."""

    def random(self) -> float:
        """A number from 0 to 1, without 1."""
        ...

    def randint(self, a: int, b: int) -> int:
        """A whole number from `a` to `b`, both included."""
        ...

    def choice(self, seq: Sequence[Thing]) -> Thing:
        """One of some things."""
        ...

    def sample(self, population: Sequence[Thing], k: int) -> list[Thing]:
        """Some of some things, each once."""
        ...


class Dice:
    """Choices from a seed, such as ``"5/page/17"``.

    Python promises that `random.Random.random` gives the same numbers in all versions, and not so of `choice`, `sample`
    and the like; so these are made here.

    >>> Dice("5/page/17").sample("abcdef", 3) == Dice("5/page/17").sample("abcdef", 3)
    True
    """

    def __init__(self, seed: str) -> None:
        digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
        self._random = random.Random(int.from_bytes(digest[:16], "big"))  # noqa: S311  # made-up speeches are no secret

    def random(self) -> float:
        """A number from 0 to 1, without 1."""
        return self._random.random()

    def randint(self, a: int, b: int) -> int:
        """A whole number from `a` to `b`, both included."""
        return a + int(self._random.random() * (b - a + 1))

    def choice(self, seq: Sequence[Thing]) -> Thing:
        """One of some things."""
        return seq[int(self._random.random() * len(seq))]

    def sample(self, population: Sequence[Thing], k: int) -> list[Thing]:
        """Some of some things, each once."""
        left = list(population)
        return [left.pop(int(self._random.random() * len(left))) for _ in range(k)]
