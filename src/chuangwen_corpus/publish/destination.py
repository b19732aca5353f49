"""Where a build writes to: a folder that it takes for itself, or an address that holds nothing."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.manifest import MANIFEST
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.publish.writers.replace import Target, claimed
from chuangwen_corpus.read.files import here


def destination(
    stack: contextlib.ExitStack, raw: str | Path, out: str | Path, engine: str, *, resume: bool
) -> Target | None:
    """The place of the release, taken until the build ends; None for an address, which is only looked at.

    Args:
        stack: Ends with the build.
        raw: What is read.
        out: Where the release is wanted.
        engine: Who does the work.
        resume: Whether an address may hold what a build that was stopped has left.

    Raises:
        BuildError: The release cannot be written there.
    """
    if not is_address(out):
        return stack.enter_context(claimed(out, here(raw)))
    if engine == "local":
        raise BuildError("this engine writes to this machine only.", path=out, hint="Use engine='ray'.")
    if (Place.of(out) / MANIFEST).exists():
        raise BuildError(
            "holds a release; an object store cannot replace it in one step.",
            path=out, hint="Name a new folder.",
        )  # fmt: skip
    if not resume and next(Place.of(out).files(), None):
        raise BuildError(
            "holds files already.", path=out, hint="Name a new folder, or go on with a build that was stopped: resume.",
        )  # fmt: skip
    return None


def room_for_pages(stack: contextlib.ExitStack, target: Target | None) -> Path:
    """A folder for pages that pass the filter, until the build ends."""
    if target:
        return target.workspace.sifted
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chuangwen-")))


def check_documents(target: Target, documents: int) -> None:
    """Sees that a release with documents is not replaced by one without.

    Raises:
        BuildError: It would be.
    """
    if target.documents and not documents:
        raise BuildError(
            f"holds {target.documents:,} documents, and this build has none, so it is left as it was.",
            path=target.folder, hint="Check the input; allow_empty (--allow-empty) replaces it all the same.",
        )  # fmt: skip
