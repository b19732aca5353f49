"""Paragraphs and speeches, by way of their sentences."""

from __future__ import annotations

import random

import pytest

from chuangwen_corpus.reuse import larger
from chuangwen_corpus.reuse.find import find
from chuangwen_corpus.reuse.repeats import repeats
from chuangwen_corpus.reuse.texts import ordered
from chuangwen_corpus.reuse.verify import scores
from corpora_of_reuse import pairs, tables

WORDS = "街道 社区 学校 医院 市场 公园 工地 车站 干部 群众 整治 改造 巡查 宣传 灯光 水渠 院坝 楼道 花坛 岗亭 书屋 食堂 围挡 车位 店招 线缆".split()


def speech(seed: int, sentences: int = 10) -> list[str]:
    """A speech that has nothing in common with that of another seed but words."""
    choose = random.Random(seed)
    return ["".join(choose.sample(WORDS, 9)) + "。" for _ in range(sentences)]


def test_copies_of_all_kinds_are_found() -> None:
    model = speech(0)
    exact = list(model)
    changed = [text.replace("街道", "马路").replace("群众", "百姓") for text in model]
    third = [*speech(1)[:7], *model[:4]]
    shuffled = random.Random(3).sample(model, len(model))
    other = speech(2)
    found = find(tables(model, exact, changed, third, shuffled, other), "speech")
    kinds = {(first[0], second[0]): kind for first, second, kind in pairs(found)}
    assert kinds[("0", "1")] == "exact"
    assert kinds[("0", "2")] == "words"
    assert kinds[("0", "3")] == "part"
    assert kinds[("0", "4")] == "words"
    assert not [pair for pair in kinds if "5" in pair]
    assert found.clusters.num_rows == 5


def test_the_kind_of_a_pair_does_not_hang_on_which_is_earlier() -> None:
    seen = set()
    for seed in range(200):
        choose = random.Random(seed)
        one = speech(seed, choose.randint(2, 5))
        other = []
        for text in [*one, *one[: choose.randint(0, 2)]]:
            new = speech(1_000 + choose.randint(1, 50), 1)[0]
            other.append(choose.choice([text, new, text[:8] + new[:10], text.replace(text[4:6], "某某")]))
        kinds = [
            find(tables(("2020", a), ("2021", b)), "speech").pairs["kind"].to_pylist()
            for a, b in ((one, other), (other, one))
        ]
        assert kinds[0] == kinds[1], seed
        seen.update(kinds[0])
    assert seen == {"exact", "places", "part", "words"}


def test_places_replaced_throughout() -> None:
    model = [f"南湖区要{text}" for text in speech(0)]
    copy = [f"某某区要{text}" for text in speech(0)]
    assert pairs(find(tables(model, copy), "speech")) == [("0.0", "1.0", "places")]


def test_shares_say_which_stands_in_which() -> None:
    model = speech(0)
    (row,) = find(tables(model, model[:5]), "speech").pairs.to_pylist()
    assert row["kind"] == "part"
    assert row["containment"] == pytest.approx(1)
    assert row["similarity"] == pytest.approx(0.5, abs=0.06)


def test_a_paragraph_in_another_speech() -> None:
    found = find(tables([*speech(1)[:2], *speech(0)[:2]], [*speech(0)[:2], *speech(2)[:2]]), "paragraph")
    assert pairs(found) == [("0.1", "1.0", "exact")]
    assert found.align(0).changed == ()


def test_what_everybody_says_is_no_copy() -> None:
    """A sentence that all speeches have in unlike surroundings makes no two of them copies of each other."""
    common = "今天的会议开得及时，目标讲得清楚，路子指得明白，我们完全拥护。"
    found = find(tables(*[[*speech(i, 2), common, *speech(i + 100, 2)] for i in range(20)]), "speech")
    assert len(found) == 0


def test_many_copies_of_one_speech_are_one_cluster() -> None:
    model = speech(0)
    copies = [[text.replace("社区", f"第{i}社区") for text in model] for i in range(80)]
    found = find(tables(model, *copies), "speech")
    sizes = [row["size"] for row in found.clusters.to_pylist()]
    assert max(sizes) == 81
    assert len(found) < 81 * 40


def test_a_refrain_counts_for_little_however_often_it_is_said() -> None:
    refrain = "创建文明城市是全区人民共同的心愿和责任。"
    others = [
        "我们要清理背街小巷的积存垃圾和小广告。",
        "请各位商户自觉维护门前的卫生和秩序。",
        "沿河步道的路灯将在年底之前全部修好。",
        "学校周边的流动摊点要在本月内规范到位。",
    ]
    second = [
        "老旧小区的飞线要在汛期之前全部入地。",
        "农贸市场的活禽交易区要单独封闭起来。",
        "主次干道的护栏和标线已经重新施划。",
        "志愿服务队每个周末都会到社区值守。",
    ]
    found = find(
        tables(
            [part for one in others for part in (refrain, one)],
            [part for one in second for part in (refrain, one)],
        ),
        "speech",
        least=0.0,
    ).pairs.to_pylist()
    assert all(0 <= pair["similarity"] <= pair["containment"] < 0.7 for pair in found)
    weights = larger._weights(
        repeats(
            ordered(*(tables([refrain] * 9, [refrain, *others])[name] for name in ("sentences", "speeches"))),
            0.6,
            scores,
        )
    )
    assert ((weights > 0) & (weights <= 1)).all()
