"""The pages of a build in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from typing import Protocol

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.publish.steps.batch import Batch, PageBytes, reason_for, reject
from chuangwen_corpus.read.corrections import Corrections
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.read.withdrawal import Withdrawn
from chuangwen_corpus.records import Reject

BATCH_BYTES = 256_000
"""A batch of so many is full. Parts take some seventy times the room, and several wait in memory."""
BATCH_PAGES = 256
PAGES_A_BATCH = 32
"""One page in so many ends a batch."""
UNKEPT = 2_000_000
"""Bytes of pages at the start of a build whose parts are not kept: parsing them again takes some ten seconds, and most builds are not stopped."""


def is_small(size: int) -> bool:
    """Whether so many bytes of pages are done sooner here than a process starts, which takes a second."""
    return size < 2 * BATCH_BYTES


class Pages(Protocol):
    """The pages of a build (see `read.inputs.InputFolder`)."""

    def pages(self) -> Iterator[Page]:
        """The pages in their order, as often as asked."""
        ...

    def count(self) -> int:
        """How many there are, an archive or a dump counted as one."""
        ...

    def inside(self) -> Generator[int, None, None]:
        """Numbers that add up to the pages that `count` leaves out, as they are found."""
        ...

    def check_provenance(self) -> list[str]:
        """Sees, when all pages were read, what `sources.toml` says of none; gives warnings (see `InputFolder`)."""
        ...


def batches(
    folder: Pages,
    finder: DuplicateFinder,
    rejects: list[Reject],
    *,
    withdrawn: Withdrawn | None = None,
    corrections: Corrections | None = None,
    batch_bytes: int | None = None,
) -> Iterator[Batch]:
    """The pages of a folder in batches of a stated size.

    Args:
        folder: The pages.
        finder: Gives them their ids.
        rejects: Takes the pages that cannot be had or are withdrawn.
        withdrawn: Pages that must not be published. They stand in the batches and say so, as their texts are looked
            for in other pages.
        corrections: What a builder has corrected, sent with each page.
        batch_bytes: Bytes of a batch, whatever pages are in it; by default batches are small, and end so
            that a page that is new moves the ends near it only.
    """
    batch: list[PageBytes] = []
    held = 0
    for page in folder.pages():
        try:
            data = page.read()
        except SourceError as error:
            rejects.append(reject(page.path, None, *reason_for(error)))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        if withdrawn and (why := withdrawn.why(page.path, sha256)):
            rejects.append(reject(page.path, sha256, "withdrawn", f"Withdrawn: {why}"))
            batch.append(PageBytes(page.path, data, sha256, page.provenance, withdrawn=True))
        else:
            document_id = finder.document_id(sha256, page.path)
            says = corrections.said_of(page.path, sha256) if corrections else ()
            batch.append(PageBytes(page.path, data, sha256, page.provenance, document_id, corrections=says))
        held += len(data)
        if batch_bytes:
            ended = held >= batch_bytes
        else:
            by_hash = int(sha256[:4], 16) % PAGES_A_BATCH == 0
            ended = by_hash or held >= BATCH_BYTES or len(batch) >= BATCH_PAGES
        if ended:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
