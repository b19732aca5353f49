"""Concordances: exact offsets, windows that stay in their unit, stated orders, both scripts, hostile text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import chuangwen_corpus as cw
from chuangwen_corpus.explore.concordance import Concordance, concordance
from chuangwen_corpus.explore.tokens import Tokens
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.publish import build
from exploring import Talk, tokens_of, words

PAGES = {
    "a.txt": "某局在创建大会上的表态发言\n某局局长 张三\n（2020年5月1日）\n各位领导：\n我们将完成创建任务！我们ＡＢ创建。\n谢谢大家！\n",
    "b.txt": "某縣在創建大會上的動員講話\n某縣縣長 李四\n各位領導：\n我們將完成創建任務！\n謝謝大家！\n",
    "c.txt": "这里没有发言，只有创建。\n创建文明城市，人人有责。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> cw.Corpus:
    raw = tmp_path_factory.mktemp("raw")
    for name, text in PAGES.items():
        (raw / name).write_text(text, encoding="utf-8")
    return cw.load(build(raw, raw.parent / "explored", text_without_speech=True).out)


def check_offsets(corpus: cw.Corpus, found: Concordance) -> None:
    texts = dict(
        zip(corpus.documents["document_id"].to_pylist(), corpus.documents["text"].to_pylist(), strict=True)
    )
    sentences = {row["sentence_id"]: row for row in corpus.sentences.to_pylist()}
    for row in found:
        text = texts[row["document_id"]]
        start, end = row["start_char"], row["end_char"]
        assert text[start:end] == row["node"]
        assert text[:start].endswith(row["left"])
        assert text[end:].startswith(row["right"])
        sentence = sentences[row["sentence_id"]]
        assert sentence["start_char"] <= start < sentence["end_char"]
        assert sentence["speech_id"] == row["speech_id"]
        assert sentence["document_id"] == row["document_id"]


def test_text_is_found_in_both_scripts_and_widths_with_exact_offsets(corpus: cw.Corpus) -> None:
    found = corpus.concordance("创建")
    assert sorted(row["node"] for row in found) == ["创建"] * 4 + ["創建"]
    check_offsets(corpus, found)
    for same in ("創建", "創建"):
        assert corpus.concordance(same).table.equals(found.table)
    assert [row["node"] for row in corpus.concordance("ab")] == []
    assert [row["node"] for row in corpus.concordance("AB")] == [
        row["node"] for row in corpus.concordance("ＡＢ")
    ]
    assert len(corpus.concordance("AB")) == 1


def test_every_kind_of_query_has_exact_offsets(corpus: cw.Corpus) -> None:
    for by in ("speech", "sentence", "document"):
        for step in ("character", "word"):
            for window in (0, 1, 5, 1000):
                for found in (
                    corpus.concordance("任务", by=by, unit=step, window=window),
                    corpus.concordance('[upos="VERB"] [upos="NOUN"]', by=by, unit=step, window=window),
                    corpus.concordance(regex="我.{1,5}", by=by, unit=step, window=window),
                    corpus.concordance(upos="NOUN", xpos="n.*", by=by, unit=step, window=window),
                ):
                    assert len(found)
                    check_offsets(corpus, found)


def test_a_page_without_a_speech_is_searched_too(corpus: cw.Corpus) -> None:
    loose = [row for row in corpus.concordance("创建", window=100) if row["speech_id"] is None]
    assert len(loose) == 2
    assert "没有发言" in loose[1]["left"]  # the page is one unit
    by_sentence = corpus.concordance("创建", window=100, by="sentence").table.filter(
        corpus.concordance("创建", by="sentence").table["speech_id"].is_null()
    )
    assert "没有发言" not in by_sentence["left"].to_pylist()[1]


def test_titles_are_not_searched(corpus: cw.Corpus) -> None:
    assert len(corpus.concordance("大会", by="document")) == 0
    assert "表态发言" in next(iter(corpus.concordance("各位领导", by="document", window=50)))["left"]
    assert next(iter(corpus.concordance("各位领导", window=50)))["left"] == ""


def test_a_chosen_part_is_searched_alone() -> None:
    whole = cw.load()
    part = whole.filter(speaker="教育系统")
    found = part.concordance("创建", by="document", window=5000)
    ids = {row["speech_id"] for row in found}
    assert ids == set(part.speeches["speech_id"].to_pylist())
    assert len(found) == sum(row["speech_id"] in ids for row in whole.concordance("创建"))
    check_offsets(part, found)


def test_of_a_filtered_document_nothing_that_was_left_out_is_shown_or_matched(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    pages = [PAGES["a.txt"].replace("任务", f"任务{name}") for name in "甲乙丙"]
    (raw / "a.txt").write_text("".join(pages), encoding="utf-8")
    corpus = cw.load(build(raw, tmp_path / "out").out)
    first, _, third = corpus.speeches["speech_id"].to_pylist()
    across = {"regex": "(?s)甲.*丙", "query": '[form="甲"] []{1,200} [form="丙"]'}
    chosen = corpus.filter(speech_id=[first, third])
    for key, wanted in across.items():
        query = {key: wanted, "by": "document"}
        assert ["乙" in row["node"] for row in corpus.concordance(**query)] == [True]  # type: ignore[arg-type]
        assert len(chosen.concordance(**query)) == 0  # type: ignore[arg-type]
    texts = dict(zip(*(chosen.speeches[name].to_pylist() for name in ("speech_id", "text")), strict=True))
    for step in ("character", "word"):
        found = chosen.concordance("任务", by="document", window=5000, unit=step)
        assert [row["speech_id"] for row in found] == [first, third]
        assert all(row["left"] + row["node"] + row["right"] in texts[row["speech_id"]] for row in found)
    # Whole documents were chosen: nothing of them was left out.
    whole = corpus.filter(document_id=corpus.document_ids())
    assert len(whole.concordance(regex=across["regex"], by="document")) == 1


LETTERS = st.text("创創建城 。", min_size=1, max_size=12)


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=4), min_size=1, max_size=4), st.text("创創建城", min_size=1, max_size=2),
       st.integers(0, 6), st.sampled_from(["speech", "sentence", "document"]))  # fmt: skip
def test_text_is_found_as_by_a_plain_search(
    speeches: list[list[str]], wanted: str, window: int, by: str
) -> None:
    talks = [
        Talk([[(word, "NOUN") for word in re.findall(r"\S+", s) or ["x"]] for s in sentences])
        for sentences in speeches
    ]
    tokens = tokens_of(*talks, pages=[k // 2 for k in range(len(talks))])
    expected = []
    for sentence in tokens.sentences.to_pylist():
        text = tokens.documents.filter(
            tokens.documents["document_id"].to_numpy(zero_copy_only=False) == sentence["document_id"]
        )["text"][0].as_py()
        same = {"speech": "speech_id", "document": "document_id", "sentence": "sentence_id"}[by]
        unit = [s for s in tokens.sentences.to_pylist() if s[same] == sentence[same]]
        low, high = min(s["start_char"] for s in unit), max(s["end_char"] for s in unit)
        low, high = (0, len(text)) if by == "document" else (low, high)
        at = sentence["start_char"]
        # No line end is searched for, so no hit leaves a sentence.
        while (at := fold(text).find(fold(wanted), at, sentence["end_char"])) >= 0:
            end = at + len(wanted)
            expected.append(
                (text[max(low, at - window) : at], text[at:end], text[end : min(high, end + window)], at)
            )
            at = end
    found = concordance(tokens, wanted, window=window, by=by)
    assert [(r["left"], r["node"], r["right"], r["start_char"]) for r in found] == expected


def test_windows_of_words() -> None:
    tokens = tokens_of(words("一个 两个 创建 三个 ， 四个", "五个 六个"), words("七个 创建"))
    rows = list(concordance(tokens, "创建", window=2, unit="word"))
    assert [(r["left"], r["right"]) for r in rows] == [("一个两个", "三个，"), ("七个", "")]
    wide = next(iter(concordance(tokens, "创建", window=5, unit="word")))
    assert wide["right"] == "三个，四个\n五个六个"
    narrow = next(iter(concordance(tokens, "创建", window=5, unit="word", by="sentence")))
    assert narrow["right"] == "三个，四个"
    half = next(iter(concordance(tokens, "建", window=1, unit="word")))
    assert (half["left"], half["right"]) == (
        "两个创",
        "三个",
    )  # the rest of a word that is cut is no word of the window


def test_sentences_without_tokens() -> None:
    tokens = tokens_of(words("甲创建乙"))
    bare = Tokens(tokens.table.slice(0, 0), tokens.sentences, tokens.speeches, tokens.documents)
    for sort in ("text", "left", "right"):
        (row,) = concordance(bare, "创建", window=3, unit="word", sort=sort, sort_by="word")
        assert (row["left"], row["node"], row["right"]) == ("", "创建", "")
    assert len(concordance(bare, "[]")) == 0


def test_orders() -> None:
    tokens = tokens_of(words("丙 创建 乙", "甲 创建 丙", "乙 创建 甲", "甲 創建 乙"))

    def order(**how: str) -> list[str]:
        return [r["left"] + r["right"] for r in concordance(tokens, "创建", by="sentence", **how)]  # type: ignore[arg-type]

    assert order() == ["丙乙", "甲丙", "乙甲", "甲乙"]
    for sort_by in ("character", "word"):
        assert order(sort="right", sort_by=sort_by) == ["甲丙", "丙乙", "甲乙", "乙甲"]
        assert order(sort="left", sort_by=sort_by) == ["丙乙", "乙甲", "甲丙", "甲乙"]
    assert order(sort="node") == ["甲丙", "丙乙", "甲乙", "乙甲"]
    # The character nearest to the node counts first on the left.
    near = tokens_of(words("丑甲 创建", "子乙 创建"))
    assert [r["left"] for r in concordance(near, "创建", by="sentence", sort="left")] == ["子乙", "丑甲"]
    # By word, 一 comes before 一切, whatever follows it; by character what follows counts.
    word = tokens_of(words("创建 一 龟", "创建 一切"))
    assert [r["right"] for r in concordance(word, "创建", by="sentence", sort="right")] == ["一切", "一龟"]
    assert [
        r["right"] for r in concordance(word, "创建", by="sentence", sort="right", sort_by="word")
    ] == ["一龟", "一切"]  # fmt: skip


def test_a_limit_is_of_the_order_asked_for(corpus: cw.Corpus) -> None:
    whole = corpus.concordance("创建", sort="right")
    some = corpus.concordance("创建", sort="right", limit=2)
    assert list(some) == list(whole)[:2]
    assert f"2 of {len(whole)} hits of 创建" in repr(some)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"query": ""}, "the query is empty"),
        ({"query": " \u3000"}, "the query is empty"),
        ({}, "nothing to look for"),
        ({"query": "a", "upos": "NOUN"}, "more than one thing"),
        ({"regex": "("}, "is no regular expression"),
        ({"regex": "a{99999999999}"}, "is no regular expression"),
        ({"query": "a", "window": -1}, "window of -1"),
        ({"query": "a", "by": "chapter"}, "there is no unit 'chapter'"),
        ({"query": "a", "unit": "line"}, "unit is 'line'"),
        ({"query": "a", "sort": "up"}, "sort is 'up'"),
        ({"query": "a", "sort_by": "up"}, "sort_by is 'up'"),
    ],
)
def test_wrong_arguments(corpus: cw.Corpus, arguments: dict[str, object], said: str) -> None:
    with pytest.raises(cw.ChuangwenError, match=re.escape(said)):
        corpus.concordance(**arguments)  # type: ignore[arg-type]


def test_a_pattern_that_matches_nothing_at_all_finds_nothing(corpus: cw.Corpus) -> None:
    assert len(corpus.concordance(regex="龟*")) == 0
    assert len(corpus.concordance(regex=re.compile("創建|建"))) == 5


def test_an_empty_corpus() -> None:
    empty = cw.load().filter(speaker="nobody")
    for step in ("character", "word"):
        for sort in ("text", "left", "node"):
            for query in ("创建", '[upos="VERB"]'):
                found = empty.concordance(query, unit=step, sort=sort, sort_by="word")
                assert len(found) == 0
                assert found.table.schema == cw.load().concordance("创建").table.schema


def hostile() -> Tokens:
    return tokens_of(words("\x1b[31m<b>左 创建 <script>右\u202e&"))


def test_printed_the_nodes_stand_below_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    found = cw.load().concordance("创建", window=30)
    for width in (40, 60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = [line for line in repr(found).splitlines() if "创建" in line and "hits" not in line]
        assert len(lines) == 20
        assert all(cell_len(line) <= width for line in lines), width
        # Cells in front of the node: all the same.
        gap = "  创建  "
        assert len({cell_len(line[: line.index(gap)]) for line in lines}) == 1, width


def test_hostile_text_acts_on_nothing() -> None:
    found = concordance(hostile(), "创建")
    assert next(iter(found))["left"] == "\x1b[31m<b>左"
    assert "\x1b" not in repr(found)
    assert "\u202e" not in repr(found)
    assert "\\x1b[31m" in repr(found)
    markup = found._repr_html_()
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup
    assert "<td style='text-align:right'>\x1b[31m&lt;b&gt;左</td><td>创建</td>" in markup


def test_csv_is_whole(tmp_path: Path) -> None:
    import csv

    found = concordance(hostile(), "创建")
    found.write_csv(tmp_path / "hits.csv")
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["left"] == "\x1b[31m<b>左"
    assert row["start_char"] == str(next(iter(found))["start_char"])


def test_what_was_not_chosen_hides_no_hit_behind_it(tmp_path: Path) -> None:
    """A match that begins in a title is none, and what it reaches into is looked through all the same."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(PAGES["a.txt"] + PAGES["a.txt"].replace("表态", "交流"), encoding="utf-8")
    build(raw, tmp_path / "out")
    corpus = cw.load(tmp_path / "out")
    for chosen in (corpus, corpus.filter(speech_id=corpus.speeches["speech_id"][-1].as_py())):
        found = [
            chosen.concordance(regex="(?s)创建.{0,60}?创建", by=by).table for by in ("speech", "document")
        ]
        assert found[0].num_rows
        assert set(found[0]["start_char"].to_pylist()) <= set(found[1]["start_char"].to_pylist())
        sentences = chosen.sentences
        last = max(sentences["end_char"].to_pylist())
        assert (
            max(chosen.concordance(regex="(?s)创建.*", by="document").table["end_char"].to_pylist()) <= last
        )


def test_an_escape_is_the_letter_that_it_names(corpus: cw.Corpus) -> None:
    found = [
        corpus.concordance(regex=pattern).table.num_rows
        for pattern in ("創建", r"\u5275建", "创建", r"\\u5275")
    ]
    assert found[0] == found[1] == found[2] > 0
    assert found[3] == 0
