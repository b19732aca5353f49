"""Where a release may be written: seen before any work is done."""

from __future__ import annotations

import os
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.manifest import release_around
from chuangwen_corpus.places import as_utf8
from chuangwen_corpus.read.among import inside, refusal, same


def resolved(out: str | Path) -> Path:
    """The folder that is replaced: of a link its target, so that the link stays.

    Raises:
        BuildError: It is no folder.
    """
    try:
        real = Path(os.path.realpath(out))
        if real.is_symlink():
            raise BuildError("is a link that leads around in a circle.", path=out, hint="Remove the link.")
        if real.exists() and not real.is_dir():
            raise BuildError("is a file; a build needs a folder.", path=out, hint="Name another folder.")
    except (OSError, ValueError) as error:
        raise BuildError(
            f"is no place for a release ({getattr(error, 'strerror', None) or error}).", path=out
        ) from None
    return real


def check(out: str | Path, raw: str | Path | None = None) -> Path:
    """Sees whether a release may be written to a folder; gives the folder (see `resolved`).

    Args:
        out: The folder as the user names it.
        raw: The folder or page that is read; None if it is on another system.

    Raises:
        BuildError: It is the home or working folder or one above, a mount point, or not apart from the input.
    """
    as_utf8(out)
    real = resolved(out)
    if around := release_around(real.parent):
        raise BuildError(
            f"lies in a release ({around}), which holds what its manifest lists and nothing else.",
            path=out, hint="Name a folder beside it.",
        )  # fmt: skip
    if any(same(real, above) for place in (Path.cwd(), _home()) for above in (place, *place.parents)):
        raise BuildError(
            "is the working folder, your home, or a folder above one of them; a build replaces its folder whole.",
            path=out, hint="Name a folder of its own, such as build.",
        )  # fmt: skip
    if os.path.ismount(real):
        raise BuildError(
            "is a mount point, and cannot be replaced.", path=out, hint="Name a folder inside it."
        )
    if raw is not None:
        _check_apart(out, real, raw)
    return real


def _check_apart(out: str | Path, real: Path, raw: str | Path) -> None:
    source = Path(os.path.realpath(raw))
    if any(same(real, above) for above in (source, *source.parents)):
        raise BuildError(
            f"holds the pages to be read ({raw}); a build would replace them.",
            path=out, hint="Name another folder for the release.",
        )  # fmt: skip
    if source.is_dir() and inside(Path(out), source):
        raise refusal(out, raw, "Name a folder outside it.")


def _home() -> Path:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:  # nobody's
        return Path("/")
