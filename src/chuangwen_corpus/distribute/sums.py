"""`SHA256SUMS`: the hashes of all files of a release, as `sha256sum -c` reads them."""

from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.publish.writers.hashing import file_sha256

NAME = "SHA256SUMS"

_LINE = regex(r"([0-9a-f]{64})  ([^/\\\n]+)")


def write(folder: Path) -> Path:
    """Writes the hashes of all files that are in a folder."""
    names = sorted(file.name for file in folder.iterdir())
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in names]
    file = folder / NAME
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    return file


def read(folder: Path) -> dict[str, str]:
    """The hashes by the files' names; none where there is no such file, or it is none of this form."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    found = [_LINE.fullmatch(line) for line in text.splitlines()]
    return {line[2]: line[1] for line in found if line} if all(found) else {}
