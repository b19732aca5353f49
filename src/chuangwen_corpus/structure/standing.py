"""For whom a speaker stands: office, unit, and the unit's kind and level, by the printed speaker or else by the text."""

from __future__ import annotations

from dataclasses import dataclass

from chuangwen_corpus.genre.bodies import kind_of_mentions
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.levels import level_of_mentions
from chuangwen_corpus.genre.offices import Speaker, read_speaker
from chuangwen_corpus.lazy import regex
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


_HIDDEN = regex(r"[xX×*某]{1,4}(?:党)?委(?:[、和]?(?:[xX×*某]{1,4})?政府)?")


def _is_hidden(unit: str | None) -> bool:
    """Whether no unit is named, or one without its place: X委、政府."""
    return unit is None or _HIDDEN.fullmatch(fold(unit)) is not None


def of_speaker(printed: str | None) -> Standing:
    """What the printed speaker alone says.

    >>> of_speaker("青石镇党委书记 林若水").columns()
    {'office': '党委书记', 'unit': '青石镇', 'kind': 'party', 'level': 'township'}
    """
    said = read_speaker(fold(printed)) if printed else Speaker()
    office = printed[slice(*said.office)] if printed and said.office else None
    unit = printed[slice(*said.unit)] if printed and said.unit else None
    return Standing(office, unit, said.kind, said.level, None)


def standing(
    text: str,
    speaker: str | None,
    outline: SpeechOutline,
    spans: SpeechSpans,
    *,
    heads: str,
    spoken: str,
    leads: bool,
) -> Standing:
    """For whom a speaker stands.

    Args:
        text: The clean text.
        speaker: Who speaks, as printed.
        outline: The speech.
        spans: The same, divided.
        heads: The titles over it, folded.
        spoken: What it says, folded.
        leads: Whether the speech is of a kind that those give who lead an area, and call 全市 or 我市.
    """
    said = of_speaker(speaker)
    found = None if said.unit else represented(text, outline, spans)
    unit = text[found.start : found.end] if found else said.unit
    body = of_speaker(unit if found else None)
    whole = f"{heads}\n{spoken}"
    return Standing(
        said.office,
        unit,
        said.kind or body.kind or kind_of_mentions(whole),
        said.level or body.level or (level_of_mentions(whole) if leads and _is_hidden(unit) else None),
        found.rule if found else None,
    )
