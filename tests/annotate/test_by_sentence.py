"""Sentences that say the same are read once; what they hold depends on nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from chuangwen_corpus import annotate as layers
from chuangwen_corpus.annotate import by_sentence, engines, registry
from chuangwen_corpus.annotate.heads import AskedHead, Head
from chuangwen_corpus.annotate.layers import needs
from chuangwen_corpus.genre.remembered import Recent
from chuangwen_corpus.lists import read_lists
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.pipeline import parse_row
from conftest import ROOT

PAGES = sorted((ROOT / "tests" / "golden" / "pages").iterdir())
PLEDGE, MOBILISATION = "某局在创建大会上的表态发言", "在全市创建大会上的动员讲话"


def forget() -> None:
    by_sentence._known.cache_clear()
    engines.engine().sentences = Recent(engines.MOST_SENTENCES)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget()
    yield
    forget()


def page(title: str, text: str, head: str = "") -> str:
    return f"{title}\n{head}各位代表：\n{text}\n以上发言如有不当之处，欢迎各位批评指正，谢谢大家。\n"


@pytest.mark.parametrize("file", PAGES, ids=[file.stem for file in PAGES])
def test_a_sentence_read_alone_holds_what_it_holds_among_others(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = parse_row(file)
    forget()
    monkeypatch.setattr(by_sentence, "_TOGETHER", 1)
    alone = parse_row(file)
    assert together == alone
    assert parse_row(file) == alone  # now all are known


def test_no_sentence_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    actual = by_sentence._read
    monkeypatch.setattr(by_sentence, "_read", lambda *given: read.append(len(given[2])) or actual(*given))
    sentence = "我局将疏浚沟渠，加固塘坝16座。"
    parse(page(PLEDGE, sentence * 3))
    first = sum(read)
    read.clear()
    parse(page(PLEDGE, sentence * 5 + "\n" + sentence))
    assert first > 0
    assert read == []


@pytest.mark.parametrize("turned", [False, True])
def test_what_the_head_says_is_part_of_what_is_known(turned: bool) -> None:
    sentence = "各村要连夜排查，务必不漏一户。我们要加固塘坝16座。"
    expected = {}
    for title in (PLEDGE, MOBILISATION):
        expected[title] = [(a.layer, a.text) for a in parse(page(title, sentence)).annotations]
        forget()
    titles = (PLEDGE, MOBILISATION)
    for title in titles[::-1] if turned else titles:
        assert [(a.layer, a.text) for a in parse(page(title, sentence)).annotations] == expected[title]
    assert len({str(found) for found in expected.values()}) == 2


def test_a_year_is_counted_from_the_date_of_its_own_speech() -> None:
    found = [
        {a.text: a.attributes.get("iso") for a in document.annotations if a.layer == "time"}["去年3月"]
        for date in ("（2019年5月6日）\n", "（2021年5月6日）\n", "")
        for document in [parse(page(PLEDGE, "去年3月我局完成了整改。", date))]
    ]
    assert found == ["2018-03", "2020-03", None]


def test_the_speaker_is_the_agent_of_what_nobody_is_named_in() -> None:
    agents = [
        [
            a.attributes.get("agent")
            for a in parse(page(title, "坚决做好整改。")).annotations
            if a.layer == "commitment"
        ]
        for title in (
            "水利局在创建大会上的表态发言",
            "教育局在创建大会上的表态发言",
            "在创建大会上的表态发言",
        )
    ]
    assert agents == [["水利局"], ["教育局"], [None]]


def test_links_lead_to_the_marks_of_their_own_page() -> None:
    text = "我局将于今年3月底前加固塘坝16座，疏浚沟渠。"
    for before in ("", "感谢大会给我局这个机会。", "我局共有三个科室。" * 7):
        document = parse(page(PLEDGE, before + text))
        known = {a.annotation_id: a for a in document.annotations}
        acts = [a for a in document.annotations if a.layer == "commitment"]
        assert [act.text for act in acts] == ["我局将于今年3月底前加固塘坝16座", "疏浚沟渠"]
        assert [known[act.attributes["chain"]] for act in acts] == [acts[0], acts[0]]
        assert known[acts[0].attributes["quantity_id"]].text == "16座"
        assert known[acts[0].attributes["deadline_id"]].text == "今年3月底前"


def test_the_items_of_an_announced_promise_are_read_with_it() -> None:
    items = "一、坚决整改。\n二、不再受理。\n三、按月公开账目。"
    announced = parse(page(PLEDGE, f"我们郑重承诺：\n{items}"))
    plain = parse(page(PLEDGE, f"我们的情况：\n{items}"))
    texts = [[a.text for a in d.annotations if a.layer == "commitment"] for d in (announced, plain)]
    assert texts == [["坚决整改", "不再受理", "按月公开账目"], ["坚决整改"]]


def test_items_behind_a_stray_stop_are_items_too() -> None:
    announced = parse(page(PLEDGE, "我们郑重承诺：\n，一、按月公开账目。\n，二、不再受理。"))
    found = [a.text for a in announced.annotations if a.layer == "commitment"]
    assert found == ["按月公开账目", "不再受理"]


def test_of_two_announced_promises_the_nearest_holds() -> None:
    text = "我局郑重承诺：\n一、不再受理。\n二、我们郑重承诺：\n三、不再收费。\n老街很热闹。\n四、不再拖延。"
    found = [a for a in parse(page(PLEDGE, text)).annotations if a.layer == "commitment"]
    assert [(a.text, a.attributes["agent"]) for a in found] == [("不再受理", "我局"), ("不再收费", "我们")]


def test_a_pattern_of_a_user_s_sees_nothing_before_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text(
        "form\tclass\tmodality\tstrength\tnot_behind\n铆足\tmarker\tvow\tstrong\t(?<=[^，]{3})我们\n",
        encoding="utf-8",
    )
    lists = read_lists(tmp_path)
    pledge = page(PLEDGE, "我们铆足劲头完成整改。")
    first = parse(pledge, lists=lists).annotations
    forget()
    parse(page(PLEDGE, "清水街的路灯很亮。"), lists=lists)
    assert parse(pledge, lists=lists).annotations == first


def test_what_is_kept_belongs_to_no_page() -> None:
    pledge = page(PLEDGE, "我局将加固塘坝16座。")
    row = parse_row(pledge)
    expected = [dict(a["attributes"]) for a in row["annotations"]]
    for annotation in row["annotations"]:
        annotation["attributes"].clear()
    assert [a["attributes"] for a in parse_row(pledge)["annotations"]] == expected


def test_a_user_s_lists_have_what_is_known_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "policy_terms.tsv").write_text(
        "form\ttype\tprogramme\tfirst_year\n清河经验\tformula\t清河\t2020\n", encoding="utf-8"
    )
    lists = read_lists(tmp_path)
    text = page(PLEDGE, "我局将推广清河经验。")
    for chosen, expected in ((None, []), (lists, ["清河经验"]), (None, []), (lists, ["清河经验"])):
        found = [a.text for a in parse(text, lists=chosen).annotations if a.layer == "policy_term"]
        assert found == expected


def test_the_words_of_a_heading_do_not_depend_on_what_follows() -> None:
    tags = []
    for behind in ("留住老街是我们的责任。", "老街是我们的责任。"):
        tokens = parse(page(PLEDGE, f"一、作风要过硬\n{behind}"), layers=()).tokens
        tags += [pos for form, pos in zip(tokens.form, tokens.upos, strict=True) if form == "过硬"]
    assert tags == ["ADJ", "ADJ"]


def test_layers_of_sentences_need_no_layer_of_the_page() -> None:
    known = registry()
    assert not [
        (layer.name, other)
        for layer, other in product(known.values(), known)
        if not layer.of_page and other in needs(layer) and known[other].of_page
    ]


def test_a_head_notes_what_it_is_asked() -> None:
    head = AskedHead(Head("动员讲话", "市長 王強", "市长 王强"))
    assert head.tells("mobilises")
    assert head.tells("speaks for", "市政府")
    assert not head.tells("names", "水利局")
    assert head.answers == {
        ("mobilises", ""): True,
        ("speaks for", "市政府"): True,
        ("names", "水利局"): False,
    }
    assert not Head().tells("speaks for", "市政府")


def test_what_was_asked_for_last_is_kept() -> None:
    kept: Recent[int, str] = Recent(3)
    for number in range(6):
        kept.put(number, str(number))
        assert kept.get(0) == "0"
    for number in range(6, 100):
        kept.put(number, str(number))
    known = [number for number in range(100) if kept.get(number)]
    assert 3 <= len(known) <= 6
    assert kept.get(0) is None
    kept.put(100, "heavy", weight=3)
    kept.put(101, "heavy", weight=3)
    assert [number for number in known if kept.get(number)] == []


def test_layers_that_are_not_chosen_are_not_made() -> None:
    assert parse(page(PLEDGE, "我局将整改。"), layers=()).annotations == ()
    assert layers.choose(()) == ()
