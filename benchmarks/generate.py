"""Pages to measure with: `python benchmarks/generate.py MEGABYTES FOLDER` writes about so many MB of pages.

They are those of `chuangwen sample` (seed 0): compilations and single speeches in many layouts, encodings and states of damage.
Page number i is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.sample import Pages


def pages(megabytes: float, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of pages, about so many MB of them, from page number `first` on."""
    made, size, i = Pages(), 0, first
    while size < megabytes * 1e6:
        page = made.page(i)
        size += len(page.data)
        yield page.name, page.data
        i += 1


def write(megabytes: float, folder: Path) -> int:
    """Writes the pages to a folder; gives their number."""
    count = 0
    for name, data in pages(megabytes):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        count += 1
    return count


if __name__ == "__main__":
    print(f"{write(float(sys.argv[1]), Path(sys.argv[2])):,} pages")
