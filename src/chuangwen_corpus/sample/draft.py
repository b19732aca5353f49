"""A speech as sentences, and who gives it when: what copies are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.grammar import written
from chuangwen_corpus.sample.stock import Kind, common, kinds, slots, years
from chuangwen_corpus.sample.talk import Part, Talk

Paragraph = tuple[str, ...]
"""Sentences."""

_FIRST = "金清柳白青云石枫莲桃泉松竹榆梅芦沙龙凤鹤雁鹿星月朝晚南北东西上下安宁永长福乐"
_SECOND = "沙河湾林溪岭桥塘坪浦冈岸屏原渡台川崖港滩洲陵丘谷"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_OTHERS = (
    "公安",
    "城管部门",
    "街道",
    "教育部门",
    "社区",
    "市场监管部门",
    "交警",
    "卫健部门",
    "志愿者协会",
    "物业企业",
)


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs, and sections inside."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A speech."""

    kind: Kind
    place: str
    """An invented name, without what kind of place it is."""
    unit: str
    speaker: str
    """Unit, office and a name that is none, as a page prints it."""
    day: dt.date
    salutation: str | None
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[str]:
        """All sentences of running text, in order."""
        for paragraph in (*self.opening, *_inside(self.sections), *self.closing):
            yield from paragraph

    def talk(self, *, dated: bool, signed: bool, date: str) -> Talk:
        """The speech for a page.

        Args:
            dated: Whether speaker and date stand under the title.
            signed: Whether they stand at the end.
            date: The date as it is printed.
        """
        return Talk(
            "", _joined(self.opening), tuple(map(_part, self.sections)), _joined(self.closing), self.salutation,
            self.speaker if dated else None, f"（{date}）" if dated else None, (self.unit, date) if signed else (),
        )  # fmt: skip


def _inside(sections: tuple[Section, ...]) -> Iterator[Paragraph]:
    for section in sections:
        yield from section.paragraphs
        yield from _inside(section.sections)


def _joined(paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    return tuple("".join(paragraph) for paragraph in paragraphs if paragraph)


def _part(section: Section) -> Part:
    return Part(section.heading, _joined(section.paragraphs), tuple(map(_part, section.sections)))


def place_name(choose: Dice) -> str:
    """An invented name of two characters."""
    return choose.choice(_FIRST) + choose.choice(_SECOND)


def drafted(choose: Dice, *, leader: bool, year: int) -> Draft:
    """A new speech.

    Args:
        choose: Who chooses.
        leader: Whether somebody speaks who tells others what to do.
        year: The year it is given in.
    """
    kind = choose.choice([kind for kind in kinds() if kind.mobilises] if leader else kinds())
    place = place_name(choose)
    unit = choose.choice(kind.units).format(place=place)
    surname = choose.choice(_SURNAMES)
    writer = _Writer(choose, kind, unit, f"{place}{kind.areaword}", choose.choice(kind.self), leader)
    agenda = list(years()[year])
    return Draft(
        kind, place, unit, f"{unit}{choose.choice(kind.offices)} {surname}某某",
        dt.date(year, choose.randint(1, 12), choose.randint(1, 28)),
        choose.choice(common()["salutations"]) if choose.random() < 0.8 else None,
        writer.opening(), writer.sections(choose.sample(agenda, choose.randint(1, 2))), writer.closing(),
    )  # fmt: skip


class _Writer:
    """Writes the parts of a speech, no template twice."""

    def __init__(self, choose: Dice, kind: Kind, unit: str, area: str, own: str, leader: bool) -> None:
        self._choose, self._leader = choose, leader
        self._slots: Mapping[str, Sequence[str]] = slots() | {
            "unit": (unit,), "area": (area,), "areaword": (kind.areaword,), "self": (own, own, "我们"),
            "task": kind.tasks, "result": kind.results, "activity": kind.activities, "other": _OTHERS,
        }  # fmt: skip
        self._left: dict[str, list[str]] = {"measures": choose.sample(kind.measures, len(kind.measures))}

    def _sentence(self, pool: str) -> str:
        if not self._left.get(pool):
            self._left[pool] = self._choose.sample(common()[pool], len(common()[pool]))
        return written(self._left[pool].pop(), self._slots, self._choose)

    def opening(self) -> tuple[Paragraph, ...]:
        return tuple((self._sentence("openings"),) for _ in range(self._choose.randint(1, 2)))

    def sections(self, agenda: list[str]) -> tuple[Section, ...]:
        nested = self._choose.random() < 0.2
        found: list[Section] = []
        for i in range(self._choose.randint(2, 4)):
            paragraphs = tuple(self._paragraph(agenda) for _ in range(self._choose.randint(1, 2)))
            inside: tuple[Section, ...] = ()
            if nested and i < 2:
                inside = tuple(Section(self._heading(), (self._paragraph(agenda),)) for _ in range(2))
            found.append(Section(self._heading(), paragraphs, inside))
        return tuple(found)

    def _heading(self) -> str:
        return self._sentence("headings")

    def _paragraph(self, agenda: list[str]) -> Paragraph:
        pools = ["commitments"]
        pools += ["measures"] * min(len(self._left["measures"]), self._choose.randint(1, 2))
        if self._leader:
            pools += ["directives"]
        pools += self._choose.sample(("links", "metaphors", "parallels", "lists", "works", "links"), 1)
        sentences = [self._sentence(pool) for pool in self._choose.sample(pools, len(pools))]
        if agenda:
            sentences.insert(
                self._choose.randint(0, len(sentences)), written(agenda.pop(), self._slots, self._choose)
            )
        return tuple(sentences)

    def closing(self) -> tuple[Paragraph, ...]:
        # A template may be two sentences, so it is cut where one ends.
        last = self._sentence("closings").replace("。", "。\n").split("\n")
        found: list[Paragraph] = [tuple(sentence for sentence in last if sentence)]
        if self._choose.random() < 0.3:
            found.append((self._sentence("assurances"),))
        if self._choose.random() < 0.7:
            found.append((self._sentence("thanks"),))
        return tuple(found)
