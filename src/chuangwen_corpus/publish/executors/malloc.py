"""Sets how memory is taken, so that that of a long build stays flat and a large page costs no more than it must."""

from __future__ import annotations

import contextlib
import ctypes

import pyarrow as pa

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # malloc.h of glibc
_BLOCK = 128 * 1024


def keep_blocks_apart() -> None:
    """Has glibc give blocks of more than 128 kB back as soon as they are freed.

    By itself it raises that limit with every large block, up to 32 MB, and parts of some megabytes then leave
    holes in the heap: a build of ten times the pages peaked at 1.3 times the memory (docs/performance.md).
    Elsewhere than on glibc this does nothing. Arrow's own allocator keeps what it was given, so Arrow takes its memory
    from the system, too: a page of 1 MB of text then costs a worker 142 MB instead of 206
    (docs/performance.md).
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with contextlib.suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _BLOCK)
        mallopt(_ARENA_MAX, 1)
