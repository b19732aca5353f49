"""Every rule of comparison: what it must see, and what it must not.

The documents are made here, so that nothing hangs on the parser.
"""

from __future__ import annotations

from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest

from chuangwen_corpus.evaluate.compare import differences
from chuangwen_corpus.evaluate.gold import Gold
from chuangwen_corpus.evaluate.measures import MEASURES, judged

FIRST = "各位领导：\n今天我代表我局作如下表态。\n一、提高认识\n我们将全力以赴（一抓到底）。\n（一）压实责任\n请领导放心。"
SECOND = "同志们：\n刚才几位局长作了发言。\n谢谢大家！"
HEAD = "全区大会讲话汇编\n创建文明城市\n某局长\n（2021年3月4日）\n"


def speech(text: str, start: int, **fields: Any) -> SimpleNamespace:
    empty = dict.fromkeys(
        (
            "title",
            "subtitle",
            "salutation",
            "speaker",
            "date",
            "marker",
            "office",
            "unit",
            "kind",
            "level",
            "campaign",
        )
    )
    return SimpleNamespace(
        **empty | {"text": text, "start_char": start, "sections": [], "paragraphs": []} | fields
    )


def section(marker: str | None, heading: str | None, level: int) -> SimpleNamespace:
    return SimpleNamespace(marker=marker, heading=heading, level=level)


def page() -> SimpleNamespace:
    source = "全区大会讲话 汇编?"
    return SimpleNamespace(
        title="全区大会讲话汇编", subtitle=None, event="全区大会", declared_speech_count=2, speech_count=2,
        text=f"{HEAD}{FIRST}\n在大会上的讲话\n{SECOND}", source_text=source,
        anomalies=[
            SimpleNamespace(kind="stray_space", source_start_char=6, source_end_char=7),
            SimpleNamespace(kind="lost_character", source_start_char=9, source_end_char=10),
        ],
        speeches=[
            speech(
                FIRST, len(HEAD), title="创建文明城市", subtitle="在全区大会上的表态发言", salutation="各位领导：",
                speaker="某局长", date="2021年3月4日", marker="篇一", office="局长", unit="某局", kind="government",
                level="county", campaign="创文", paragraphs=["", "", ""],
                sections=[
                    section(None, None, 1), section("一、", "提高认识", 1), section("（一）", "压实责任", 2),
                    section(None, "几点要求", 1), section("三、", None, 1), section(None, None, 1),
                ],
            ),
            speech(SECOND, 200, title="在大会上的讲话", salutation="同志们：", paragraphs=["", ""]),
        ],
    )  # fmt: skip


GOLD: dict[str, Any] = {
    "speech_count": 2,
    "document_title": "全区大会讲话汇编",
    "subtitle": None,
    "event": "全区大会",
    "declared_speech_count": 2,
    "speeches": [
        {
            "title": "创建文明城市", "title_contains": "表态发言", "subtitle": "在全区大会上的表态发言",
            "salutation": "各位领导：", "speaker": "某局长", "date": "2021年3月4日", "marker": "篇一", "office": "局长",
            "unit": "某局", "kind": "government", "level": "county", "campaign": "创文", "paragraph_count": 3,
            "sections": [["一、", "提高认识", 1], ["（一）", "压实责任", 2], [None, "几点要求"], ["三、", None]],
            "opens": "今天我代表我局", "closes": "请领导放心。",
        },
        {
            "title": "在大会上的讲话", "salutation": "同志们：", "opens": "刚才", "closes": "谢谢大家！", "sections": [],
            "speaker": None, "date": None, "paragraph_count": 2,
        },
    ],
    "keeps": ["今天我代表我局作如下表态。一、提高认识", "全区大会讲话汇编", "在全区大会上的表态发言"],
    "drops": ["微信扫一扫", "责任编辑"],
    "anomalies": {
        "present": ["stray_space", "text_hidden|lost_character"], "absent": ["no_speech"],
        "exact": ["lost_character", "stray_space"],
    },
}  # fmt: skip


def measures(document: SimpleNamespace, gold: dict[str, Any]) -> list[str]:
    """The measures with a difference, each once."""
    found = {measure for measure, _ in differences(document, Gold.model_validate(gold))}
    return [measure for measure in MEASURES if measure in found]


def changed(where: Any, path: str, value: Any) -> Any:
    """A copy in which one value is another: `speeches.0.title`."""
    copy = deepcopy(where)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place = copy
    for step in steps:
        place = getattr(place, step) if isinstance(place, SimpleNamespace) else place[step]
    if isinstance(place, SimpleNamespace):
        setattr(place, last, value)
    else:
        place[last] = value
    return copy


def test_what_is_as_the_gold_says_has_no_difference() -> None:
    assert not list(differences(page(), Gold.model_validate(GOLD)))
    assert judged(Gold.model_validate(GOLD)) == set(MEASURES) - {"restored"}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("speech_count", 3, ["speeches"]),
        ("title", "全区大会讲话", ["titles"]),
        ("title", None, ["titles"]),
        ("subtitle", "摘要", ["titles"]),
        ("event", None, ["other"]),
        ("declared_speech_count", None, ["other"]),
        ("speeches.0.title", "文明城市", ["titles"]),
        ("speeches.0.title", None, ["titles"]),
        ("speeches.0.subtitle", None, ["titles", "no words lost"]),
        ("speeches.1.speaker", "某局长", ["speakers"]),
        ("speeches.1.date", "2021年", ["dates"]),
        *((f"speeches.0.{key}", value, [measure]) for value in (None, "别的") for key, measure in (
            ("salutation", "salutations"), ("speaker", "speakers"), ("date", "dates"), ("marker", "other"), ("office", "offices"),
            ("unit", "units"), ("kind", "kinds"), ("level", "levels"), ("campaign", "campaigns"),
        )),
        ("speeches.0.paragraphs", ["", ""], ["paragraphs"]),
        ("speeches.0.sections.1.heading", None, ["headings"]),
        ("speeches.0.sections.1.heading", "提高认识我们将", ["headings"]),
        ("speeches.0.sections.1.marker", None, ["headings"]),
        ("speeches.0.sections.2.level", 1, ["headings"]),
        ("speeches.0.sections.3.marker", "三、", ["headings"]),
        ("speeches.0.sections", [], ["headings"]),
        ("speeches.1.sections", [section(None, "几点要求", 1)], ["headings"]),
        ("speeches.0.text", "收藏本文" + FIRST, ["boundaries"]),
        ("speeches.0.text", FIRST + "责任编辑", ["boundaries", "no furniture in speeches"]),
        ("speeches.0.text", FIRST + FIRST, ["boundaries"]),
        ("speeches.0.text", FIRST.replace("作如下表态", "作表态"), ["no words lost"]),
        ("text", f"{HEAD}微信 扫一扫\n{FIRST}", ["no furniture"]),
        ("text", f"{HEAD}{FIRST}\n责任\n编辑", ["no furniture"]),
        ("anomalies", [], ["anomalies"]),
    ],
)  # fmt: skip
def test_each_difference_counts_for_its_measure(path: str, value: Any, expected: list[str]) -> None:
    assert measures(changed(page(), path, value), GOLD) == expected


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("document_title", ["别的", "全区大会讲话汇编"]),
        ("document_title", "全区大会 讲话\u200b汇编"),
        ("event", [None, "全区大会"]),
        ("speech_count", [1, 2]),
        ("declared_speech_count", [None, 2]),
        ("speeches.0.title", "创建文明城市——在全区大会上的表态发言"),
        ("speeches.0.title", "创建文明城市--在全区大会上的表态发言"),
        ("speeches.0.title", "创建文明城市在全区大会上的表态发言"),
        ("speeches.0.title_contains", ["别的", "城市——在"]),
        ("speeches.0.subtitle", "——在全区大会上的表态发言"),
        ("speeches.0.salutation", "各位领导:"),
        ("speeches.0.speaker", [None, "某 局长"]),
        ("speeches.0.date", "２０２１年３月４日"),
        ("speeches.0.paragraph_count", [3, 4]),
        (
            "speeches.0.sections",
            [["一、"], ["(一)", ["压实", "压实责任"]], [[None, "三、"], "几点要求", [1, 2]], ["三、"]],
        ),
        ("speeches.0.opens", ["别的", "今天我"]),
        ("speeches.0.closes", ["别的", "放心。"]),
        ("speeches.1.opens", "刚才几位局长作了发言。谢谢"),
        (
            "keeps",
            ["我们将全力以赴(一抓到底)。", "创建文明城市——在全区大会上", "全区大会讲话汇编创建文明城市"],
        ),
        ("drops", ["某街道"]),
        ("anomalies", {"present": ["a|stray_space"]}),
        ("anomalies", {"exact": ["stray_space", "lost_character"]}),
    ],
)
def test_what_is_right_in_another_notation_has_no_difference(path: str, value: Any) -> None:
    assert measures(page(), changed(GOLD, path, value)) == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("document_title", "全區大會講話匯編", ["titles"]),
        ("subtitle", "摘要", ["titles"]),
        ("speeches.0.title_contains", "动员讲话", ["titles"]),
        ("speeches.0.subtitle", "别的", ["titles"]),
        ("speeches.0.subtitle", None, ["titles"]),
        ("speeches.0.sections", [["一、", None], ["（一）"], [None, "几点要求"], ["三、"]], ["headings"]),
        (
            "speeches.0.sections",
            [["一、"], ["（一）", "压实责任", [1, 3]], [None, "几点要求"], ["三、"]],
            ["headings"],
        ),
        ("keeps", ["某局长"], ["no words lost"]),
        ("keeps", ["2021年3月4日"], ["no words lost"]),
        ("keeps", ["全区大会", "请领导放心。在大会上"], ["no words lost"]),
        ("keeps", ["今天", "从来没有的话"], ["no words lost"]),
        ("drops", ["微信扫一扫", "某局长"], ["no furniture"]),
        ("anomalies", {"present": ["a|b"]}, ["anomalies"]),
        ("anomalies", {"absent": ["no_speech", "stray_space"]}, ["anomalies"]),
        ("anomalies", {"exact": ["stray_space"]}, ["anomalies"]),
        ("anomalies", {"exact": ["stray_space", "stray_space", "lost_character"]}, ["anomalies"]),
        ("anomalies", {"exact": []}, ["anomalies"]),
    ],
)
def test_what_the_gold_asks_for_in_vain_is_a_difference(path: str, value: Any, expected: list[str]) -> None:
    assert measures(page(), changed(GOLD, path, value)) == expected


@pytest.mark.parametrize("found", [None, "各位领导："])
def test_the_text_begins_behind_the_salutation_even_where_none_was_found(found: str | None) -> None:
    document = changed(page(), "speeches.0.salutation", found)
    assert measures(document, GOLD) == ([] if found else ["salutations"])
    unjudged = changed(GOLD, "speeches.0.salutation", [None, "各位领导：", "各位领导"])
    assert measures(document, unjudged) == []


def test_short_opening_words_may_come_again() -> None:
    document = changed(page(), "speeches.1.text", SECOND.replace("谢谢", "刚才，刚才。谢谢"))
    assert measures(document, GOLD) == []


def test_lost_words_that_stand_elsewhere_in_the_text_are_told_apart() -> None:
    gold = Gold.model_validate({"keeps": ["某局长", "没有的话"]})
    assert [text for _, text in differences(page(), gold)] == [
        "'某局长' is lost (it stands in the text, but in no speech)",
        "'没有的话' is lost",
    ]


def test_nothing_is_kept_of_a_page_without_speeches() -> None:
    document = page()
    document.speeches, document.speech_count = [], 0
    assert measures(document, {"keeps": ["全区大会讲话汇编"], "speech_count": 0}) == ["no words lost"]


@pytest.mark.parametrize("left", [0, 1])
def test_a_missing_speech_is_wrong_in_all_that_is_said_of_it_and_the_others_are_right(left: int) -> None:
    document = page()
    document.speeches, document.speech_count = [document.speeches[left]], 1
    gold = {"speech_count": 2, "speeches": GOLD["speeches"]}
    found = list(differences(document, Gold.model_validate(gold)))
    assert ("speeches", "1 speeches, not 2") in found
    others = {(measure, text) for measure, text in found if measure != "speeches"}
    said = judged(Gold.model_validate({"speeches": [GOLD["speeches"][1 - left]]})) - {"speeches"}
    assert others == {(measure, f"speech {2 - left}: is not found") for measure in said}


def test_a_speech_too_many_does_not_make_the_others_wrong() -> None:
    for at in range(3):
        document = page()
        document.speeches.insert(at, speech("编者按：以下是讲话。", 0, title="编者按"))
        document.speech_count = 3
        assert measures(document, {"speech_count": 2, "speeches": GOLD["speeches"]}) == ["speeches"]


def test_speeches_are_paired_by_what_agrees_most() -> None:
    """A speech found under the title of the next is the speech whose text it has."""
    document = page()
    document.speeches = [changed(document.speeches[0], "title", "在大会上的讲话")]
    document.speech_count = 1
    found = list(
        differences(document, Gold.model_validate({"speech_count": 2, "speeches": GOLD["speeches"]}))
    )
    assert [text for measure, text in found if measure == "salutations"] == ["speech 2: is not found"]
    titles = [text for measure, text in found if measure == "titles"]
    assert titles[0].startswith("speech 1: title: '在大会上的讲话'")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("我们将全力以赴", "speeches.0.text"),
        ("谢谢大家", "speeches.1.text"),
        ("讲话汇编", "title"),
        ("摘要", "subtitle"),
        ("创建文明城市", "speeches.0.title"),
        ("文明城市在全区大会上", "speeches.0.subtitle"),
        ("最上面的一行", "text"),
    ],
)
def test_words_are_kept_in_any_text_or_title_or_above_the_first_speech(words: str, path: str) -> None:
    document = changed(changed(page(), "subtitle", "摘要"), "text", "最上面的一行\n")
    gold = {"keeps": [words]}
    assert measures(document, gold) == []
    assert measures(changed(document, path, ""), gold) == ["no words lost"]


@pytest.mark.parametrize("key", ["title", "salutation", "opens", "closes"])
@pytest.mark.parametrize("left", [0, 1])
def test_one_key_that_agrees_is_enough_for_a_pair(key: str, left: int) -> None:
    document = page()
    document.speeches, document.speech_count = [document.speeches[left]], 1
    gold = {"speech_count": 2, "speeches": [{key: said[key]} for said in GOLD["speeches"]]}
    texts = [
        text for measure, text in differences(document, Gold.model_validate(gold)) if measure != "speeches"
    ]
    assert texts == [f"speech {2 - left}: is not found"]


def test_gold_may_list_fewer_speeches_than_there_are_or_allow_fewer() -> None:
    assert measures(page(), {"speeches": GOLD["speeches"][:1]}) == []
    assert measures(page(), {"speech_count": 2, "speeches": GOLD["speeches"][:1]}) == []
    document = page()
    document.speeches, document.speech_count = document.speeches[:1], 1
    assert measures(document, {"speech_count": [1, 2], "speeches": GOLD["speeches"]}) == []
    assert "speeches" in measures(document, {"speeches": GOLD["speeches"]})
