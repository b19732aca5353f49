"""A folder of pages, with what its `sources.toml` and `withdrawn.toml` say of them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.records import Source

SOURCES_FILE = "sources.toml"
WITHDRAWN_FILE = "withdrawn.toml"
PAGE_SUFFIXES = (".txt", ".text", ".md")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be parsed: where it is, its name in the corpus, and where it came from."""

    file: Path
    path: str
    provenance: Source


@dataclass(frozen=True, slots=True)
class InputFolder:
    """The pages of a folder in the order of their paths, and those withdrawn."""

    root: Path
    provenance: dict[str, Source] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    """Path or SHA-256 of a page that must not be published, and why."""

    @classmethod
    def open(cls, root: Path) -> InputFolder:
        """Opens a folder, or the folder of one page.

        Raises:
            BuildError: There is no such folder, or one of its TOML files is broken.
        """
        if not root.exists():
            raise BuildError(
                "there is no such folder.", path=root, hint="Name the folder that holds the pages."
            )
        folder = root if root.is_dir() else root.parent
        sources = _read_toml(folder / SOURCES_FILE)
        withdrawn = _read_toml(folder / WITHDRAWN_FILE)
        return cls(
            root,
            {path: _provenance(folder / SOURCES_FILE, path, about) for path, about in sources.items()},
            {key: str(about.get("reason", "withdrawn")) for key, about in withdrawn.items()},
        )

    def pages(self) -> Iterator[Page]:
        """The pages, by path; hidden files and the folder's own TOML files are none."""
        if self.root.is_file():
            name = self.root.name
            yield Page(self.root, name, self.provenance.get(name, Source()))
            return
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [
                Path(folder, name)
                for name in files
                if not name.startswith(".") and name not in (SOURCES_FILE, WITHDRAWN_FILE)
            ]
        for file in sorted(found, key=lambda file: file.relative_to(self.root).as_posix()):
            path = file.relative_to(self.root).as_posix()
            yield Page(file, path, self.provenance.get(path, Source()))


def _read_toml(file: Path) -> dict[str, dict[str, Any]]:
    if not file.exists():
        return {}
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError(f"is no valid TOML: {error}.", path=file) from None
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise BuildError(
                f"the entry {key!r} is no table.", path=file, hint=f'Write ["{key}"] above its fields.'
            )
    return tables


_FIELDS = {**{name: name for name in Source.model_fields}, "retrieved_note": "note"}


def _provenance(file: Path, path: str, about: dict[str, Any]) -> Source:
    values: dict[str, str] = {}
    for key, value in about.items():
        name = _FIELDS.get(key)
        if name is None:
            if key not in ("title", "year"):  # said by the page itself; kept here for the reader
                known = ", ".join(sorted({*_FIELDS, "title", "year"}))
                raise BuildError(
                    f"the entry {path!r} has an unknown field {key!r}.", path=file, hint=f"Known are {known}."
                )
            continue
        values[name] = f"{values[name]}; {value}" if name in values else str(value)
    return Source(**values)
