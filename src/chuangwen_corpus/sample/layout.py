"""Pours the same speeches into different pages: layouts, states of the text, notices of sites.

`pour` gives the page and what a reader would find in it. Everything hangs on who chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from chuangwen_corpus.sample.damage import damaged
from chuangwen_corpus.sample.dice import Choose
from chuangwen_corpus.sample.drawn import half_width, laid_out
from chuangwen_corpus.sample.script import to_traditional
from chuangwen_corpus.sample.site import site
from chuangwen_corpus.sample.talk import HAN_NUMBERS, Part, Talk

MARKINGS = (
    "title_han", "title_digit", "pian_behind", "pian_count_behind", "pian_before", "di_pian", "fanwen",
    "bracket", "bracket_di_line", "marker_line_title", "marker_alone", "titles", "titles_speaker",
    "paren_title", "han_speakers",
)  # fmt: skip
LINES = (
    "lines",
    "blank",
    "indent",
    "one_line",
    "one_line_single",
    "wrapped",
    "wrapped_plain",
    "html",
    "html_break",
)
HEADINGS = ("own_line", "run_in")
PUNCTUATION = ("full", "half", "mixed")


@dataclass(frozen=True)
class Layout:
    """How a page is laid out."""

    marking: str = "title_han"
    lines: str = "lines"
    headings: str = "own_line"
    punctuation: str = "full"
    furniture: bool = True
    contents: bool = False
    middle: bool = False
    traditional: bool = False
    damage: bool = False


@dataclass(frozen=True)
class Found:
    """A speech as a reader finds it on the page."""

    title: str | None
    salutation: str | None
    speaker: str | None
    date: str | None
    body: str
    """The text from the first word to the last, without white space and numbering of lines."""
    sections: tuple[tuple[int, str, str], ...] = field(default=())
    """level, marker, heading"""
    paragraphs: tuple[str, ...] = field(default=())
    anomalies: tuple[str, ...] = field(default=())
    """Kinds of damage done to this speech, one entry each."""


def titles_for(marking: str, base: str, speakers: list[str], count: int) -> list[str | None]:
    """What a reader takes for the titles of the speeches."""
    if marking == "title_han":
        return [base + HAN_NUMBERS[i] for i in range(count)]
    if marking == "title_digit":
        return [f"{base}{i + 1}" for i in range(count)]
    if marking == "titles_speaker":
        return [f"{base}（{speakers[i]}）" for i in range(count)]
    if marking in ("han_speakers", "pian_before", "paren_title", "fanwen", "di_pian"):
        return [f"{speakers[i]}{base[-4:] if base.endswith('发言') else '表态发言'}" for i in range(count)]
    if marking in ("titles", "marker_line_title", "bracket"):
        return [f"{speakers[i]}{base}" for i in range(count)]
    if marking == "pian_behind":
        return [base] * count
    if marking == "pian_count_behind":
        return [f"{base}（{count}篇）"] * count
    return [None] * count  # marker_alone, bracket_di_line


def head_lines(marking: str, title: str | None, i: int) -> list[str]:
    """The lines of a speech's head as the page prints them."""
    han = HAN_NUMBERS[i]
    own = [title or ""]
    heads: dict[str, list[str]] = {
        "title_han": own, "title_digit": own, "titles": own, "titles_speaker": own,
        "pian_behind": [f"{title}篇{han}"], "pian_count_behind": [f"{title}篇{han}"],
        "pian_before": [f"篇{i + 1}：{title}"], "di_pian": [f"第{han}篇 {title}"],
        "fanwen": [f"范文{han}：{title}"], "bracket": [f"【篇{han}】{title}"],
        "bracket_di_line": [f"【第{han}篇】"], "marker_line_title": [f"篇{han}", *own],
        "marker_alone": [f"第{han}篇"], "paren_title": [f"（{han}）{title}"],
        "han_speakers": [f"{han}、{title}"],
    }  # fmt: skip
    return heads[marking]


def _number(level: int, i: int) -> str:
    han = HAN_NUMBERS[i]
    return {1: f"{han}、", 2: f"（{han}）", 3: f"{i + 1}.", 4: f"（{i + 1}）"}[level]


def _section_lines(
    part: Part, level: int, i: int, layout: Layout, sections: list[tuple[int, str, str]]
) -> list[str]:
    marker = _number(level, i)
    sections.append((level, marker, part.heading))
    if layout.headings == "run_in" and part.paragraphs:
        lines = [f"{marker}{part.heading}。{part.paragraphs[0]}", *part.paragraphs[1:]]
    else:
        lines = [f"{marker}{part.heading}", *part.paragraphs]
    for j, inside in enumerate(part.parts):
        lines += _section_lines(inside, level + 1, j, layout, sections)
    return lines


def _speech_lines(
    talk: Talk, layout: Layout
) -> tuple[list[str], tuple[tuple[int, str, str], ...], list[str]]:
    """Lines of the head between title and text, sections, lines of the text."""
    first_level = 2 if layout.marking == "han_speakers" else 1
    sections: list[tuple[int, str, str]] = []
    lines = ([talk.salutation] if talk.salutation else []) + list(talk.opening)
    for i, part in enumerate(talk.parts):
        lines += _section_lines(part, first_level, i, layout, sections)
    lines += talk.closing
    head = [line for line in (talk.speaker, talk.date) if line]
    return head, tuple(sections), lines


def pour(
    talks: list[Talk], base: str, page_title: str | None, layout: Layout, choose: Choose, speakers: list[str]
) -> tuple[str, list[Found]]:
    """The page, and the speeches a reader finds in it."""
    titles = titles_for(layout.marking, base, speakers, len(talks))
    lines: list[tuple[str, str]] = []  # kind and text
    if page_title:
        lines.append(("title", page_title))
    if layout.furniture:
        chosen = sorted(choose.sample(range(len(site().head)), choose.randint(1, 4)))
        lines += [("furniture", site().head[i]) for i in chosen]
    if layout.contents and any(titles):
        lines.append(("furniture", "目录"))
        for i, title in enumerate(titles):
            lines.append(("contents", "".join(head_lines(layout.marking, title, i)) + f"……{i * 3 + 1}"))
    found = []
    for i, (talk, title) in enumerate(zip(talks, titles, strict=True)):
        for line in head_lines(layout.marking, title, i):
            lines.append(("head", line))
        anomalies: list[str] = []
        if layout.damage:
            # Where single spaces or widths part lines, not even a reader could tell.
            clear = layout.lines not in ("one_line_single", "wrapped_plain")
            talk, anomalies = damaged(talk, choose, spaces=clear, broken_off=clear)
        head, sections, body = _speech_lines(talk, layout)
        lines += [("head", line) for line in head]
        for j, line in enumerate(body):
            if layout.middle and j == len(body) // 2:
                notice = choose.choice(site().middle)
                lines.append(("furniture", notice))
                anomalies += ["text_omitted"] if notice == site().hidden else []
            lines.append(("body", line))
        lines += [("signature", line) for line in talk.signature]
        found.append(
            Found(
                title,
                talk.salutation,
                talk.speaker,
                talk.date,
                "".join(body),
                sections,
                talk.paragraphs,
                tuple(anomalies),
            )
        )
    if layout.furniture:
        chosen = sorted(choose.sample(range(len(site().foot)), choose.randint(1, 4)))
        lines += [("furniture", site().foot[i]) for i in chosen]
        if choose.random() < 0.5:
            lines += [("furniture", line) for line in site().related]
    if layout.punctuation != "full":
        own = choose if layout.punctuation == "mixed" else None
        lines = [(kind, half_width(text, own)) for kind, text in lines]
    page = laid_out(lines, layout.lines, choose)
    if layout.traditional:
        page, found = to_traditional(page), [_traditional(f) for f in found]
    return page, found


def _traditional(found: Found) -> Found:
    def change(value: object) -> object:
        if isinstance(value, str):
            return to_traditional(value)
        return tuple(change(v) for v in value) if isinstance(value, tuple) else value

    names = [f.name for f in fields(found) if f.name != "anomalies"]
    changed: dict[str, Any] = {name: change(getattr(found, name)) for name in names}
    return replace(found, **changed)
