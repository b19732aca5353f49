"""The folder of a page: new, empty, or an earlier page, which is replaced as a whole; never inside a release."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from chuangwen_corpus.browse.scripts import FOLDER
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.manifest import check_no_release

INDEX = "index.html"
FILES = (INDEX, "page.js", "page.css", "LICENSES.txt")
"""What stands beside the data."""
_MARK = b'<meta name="generator" content="chuangwen-corpus browse">'
_DATA = regex(r"[a-z]+(?:-\d+)?\.js")


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """A folder to write a page into, which takes the place of `out` at the end; whatever goes wrong leaves `out` as it was.

    Raises:
        BuildError: `out` is inside a release, holds something else than a page, or cannot be written.
    """
    target = out.resolve()
    _check(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            (new / FOLDER).mkdir(parents=True)
            yield new
            _check(target)  # it may have been filled meanwhile
            if target.exists():
                target.rename(old)
            new.rename(target)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise BuildError(
            f"cannot be written ({error.strerror or error}).", path=error.filename or out
        ) from error


def _check(target: Path) -> None:
    check_no_release(target)
    if not target.exists():
        return
    if not target.is_dir():
        raise BuildError("is a file.", path=target, hint="Name a folder.")
    others = sorted(path.relative_to(target).as_posix() for path in _others(target))
    if others:
        raise BuildError(
            f"holds what is no part of a page: {others[0]}.",
            path=target,
            hint="Name a new folder: --out FOLDER.",
        )


def _others(target: Path) -> Iterator[Path]:
    """What stands in a folder and was not written by `browse`."""
    index = target / INDEX
    is_page = index.is_file() and _MARK in index.read_bytes()[:4_096]
    for path in target.iterdir():
        if path.name == FOLDER and path.is_dir() and is_page:
            yield from (one for one in path.iterdir() if not (_DATA.fullmatch(one.name) and one.is_file()))
        elif not (is_page and path.name in FILES and path.is_file()):
            yield path
