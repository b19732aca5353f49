"""Commands that are printed to be typed: names in them are quoted, so that a shell takes each for one word."""

from __future__ import annotations

import shlex
from pathlib import Path

from chuangwen_corpus.terminal import visible


def typed(name: str | Path) -> str:
    """A path or an address as it is typed in a command.

    >>> print(typed("corpus"), typed("my corpus"), typed("~b"), typed("-x"), typed("s3://store/corpus"))
    corpus 'my corpus' '~b' ./-x s3://store/corpus
    """
    shown = visible(str(name))
    return shlex.quote(f"./{shown}" if shown.startswith("-") else shown)  # a dash begins an option
