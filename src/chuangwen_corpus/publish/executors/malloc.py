"""Sets options of the C library's allocator, so that the memory of a long build stays flat."""

from __future__ import annotations

import contextlib
import ctypes

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # malloc.h of glibc
_BLOCK = 128 * 1024


def keep_blocks_apart() -> None:
    """Has glibc give blocks of more than 128 kB back as soon as they are freed.

    By itself it raises that limit with every large block, up to 32 MB, and parts of some megabytes then leave
    holes in the heap: a build of ten times the pages peaked at 1.3 times the memory (docs/performance.md).
    Elsewhere than on glibc it does nothing.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _BLOCK)
        mallopt(_ARENA_MAX, 1)
