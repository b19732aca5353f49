"""What `release.toml` says of the corpus as a whole: its version, date, title, description and creators."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.entry_files import bytes_of, entry_files_in, parsed, said_of
from chuangwen_corpus.read.entry_names import RELEASE_FILE

_EXAMPLE = 'Write lines such as data_version = "1.0.0" and title = "My corpus".'


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("is one line without control characters")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000),
    AfterValidator(_printable),
]
Version = Annotated[
    str,
    StringConstraints(
        pattern=r"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z.-]{1,40})?(\+[0-9A-Za-z.-]{1,40})?$"
    ),
]
"""A semantic version, as Data Package and Croissant want it."""


class ReleaseFile(BaseModel):
    """What a builder says of the corpus; what is not said stays unsaid."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    data_version: Version | None = Field(
        default=None,
        description="Version of the data, such as 1.2.0: not that of the package or the columns.",
    )
    date_published: dt.date | None = Field(default=None, description="Date of publication, a date of TOML.")
    title: Line | None = Field(default=None, description="The corpus' title.")
    description: Line | None = Field(default=None, description="What is in it, in a sentence or two.")
    creators: Annotated[tuple[Line, ...], Field(strict=False, max_length=1_000)] = Field(
        default=(), description="Who made the corpus, to be cited as its authors."
    )


def read_release_file(root: Path | Place) -> ReleaseFile:
    """What `release.toml` in a folder says; of one that is not there nothing.

    Raises:
        BuildError: It cannot be read, or says something that is not known.
    """
    files = [file for file in entry_files_in(root) if file.name.lower() == RELEASE_FILE]
    if not files:
        return ReleaseFile()
    file = files[0]
    said = said_of(file)
    if len(files) > 1:
        raise BuildError(
            "is there twice, in letters of other case.", path=said, hint="Take one of them away."
        )
    try:
        return ReleaseFile.model_validate(parsed(bytes_of(file, said), said, _EXAMPLE))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    known = ", ".join(ReleaseFile.model_fields)
    what = (
        f"has an unknown field {first['loc'][0]!r}"
        if first["type"] == "extra_forbidden"
        else f"has a wrong value: {'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"
    )
    raise BuildError(f"{what}.", path=said, hint=f"Known are {known}. {_EXAMPLE}") from None
