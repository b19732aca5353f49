"""A release at an address as a folder of this machine, where all of it can be checked."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from chuangwen_corpus.corpus.corpus import below_home
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import MANIFEST
from chuangwen_corpus.places import Place, is_address

_PIECE = 1 << 22


@contextlib.contextmanager
def at_hand(where: str | Path) -> Iterator[Path]:
    """The folder of a release; for an address a copy in a temporary folder, which is gone afterwards.

    Args:
        where: A path (``~`` is your home), or an address such as ``s3://bucket/corpus``.

    Raises:
        LoadError: There is no release at the address, or it holds a name that leads out of a folder.
    """
    if not is_address(where):
        yield below_home(where)
        return
    place = Place.of(where)
    with tempfile.TemporaryDirectory(prefix="chuangwen-validate-") as folder:
        files = list(place.files())
        if MANIFEST not in (name for name, _ in files):
            raise LoadError(
                f"holds no release (no {MANIFEST}).",
                path=where,
                hint="Name the address a build was written to.",
            )
        for name, file in files:
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise LoadError(f"holds the name {name!r}, which leads out of a folder.", path=where)
            copy = Path(folder, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            with file.open() as source, copy.open("wb") as target:
                while piece := source.read(_PIECE):
                    target.write(piece)
        yield Path(folder)
