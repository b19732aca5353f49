"""What speeches are made of: sentences with slots and choices, by kind of speaker and by year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


def data(name: str) -> dict[str, Any]:
    """What a file of this room says."""
    return tomllib.loads(files("chuangwen_corpus.sample").joinpath("data", name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Kind:
    """A kind of speaker, and what only they say."""

    name: str
    level: str
    """Administrative level, as in `records.UnitLevel`."""
    units: tuple[str, ...]
    self: tuple[str, ...]
    areaword: str
    """What they call the area they speak of, as in 全市."""
    offices: tuple[str, ...]
    tasks: tuple[str, ...]
    results: tuple[str, ...]
    activities: tuple[str, ...]
    measures: tuple[str, ...]
    mobilises: bool = False
    """Whether they tell others what to do, as leaders do."""


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of speakers."""
    found = []
    for name, said in data("kinds.toml").items():
        fields: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        found.append(Kind(name, **fields))
    return tuple(found)


@cache
def common() -> dict[str, tuple[str, ...]]:
    """What speakers of every kind may say, by the place it has in a speech."""
    return {name: tuple(sentences) for name, sentences in data("common.toml").items()}


@cache
def slots() -> dict[str, tuple[str, ...]]:
    """What slots are filled with, whoever speaks."""
    return {name: tuple(values) for name, values in data("slots.toml").items()}


@cache
def years() -> dict[int, tuple[str, ...]]:
    """What is on the agenda of each year."""
    return {int(year): tuple(said["sentences"]) for year, said in data("years.toml").items()}


@cache
def synonyms() -> dict[str, str]:
    """Words, and what a copy may have in their place."""
    text = files("chuangwen_corpus.sample").joinpath("data", "synonyms.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
