"""Whether something that is no page lies among the pages, where a build would read it all the same."""

from __future__ import annotations

import os
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place


def inside(file: Path | Place, folder: Path | Place) -> str | None:
    """The path of a file or folder inside a folder; None if it lies elsewhere, or is the folder itself.

    A link among the pages is read as one, wherever it leads to, so its own place counts as its target's does.

    Args:
        file: What may lie there; need not be there yet.
        folder: The folder.
    """
    if isinstance(file, Place) or isinstance(folder, Place):
        if isinstance(file, Path) or isinstance(folder, Path):
            return None
        if file.filesystem.type_name != folder.filesystem.type_name:
            return None
        path, below = file.path, f"{folder.path}/"
        return path.removeprefix(below) if path.startswith(below) else None
    root = Path(os.path.realpath(folder))
    for place in (Path(os.path.realpath(file)), Path(os.path.realpath(file.parent), file.name)):
        if above := next((above for above in place.parents if same(above, root)), None):
            return place.relative_to(above).as_posix()
    return None


def refusal(file: str | Path, pages: str | Path, hint: str) -> BuildError:
    """The error for something that lies among the pages.

    Args:
        file: What lies there, as the user names it.
        pages: The folder of the pages, as the user names it.
        hint: What to do.
    """
    return BuildError(
        f"lies among the pages ({pages}), where a build takes files for pages.", path=file, hint=hint
    )


def same(one: Path, two: Path) -> bool:
    """Whether two names are one file or folder: links, mounts and letter case can give it several."""
    try:
        return one.samefile(two)
    except OSError:
        return one == two
