"""The manifest of a release: what it is, its tables, and every file with its hash; read once, and safely."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from chuangwen_corpus import rights
from chuangwen_corpus.errors import BuildError, LoadError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.places import Place

FORMAT = 3
"""The layout of the releases that this package writes, and the newest that it knows.

Those of formats 1 and 2 are known, so that a build may replace them and `diff` name them, but their tables have other
columns (`start` for `start_char`), and are not loaded.
"""
SCHEMA_VERSION = "1.1"
"""The version of the tables' columns: a new column, or a new value of a column that has a list of them, is a minor version; what
is renamed, removed or retyped a major one."""
FORMATS = ("parquet", "csv", "json")
"""What tables and documents of a release may be written as."""
MANIFEST = "manifest.json"
"""The file that makes a folder a release."""
MOST_BYTES = 256_000_000
"""A manifest that is larger is not read. A file takes some 150 bytes of it, so this is more than a million files."""

_TABLE = regex(r"[a-z][a-z0-9_]{0,62}")
_HINT = "Download the release again, or build it again."


def _table_name(name: str) -> str:
    if not _TABLE.fullmatch(name):
        raise ValueError("a table is named by small letters, digits and underscores")
    return name


def _inside(path: str) -> str:
    """A path that stays inside the folder it is relative to, on every system.

    Raises:
        ValueError: It is none.
    """
    if not path.isprintable() or any(sign in path for sign in "\\:"):
        raise ValueError("a path holds no backslash, no colon and no control character")
    parts = path.split("/")
    if PurePosixPath(path).is_absolute() or any(part in ("", ".", "..") for part in parts):
        raise ValueError("a path is relative, normalised, and stays inside the release")
    if path.casefold() == MANIFEST:
        raise ValueError("the manifest does not list itself")
    return path


Count = Annotated[int, Field(ge=0, lt=2**63)]
Sha256 = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{64}\z")]
Text = Annotated[str, StringConstraints(max_length=100_000)]
"""A limit, so that pydantic sees to it that the text is one that can be written again: no half of a surrogate pair."""
TableName = Annotated[str, AfterValidator(_table_name)]
Version = Annotated[str, StringConstraints(min_length=1, max_length=100)]
FormatName = Literal["parquet", "csv", "json"]
ListName = Literal[
    "furniture.toml", "salutations.txt", "titles.tsv", "places.txt", "terms.tsv",
    "cues.tsv", "four_character.tsv", "policy_terms.tsv", "war_metaphors.tsv",
]  # fmt: skip
"""A file of a user's own lists (docs/lists.md)."""
FilePath = Annotated[str, AfterValidator(_inside)]


class _Part(BaseModel):
    """Base of the manifest's parts: no value is converted; fields of later versions are passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class TableEntry(_Part):
    """What is said of a table."""

    rows: Count
    content_sha256: Sha256 | None = None
    """Hash of the rows, however they are written (see `publish.writers.hashing`); none of a build on a cluster."""


class FileEntry(_Part):
    """What is said of a file."""

    sha256: Sha256
    bytes: Count
    rows: Count | None = None
    """Rows of a table that it holds, or documents; none of a file that holds neither."""


class Segmentation(_Part):
    """What cut the text into words."""

    engine: Text
    dictionary_sha256: Sha256 | None = None
    lexicon_sha256: Sha256 | None = None


class Manifest(_Part):
    """What a release says of itself."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    name: Literal["chuangwen-corpus"]
    data_version: Version
    """The version of the data: what `release.toml` says, else 0.0.0+ and digits that stand for the content."""
    package_version: Version
    """The version of the package that built it."""
    schema_version: Version
    """The version of the tables' columns (`SCHEMA_VERSION`)."""
    title: Text
    description: Text
    creators: list[Text]
    date_published: Text | None = None
    """ISO 8601; none where nobody has said it."""
    formats: Annotated[list[FormatName], Field(min_length=1)]
    """What the release was written as."""
    licences: dict[Text, Text]
    segmentation: Segmentation
    layers: list[Text]
    """The layers of annotation that were made."""
    models: dict[Text, Text] | None = None
    """Name and version of the package whose model made a layer; none where no model was used."""
    corrections: dict[Text, Sha256] | None = None
    """SHA-256 of each file of corrections, by its path in the input; none of a build without."""
    lists: dict[ListName, Sha256] | None = None
    """SHA-256 of each file of a user's own lists, by its name; none of a build without."""
    text_without_speech: Literal[True] | None = None
    """That the text of pages without a speech was cut into sentences and annotated; none where it was not."""
    parquet_writer: Text
    tables: dict[TableName, TableEntry]
    other_genre: Count | None = None
    """Pages that were dropped as plainly of another genre; none where nothing was sifted."""
    files: dict[FilePath, FileEntry]
    """Every file but the manifest, by its path inside the release."""

    @classmethod
    def read(cls, place: Place) -> Manifest:
        """The manifest of the release at a place.

        Raises:
            LoadError: There is none, or it is not one of a release that this package reads.
        """
        data = _read(place / MANIFEST, place.path)
        try:
            value = parsed(data)
        except ValueError as error:
            raise _unreadable(place.path, str(error)) from None
        return cls._of(value, place.path)

    @classmethod
    def _of(cls, value: Any, path: str) -> Manifest:
        known = isinstance(value, dict) and value.get("name") == rights.NAME
        found = value.get("format") if known else None
        if not isinstance(found, int) or isinstance(found, bool):
            raise LoadError(
                f"its {MANIFEST} is none of a release.", path=path, hint="Name the folder a build was written to."
            )  # fmt: skip
        if found > FORMAT:
            raise LoadError(
                f"is a release of format {found}; this package reads up to {FORMAT}.", path=path,
                hint="Upgrade chuangwen-corpus.",
            )  # fmt: skip
        try:
            return cls.model_validate(_upgraded(value) if found < FORMAT else value)
        except ValidationError as error:
            raise LoadError(f"its {MANIFEST} is broken: {_said(error)}.", path=path, hint=_HINT) from None

    def check_readable(self, path: str) -> None:
        """Sees that the loader can read the tables.

        Releases of the same major version of the schema can be read: what is new in a later one is passed over, what an
        earlier one does not have is null.

        Raises:
            LoadError: The columns are of another major version, or there is no Parquet.
        """
        major, own = self.schema_version.partition(".")[0], SCHEMA_VERSION.partition(".")[0]
        if major != own:
            raise LoadError(
                f"has columns of schema {self.schema_version}; this package reads {own}.x.", path=path,
                hint="Build it again from its pages, or load it with the version of the package that built it: "
                f"pip install chuangwen-corpus=={self.package_version}.",
            )  # fmt: skip
        if "parquet" not in self.formats:
            raise LoadError(
                f"holds no Parquet, which the loader reads, but {', '.join(self.formats)}.", path=path,
                hint="Read these files with other tools, or build it again with --formats parquet.",
            )  # fmt: skip

    def text(self) -> str:
        """The manifest as JSON; files are sorted by path."""
        about = self.model_dump(mode="json", exclude_none=True)
        about["files"] = dict(sorted(about["files"].items()))
        return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _upgraded(value: dict[str, Any]) -> dict[str, Any]:
    """The manifest of an earlier format in the words of this one: there, one version stood for three."""
    version = value.get("version")
    return {
        "data_version": version, "package_version": version, "schema_version": "0.1",
        "title": rights.NAME, "description": "", "creators": [], "formats": list(FORMATS), **value,
    }  # fmt: skip


def parsed(data: bytes) -> Any:
    """The value of JSON from others.

    Raises:
        ValueError: It is no JSON in UTF-8, names a field twice, or is nested too deep to be read.
    """
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_without_repetition, parse_constant=_no_number
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def recognise(folder: Path) -> Manifest | None:
    """The manifest of a folder that is a release of this package; None if it is no such folder."""
    try:
        return Manifest.read(Place.of(folder))
    except LoadError:
        return None


def _read(place: Place, folder: str) -> bytes:
    """The file, if it is one and no larger than a manifest may be."""
    try:
        data = _read_path(place.path) if place.is_local() else _read_remote(place)
    except (FileNotFoundError, NotADirectoryError):
        raise LoadError(
            f"holds no release (no {MANIFEST}).", path=folder,
            hint="Name the folder a build was written to, or run `chuangwen build`.",
        ) from None  # fmt: skip
    except (OSError, ValueError) as error:
        raise _unreadable(folder, str(getattr(error, "strerror", None) or error)) from None
    if len(data) > MOST_BYTES:
        raise _unreadable(folder, f"it is larger than {MOST_BYTES:,} bytes")
    return data


def _read_path(path: str) -> bytes:
    if Path(path).is_symlink():
        raise ValueError("it is a link; put a copy of the file in its place")
    # A pipe would be waited for, if it were not opened so.
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise ValueError("it is no regular file")
        return file.read(MOST_BYTES + 1)


def _read_remote(place: Place) -> bytes:
    with place.open() as file:
        data: bytes = file.read(MOST_BYTES + 1)
    return data


_HEAD = 4_096
"""Bytes in which a manifest says what it is."""


def release_around(folder: Path) -> Path | None:
    """The release that a folder is or lies in; None if there is none."""
    return next((place for place in (folder, *folder.parents) if _is_release(place)), None)


def _is_release(folder: Path) -> bool:
    """Whether the manifest in a folder is one of ours; browsers and others have files of that name, too."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            return b'"schema_version"' in file.read(_HEAD)
    except OSError:
        return False


def check_no_release(folder: Path) -> None:
    """Sees that a folder to be written to is no release and lies in none.

    Raises:
        BuildError: It is, or does.
    """
    if release_around(Path(os.path.realpath(folder))):
        raise BuildError(
            "is a release, or inside one, and a release holds what its manifest lists.",
            path=folder, hint="Name a folder beside it: --out FOLDER.",
        )  # fmt: skip


def _unreadable(path: str, why: str) -> LoadError:
    return LoadError(f"its {MANIFEST} cannot be read ({why}).", path=path, hint=_HINT)


def _without_repetition(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name!r} stands twice in one object")
        found[name] = value
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _said(error: ValidationError) -> str:
    """The first fault, with its place, and how many more there are."""
    first, *others = error.errors()
    place = ".".join(str(part) for part in first["loc"] if part != "[key]")
    what = first["msg"].removeprefix("Value error, ")
    return f"{_printable(place)}: {what}" + (f", and {len(others)} more" if others else "")


def _printable(text: str) -> str:
    return text if text.isprintable() else ascii(text)
