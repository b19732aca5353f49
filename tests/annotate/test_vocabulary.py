"""The lexical pass: hits of all lists in one go, what makes a hit none, and which layer blocks which."""

from __future__ import annotations

import pytest

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.annotate.layer import Spans
from chuangwen_corpus.annotate.vocabulary import LISTS, PLAIN, Hits, cue_list
from chuangwen_corpus.genre.folding import fold
from layering import spans


def test_hits_overlap_and_are_sorted() -> None:
    hits = Hits("坚决打赢脱贫攻坚战")
    found = [(hit.start, hit.end) for hit in hits.within(0, 9, "war_metaphors")]
    assert found == sorted(found, key=lambda span: (span[0], -span[1]))
    assert (6, 9) in found
    assert [hit.row["form"] for hit in hits.within(0, 2, cue_list("marker"))] == ["坚决"]


def test_hits_lie_in_the_span_that_is_asked_for() -> None:
    hits = Hits("坚决落实，坚决整改")
    starts = {hit.start for hit in hits.within(1, 9, cue_list("marker")) if hit.row["form"] == "坚决"}
    assert starts == {5}
    assert hits.within(3, 3, cue_list("marker")) == []
    assert hits.within(0, 9, "no such list") == []


def test_hits_of_several_lists_come_in_one_row() -> None:
    hits = Hits("务必坚决不推诿")
    both = hits.within(0, 7, cue_list("marker"), cue_list("negation"))
    assert [(hit.start, hit.end) for hit in both] == sorted(
        ((hit.start, hit.end) for hit in both), key=lambda span: (span[0], -span[1])
    )
    assert {hit.row["class"] for hit in both} == {"marker", "negation"}
    assert [hit.row["form"] for hit in hits.at(2, 7, cue_list("marker"))][:1] == ["坚决不"]
    assert hits.at(2, 3, cue_list("marker")) == []


def test_offsets_are_code_points_behind_characters_outside_the_basic_plane() -> None:
    text = "\U0001f600\U00020000坚决落实"
    hit = next(
        hit for hit in Hits(text).within(0, len(text), cue_list("marker")) if hit.row["form"] == "坚决"
    )
    assert text[hit.start : hit.end] == "坚决"


@pytest.mark.parametrize("name", LISTS)
def test_every_row_of_every_list_is_found(name: str) -> None:
    for row in rows(name):
        form = fold(row["form"])
        where = cue_list(row["class"]) if name == "cues" else name
        assert any(hit.row is row for hit in Hits(form).within(0, len(form), where)), row["form"]


def test_no_organ_stands_twice_in_a_class() -> None:
    organs = [(row["form"], row["class"]) for row in rows("organs")]
    assert len(organs) == len(set(organs))


def test_forms_of_plain_lists_are_found() -> None:
    assert [(hit.start, hit.end) for name in PLAIN for hit in Hits("要脚踏实地").all_of(name)] == [(1, 5)]


@pytest.mark.parametrize(
    ("layer", "sentence", "expected"),
    [
        ("metaphor_war", "这是重大战略部署。", []),
        ("metaphor_war", "要打好这场大战。", ["大战"]),
        ("commitment", "这是攻坚决策的结果。", []),
        ("quantity", "长三角地区加快融合。", []),
        ("quantity", "严格执行八项规定。", []),
        ("time", "总投资2000亿元。", []),
    ],
)
def test_letters_that_meet_inside_words_are_no_hit(layer: str, sentence: str, expected: list[str]) -> None:
    assert spans(layer, sentence) == expected


@pytest.mark.parametrize(
    ("layer", "sentence", "expected"),
    [
        ("policy_term", "贯彻《关于推进乡村振兴战略的意见》。", []),
        ("policy_term", "推进乡村振兴战略。", ["乡村振兴战略"]),
        ("organisation", "贯彻《青石市教育局工作要点》。", []),
        ("organisation", "拥护以习近平同志为核心的党中央。", []),
        ("organisation", "拥护党中央。", ["党中央"]),
        ("time", "贯彻《2024年工作要点》。", []),
        ("time", "在2024年完成。", ["2024年"]),
        ("quantity", "落实四个意识。", []),
        ("quantity", "落实四个措施。", ["四个措施"]),
    ],
)
def test_an_earlier_layer_blocks_a_later_one(layer: str, sentence: str, expected: list[str]) -> None:
    assert spans(layer, sentence) == expected


def test_the_order_of_blocking_is_one_line() -> None:
    order = ["cited_work", "policy_term", "organisation", "time", "quantity"]
    for name, layer in registry().items():
        if layer.blocked_by:
            assert name in order, f"{name}: blocked_by is for the line in docs/cues.md; else use requires"
            assert list(layer.blocked_by) == order[: order.index(name)]


@pytest.mark.parametrize(
    ("start", "end", "blocked"),
    [
        (0, 2, False),
        (2, 4, True),
        (3, 5, True),
        (1, 3, True),
        (1, 6, False),
        (2, 5, True),
        (5, 7, False),
        (3, 9, True),
    ],
)
def test_what_encloses_a_span_is_free(start: int, end: int, *, blocked: bool) -> None:
    assert Spans([(2, 5), (8, 9)]).block(start, end) is blocked


def test_nothing_blocks_where_nothing_is() -> None:
    assert not Spans([]).block(0, 5)
