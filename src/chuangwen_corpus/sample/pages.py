"""Pages of made-up speeches, each from its number and the seed alone; so any of them can be made without the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chuangwen_corpus.sample.copies import Copy, copied
from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.draft import Draft, drafted
from chuangwen_corpus.sample.layout import HEADINGS, LINES, MARKINGS, PUNCTUATION, Layout, pour
from chuangwen_corpus.sample.stock import years
from chuangwen_corpus.sample.talk import HAN_NUMBERS

PAGES_A_FOLDER = 1_000
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16", "big5hkscs")
REMEMBERED = 512
"""Speeches that are kept in case another page copies them."""
_HEADS = (
    "在全市创建全国文明城市动员大会上的", "在创建全国文明城市工作推进会上的", "在全区创文攻坚誓师大会上的", "在全县文明城市创建工作会议上的",
    "在创城工作再动员再部署会议上的", "在迎接全国文明城市测评部署会上的", "在创建全国文明城市工作动员大会上的",
)  # fmt: skip
_PLEDGES = ("表态发言", "表态发言", "表态发言稿", "发言", "发言稿")
_MOBILISATIONS = ("讲话", "动员讲话", "讲话稿")


@dataclass(frozen=True)
class Place:
    """Where a speech stands."""

    page: int
    speech: int
    """From 0."""


@dataclass(frozen=True)
class Copied:
    """A speech of a page that was made from another."""

    speech: int
    """Its number on the page, from 0."""
    of: Place
    copy: Copy


@dataclass(frozen=True)
class Page:
    """A page."""

    name: str
    """Its path in the folder."""
    data: bytes
    copied: tuple[Copied, ...]


class Pages:
    """The pages of a seed.

    >>> Pages(5).page(7).data == Pages(5).page(7).data
    True
    """

    def __init__(self, seed: int = 0, reuse: float = 0.3) -> None:
        """Takes what all pages hang on.

        Args:
            seed: Any number.
            reuse: Share of the speeches that are made from an earlier one, from 0 to 1.
        """
        self.seed, self.reuse = seed, reuse
        self._draft = lru_cache(REMEMBERED)(self._new_draft)

    def __call__(self, count: int, first: int = 0) -> Iterator[Page]:
        """Pages from number `first` on, one by one."""
        return map(self.page, range(first, first + count))

    def page(self, number: int) -> Page:
        """The page of this number, from 0."""
        choose = self._dice("page", number)
        count, leader, year, style = self._outline(number)
        made: list[Draft] = []
        found: list[Copied] = []
        for i in range(count):
            of = self._model(Place(number, i))
            draft = self._draft(number, i)
            if of is not None:
                copy = copied(self._draft(of.page, of.speech), draft, self._dice("copy", number, i))
                found.append(Copied(i, of, copy))
                draft = copy.draft
            made.append(draft)
        loose = not style.startswith("one_line")
        layout = Layout(
            choose.choice(MARKINGS) if count > 1 else "titles", style, choose.choice(HEADINGS), choose.choice(PUNCTUATION),
            contents=loose and choose.random() < 0.2, middle=loose and choose.random() < 0.2,
            traditional=choose.random() < 0.12, damage=choose.random() < 0.25,
        )  # fmt: skip
        dated = loose and choose.random() < 0.6
        signed = loose and not dated and choose.random() < 0.7
        talks = [draft.talk(dated=dated, signed=signed, date=_printed(draft, choose)) for draft in made]
        base = choose.choice(_HEADS) + choose.choice(_MOBILISATIONS if leader else _PLEDGES)
        declared = (
            choose.choice((f"{HAN_NUMBERS[count - 1]}篇", f"（{count}篇）", f"(通用{count}篇)", "汇编"))
            if count > 1
            else ""
        )
        head = f"{year}年" if choose.random() < 0.4 else ""
        text, _ = pour(talks, base, f"{head}{base}{declared}", layout, choose, [draft.unit for draft in made])
        return Page(self.name(number), _encoded(text, choose.choice(ENCODINGS)), tuple(found))

    def name(self, number: int) -> str:
        """The name of the page of this number, without making it."""
        suffix = "html" if self._outline(number)[3].startswith("html") else "txt"
        return f"{number // PAGES_A_FOLDER:04}/{number:07}.{suffix}"

    def _outline(self, number: int) -> tuple[int, bool, int, str]:
        """How many speeches are on a page, whether leaders give them, the year, and how its lines are laid out."""
        choose = self._dice("outline", number)
        count = choose.choice((1, 1, 2, 3, 3, 4, 5))
        return count, choose.random() < 0.2, choose.choice(tuple(years())), choose.choice(LINES)

    def _new_draft(self, number: int, speech: int) -> Draft:
        _, leader, year, _ = self._outline(number)
        return drafted(self._dice("draft", number, speech), leader=leader, year=year)

    def _model(self, place: Place) -> Place | None:
        """The speech that a speech is made from; always one that is made from none, on an earlier page."""
        found = None
        while place.page:
            choose = self._dice("model", place.page, place.speech)
            if choose.random() >= self.reuse:
                break
            page = choose.randint(0, place.page - 1)
            place = found = Place(page, choose.randint(0, self._outline(page)[0] - 1))
        return found

    def _dice(self, *of: object) -> Dice:
        return Dice("/".join(map(str, (self.seed, *of))))


def _printed(draft: Draft, choose: Dice) -> str:
    """The date as a page prints it: to the day, to the month, or with the year taken out."""
    day = draft.day
    form = choose.random()
    if form < 0.7:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月" if form < 0.85 else f"20XX年{day.month}月{day.day}日"


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16":  # Python's codec of this name has the byte order of the machine
        return b"\xff\xfe" + text.encode("utf-16-le")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()
