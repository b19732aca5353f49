"""The entries of `corrections.toml`, which overrule the parser: how they are checked, and which pages they name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.correctable import FIELDS_OF_PAGES, FIELDS_OF_SPEECHES, value_fault
from chuangwen_corpus.read.entry_files import bytes_of, parsed, said_of
from chuangwen_corpus.read.keys import ID_DIGITS, Key, is_below, normal
from chuangwen_corpus.read.names import visible
from chuangwen_corpus.read.unmatched import COMPARED, WITH_NAMES, said_near
from chuangwen_corpus.records import DOCUMENT_ID

TABLE = "correction"
_EXAMPLE = 'Write [[correction]] and below it lines such as page = "page.txt" (docs/corrections.md).'
_KINDS: dict[str, tuple[type, ...]] = {
    "page": (str,), "speech": (int, str), "field": (str,), "value": (str,), "who": (str,), "why": (str,), "was": (str,),
}  # fmt: skip
_OPTIONAL = ("speech", "was")
_SPEECH_ID = regex(rf"{DOCUMENT_ID}\.sp[0-9]+")
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that takes the place of what the parser gives; an empty one is null."""

    field: str
    value: str
    speech: int | str | None = None
    """Ordinal or id; None for a field of the page."""
    was: str | None = None
    """What the parser must give for it to fit, empty for null; None if that does not matter."""


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction, and where it is written."""

    file: str
    folder: str
    """The path of the file's folder in the corpus, empty for the root."""
    number: int
    key: Key
    says: Correction

    @property
    def title(self) -> str:
        """What the entry is called in messages."""
        speech = "" if self.says.speech is None else f", speech {self.says.speech}"
        return f"{self.file}: entry {self.number} ({visible(self.key.said)}{speech}, {self.says.field})"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The entries of all files of a build, those of outer folders first, and the pages they name."""

    entries: tuple[CorrectionEntry, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file, by its path in the input; by its name if it lies elsewhere."""
    of_one_page: bool = False
    """Whether the input is one page of a folder, so that entries may name others."""
    _by_name: dict[str, list[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for at, entry in enumerate(self.entries):
            key = entry.key
            for name in {*key.names, *filter(None, (key.sha256, key.id_digits))}:
                self._by_name.setdefault(name, []).append(at)

    def of(self, path: str, sha256: str | None) -> list[CorrectionEntry]:
        """The entries that name a page, in order; the later of two has the last word.

        Args:
            path: What the page is called in the corpus.
            sha256: The hash of its bytes, if they could be read.
        """
        if not self.entries:
            return []
        called = {normal(path), *((sha256, sha256[:ID_DIGITS]) if sha256 else ())}
        found = {at for name in called for at in self._by_name.get(name, ())}
        return [self.entries[at] for at in sorted(found) if is_below(normal(path), self.entries[at].folder)]

    def said_of(self, path: str, sha256: str) -> tuple[Correction, ...]:
        """What they say of it (see `of`)."""
        return tuple(entry.says for entry in self.of(path, sha256))

    def misfits(
        self,
        done: Iterable[tuple[str, str, tuple[str, ...]]],
        rejected: Iterable[tuple[str, str | None, str]],
        names: Iterable[str],
    ) -> list[str]:
        """A warning for each entry that was not applied, and for each page where it was not.

        Args:
            done: Path and SHA-256 of each document with corrections, and for each of its entries why it does not
                fit; empty where it was applied.
            rejected: Path, SHA-256 and reason of each page that gave no document.
            names: The paths of what there is, for whoever has mistyped one.
        """
        if not self.entries:
            return []
        seen: dict[CorrectionEntry, list[str]] = {}
        for path, sha256, misfits in done:
            for entry, misfit in zip(self.of(path, sha256), misfits, strict=True):
                said = f"{entry.title} does not fit {path} and was not applied there: {misfit}."
                seen.setdefault(entry, []).extend([said] if misfit else [])
        for path, digest, reason in rejected:
            for entry in self.of(path, digest):
                seen.setdefault(entry, []).append(
                    f"{entry.title} names {path}, which is rejected ({reason})."
                )
        missed = [entry for entry in self.entries if entry not in seen]
        if missed and not self.of_one_page:
            there = [normal(name) for name in islice(names, COMPARED)]
            for count, entry in enumerate(missed):
                looked_for = count < WITH_NAMES and not entry.key.by_content
                near = said_near(entry.key.names[0], entry.folder, there) if looked_for else ""
                seen[entry] = [f"{entry.title} names no page of this build{near}."]
        return [said for entry in self.entries for said in seen.get(entry, ())]


def read_corrections(files: Iterable[tuple[Path | Place, str]], *, of_one_page: bool = False) -> Corrections:
    """The corrections of some files.

    Args:
        files: The files, each with its path in the corpus.
        of_one_page: Whether the input is one page, so that entries may name others of its folder.

    Raises:
        BuildError: One cannot be read, or says what cannot be; all faults of a file are named at once.
    """
    entries: list[CorrectionEntry] = []
    hashes: dict[str, str] = {}
    # Of two entries the one whose file is nearer to the page has the last word.
    for file, path in sorted(files, key=lambda named: named[1].count("/")):
        said = said_of(file)
        data = bytes_of(file, said)
        hashes[path] = hashlib.sha256(data).hexdigest()
        entries += _entries(parsed(data, said, _EXAMPLE), said, path.rpartition("/")[0])
    return Corrections(tuple(entries), hashes, of_one_page)


def _entries(tables: dict[str, Any], file: str, folder: str) -> list[CorrectionEntry]:
    faults = [f"{name!r} stands outside of the entries" for name in tables if name != TABLE]
    found: list[CorrectionEntry] = []
    said = tables.get(TABLE, [])
    if not isinstance(said, list):
        faults.append(f"{TABLE!r} is no list of entries: it is written with two brackets")
        said = []
    for number, entry in enumerate(said, 1):
        own = list(_entry_faults(entry, folder))
        faults += (f"entry {number}: {fault}" for fault in own)
        if not own:
            says = Correction(entry["field"], entry["value"], entry.get("speech"), entry.get("was"))
            found.append(CorrectionEntry(file, folder, number, Key.parse(entry["page"], folder), says))
    faults += _contradictions(found)
    if faults:
        more = f"; and {len(faults) - _MOST_FAULTS:,} more" if len(faults) > _MOST_FAULTS else ""
        count = f"{len(faults):,} faults" if len(faults) > 1 else "a fault"
        raise BuildError(f"has {count}: {'; '.join(faults[:_MOST_FAULTS])}{more}.", path=file, hint=_EXAMPLE)
    return found


def _entry_faults(entry: object, folder: str) -> Iterator[str]:
    """What is wrong with an entry, each with the way out."""
    if not isinstance(entry, dict):
        yield f"is no table: write [[{TABLE}]] above its fields"
        return
    for name, value in entry.items():
        if name not in _KINDS:
            yield f"{name!r} is unknown: known are {', '.join(_KINDS)}"
        elif isinstance(value, bool) or not isinstance(value, _KINDS[name]):
            yield f"{name!r} is no text: write it in quotes" + (", or a number" if name == "speech" else "")
            entry = {key: other for key, other in entry.items() if key != name} | {name: None}
    for name in _KINDS:
        if name not in entry and name not in _OPTIONAL:
            yield f"{name!r} is missing" + (": write an empty text for none" if name == "value" else "")
    for name in ("who", "why"):
        if isinstance(entry.get(name), str) and not entry[name].strip():
            yield f"{name!r} says nothing: write it down for whoever reads the file later"
    if isinstance(page := entry.get("page"), str):
        try:
            Key.parse(page, folder)
        except ValueError as error:
            yield f"'page' {error}: write a path as in documents.path, a SHA-256 or a document id"
    yield from _target_faults(entry)


def _target_faults(entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with speech, field and value."""
    speech, name, value = (entry.get(part) for part in ("speech", "field", "value"))
    if (isinstance(speech, int) and speech < 1) or (
        isinstance(speech, str) and not _SPEECH_ID.fullmatch(speech)
    ):
        yield f"'speech' {speech!r} is none: write its ordinal, from 1, or its id as in speeches.speech_id"
    if not isinstance(name, str):
        return
    known = FIELDS_OF_PAGES if "speech" not in entry else FIELDS_OF_SPEECHES
    if name not in known:
        way = f"of a {'speech' if known is FIELDS_OF_SPEECHES else 'page'} can be {', '.join(known)}"
        if name in FIELDS_OF_SPEECHES and known is FIELDS_OF_PAGES:
            way = "it is a field of a speech: write speech = 1, or which it is"
        elif name in FIELDS_OF_PAGES and known is FIELDS_OF_SPEECHES:
            way = "it is a field of the page: leave out 'speech'"
        yield f"'field' {name!r} cannot be corrected: {way}"
    elif isinstance(value, str):
        if fault := value_fault(name, value):
            yield f"'value' of {name!r} {fault}"
        if value == entry.get("was"):
            yield "'value' and 'was' are the same: take the entry away"


def _contradictions(entries: list[CorrectionEntry]) -> Iterator[str]:
    """Entries of one file that say of the same field of the same place what an earlier one says already."""
    first: dict[tuple[object, ...], int] = {}
    for entry in entries:
        key = entry.key
        place = (key.sha256 or key.id_digits or key.names, entry.says.speech, entry.says.field)
        if first.setdefault(place, entry.number) != entry.number:
            yield f"entry {entry.number}: corrects what entry {first[place]} corrects: take one of them away"
