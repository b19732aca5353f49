"""Entries that name no page: one error that lists them all, with the names that come near."""

from __future__ import annotations

import difflib
import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

from chuangwen_corpus.errors import UnmatchedEntries
from chuangwen_corpus.read.entry_files import Named
from chuangwen_corpus.read.keys import normal

COMPARED = 5_000
"""Names that an entry is compared with, at most: those with the same last part, then the first ones."""
WITH_NAMES = 20
"""Entries for which names are looked for, as each takes a while."""


def refuse(entries: Sequence[Named[Any]], names: Iterable[str]) -> None:
    """Ends the build if there are entries that name no page.

    Args:
        entries: The entries that name none.
        names: What there is: files, and pages in archives and dumps, as far as they are known. Not read unless
            there are such entries.

    Raises:
        UnmatchedEntries: There are some.
    """
    if not entries:
        return
    looked_for = {_last(entry.key.said) for entry in entries}
    some: list[str] = []
    same: list[str] = []
    for at, name in enumerate(map(normal, names)):
        if at < COMPARED:
            some.append(name)
        elif _last(name) in looked_for and len(same) < COMPARED:
            same.append(name)
    files = list(dict.fromkeys(entry.file for entry in entries))
    said = []
    for file, own in itertools.groupby(sorted(entries, key=lambda e: files.index(e.file)), lambda e: e.file):
        keys = [_said(entry, some + same if at < WITH_NAMES else []) for at, entry in enumerate(own)]
        where = f"{file}: " if len(files) > 1 else ""
        said.append(where + ", ".join(keys))
    count = f"{len(entries)} entries name" if len(entries) > 1 else "an entry names"
    raise UnmatchedEntries(
        f"{count} no page: {'; '.join(said)}.",
        path=files[0] if len(files) == 1 else None,
        hint="Correct the name, or write gone = true below an entry whose pages are gone.",
    )


def _said(entry: Named[Any], names: list[str]) -> str:
    return entry.title + said_near(entry.key.names[0], entry.folder, names)


def said_near(name: str, folder: str, names: list[str]) -> str:
    """A remark on the names that come near one that is not there; empty if none does.

    Args:
        name: The path in the corpus that names no page.
        folder: The path of its file's folder in the corpus.
        names: What there is, normalised.
    """
    near = [other for other in names if _last(other) == _last(name)][:3]
    near = near or difflib.get_close_matches(name, names, n=3)
    inside = f"{folder}/" if folder else ""
    quoted = [
        json.dumps(other.removeprefix(inside), ensure_ascii=False)
        + ("" if other.startswith(inside) else " outside the folder of this file")
        for other in near
    ]
    return f" (there is {' or '.join(quoted)})" if near else ""


def _last(path: str) -> str:
    return normal(path).rpartition("/")[2]
