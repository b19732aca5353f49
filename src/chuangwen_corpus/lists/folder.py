"""The folder: which files may be in it, how large they may be, and what is made of them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.lists import layers
from chuangwen_corpus.lists.faults import Fault, error
from chuangwen_corpus.lists.rules import check
from chuangwen_corpus.lists.words import pairs, words

FILES = ("furniture.toml", "salutations.txt", "titles.tsv", "places.txt", "terms.tsv", *layers.KINDS)
"""The files of a folder of lists; each may be missing."""
MOST_BYTES = 1_000_000
"""Bytes of each."""
_KNOWN = f"Known are {', '.join(FILES)}."


def read_lists(folder: str | Path) -> Lists:
    """Reads a folder of a user's own lists, and runs the examples of its furniture rules and of its cues.

    Args:
        folder: The folder. It may hold any of `FILES` (docs/lists.md), and hidden files, which are passed over.

    Raises:
        ChuangwenError: There is no such folder, it holds no list or another file, or one of them is wrong. All faults
            are named, each with its file, its line and the way out.
    """
    place, faults = Path(folder), list[Fault]()
    texts = _texts(place, faults)
    text = {name: data.decode("utf-8-sig") for name, data in texts.items()}
    lists = Lists(
        files=tuple((name, hashlib.sha256(data).hexdigest()) for name, data in texts.items()),
        furniture=text.get("furniture.toml", ""),
        salutations=frozenset(words("salutations.txt", text, faults)),
        titles=pairs("titles.tsv", text, faults),
        places=frozenset(words("places.txt", text, faults)),
        terms=pairs("terms.tsv", text, faults),
        rows=layers.tables(text, faults),
    )
    if "cues.tsv" in text:
        layers.try_out(lists, text["cues.tsv"], faults)
    if "furniture.toml" in text:
        faults += check("furniture.toml", lists)
    if faults:
        raise error(place, sorted(faults, key=lambda fault: (fault.file, fault.line)))
    return lists


def _texts(folder: Path, faults: list[Fault]) -> dict[str, bytes]:
    """The bytes of each list that is there and can be read as text."""
    found = {}
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError as problem:
        raise ChuangwenError(
            f"is no folder that can be read ({problem.strerror}).",
            path=folder,
            hint="Name a folder of lists.",
        ) from None
    for name in names:
        if name.startswith("."):
            continue
        if name not in FILES:
            faults.append(Fault(name, 0, "is no list", f"{_KNOWN} Take it away or rename it."))
            continue
        wrong = list(_faults_of_file(folder / name))
        faults += wrong
        if not wrong:
            found[name] = (folder / name).read_bytes()
    if not found and not faults:
        raise ChuangwenError("holds no list.", path=folder, hint=_KNOWN)
    return found


def _faults_of_file(file: Path) -> Iterator[Fault]:
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            yield Fault(file.name, 0, "is no regular file", "Write it as a file, or take it away.")
        elif about.st_size > MOST_BYTES:
            what = f"has {about.st_size:,} bytes; it may have {MOST_BYTES:,}"
            yield Fault(file.name, 0, what, "Keep to what the pages need.")
        else:
            file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        yield Fault(file.name, 0, f"cannot be read ({problem.strerror})", "Check that you may read it.")
    except UnicodeDecodeError as problem:
        line = file.read_bytes().count(b"\n", 0, problem.start) + 1
        yield Fault(file.name, line, "is not UTF-8", "Save it as UTF-8.")
