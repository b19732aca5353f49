"""Pairs to clusters in which every member is like one and the same text, so that no chain glues everything.

Star clustering (Aslam, Pelekhov and Rus 2004, The star clustering algorithm for static and dynamic information
organization): the text with most partners is a centre and takes those that are its partners, then the next of those
left. Connected components would put a and z together by way of b, c, d, each a little different.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def stars(count: int, first: Ints, second: Ints, weight: Ints) -> Ints:
    """The centre of each node.

    Args:
        count: Nodes.
        first: One end of each edge, shape (edges,).
        second: The other end.
        weight: Shape (count,): what a node counts for beside its edges, such as how often the text stands there.

    Returns:
        Shape (count,): the number of the centre; a node without an edge, or whose partners all went to other centres,
        is its own.
    """
    ends = np.concatenate([first, second])
    others = np.concatenate([second, first])
    order = np.lexsort((others, ends))
    ends, others = ends[order], others[order]
    starts = np.searchsorted(ends, np.arange(count + 1))
    degree = np.diff(starts)
    centre = np.arange(count)
    taken = np.zeros(count, np.bool_)
    ranked = np.lexsort((np.arange(count), -(degree + weight)))
    for node in ranked[degree[ranked] > 0].tolist():
        if taken[node]:
            continue
        partners = others[starts[node] : starts[node + 1]]
        free = partners[~taken[partners]]
        centre[free] = node
        taken[free] = taken[node] = True
    return centre
