"""Sentences planted by hand, in ways that the generator of samples does not have."""

from __future__ import annotations

import random
import time

import pytest

from chuangwen_corpus.reuse.find import find
from chuangwen_corpus.reuse.kinds import kind
from corpora_of_reuse import met, pairs, tables

LONG = "我们将对城区十二条背街小巷逐条登记造册，路面破损的修补，路灯不亮的换新，请街坊邻居随时来挑毛病。"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("我们一定把南湖区的农贸市场改造好。", "我们一定把南湖区的农贸市场改造好！", "exact"),
        ("我们要創建全國文明城市，絕不半途而廢。", "我们要创建全国文明城市，绝不半途而废。", "exact"),
        ("一、创建任务必须落到每一条街巷。", "（三）创建任务必须落到每一条街巷", "exact"),
        ("到２０２０年完成１２条街巷的整治工作。", "到2020年完成12条街巷的整治工作。", "exact"),
        ("南湖区的干部要带头到一线去解决问题。", "XX区的干部要带头到一线去解决问题。", "places"),
        ("XX区的干部要带头到一线去解决问题。", "某某区的干部要带头到一线去解决问题。", "exact"),
        ("清河街道的干部要带头到一线去解决问题。", "柳林沟镇的干部要带头到一线去解决问题。", "places"),
        ("乌苏里江市全体干部要带头到一线去解决问题。", "金县全体干部要带头到一线去解决问题。", "places"),
        ("我们将在6月底前完成12条背街小巷的整治。", "我们将在9月底前完成36条背街小巷的整治。", "words"),
        ("把路面破损的地方修补好，把不亮的路灯换成新的。", "把不亮的路灯换成新的，把路面破损的地方修补好。", "words"),
        ("窗口单位要让来办事的人少跑一趟路。", "窗口单位要让来办?的人少跑一?路。", "words"),
        ("我们坚决完成上级交给的各项创建任务。", "我们全力做好上级交给的各项创建任务。", "words"),
        (LONG, "路面破损的修补，路灯不亮的换新，请街坊邻居随时来挑毛病。", "part"),
        (LONG, LONG[:-1] + "，也欢迎媒体朋友跟着我们一起走一走看一看，把问题拍下来登出来曝曝光。", "part"),
    ],
)  # fmt: skip
def test_a_changed_sentence_is_found(one: str, other: str, kind: str) -> None:
    assert met(one, other) == [("0.0", "1.0", kind)]


@pytest.mark.parametrize(
    ("one", "other"),
    [  # Texts with two shortest ways from one to the other, of which only one has no change but of places.
        ("市区区县区", "区区x落x"),
        ("头区实x落", "头要乙区实"),
        ("带乙南湖x落市要要x要带湖", "带乙南湖x落要湖要要甲带湖"),
    ],
)
def test_the_kind_of_change_is_that_of_the_pair(one: str, other: str) -> None:
    assert kind(one, other) == kind(other, one)


def test_which_text_is_earlier_changes_no_kind() -> None:
    of = "我们要请{}的同志带头到一线去解决群众的问题。"
    texts = [[of.format(names)] for names in ("带乙南湖x落市要要x要带湖", "带乙南湖x落要湖要要甲带湖")]
    found = [find(tables(("2020", a), ("2021", b))).pairs for a, b in (texts, texts[::-1])]
    assert [pairs["earlier"].to_pylist() for pairs in found] == [["first"], ["first"]]
    assert found[0]["kind"].equals(found[1]["kind"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我们要把农贸市场改造得干净整洁。", "学校门口的交通秩序牵动千家万户。"),
        ("创建全国文明城市是全市人民的期盼。", "创建全国文明城市要从孩子的教育抓起，把好习惯带回家。"),
        ("谢谢大家！", "谢谢大家！"),
        ("", ""),
        ("？？！", "。"),
    ],
)
def test_what_is_no_reuse_is_no_pair(one: str, other: str) -> None:
    assert met(one, other) == []


def test_a_sentence_split_in_two_is_found_in_both_and_so_is_one_merged() -> None:
    halves = ["我们将对城区十二条背街小巷逐条登记造册。", "路灯不亮的换新，请街坊邻居随时来挑毛病。"]
    whole = halves[0][:-1] + "，" + halves[1]
    assert pairs(find(tables([whole], halves))) == [("0.0", "1.0", "part"), ("0.0", "1.1", "part")]
    assert pairs(find(tables(halves, [whole]))) == [("0.0", "1.0", "part"), ("0.1", "1.0", "part")]


def test_a_speech_does_not_repeat_itself() -> None:
    refrain = "让文明之花开遍每一个角落每一条街道。"
    assert pairs(find(tables([refrain, refrain, refrain]))) == []
    found = find(tables([refrain, refrain.replace("角落", "地方")], [refrain]))
    assert [pair[:2] for pair in pairs(found)] == [("0.0", "1.0"), ("0.1", "1.0")]


def test_exact_repeats_are_grouped_not_paired() -> None:
    text = "我们将对城区十二条背街小巷逐条登记造册。"
    found = find(tables(*[[text]] * 50))
    assert len(found) == 49
    assert set(found.pairs["first_id"].to_pylist()) == {"0" * 16 + ".st0"}
    assert found.clusters.num_rows == 50
    assert set(found.clusters["size"].to_pylist()) == {50}


@pytest.mark.slow
def test_many_equal_and_many_like_sentences_make_few_pairs() -> None:
    text = "我们将对城区十二条背街小巷逐条登记造册，{}号路灯不亮的马上换新。"
    count = 3_000
    started = time.perf_counter()
    found = find(tables(*[[text.format(i)] for i in range(count)]))
    assert len(found) < 100 * count  # all pairs would be 4.5 million
    assert time.perf_counter() - started < 60
    clusters = found.clusters.to_pylist()
    assert max(row["size"] for row in clusters) == count  # and yet they are together


def test_set_phrases_are_told_by_their_neighbours() -> None:
    own = [f"第{i}件事是把{word}这件事办好办实办到位。" for i, word in enumerate("水电路气房桥灯树")]
    speeches = [[word, "请各位领导放心！", "谢谢大家！"] for word in own]
    found = find(tables(*speeches))
    assert "请各位领导放心！" in found.set_phrases["text"].to_pylist()
    assert not [pair for pair in pairs(found) if pair[0].endswith(".1")]
    # The same words, but copied with all that is around them: no formula, a copy.
    copied = find(tables(*[[own[0], "请各位领导放心好了！", own[1]]] * 8))
    assert copied.set_phrases.num_rows == 0
    assert ("0.1", "1.1", "exact") in pairs(copied)


def test_a_chain_does_not_glue_everything() -> None:
    words = "".join(chr(0x4E00 + 7 * i) for i in range(120))
    chain = [
        words[i : i + 20] for i in range(100)
    ]  # each is much like the next, the first nothing like the last
    found = find(tables(*[[link] for link in chain]))
    texts = dict(zip(found.clusters["id"].to_pylist(), found.clusters["cluster"].to_pylist(), strict=True))
    assert len(texts) > 80
    for cluster in set(texts.values()):
        inside = [chain[int(one[:16], 16)] for one, own in texts.items() if own == cluster]
        assert min(len(set(one) & set(other)) for one in inside for other in inside) >= 2
    assert len(set(texts.values())) >= 4


def test_the_date_gives_the_direction_where_it_leaves_no_doubt() -> None:
    text = "我们将对城区十二条背街小巷逐条登记造册。"

    def earlier(one: str | None, other: str | None) -> tuple[str, str | None]:
        row = find(tables((one, [text]), (other, [text]))).pairs.to_pylist()[0]
        return row["first_document_id"][-1], row["earlier"]

    assert earlier("2020-05-01", "2020-05-02") == ("0", "first")
    assert earlier("2021-01-01", "2020-05-02") == ("1", "first")
    assert earlier("2020-05", "2020-05-02") == ("0", None)
    assert earlier("2020", "2021-01-01") == ("0", "first")
    assert earlier("2020", "2020-12") == ("0", None)
    assert earlier(None, "2020") == ("1", None)
    assert earlier("20XX", "2020") == ("1", None)


def test_the_result_depends_on_no_order_and_no_workers() -> None:
    choose = random.Random(4)
    words = [
        "街道",
        "社区",
        "学校",
        "医院",
        "市场",
        "公园",
        "工地",
        "车站",
        "干部",
        "群众",
        "整治",
        "改造",
        "巡查",
        "宣传",
    ]
    speeches = [["".join(choose.choice(words) for _ in range(8)) for _ in range(4)] for _ in range(60)]
    speeches += [[text.replace("社区", "小区") for text in speech] for speech in speeches[:30]]
    count = 4 * len(speeches)
    base = find(tables(*speeches))
    assert len(base) > 60
    for i in range(3):
        other = find(tables(*speeches, order=choose.sample(range(count), count)), workers=i + 1)
        assert other.pairs.equals(base.pairs)
        assert other.clusters.equals(base.clusters)
        assert other.set_phrases.equals(base.set_phrases)


@pytest.mark.parametrize("unit", ["sentence", "paragraph", "speech"])
def test_there_may_be_nothing(unit: str) -> None:
    for empty in (
        tables(),
        tables(["我们将对城区十二条背街小巷逐条登记造册。"]),
        tables([""]),
        tables(["短。"], ["短。"]),
    ):
        found = find(empty, unit)  # type: ignore[arg-type]
        assert len(found) == 0
        assert found.clusters.num_rows == 0
        assert "0 of 0 pairs" in repr(found)
        assert "0 of 0 pairs" in found._repr_html_()


def test_a_page_without_a_speech_counts_as_one() -> None:
    import pyarrow as pa

    text = "我们将对城区十二条背街小巷逐条登记造册。"
    made = tables([text], [text])
    made["sentences"] = made["sentences"].set_column(2, "speech_id", pa.nulls(2, pa.string()))
    assert pairs(find(made)) == [("0.0", "1.0", "exact")]
    assert len(find(made, "speech")) == 0


@pytest.mark.slow
def test_a_sentence_may_be_very_long() -> None:
    choose = random.Random(1)
    long = "".join(chr(0x4E00 + choose.randrange(6000)) for _ in range(100_000))
    changed = "".join(chr(0x4E00 + choose.randrange(6000)) if choose.random() < 0.1 else c for c in long)
    assert met(long, changed) == [("0.0", "1.0", "words")]
    assert met(long, long[40_000:41_000]) == [("0.0", "1.0", "part")]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="unit is 'word'"):
        find(tables(), "word")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="least is 2"):
        find(tables(), least=2)
