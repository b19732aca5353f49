"""Who a speaker is, on printed speakers of many kinds; the expected values stand in `speakers.tsv`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.genre.bodies import ending_of, read_body
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.levels import LEVELS, level_of
from chuangwen_corpus.genre.offices import Speaker, read_speaker
from chuangwen_corpus.genre.wordlists import rows
from chuangwen_corpus.records.text import UnitKind, UnitLevel

SPEAKERS = [
    tuple(None if cell == "-" else cell for cell in line.split("\t"))
    for line in Path(__file__).with_name("speakers.tsv").read_text("utf-8").splitlines()[1:]
]


def read(printed: str) -> tuple[str | None, ...]:
    speaker = read_speaker(fold(printed))
    parts = (printed[slice(*span)] if span else None for span in speaker[:3])
    return (*parts, speaker.kind, speaker.level)


@pytest.mark.parametrize("row", SPEAKERS, ids=lambda row: row[0])
def test_a_speaker_is_read(row: tuple[str | None, ...]) -> None:
    printed, *expected = row
    assert printed
    assert read(printed) == tuple(expected)


@pytest.mark.parametrize("row", rows("offices"), ids=lambda row: row["office"])
def test_an_office_is_one_in_its_example_only(row: dict[str, str]) -> None:
    _, office, name, kind, level = read(row["example"])
    assert (office, name, kind, level) == (
        row["office"],
        row["example"].split()[-1],
        row["kind"],
        row["level"],
    )
    assert not (read(row["counter_example"])[1] or "").endswith(row["office"])


@pytest.mark.parametrize("row", rows("bodies"), ids=lambda row: row["ending"])
def test_an_ending_tells_the_kind_in_its_example_only(row: dict[str, str]) -> None:
    assert ending_of(row["example"]) == row["ending"]
    body = read_body(row["example"])
    assert body is not None
    assert body.kind == row["kind"]
    assert ending_of(row["counter_example"]) != row["ending"]


def test_kinds_and_levels_are_those_of_the_records() -> None:
    kinds, levels = (set(get_args(get_args(known)[0])) for known in (UnitKind, UnitLevel))
    assert {row["kind"] for name in ("offices", "bodies") for row in rows(name)} == kinds | {None}
    assert {row["level"] for row in rows("offices")} | set(LEVELS.values()) == levels | {None}


@pytest.mark.parametrize(
    "unit",
    ["市教育局", "清河街道", "县人大常委会", "第一中学", "XX镇", "水投公司", "东门村委会", "区委办公室"],
)
@pytest.mark.parametrize("office", ["副主任", "书记", "第一副主席", "党委书记", "秘书长"])
@pytest.mark.parametrize("name", ["江涛", "欧阳若兰", "王某某", "XXX"])
def test_the_parts_are_found_however_they_are_joined(unit: str, office: str, name: str) -> None:
    found = read_speaker(f"{unit}{office}{name}")
    assert (found.kind, found.level) == read_speaker(f"{unit}{office}")[3:]
    for printed in (
        f"{unit}{office}{name}", f"{unit}{office} {name}", f"{unit} {office} {name}", f"({unit}{office} {name})",
        f"发言人:{unit}{office}{name}", f"{unit}{office}{name}同志", f"{unit}{office}:{name}", f"时任{unit}{office}{name}",
    ):  # fmt: skip
        assert read(printed) == (unit, office, name, found.kind, found.level), printed
    assert read(f"{unit} {name}")[:3] == (unit, None, name)
    assert read(f"{name}({unit}{office})")[:3] == (unit, office, name)


@pytest.mark.parametrize(("unit", "level"), [
    ("青禾省", "province"), ("云岭自治区教育厅", "province"), ("上海市民政局", "province"), ("上海市河西区民政局", "county"),
    ("北京市", "province"), ("全市", "city"), ("安澜市民政局", "city"), ("安澜市市政园林局", "city"), ("市民政局", "city"), ("镇江市", "city"),
    ("云岭自治州财政局", "city"), ("州财政局", "city"), ("湘西州政府", "city"), ("扬州市邗江区", "county"), ("盟委", "city"), ("山南地区行署", "city"), ("乡宁县水务局", "county"),
    ("安平自治县", "county"), ("旗委宣传部", "county"), ("区城市管理局", "county"), ("市中区财政局", "county"), ("县农业农村局", "county"),
    ("县乡镇企业局", "county"), ("青石镇人民政府", "township"), ("安平县青石镇", "township"), ("高新区清河街道", "township"),
    ("青石镇东门村", "village"), ("清河街道北街社区", "village"), ("居委会", "village"), ("最高人民法院", "national"),
    ("国家能源局", "national"), ("中央文明办", "national"), ("财政部", "national"), ("国家税务总局安澜市税务局", "city"),
    ("城市管理局", None), ("城乡建设局", None), ("市场监管局", None), ("农村商业银行", None), ("市民中心", None), ("市政公司", None),
    ("滨江新区", None), ("安澜市高新区", None), ("云山风景区", None), ("锦绣小区", None), ("中央大街商会", None), ("国家电网", None),
    ("全国文明单位", None), ("香港特别行政区政府", None), ("澳门市政署", None), ("县公安局城关分局", None), ("城关镇派出所", None),
    ("小区", None), ("华北地区", None), ("市场", None), ("郊区", None), ("社区矫正局", None), ("乡村振兴局", None), ("集市", None), ("省军区", "province"),
])  # fmt: skip
def test_a_level_is_that_of_the_last_place(unit: str, level: str | None) -> None:
    assert level_of(unit) == level


@pytest.mark.parametrize(
    "words",
    ["同志们", "各位代表", "全体教师", "我局", "在大会上的讲话", "谢谢大家!", "经验交流材料", "主任会议"],
)
def test_what_names_nobody_gives_nothing(words: str) -> None:
    assert read_speaker(words) == Speaker()


@given(st.text("市县区镇村委局长书记副主任王某学校代表、() :XX兼全", max_size=30))
def test_parts_stand_in_the_string_and_a_name_is_part_of_no_other(words: str) -> None:
    unit, office, name, *_ = read_speaker(words)
    for span in filter(None, (unit, office, name)):
        assert 0 <= span[0] < span[1] <= len(words)
        assert words[slice(*span)] == words[slice(*span)].strip()
        assert span is name or not name or span[1] <= name[0] or name[1] <= span[0]


def test_a_long_string_is_no_speaker() -> None:
    assert read_speaker("市长" * 50_000) == Speaker()
