"""A worker in which a page that says so ends the process; installed by tests of builds that lose workers."""

from __future__ import annotations

import os
from typing import Any

FATAL = "这一页要命"


def install() -> None:
    """Takes the place of `parse` in this process."""
    from chuangwen_corpus.publish import batch

    real = batch.parse

    def parse(data: bytes, **options: Any) -> Any:
        if FATAL.encode() in data:
            os._exit(9)
        return real(data, **options)

    batch.parse = parse
