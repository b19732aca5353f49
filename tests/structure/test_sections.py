"""Where headings end, sections nest and the closing begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Speech

TEXT = "各项工作都要做细做实。"
CUES = ("总之，", "最后，", "各位领导、同志们，", "让我们携起手来，", "我们相信，", "今后，")


def speech(*lines: str) -> Speech:
    (one,) = parse(
        "\n".join(("某局在创建大会上的表态发言", "同志们：", "今天的会议很重要。", *lines))
    ).speeches
    return one


def roles(*lines: str) -> list[str]:
    return [section.role for section in speech(*lines).sections]


@pytest.mark.parametrize(
    ("behind", "closes"),
    [
        ([TEXT], 0),
        ([TEXT, TEXT], 1),  # one paragraph a section, as far as one can tell
        ([TEXT, TEXT, TEXT], 0),
        *(([TEXT, cue + TEXT, TEXT], 2) for cue in CUES),
        *(([TEXT, TEXT, cue + TEXT], 1) for cue in CUES),
    ],
)
def test_the_closing_of_a_speech_with_one_marked_section(behind: list[str], closes: int) -> None:
    one = speech("一、提高认识", *behind)
    closing = [s for s in one.sections if s.role == "closing"]
    assert [s.role for s in one.sections[:2]] == ["opening", "body"]
    assert len(closing) == bool(closes)
    if closing:
        inside = [p for p in one.paragraphs if p.section_id == closing[0].section_id]
        assert len(inside) == closes


@pytest.mark.parametrize(
    ("each", "behind", "closes"), [(1, 1, False), (1, 2, True), (2, 2, False), (2, 4, False), (1, 3, True)]
)
def test_the_closing_of_a_speech_whose_sections_have_a_usual_length(
    each: int, behind: int, closes: bool
) -> None:
    lines = [line for n in "一二三" for line in (f"{n}、提高认识", *[TEXT] * each)]
    assert ("closing" in roles(*lines[: -each or None], *[TEXT] * behind)) is closes


def test_a_speech_without_markers_is_one_body() -> None:
    assert roles(TEXT, "最后，" + TEXT) == ["body"]


def test_a_marker_in_the_closing_opens_no_section() -> None:
    one = speech("一、提高认识", TEXT, "二、抓好落实", TEXT, "最后，" + TEXT, "三言两语，" + TEXT)
    assert [s.marker for s in one.sections] == [None, "一、", "二、", None]


@pytest.mark.parametrize(
    ("line", "following", "heading"),
    [
        ("一、提高认识", TEXT, "提高认识"),
        ("一、提高认识。", TEXT, "提高认识"),
        ("一、提高认识。我们要做好。", TEXT, "提高认识"),
        ("一、提高认识；", "二、抓好落实；", None),  # items of a list
        ("一、提高认识，抓好落实。", "二、加强领导，抓好落实。", None),
        ("一、提高认识。", "二、抓好落实。", "提高认识"),
        ("一、提高认识，抓好落实。", "（一）" + TEXT, "提高认识，抓好落实"),
        ("一、" + "我们要把各项工作做细做实" * 6, TEXT, None),
        ("一、" + "我们要把各项工作做细做实" * 4 + "。我们要做好。", TEXT, None),
        ("一、" + "我们要把各项工作做细做实" * 3 + "。我们要做好。", TEXT, "我们要把各项工作做细做实" * 3),
    ],
)
def test_headings(line: str, following: str, heading: str | None) -> None:
    one = speech(line, following, TEXT, TEXT)
    assert one.sections[1].heading == heading
    first = next(s for s in one.sentences if s.section_id == one.sections[1].section_id)
    assert first.kind == ("body" if heading is None else "heading")
    assert first.text.startswith("一、")


def test_longer_headings_are_headings_where_all_their_fellows_are_as_long() -> None:
    long = "提高认识" * 12
    lines = [f"{n}、{long}。{TEXT}" for n in "一二三"]
    assert [s.heading for s in speech(*lines).sections[1:4]] == [long] * 3
    assert speech(*lines[:1], f"二、抓好落实。{TEXT}", f"三、加强领导。{TEXT}").sections[1].heading is None
    longest = f"一、{'提高认识' * 16}。{TEXT}"
    assert [s.heading for s in speech(longest, longest.replace("一", "二", 1), TEXT).sections[1:3]] == [
        None,
        None,
    ]


LEVELS = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}


def marker(level: int, number: int) -> str:
    return LEVELS[level].format("一二三四五六七八九十"[number - 1] if level < 3 else number)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=9))
def test_sections_nest_by_level_and_hold_what_is_in_them(levels: list[int]) -> None:
    """The parent is the nearest section above of a higher rank; it reaches as far as all that is in it."""
    lines: list[str] = []
    numbers = dict.fromkeys(LEVELS, 0)
    for level in levels:
        numbers[level] += 1
        numbers |= {deeper: 0 for deeper in LEVELS if deeper > level}
        lines += [f"{marker(level, numbers[level])}抓好落实", TEXT, TEXT]
    one = speech(*lines)
    sections = [s for s in one.sections if s.role == "body"]
    assert [s.level for s in sections] == levels
    for i, section in enumerate(sections):
        above = [s for s in sections[:i] if s.level < section.level]
        parent = above[-1] if above else None
        assert section.parent_section_id == (parent.section_id if parent else None)
        assert all(
            p.start_char <= section.start_char and section.end_char <= p.end_char
            for p in ([parent] if parent else [])
        )
        inside = [x for x in (*one.paragraphs, *one.sentences) if x.section_id == section.section_id]
        assert all(section.start_char <= x.start_char and x.end_char <= section.end_char for x in inside)
    for before, behind in pairwise(one.sections):
        assert before.start_char < behind.start_char


LAYOUTS = {
    "indented": lambda lines: "".join(f"\u3000\u3000{line}\n" for line in lines),
    "blank lines": "\r\n\r\n".join,
    "carriage returns": "\r".join,
    "paragraphs": lambda lines: "".join(f"<p>{line}</p>\n" for line in lines),
    "breaks": lambda lines: "<div>" + "<br/>".join(f"&nbsp;&nbsp;{line}" for line in lines) + "</div>",
    "half-width": lambda lines: "\n".join(lines).translate(str.maketrans("，：！？（）", ",:!?()")),
    "trailing blanks": lambda lines: " \t\n".join(lines) + "\u3000",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=20)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、抓好落实",
                "（一）抓宣传",
                TEXT,
                "我们一定干好！大家说呢？",
                "他们说：“一定干好。”",
                "总之，" + TEXT,
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_layout_of_a_speech_changes_nothing(layout: str, lines: list[str]) -> None:
    whole = [
        "某局在创建大会上的表态发言",
        "各位领导、同志们：",
        "今天的会议很重要，我们完全拥护。",
        *lines,
        TEXT,
    ]

    def said(page: str) -> list[object]:
        return [
            (
                [(x.role, x.level, x.marker, x.heading) for x in s.sections],
                [(x.kind, x.text) for x in s.sentences],
                s.title,
            )
            for s in parse(page, layers=()).speeches
        ]

    assert said(LAYOUTS[layout](whole)) == said("\n".join(whole))
