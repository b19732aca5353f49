"""The TOML files that say something of pages: how they are read, and the models of `sources.toml` and `withdrawn.toml`."""

from __future__ import annotations

import datetime as dt
import json
import stat
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.entry_names import SOURCES_FILE, WITHDRAWN_FILE, is_entry_file
from chuangwen_corpus.read.keys import Key, is_below

MOST_BYTES = 256_000_000
"""Bytes of such a file, at most."""


def entry_files_in(folder: Path | Place) -> Sequence[Path | Place]:
    """The files of a folder that say something of pages, not those of folders below; a link that leads nowhere is one, too.

    Raises:
        BuildError: The folder cannot be listed.
    """
    try:
        if isinstance(folder, Place):
            return [file for _, file in folder.named(is_entry_file, below=False)]
        return sorted(file for file in folder.iterdir() if is_entry_file(file.name))
    except OSError as error:
        hint = "Check that you may read it: what is withdrawn in it cannot be known."
        raise BuildError(
            f"cannot be listed ({error.strerror or error}).", path=said_of(folder), hint=hint
        ) from None


def _date(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Entry(BaseModel):
    """What an entry says, whichever pages it names."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    gone: bool = Field(default=False, description="Whether the entry may name no page of the build.")


class SourceEntry(Entry):
    """Where pages came from; a field that is empty says that it is not known, a missing one says nothing."""

    url: str | None = Field(default=None, description="Address the page was fetched from.")
    retrieved: Annotated[str | None, BeforeValidator(_date)] = Field(
        default=None, description="Date of the fetch, ISO 8601, as text or as a date of TOML."
    )
    retrieved_note: str | None = Field(
        default=None,
        description="What is known of the fetch beside its date; comes before `note` in the corpus.",
    )
    rights: str | None = Field(default=None, description="What is known of rights in the text.")
    publisher: str | None = Field(default=None, description="Who put the page online.")
    note: str | None = Field(default=None, description="Anything else worth knowing.")
    title: str | None = Field(
        default=None,
        description="The page's title, for whoever reads the file; the corpus takes it from the page.",
    )
    year: Annotated[str | None, BeforeValidator(_year)] = Field(
        default=None,
        description="The page's year, for whoever reads the file; the corpus takes it from the page.",
    )


class WithdrawnEntry(Entry):
    """Pages that must not be published."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        default="no reason is given", description="Why; stands in the table `rejects`."
    )


MODELS: dict[str, type[Entry]] = {SOURCES_FILE: SourceEntry, WITHDRAWN_FILE: WithdrawnEntry}
"""What an entry of each file is; the others have a form of their own (see `read.corrections`, `read.release_file`)."""
AnyEntry = TypeVar("AnyEntry", bound=Entry)


@dataclass(frozen=True, slots=True)
class Named(Generic[AnyEntry]):
    """An entry and where it stands."""

    file: str
    """Its file, as it is named in messages."""
    folder: str
    """The path of the file's folder in the corpus, empty for the root."""
    key: Key
    says: AnyEntry

    def reaches(self, name: str) -> bool:
        """Whether a page that its hash or id names is one that it speaks for: below the folder of its file.

        What is withdrawn is so wherever it stands.

        Args:
            name: What the page is called (see `keys.called`).
        """
        return isinstance(self.says, WithdrawnEntry) or is_below(name, self.folder)

    @property
    def title(self) -> str:
        """The line that opens it."""
        return f"[{json.dumps(self.key.said, ensure_ascii=False)}]"


def entries(file: Path | Place, folder: str, model: type[AnyEntry]) -> Iterator[Named[AnyEntry]]:
    """The entries of a file.

    Args:
        file: The file, which is there.
        folder: The path of its folder in the corpus, empty for the root.
        model: What an entry says.

    Raises:
        BuildError: It cannot be read, or says something that is not in the model.
    """
    said = said_of(file)
    for name, fields in parsed(bytes_of(file, said), said, _EXAMPLE).items():
        says = _validated(fields, name, said, model)
        try:
            key = Key.parse(name, folder)
        except ValueError as error:
            hint = "Name a path below the folder, a glob, a SHA-256 or a document id."
            raise BuildError(f"the entry {name!r} {error}.", path=said, hint=hint) from None
        yield Named(said, folder, key, says)


def parsed(data: bytes, said: str, example: str) -> dict[str, Any]:
    """What a file says.

    Args:
        data: Its bytes.
        said: What it is called in messages.
        example: How it is written, for the message if it is not.

    Raises:
        BuildError: It is no TOML in UTF-8.
    """
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BuildError(f"is not UTF-8: {error}.", path=said, hint="Save it as UTF-8.") from None
    except RecursionError:
        raise BuildError("is no valid TOML: it is nested too deep.", path=said, hint=example) from None
    except ValueError as error:  # TOMLDecodeError is one, and so are numbers that Python does not read
        raise BuildError(f"is no valid TOML: {error}.", path=said, hint=example) from None


_EXAMPLE = 'Write ["page.txt"] and below it fields such as note = "text".'


def said_of(file: Path | Place) -> str:
    """What a file is called in messages."""
    return file.path if isinstance(file, Place) else str(file)


def bytes_of(file: Path | Place, said: str) -> bytes:
    """The bytes of a TOML file.

    Args:
        file: The file.
        said: What it is called in messages.

    Raises:
        BuildError: It is no regular file, is too large, or cannot be read.
    """
    try:
        if isinstance(file, Place):
            about = file.filesystem.get_file_info(file.path)
            regular, size = about.is_file, about.size or 0
        else:
            status = file.stat()  # follows links
            regular, size = stat.S_ISREG(status.st_mode), status.st_size
        if not regular:
            raise BuildError("is no regular file.", path=said, hint="Write it as a file, or take it away.")
        if size > MOST_BYTES:
            raise BuildError(
                f"has {size:,} bytes; it may have {MOST_BYTES:,}.", path=said,
                hint="Name folders, archives, dumps or globs rather than each page.",
            )  # fmt: skip
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        hint = "Check that you may read it and where it points, or take it away."
        raise BuildError(f"cannot be read ({reason}).", path=said, hint=hint) from None


def _validated(fields: object, name: str, said: str, model: type[AnyEntry]) -> AnyEntry:
    if not isinstance(fields, dict):
        raise BuildError(f"the entry {name!r} is no table.", path=said, hint=_quoted(name, fields))
    for field, value in fields.items():
        if isinstance(value, dict | list) and field not in model.model_fields:
            raise BuildError(
                f"the entry {name!r} holds another table, {field!r}: a name with dots stands without quotes.",
                path=said, hint=_quoted(name, fields),
            )  # fmt: skip
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    known = ", ".join(sorted(model.model_fields))
    unknown = [repr(fault["loc"][0]) for fault in faults if fault["type"] == "extra_forbidden"]
    if unknown:
        field = " and ".join(unknown)
        raise BuildError(
            f"the entry {name!r} has an unknown field {field}.", path=said, hint=f"Known are {known}."
        )
    what = "; ".join(f"{fault['loc'][0]!r}: {fault['msg']}" for fault in faults)
    raise BuildError(
        f"the entry {name!r} has a wrong value: {what}.", path=said, hint="Correct it, or leave it out."
    )


def _quoted(name: str, fields: object) -> str:
    """How a name is written that TOML has read as tables in tables."""
    while isinstance(fields, dict) and (
        inner := next((k for k, v in fields.items() if isinstance(v, dict | list)), None)
    ):
        name, fields = f"{name}.{inner}", fields[inner]
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'Write ["{quoted}"] above its fields.'
