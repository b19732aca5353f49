"""What a builder has corrected, put into a parsed document under the rule `correction`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chuangwen_corpus.genre.dates import partial_iso
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.read.corrections import Correction
from chuangwen_corpus.records import Document, Record, Speech
from chuangwen_corpus.records.contract import CORRECTION
from chuangwen_corpus.structure.standing import of_speaker

Place = tuple[int | None, str]
"""A field, and the index of its speech; None for the page."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document with the corrections that fit it."""

    document: Document
    misfits: tuple[str, ...] = ()
    """For each correction why it does not fit; empty where it was applied."""


def correct(
    document: Document, corrections: Sequence[Correction], *, lists: Lists | None = None
) -> Corrected:
    """Puts corrections in the place of what the parser gives.

    What follows from a value follows it: `date_iso` the date; office, unit, kind and level the speaker, where they
    are not corrected themselves; of these only the office where the text names the unit and the speaker does not. Spans, texts, ids and annotations stay as they are.

    Args:
        document: As it was parsed.
        corrections: In order; of two that fit the same field the later one is applied.
        lists: A user's own lists, for what follows from a speaker (see `lists.read_lists`).

    Raises:
        ValidationError: The document would not hold the contract, which no checked correction brings about.
    """
    if not corrections:
        return Corrected(document)
    places = [_place(document, correction) for correction in corrections]
    misfits = [_misfit(document, *both) for both in zip(corrections, places, strict=True)]
    last = {place: at for at, place in enumerate(places) if not misfits[at]}
    for at, place in enumerate(places):
        if not misfits[at] and last[place] != at:
            misfits[at] = "a later entry corrects the same field"
    values = {place: corrections[at].value or None for place, at in last.items()}
    of_page = {name: value for (speech, name), value in values.items() if speech is None}
    speeches = list(document.speeches)
    for i in sorted({i for i, _ in values if i is not None}):
        own = {name: value for (speech, name), value in values.items() if speech == i}
        with using(lists):
            follows = _follows(speeches[i], own)
        speeches[i] = _changed(speeches[i], own, follows | own | _offsets(document, i, own))
    if values:
        document = _changed(document, of_page, {**of_page, "speeches": tuple(speeches)})
    return Corrected(document, tuple(misfits))


def _place(document: Document, correction: Correction) -> Place:
    """The place of a correction; the index of a speech that is not there is -1."""
    said = correction.speech
    if said is None:
        return None, correction.field
    if isinstance(said, int):
        return (said - 1 if said <= len(document.speeches) else -1), correction.field
    ids = [_of_any_copy(speech.speech_id) for speech in document.speeches]
    wanted = _of_any_copy(said)
    return (ids.index(wanted) if wanted in ids else -1), correction.field


def _of_any_copy(speech_id: str) -> tuple[str, str]:
    """What is the same in the ids of a speech in all copies of a page: digits of the hash, and the place."""
    document_id, _, place = speech_id.partition(".")
    return document_id.partition("-")[0], place


def _misfit(document: Document, correction: Correction, place: Place) -> str:
    """Why a correction does not fit; empty if it does."""
    i, name = place
    if i == -1:
        count = len(document.speeches)
        return f"there is no such speech, of {count} that there {'is' if count == 1 else 'are'}"
    value = getattr(document if i is None else document.speeches[i], name) or ""
    if correction.was in (None, value):
        return ""
    if value == correction.value:
        return "the parser gives this value by itself now"
    return f"it was {correction.was!r} and is {value!r} now"


def _follows(speech: Speech, own: dict[str, str | None]) -> dict[str, Any]:
    """The fields of a speech that follow from those that are corrected; a unit that the text names stays beside another speaker."""
    found: dict[str, Any] = {}
    if "date" in own:
        found["date_iso"] = partial_iso(fold(own["date"])) if own["date"] else None
    if "speaker" in own:
        said = of_speaker(own["speaker"])
        of_text = any(entry.startswith("unit ") for entry in speech.head_evidence)
        found |= said.columns() if said.unit or not of_text else {"office": said.office}
    return found


def _offsets(document: Document, i: int, own: dict[str, str | None]) -> dict[str, int | None]:
    """Where the corrected title of a speech is printed, nearest to its place: above the speech, in it, on the page."""
    if "title" not in own:
        return {}
    title, text, speech = own["title"], document.text, document.speeches[i]
    before = document.speeches[i - 1].end_char if i else 0
    if title:
        above, inside = (
            text.rfind(title, before, speech.start_char),
            text.find(title, speech.start_char, speech.end_char),
        )
        at = next((place for place in (above, inside, text.find(title)) if place >= 0), None)
        if at is not None:
            return {"title_start_char": at, "title_end_char": at + len(title)}
    return {"title_start_char": None, "title_end_char": None}


def _changed(record: Any, corrected: Iterable[str], values: dict[str, Any]) -> Any:
    """A record with other values, held against all that holds of it, and its evidence for the corrected fields."""
    kind: type[Record] = type(record)
    evidence = tuple(_evidence(kind, record.head_evidence, set(corrected)))
    fields = {name: getattr(record, name) for name in kind.model_fields}
    return kind.model_validate(fields | values | {"head_evidence": evidence})


def _evidence(kind: type[Record], before: Iterable[str], corrected: set[str]) -> Iterator[str]:
    """Field and rule, in the order of the columns."""
    kept = [said for said in before if said.partition(" ")[0] not in corrected]
    order = {name: at for at, name in enumerate(kind.model_fields)}
    said = [*kept, *(f"{name} {CORRECTION}" for name in corrected)]
    yield from sorted(said, key=lambda entry: (order.get(entry.partition(" ")[0], len(order)), entry))
