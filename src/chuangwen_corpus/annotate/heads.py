"""What the head of a speech says that its sentences are read by: its kind, who speaks, its date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from chuangwen_corpus.genre.titles import mobilises, pledges
from chuangwen_corpus.lazy import regex

Question = Literal["mobilises", "pledges", "has another genre than a pledge", "speaks for", "names"]
"""What a layer may ask of a head; the last two are asked of a name."""

_HEAD = regex("(?P<area>[省市县区州镇乡])(?:委(?:副?书记|常委)|(?:人民)?政府副?[省市县区州镇乡]长|长)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a speech, as the layers of its sentences read it."""

    genre: str | None = None
    speaker: str = ""
    """Who speaks, as printed; empty if the page does not say."""
    folded: str = ""
    """The speaker's shadow."""
    date: str | None = None
    """When it was given, as YYYY, YYYY-MM or YYYY-MM-DD."""

    def tells(self, question: Question, name: str = "") -> bool:
        """Answers a question. Layers of sentences ask a head nothing else."""
        return _ANSWERS[question](self, name)


class AskedHead:
    """A head that notes what it is asked: what the marks of a sentence depend on, besides its text."""

    __slots__ = ("_head", "answers")

    def __init__(self, head: Head) -> None:
        self._head = head
        self.answers: dict[tuple[Question, str], bool] = {}

    def tells(self, question: Question, name: str = "") -> bool:
        """Answers a question (see `Head.tells`) and notes the answer."""
        answer = self.answers[question, name] = self._head.tells(question, name)
        return answer


def _speaks_for(head: Head, name: str) -> bool:
    """Whether a body is the speaker's own: 市委、市政府 of 市委书记."""
    speaker = head.folded
    if not speaker:
        return False
    if name in speaker or speaker in name or name.split("、", maxsplit=1)[0] in speaker:
        return True
    return _is_own_body(name, speaker)


def _is_own_body(name: str, speaker: str) -> bool:
    """Whether a body is the speaker's: of a head of an area its organs (县委、县政府 of 县长), of a unit the same with its name hidden (*街道)."""
    head = _HEAD.search(speaker)
    if head:
        area = head["area"]
        return re.fullmatch(rf"{area}委|(?:{area}委[、和]?)?{area}?(?:人民)?政府", name) is not None
    kind = name.lstrip("xX*×某○△")
    return bool(kind) and kind != name and speaker.endswith(kind)


_ANSWERS: Mapping[Question, Callable[[Head, str], bool]] = MappingProxyType(
    {
        "mobilises": lambda head, _: mobilises(head.genre),
        "pledges": lambda head, _: pledges(head.genre),
        "has another genre than a pledge": lambda head, _: head.genre is not None and not pledges(head.genre),
        "speaks for": _speaks_for,
        "names": lambda head, name: name in head.folded,
    }
)
