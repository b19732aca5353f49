"""What a user's words change, by kinds and their near relatives, and that nothing of it is left behind."""

from __future__ import annotations

import pickle
import re
import threading
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from chuangwen_corpus import annotate, clean
from chuangwen_corpus.genre import title_person, titles, units
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.events import stated_event
from chuangwen_corpus.genre.offices import read_speaker
from chuangwen_corpus.genre.own import Lists, in_use, using
from chuangwen_corpus.genre.prefilter import may_be_of_genre
from chuangwen_corpus.genre.titles import genre_of, read_title
from chuangwen_corpus.genre.units import speaker_kind
from chuangwen_corpus.lists import read_lists
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.structure import people
from conftest import ROOT

OWN = Lists(
    files=(("own", "1"),),
    salutations=frozenset(["轮值主席", "社员", "护林员"]),
    titles=(("心里话", "讲话"), ("答卷人语", "述职"), ("表态", "宣言")),
    places=frozenset(["金沙湾", "前海", "云岭片"]),
    terms=(("湾区共建", "n"), ("红马甲先锋队", "nt"), ("的士之家", "nz"), ("先锋队", "v")),
)
OTHER = Lists(files=(("own", "2"),), titles=(("心里话", "致辞"),))
PAGE = "在全市创建大会上的心里话\n同志们：\n我们要打好湾区共建这一仗，把任务完成好。\n我们说到做到！\n"


@pytest.fixture
def own() -> Iterator[None]:
    with using(OWN):
        yield


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("轮值主席:", 5),
        ("社员:", 3),
        ("社员们:", 4),
        ("尊敬的轮值主席、各位社员:今天", 13),
        ("轮值主席和社员们!", 9),
        ("青石村社员、同志们:", 10),
        ("青石村社员们:", 7),
        ("轮值主席说:", 0),
        ("我是社员:", 0),
        ("代表社员:", 0),
        ("张社员:", 0),
        ("社员。", 0),
        ("社员要做到:", 0),
    ],
)
@pytest.mark.usefixtures("own")
def test_people_of_the_lists_are_addressed(line: str, length: int) -> None:
    assert salutation_length(line) == length


@pytest.mark.parametrize("word", ["心里话", "答卷人语"])
@pytest.mark.parametrize(
    "line", ["在全市创建大会上的{}", "市长{}", "篇一:在创建大会上的{}", "在创建大会上的{}(三篇)"]
)
def test_kinds_of_speech_of_the_lists_make_titles(word: str, line: str) -> None:
    said = line.format(word)
    assert read_title(said) is None
    with using(OWN):
        title = read_title(said)
        assert title is not None
        assert title.genre == dict(OWN.titles)[word]
        assert genre_of(said) == title.genre
    assert read_title(said) is None


@pytest.mark.parametrize("word", ["心里话", "答卷人语"])
def test_what_stands_before_them_is_found(word: str) -> None:
    event, owner = f"在全市创建大会上的{word}", f"金沙湾市长岳照临{word}"
    assert stated_event(event) is None
    with using(OWN):
        assert stated_event(event) == (1, 7)
        assert title_person.opens_with_person(owner)


def test_a_kind_that_the_package_has_counts_as_the_lists_say() -> None:
    assert genre_of("某局在会上的表态") == "表态发言"
    with using(OWN):
        assert genre_of("某局在会上的表态") == "宣言"
        assert genre_of("某局在会上的表态发言") == "表态发言"


@pytest.mark.parametrize(
    ("said", "unit", "office", "kind"),
    [
        ("金沙湾党工委书记王强", "金沙湾", "党工委书记", "party"),
        ("金沙湾书记王强", "金沙湾", "书记", None),
        ("云岭片 负责人 王强", "云岭片", "负责人", None),
        ("前海党工委书记王强", "前海", "党工委书记", "party"),
        ("前海区委书记王强", "前海区委", "区委书记", "party"),
        ("金沙湾镇长王强", "金沙湾镇", "镇长", "government"),
        ("金沙湾管理局局长王强", "金沙湾管理局", "局长", "government"),
        ("金沙湾王强", "金沙湾", None, None),
    ],
)
@pytest.mark.usefixtures("own")
def test_places_of_the_lists_are_units(said: str, unit: str, office: str | None, kind: str | None) -> None:
    found = read_speaker(said)
    assert said[slice(*found.unit or (0, 0))] == unit
    assert (said[slice(*found.office)] if found.office else None) == office
    assert found.name
    assert said[slice(*found.name)] == "王强"
    assert found.kind == kind


def test_a_former_office_is_none_of_a_place() -> None:
    with using(OWN):
        former = read_speaker("前市委书记王强")
    assert former == read_speaker("前市委书记王强")


@pytest.mark.parametrize(
    ("line", "kind"), [("前海", "unit"), ("前海书记王强", "named"), ("前海 王强", "named")]
)
def test_a_line_with_a_place_names_the_speaker(line: str, kind: str) -> None:
    assert speaker_kind(line) != kind
    with using(OWN):
        assert speaker_kind(line) == kind


@pytest.mark.parametrize(
    ("pattern", "widened"),
    [
        (titles._TITLE, titles.with_own_titles),
        (titles._REPORT, titles.with_own_titles),
        (titles._GENRES, titles.with_own_titles),
        (clean.run_in._GENRE, titles.with_own_titles),
        (title_person._PERSON, titles.with_own_titles),
        (title_person._PERSON, units.with_own_places),
        (units._LINE, units.with_own_places),
        (units._UNIT, units.with_own_places),
        *[
            (re.compile(rule.pattern), units.with_own_places)
            for rule in people.SPEAKER_RULES
            if rule.id in ("speaker.title_owner", "speaker.i_am", "speaker.on_behalf")
        ],
    ],
)
def test_every_pattern_that_asks_for_own_words_has_a_place_for_them(pattern, widened) -> None:
    assert widened(pattern) is pattern
    with using(OWN):
        assert widened(pattern).pattern != pattern.pattern


SENTENCES = (
    "我们要打好湾区共建这一仗",
    "红马甲先锋队和先锋队员在的士之家集合",
    "金沙湾和前海的群众",
    "云岭片区的先锋队",
    "红马甲先锋",
)


def _tokens(lists: Lists | None, name: str) -> list[tuple[str, str]]:
    return annotate.engine(name, lists).tag(SENTENCES)


def test_terms_and_places_are_words_with_their_tags() -> None:
    tagged = dict(_tokens(OWN, "rjieba"))
    wanted = {"湾区共建": "n", "红马甲先锋队": "nt", "的士之家": "nz", "金沙湾": "ns", "前海": "ns"}
    assert {word: tagged.get(word) for word in wanted} == wanted
    assert "湾区共建" not in dict(_tokens(None, "rjieba"))


def test_both_segmenters_give_the_same_words() -> None:
    assert _tokens(OWN, "rjieba") == _tokens(OWN, "jieba")


@pytest.mark.parametrize("said", ["心里话", "答卷人语", "社员", "護林員", "答卷人語"])
def test_pages_with_own_words_pass_the_filter_of_genre(said: str) -> None:
    page = f"市民{said}".encode()
    assert not may_be_of_genre(page)
    with using(OWN):
        assert may_be_of_genre(page)
    assert not may_be_of_genre(page)


def _genres(lists: Lists | None) -> list[str | None]:
    return [speech.genre for speech in parse(PAGE, layers=(), lists=lists).speeches]


WANTED = {None: [None], OWN: ["讲话"], OTHER: ["致辞"]}


def test_nothing_leaks_from_one_parse_to_another() -> None:
    for lists in (None, OWN, OTHER, None, OTHER, OWN, None):
        assert _genres(lists) == WANTED[lists]
        assert in_use() is None


def test_nothing_leaks_from_a_parse_that_fails() -> None:
    with pytest.raises(Exception, match="engine"):
        parse(PAGE, engine="none", lists=OWN)
    assert in_use() is None


def test_nothing_leaks_between_threads() -> None:
    wrong: list[object] = []
    start = threading.Barrier(3)

    def many(lists: Lists | None) -> None:
        start.wait()
        wrong.extend(got for _ in range(20) if (got := _genres(lists)) != WANTED[lists])

    threads = [threading.Thread(target=many, args=(lists,)) for lists in WANTED]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_lists_are_immutable_and_equal_by_their_files() -> None:
    with pytest.raises(FrozenInstanceError):
        OWN.places = frozenset()  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(OWN))
    assert again == OWN
    assert hash(again) == hash(OWN)
    assert len({OWN, again, OTHER}) == 2


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "lists.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```", text, re.DOTALL))
    page = blocks.pop("page.txt")
    for name, block in blocks.items():
        (tmp_path / name).write_text(block, encoding="utf-8")
    says = dict(re.findall(r"^\| (\w+) \| *\d* *\| (.+) \|$", text, re.MULTILINE))
    document = parse(page, lists=read_lists(tmp_path))
    assert parse(page).speeches == ()
    (speech,) = document.speeches
    words = [token.form for sentence in speech.sentences for token in sentence.tokens]
    assert {
        "genre": speech.genre,
        "event": document.event,
        "salutation": speech.salutation,
        "speaker": speech.speaker,
        "unit": speech.unit,
        "dropped": ", ".join(sorted({rule for rule in document.edits.rule if rule.startswith("furniture.")})),
    } == {name: says[name] for name in ("genre", "event", "salutation", "speaker", "unit", "dropped")}
    assert says["words"] in words
