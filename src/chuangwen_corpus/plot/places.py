"""Where the speeches of clusters stand in a picture: rings around a centre, clusters in rows; nothing is random.

Forces between nodes, the usual way, give another picture for a change in the last digit of a number; rings do not.
"""

from __future__ import annotations

import math
from typing import NamedTuple

STEP = 20
"""Units from one ring to the next."""
FIRST_RING = 7
"""Places on the innermost ring; the n-th has n times as many."""
MARGIN = 12
CAPTION = 16
LEAST_RADIUS = 38
"""Of a cluster, so that a caption has room below it."""


class Place(NamedTuple):
    """Where a cluster stands."""

    x: float
    """Its middle."""
    below: float
    """Where its caption stands."""
    radius: float
    points: list[tuple[float, float]]
    """Its members, the centre first."""


def places(sizes: list[int], width: float) -> list[Place]:
    """Places for clusters, given their sizes, row by row in the order given.

    >>> [(place.x, place.below) for place in places([3, 2], 200)]
    [(50.0, 96.0), (150.0, 96.0)]
    """
    found: list[Place] = []
    left, top, tallest = 0.0, 0.0, 0.0
    for size in sizes:
        rings = _rings(size)
        radius = max(len(rings) * STEP, LEAST_RADIUS)
        across = 2 * (radius + MARGIN)
        if left and left + across > width:
            left, top, tallest = 0.0, top + tallest, 0.0
        tall = 2 * (len(rings) * STEP + MARGIN) + CAPTION
        middle = (left + across / 2, top + len(rings) * STEP + MARGIN)
        below = top + tall - CAPTION / 2
        found.append(Place(middle[0], below, radius, _points(middle, rings)))
        left += across
        tallest = max(tallest, tall)
    return found


def _rings(size: int) -> list[int]:
    """How many members stand on each ring around the centre."""
    rings: list[int] = []
    left = size - 1
    while left > 0:
        rings.append(min(left, FIRST_RING * (len(rings) + 1)))
        left -= rings[-1]
    return rings


def _points(middle: tuple[float, float], rings: list[int]) -> list[tuple[float, float]]:
    points = [middle]
    for number, members in enumerate(rings, start=1):
        for place in range(members):
            # Rings begin half a step apart, so that members do not stand behind each other.
            angle = 2 * math.pi * (place + number % 2 / 2) / members
            points.append(
                (
                    round(middle[0] + number * STEP * math.cos(angle), 1),
                    round(middle[1] + number * STEP * math.sin(angle), 1),
                )
            )
    return points
