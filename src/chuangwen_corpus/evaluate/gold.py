"""What a reader says of a page: the gold format, read and checked (docs/evaluation.md).

A gold file is a JSON object. A key that is left out is not judged, null means that there must be no such value, and a
list in the place of a value means one of these.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    ValidationError,
    model_validator,
)

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate.plain import plain

HINT = "The format of gold files is in docs/evaluation.md."


def _listed(value: object) -> object:
    """One value as a list of one."""
    if value == []:
        raise ValueError("an empty list names no value that is right")
    return value if isinstance(value, list) else [value]


def _says_something(value: str) -> str:
    if not plain(value):
        raise ValueError("a string without a visible character stands everywhere")
    return value


Said = Annotated[str, AfterValidator(_says_something)]
"""A string that is looked for in a text."""
Readings = Annotated[list[Said], BeforeValidator(_listed)]
"""Strings of which one must be found; there is at least one."""
# Null is a value like others here, so each list is made of it before the type is asked whether there may be none.
Words = Annotated[list[Said] | None, BeforeValidator(_listed)]
"""Strings of which one must stand in a text."""
Texts = Annotated[list[Said | None] | None, BeforeValidator(_listed)]
"""The strings that are right for a field; in it None: that there is no value. None for it: not judged."""
Counts = Annotated[list[NonNegativeInt] | None, BeforeValidator(_listed)]
"""The numbers that are right."""
Claims = Annotated[list[NonNegativeInt | None] | None, BeforeValidator(_listed)]
"""The numbers that are right for a field that may have none."""


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def says(self, key: str) -> bool:
        """Whether a key is there and holds something to judge."""
        value = getattr(self, key)
        return value is not None and (bool(value) or key in ("sections", "exact"))


class SectionGold(_Gold):
    """A section: `[marker]`, `[marker, heading]` or `[marker, heading, level]`."""

    marker: Annotated[list[Said | None], BeforeValidator(_listed)]
    heading: Texts = None
    level: Counts = None

    @model_validator(mode="before")
    @classmethod
    def _of_a_list(cls, value: Any) -> Any:
        if not isinstance(value, list) or not 1 <= len(value) <= 3:
            raise ValueError("a section is [marker], [marker, heading] or [marker, heading, level]")
        return dict(zip(("marker", "heading", "level"), value, strict=False))


class SpeechGold(_Gold):
    """What is said of a speech."""

    title: Texts = None
    title_contains: Words = None
    subtitle: Texts = None
    salutation: Texts = None
    speaker: Texts = None
    date: Texts = None
    sections: list[SectionGold] | None = None
    opens: Words = None
    closes: Words = None
    paragraph_count: Counts = None
    marker: Texts = None
    office: Texts = None
    unit: Texts = None
    kind: Texts = None
    level: Texts = None
    campaign: Texts = None


class AnomalyGold(_Gold):
    """Which kinds of anomalies a page has."""

    present: list[Said] = Field(default=[])
    """Each a kind, or several with `|` between them, of which one must be there."""
    absent: list[Said] = Field(default=[])
    exact: list[Said] | None = None
    """All kinds, each as often as it is there."""

    @model_validator(mode="after")
    def _does_not_contradict_itself(self) -> AnomalyGold:
        for entry in self.present:
            if set(entry.split("|")) <= set(self.absent):
                raise ValueError(f"{entry!r} is both present and absent")
        return self


class Gold(_Gold):
    """What is said of a page."""

    kind: str = ""
    """The kind of page, for the rows; any words."""
    url_kind: str = ""
    """The kind of site it comes from, for the rows; any words."""
    note: str = ""
    """For whoever reads the file."""
    speech_count: Counts = None
    document_title: Texts = None
    subtitle: Texts = None
    event: Texts = None
    declared_speech_count: Claims = None
    speeches: list[SpeechGold] = Field(default=[])
    keeps: list[Said] = Field(default=[])
    drops: list[Said] = Field(default=[])
    anomalies: AnomalyGold = AnomalyGold()

    @model_validator(mode="after")
    def _counts_its_speeches(self) -> Gold:
        most = max(self.speech_count or [], default=len(self.speeches))
        if most < len(self.speeches):
            raise ValueError(f"speeches lists {len(self.speeches)}, speech_count says {most}")
        return self


def read(file: Path) -> Gold:
    """Reads a gold file.

    Raises:
        ChuangwenError: It cannot be read, is no JSON object, or has a key or a value that is not of the format.
    """
    try:
        said = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_object)
    except (OSError, ValueError, RecursionError) as error:
        raise ChuangwenError(f"cannot be used as gold ({error}).", path=file, hint=HINT) from None
    try:
        return Gold.model_validate(said)
    except ValidationError as error:
        fault = error.errors()[0]
        message = fault["msg"].removeprefix("Value error, ")
        raise ChuangwenError(f"{_place(fault['loc'])}: {message}.", path=file, hint=HINT) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a key that stands there twice would hide what was said first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise ValueError(f"the key {twice!r} is there twice")
    return found


def _place(path: tuple[int | str, ...]) -> str:
    """Where a value stands: `speeches[0].title`."""
    return (
        "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".") or "gold"
    )
