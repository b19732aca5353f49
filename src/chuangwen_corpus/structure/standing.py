"""For whom a speaker stands: office, unit, and the unit's kind and level, by the printed speaker or else by the text."""

from __future__ import annotations

from dataclasses import dataclass

from chuangwen_corpus.genre.bodies import kind_of_mentions
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.levels import level_of_mentions
from chuangwen_corpus.genre.offices import Speaker, read_speaker
from chuangwen_corpus.records.text import UnitKind, UnitLevel
from chuangwen_corpus.structure.parts import SpeechOutline
from chuangwen_corpus.structure.people import represented
from chuangwen_corpus.structure.sections import SpeechSpans


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a speaker; None where it is not sure."""

    office: str | None
    unit: str | None
    kind: UnitKind | None
    level: UnitLevel | None
    rule: str | None
    """The rule that found the unit in the text; None where the printed speaker names it, or nothing does."""

    def columns(self) -> dict[str, str | None]:
        """The columns of the speech that it fills."""
        return {"office": self.office, "unit": self.unit, "kind": self.kind, "level": self.level}


def standing(
    text: str, speaker: str | None, outline: SpeechOutline, spans: SpeechSpans, heads: str, *, leads: bool
) -> Standing:
    """For whom a speaker stands.

    Args:
        text: The clean text.
        speaker: Who speaks, as printed.
        outline: The speech.
        spans: The same, divided.
        heads: The titles over it, folded.
        leads: Whether the speech is of a kind that those give who lead an area, and call 全市 or 我市.
    """
    said = read_speaker(fold(speaker)) if speaker else Speaker()
    office = speaker[slice(*said.office)] if speaker and said.office else None
    unit = speaker[slice(*said.unit)] if speaker and said.unit else None
    found = None if unit else represented(text, outline, spans)
    body = Speaker()
    if found:
        unit = text[found.start : found.end]
        body = read_speaker(fold(unit))
    spoken = f"{heads}\n{fold(text[spans.start : spans.end])}"
    return Standing(
        office,
        unit,
        said.kind or body.kind or kind_of_mentions(spoken),
        said.level or body.level or (level_of_mentions(spoken) if leads and unit is None else None),
        found.rule if found else None,
    )
