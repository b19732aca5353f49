"""Candidates compared by the workers of a Ray cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.reuse.repeats import Compare
from chuangwen_corpus.reuse.verify import PAIRS_A_CHUNK, Ints, Scores, scores

AHEAD = 2
"""Tasks a core that are under way."""


@contextlib.contextmanager
def on_ray(address: str | None = None) -> Iterator[Compare]:
    """What compares texts on a cluster; one that was not joined before is left at the end.

    Args:
        address: Of the cluster; without it one is started here.

    Raises:
        MissingExtraError: Ray is not installed.
        ChuangwenError: There is no such cluster.
    """
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError(
            "the engine ray is not installed.", hint="pip install 'chuangwen-corpus[ray]'."
        ) from error
    started = not ray.is_initialized()
    if started:
        try:
            ray.init(
                address=address, log_to_driver=False, include_dashboard=False if address is None else None
            )
        except (ConnectionError, ValueError) as problem:
            raise ChuangwenError(
                f"there is no Ray cluster at {address or 'auto'} ({problem}).", hint="Start one: ray start."
            ) from None
    try:
        yield _Compare(ray)
    finally:
        if started:
            ray.shutdown()


class _Compare:
    def __init__(self, ray: Any) -> None:
        self._ray = ray
        self._scores = ray.remote(scores)

    def __call__(self, keys: Sequence[str], first: Ints, second: Ints) -> Scores:
        cores = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        waiting: list[Any] = []
        done: list[Scores] = []
        for start in range(0, len(first), PAIRS_A_CHUNK):
            if len(waiting) >= AHEAD * cores:
                done.append(self._ray.get(waiting.pop(0)))
            one, two = first[start : start + PAIRS_A_CHUNK], second[start : start + PAIRS_A_CHUNK]
            # A task gets the texts that it compares, and no others: a worker may be on a machine with little memory.
            used, numbers = np.unique(np.concatenate([one, two]), return_inverse=True)
            texts = [keys[i] for i in used]
            waiting.append(self._scores.remote(texts, numbers[: len(one)], numbers[len(one) :]))
        done += self._ray.get(waiting)
        if not done:
            return scores(keys, first, second)
        return Scores(
            np.concatenate([part.similarity for part in done]),
            np.concatenate([part.resemblance for part in done]),
            np.concatenate([part.containment for part in done]),
        )
