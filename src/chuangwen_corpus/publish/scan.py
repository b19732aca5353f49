"""The pages of a build in batches, and what must be known of all of them before the first is parsed."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
from collections.abc import Iterable, Iterator

from chuangwen_corpus.clean.recurring import recurring_lines
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.genre.prefilter import may_be_of_genre
from chuangwen_corpus.publish.batch import PageBytes, reject, rejected_for
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.read import decode
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.records import Reject

SAMPLE = 500
"""Pages that are looked through for recurring lines: all, or of more those with the smallest hashes."""
SAMPLED_BYTES = 1_000_000
"""A page larger than this is not looked through."""
BATCH_BYTES = 512_000
BATCH_PAGES = 256
PAGES_A_BATCH = 32
"""One page in so many ends a batch."""
COARSE = 16
"""How much larger batches are where most of their pages are dropped."""


def recurring(folder: InputFolder, *, only_genre: bool = False) -> frozenset[str]:
    """The lines that recur on the pages of a folder (see `clean.recurring`)."""
    sample: list[tuple[int, bytes]] = []
    for page in folder.pages():
        with contextlib.suppress(SourceError):
            data = page.read()
            if len(data) > SAMPLED_BYTES or (only_genre and not may_be_of_genre(data)):
                continue
            rank = -int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
            if len(sample) < SAMPLE:
                heapq.heappush(sample, (rank, data))
            elif rank > sample[0][0]:
                heapq.heapreplace(sample, (rank, data))
    return recurring_lines(_texts(data for _, data in sample))


def _texts(pages: Iterable[bytes]) -> Iterator[str]:
    for data in pages:
        with contextlib.suppress(SourceError):
            yield decode(data).text


def batches(
    folder: InputFolder,
    finder: DuplicateFinder,
    rejects: list[Reject],
    *,
    partition_bytes: int | None = None,
    only_genre: bool = False,
) -> Iterator[list[PageBytes]]:
    """The pages of a folder in batches of a stated size.

    Args:
        folder: The pages.
        finder: Gives them their ids.
        rejects: Takes the pages that cannot be had or are withdrawn.
        partition_bytes: Bytes of a batch, whatever pages are in it; by default batches are small, and end so
            that a page that is new moves the ends near it only.
        only_genre: Whether most pages will be dropped, so that batches may be `COARSE` times as large.
    """
    batch: list[PageBytes] = []
    held = 0
    for page in folder.pages():
        try:
            data = page.read()
        except SourceError as error:
            rejects.append(rejected_for(error, page.path))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        if why := folder.withdrawn.get(page.path) or folder.withdrawn.get(sha256):
            rejects.append(reject(page.path, sha256, "withdrawn", f"Withdrawn: {why}"))
            continue
        document_id = finder.document_id(sha256, page.path)
        batch.append(PageBytes(page.path, data, sha256, page.provenance, document_id))
        held += len(data)
        if partition_bytes:
            ended = held >= partition_bytes
        else:
            scale = COARSE if only_genre else 1
            by_hash = int(sha256[:4], 16) % (PAGES_A_BATCH * scale) == 0
            ended = by_hash or held >= BATCH_BYTES * scale or len(batch) >= BATCH_PAGES * scale
        if ended:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
