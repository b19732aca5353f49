"""Extraction in a process of its own, so that no file can take more time and memory than it may, or end a build."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import NamedTuple

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.extract.kinds import kind_of

SECONDS = 60.0
"""That an extraction may take."""


class Extracted(NamedTuple):
    """What was found in a file."""

    data: bytes
    """The page: text in UTF-8, or the HTML of a saved page as it stands there."""
    charset: str | None
    """The encoding that a saved page states for it."""
    note: str
    """Of what file it was made, and with what."""


def extract(data: bytes, name: str, seconds: float = SECONDS) -> Extracted | None:
    """The page in a file; None if the file is text or HTML itself.

    Args:
        data: The file.
        name: What it is called, for the note.
        seconds: How long it may take.

    Raises:
        SourceError: There is no page in it, it is of another format, or what reads it is not installed.
        Exception: Whatever a broken zip makes its reader raise.
    """
    kind = kind_of(data)
    if kind is None:
        return None
    said, body = _called(kind, data, seconds)
    if "reason" in said:
        raise SourceError(said["reason"] or "", said["message"] or "", hint=said["hint"])
    where = f" from {said['where']}" if said.get("where") else ""
    parts = (
        f"page of {name}{where} (SHA-256 {hashlib.sha256(data).hexdigest()})",
        f"extracted with {said['by']}",
        said.get("left_out"),
    )
    return Extracted(body, said.get("charset"), "; ".join(filter(None, parts)))


def _called(kind: str, data: bytes, seconds: float) -> tuple[dict[str, str | None], bytes]:
    """What the process says of a file, and the page."""
    command = [sys.executable, "-P", "-m", "chuangwen_corpus.extract", kind, str(round(seconds))]
    paths = os.pathsep.join(filter(None, sys.path))  # what is found here is found there
    try:
        ended = subprocess.run(  # noqa: S603  # this interpreter, and a module of this package
            command, input=data, capture_output=True, timeout=seconds, check=False,
            env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_dear(seconds) from None
    head, _, body = ended.stdout.partition(b"\n")
    if ended.returncode or not head:
        if ended.returncode in (-24, -9):  # its own limits of time (SIGXCPU), or the system's of memory
            raise _too_dear(seconds)
        raise SourceError(
            "broken_document", f"its reader ended with {ended.returncode}.", hint="Save or export it again."
        )
    said: dict[str, str | None] = json.loads(head)
    return said, body


def _too_dear(seconds: float) -> SourceError:
    return SourceError(
        "too_large",
        f"takes more than {seconds:g} seconds, or more memory than it may, to be read.",
        hint="Split it, or export it as text.",
    )
