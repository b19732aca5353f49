"""The figures of evaluations: counts, what is computed of them, and how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.96


@dataclass(slots=True)
class Score:
    """Counts of what was found against what was expected."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 if nothing was."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of what was judged are right."""

    right: int
    judged: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None if nothing was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of Wilson; None if nothing was judged."""
        return wilson(self.right, self.judged) if self.judged else None


def wilson(part: int, of: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), of 95 %; `of` is 1 or more.

    >>> [round(end, 3) for end in wilson(93, 100)]
    [0.863, 0.966]
    >>> [round(end, 3) for end in wilson(60, 60)]
    [0.94, 1.0]
    """
    share, square = part / of, z * z / of
    half = z * math.sqrt(share * (1 - share) / of + square / of / 4)
    low, high = (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)
    return max(0.0, low), min(1.0, high)  # rounding may put an end beyond
