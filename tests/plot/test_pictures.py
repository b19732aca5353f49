"""Pictures show what the statistics say, say what they leave out, and draw Chinese as characters."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.plot import extra
from chuangwen_corpus.plot.font import FAMILY, font, registered
from chuangwen_corpus.plot.keyness import keyness
from chuangwen_corpus.plot.labels import label, unique
from chuangwen_corpus.plot.network import MOST_LINES, network
from chuangwen_corpus.plot.picture import Plot
from chuangwen_corpus.plot.places import places
from chuangwen_corpus.plot.structure import MOST_SECTIONS, structure
from chuangwen_corpus.reuse.result import CLUSTERS, PAIRS, SET_PHRASES, Reuse
from corpora_of_reuse import tables as reusing

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
HOSTILE = '<script>alert("&")</script>\n]]>\u202e反\x00\uffff\x1b[31m' + "很长" * 300


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return cw.load()


@pytest.fixture(scope="module")
def speech_id(corpus: Corpus) -> str:
    return corpus.speeches["speech_id"][1].as_py()


def drawn(plot: Plot) -> tuple[ET.Element, list[str]]:
    """The picture as a tree, and its texts."""
    root = ET.fromstring(plot.svg)
    texts = [group.get("aria-label", "") for group in root.iter(f"{SVG}g") if group.find(f"{SVG}g/{SVG}use") is not None]  # fmt: skip
    return root, texts


def test_every_character_is_drawn_as_itself(corpus: Corpus, speech_id: str) -> None:
    root, texts = drawn(corpus.plot.structure(speech_id))
    outlines = {path.get("id"): path.get("d") for path in root.iter(f"{SVG}path") if path.get("id")}
    characters = {character for text in texts for character in text if not character.isspace()}
    assert len([character for character in characters if ord(character) > 0x4E00]) > 30
    for character in characters:
        assert outlines[f"cw-{ord(character):x}"] != font().path(
            "\U000f0000"
        )  # the box, for a character of nobody
    assert len(set(outlines.values())) > len(outlines) * 0.95  # a few, such as – and −, may look the same
    assert not list(root.iter(f"{SVG}text")), "a text would be drawn with a font of the reader's machine"
    used = {use.get(XLINK, "").removeprefix("#") for use in root.iter(f"{SVG}use")}
    assert used == set(outlines)
    assert "一、营造氛围掀热潮" in texts


def test_a_character_that_the_font_lacks_is_a_box() -> None:
    assert not font().has("\U000f0000")
    assert font().path("\U000f0000") == font().path("\U000f0001") != ""
    assert font().path("创") not in ("", font().path("建"), font().path("\U000f0000"))
    assert font().path(" ") == ""


@pytest.mark.parametrize("text", ["more often here", "创建文明城市", "“20XX”—1,117×", "iiiiWWWW"])
def test_the_layout_measures_with_the_font_that_is_drawn(text: str) -> None:
    import vl_convert

    registered()
    mark = {"text": {"value": text}, "font": {"value": FAMILY}, "fontSize": {"value": 100}}
    scene = vl_convert.vega_to_scenegraph(
        {"$schema": "https://vega.github.io/schema/vega/v5.json", "padding": 0, "width": 1, "height": 1,
         "marks": [{"type": "text", "encode": {"enter": mark}}]}
    )  # fmt: skip
    assert abs(scene["width"] - sum(map(font().advance, text)) / 10) <= 1


def test_structure_has_every_part_where_it_stands(corpus: Corpus, speech_id: str) -> None:
    plot = corpus.plot.structure(speech_id)
    speech = corpus.speech(speech_id)
    text = corpus.document(speech.document_id).text[speech.start_char :]
    rows = plot.data.to_pylist()
    assert Counter(row["part"] for row in rows) == {
        "section": len(speech.sections),
        "paragraph": len(speech.paragraphs),
        "sentence": len(speech.sentences),
    }
    for row in rows:
        if row["part"] == "sentence":
            assert text[row["start_char"] : row["end_char"]] == row["text"]
    assert {row["kind"] for row in rows if row["part"] == "sentence"} == {
        one.kind for one in speech.sentences
    }
    _, texts = drawn(plot)
    assert {"(opening)", "(closing)", "heading", "body", "characters from the beginning of the speech"} <= set(texts)  # fmt: skip
    with pytest.raises(KeyError, match="no speech 'nobody'"):
        corpus.plot.structure("nobody")


def test_a_long_speech_says_what_was_left_out(corpus: Corpus, speech_id: str) -> None:
    tables = {name: corpus[name] for name in ("speeches", "sections", "paragraphs", "sentences")}
    section = next(row for row in tables["sections"].to_pylist() if row["speech_id"] == speech_id)
    many = [{**section, "section_id": f"s{i}", "start_char": section["start_char"] + i} for i in range(100)]
    tables["sections"] = pa.Table.from_pylist(many, schema=tables["sections"].schema)
    plot = structure(tables, speech_id)
    assert plot.data.filter(pa.compute.equal(plot.data["part"], "section")).num_rows == MOST_SECTIONS
    assert "not shown: 40 later sections and what stands in them" in plot.notes


@pytest.mark.parametrize("by", ["speech", "kind", "sentence"])
def test_dispersion_has_every_hit(corpus: Corpus, by: str) -> None:
    words = ["创建", "責任", "没有这个词"]
    statistic = {row["form"]: row for row in corpus.dispersion(words, by=by)}
    plot = corpus.plot.dispersion(words, by=by)
    for word in words:
        rows = [row for row in plot.data.to_pylist() if row["form"] == word]
        assert sum(row["hits"] for row in rows) == statistic[word]["frequency"]
        assert {row["dp"] for row in rows} <= {statistic[word]["dp"]}
        assert all(row["start_word"] < row["end_word"] for row in rows)
    _, texts = drawn(plot)
    assert {*words, "0×  DP –"} <= set(texts)
    assert any(by in note for note in plot.notes)
    first = corpus.plot.dispersion(limit=3)
    assert list(dict.fromkeys(first.data["form"].to_pylist())) == [
        row["form"] for row in corpus.dispersion(limit=3)
    ]
    assert f"3 of {len(corpus.dispersion()):,} words are shown" in first.notes


def test_keyness_has_the_strongest_of_both_ends(corpus: Corpus) -> None:
    part = corpus.filter(speaker="教育系统")
    found = part.keyness().table
    plot = part.plot.keyness(limit=7)
    assert plot.data == pa.concat_tables([found.slice(0, 4), found.slice(found.num_rows - 3)])
    _, texts = drawn(plot)
    assert {*plot.data["form"].to_pylist(), "14 : 1", "more often here", "more often in the reference"} <= set(texts)  # fmt: skip
    assert part.plot.keyness(limit=10_000).data.num_rows == 200
    assert "no more than 200 words are drawn" in part.plot.keyness(limit=10_000).notes
    assert part.plot.keyness(sort="log_ratio", limit=1).data == part.keyness(sort="log_ratio", limit=1).table


def test_keyness_of_one_end_only_is_drawn_whole() -> None:
    row = {"form": "a", "frequency": 3, "reference_frequency": 0, "log_likelihood": 2.0, "log_ratio": 1.0, "bic": 0.0,
           "p_value": 0.1, "per_million": 2.0, "reference_per_million": 0.0}  # fmt: skip
    found = Result(pa.Table.from_pylist([{**row, "form": form} for form in "abcdef"]), "key words")
    assert keyness(found, limit=4).data["form"].to_pylist() == ["a", "b", "c", "d"]
    with pytest.raises(ChuangwenError, match="no key word"):
        keyness(found.head(0))


def test_layers_count_every_annotation(corpus: Corpus) -> None:
    plot = corpus.plot.layers()
    counted: Counter[tuple[str, str]] = Counter()
    for row in corpus.annotations.to_pylist():
        counted[row["speech_id"], row["layer"]] += 1
    rows = plot.data.to_pylist()
    assert {(row["group"], row["layer"]): row["annotations"] for row in rows if row["annotations"]} == counted
    words = {row["speech_id"]: row["tokens"] for row in corpus.lexical_diversity()}
    for row in rows:
        assert row["words"] == words[row["group"]]
        assert row["per_thousand"] == pytest.approx(row["annotations"] / row["words"] * 1000)
    some = corpus.plot.layers(["time", "commitment"], by="document")
    assert some.data["annotations"].to_pylist() == [
        sum(n for (_, layer), n in counted.items() if layer == name) for name in ("time", "commitment")
    ]
    assert corpus.plot.layers(limit=1).notes[0].startswith("the first 1 of 3 rows")
    with pytest.raises(ChuangwenError, match="no annotation of a layer 'nothing'"):
        corpus.plot.layers("nothing")


def links(pairs: list[tuple[int, int]], count: int, speaker: str = "某区") -> Plot:
    """The network of these pairs among so many speeches."""
    ids = [f"{i:016x}.sp0" for i in range(count)]
    rows = [
        {"first_id": ids[one], "second_id": ids[two], "kind": "words", "similarity": 0.5, "containment": (one + 1) / count,
         "earlier": None, "first_document_id": ids[one][:16], "second_document_id": ids[two][:16]}
        for one, two in pairs
    ]  # fmt: skip
    found = Reuse("speech", pa.Table.from_pylist(rows, schema=PAIRS), CLUSTERS.empty_table(), SET_PHRASES.empty_table(), list)  # fmt: skip
    columns = ("title", "speaker", "kind", "date_iso")
    speeches = pa.table(
        {"speech_id": ids, "document_id": [one[:16] for one in ids]}
        | {
            name: pa.array([speaker if name in ("speaker", "title") else None] * count, pa.string())
            for name in columns
        }
    )
    documents = pa.table({"document_id": speeches["document_id"], "year": pa.nulls(count, pa.string())})
    return network(found, speeches, documents, speeches, colour="kind", limit=3)


def test_the_network_has_a_line_a_pair_and_says_what_is_left_out() -> None:
    plot = links([(0, 1), (0, 2), (3, 4), (5, 6), (7, 8)], 12)
    rows = plot.data.to_pylist()
    assert [(row["first_id"][:16], row["second_id"][:16]) for row in rows] == [
        (f"{one:016x}", f"{two:016x}") for one, two in [(0, 1), (0, 2), (3, 4), (5, 6)]
    ]
    assert [row["first_cluster"] for row in rows] == [0, 0, 1, 2]
    assert plot.notes[-1] == "not shown: 3 speeches that repeat nothing, 2 in 1 smaller clusters"
    root, texts = drawn(plot)
    assert "某区 (3)" in texts
    roles = Counter(element.get("aria-roledescription") for element in root.iter())
    assert roles["rule mark"] == 4
    assert roles["point"] == 7


def test_the_network_draws_the_strongest_lines() -> None:
    pairs = [(one, two) for one in range(80) for two in range(one + 1, 80)]
    plot = links(pairs, 80)
    assert plot.data.num_rows == MOST_LINES < len(pairs)
    assert plot.notes[-1].endswith(f", {len(pairs) - MOST_LINES:,} weaker lines")
    assert min(plot.data["containment"].to_pylist()) > min((one + 1) / 80 for one, _ in pairs)


def test_a_network_of_sentences_joins_the_pairs_of_two_speeches() -> None:
    from chuangwen_corpus.reuse.find import find

    same = ["我们一定坚决完成创建工作的全部任务。", "全体干部必须把责任落实到每一个岗位。"]
    tables = reusing([*same, "其余的话各不相同没有重复。"], [*same, "另外一段完全是别的内容了。"])
    found = find(tables, "sentence")
    speeches = tables["speeches"]
    for name in ("title", "speaker", "kind"):
        if name not in speeches.column_names:
            speeches = speeches.append_column(name, pa.nulls(speeches.num_rows, pa.string()))
    documents = pa.table(
        {"document_id": speeches["document_id"], "year": pa.nulls(speeches.num_rows, pa.string())}
    )
    plot = network(found, speeches, documents, tables["sentences"])
    assert [(row["pairs"], row["similarity"]) for row in plot.data.to_pylist()] == [(2, 1.0)]


def test_nothing_repeated_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(ChuangwenError, match="no speech repeats another"):
        corpus.plot.reuse()
    with pytest.raises(ChuangwenError, match="cannot be coloured by 'colour'"):
        corpus.plot.reuse(colour="colour")


@pytest.mark.parametrize("sizes", [[2], [3, 2, 2], [60, 31, 8, 2, 2, 2], [2] * 200])
def test_no_two_speeches_stand_in_one_place(sizes: list[int]) -> None:
    found = places(sizes, 780)
    points = [point for place in found for point in place.points]
    assert len(points) == sum(sizes)
    near = min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for i, (x, y) in enumerate(points) for u, v in points[:i])
    assert near >= 15  # the dots are 11 wide, the largest 16
    assert all(0 < x < 780 for x, _ in points)


def test_hostile_labels_break_nothing(corpus: Corpus, speech_id: str, tmp_path: Path) -> None:
    tables = {name: corpus[name] for name in ("speeches", "sections", "paragraphs", "sentences")}
    for table, columns in (("speeches", ("title", "speaker")), ("sections", ("heading", "marker")), ("sentences", ("text",))):  # fmt: skip
        for name in columns:
            at = tables[table].column_names.index(name)
            told = pa.array([HOSTILE] * tables[table].num_rows, pa.string())
            tables[table] = tables[table].set_column(at, name, told)
    row = {"form": HOSTILE, "frequency": 3, "reference_frequency": 0, "log_likelihood": 2.0, "log_ratio": 1.0, "bic": 0.0,
           "p_value": 0.1, "per_million": 2.0, "reference_per_million": 0.0}  # fmt: skip
    for plot in (
        structure(tables, speech_id),
        keyness(Result(pa.Table.from_pylist([row, row]), HOSTILE)),
        links([(0, 1)], 2, HOSTILE),
    ):
        root, texts = drawn(plot)
        assert any("<script>" in text or "反" in text for text in texts)
        assert not [text for text in texts if "\u202e" in text or "\n" in text or "\x1b" in text]
        assert max(map(len, texts)) < 400  # the notes are one text
        assert not list(root.iter(f"{SVG}script"))
        assert float(root.get("width", "0")) < 2000
        assert "<script" not in plot.html()
        plot.save(tmp_path / "picture.pdf")
        assert (tmp_path / "picture.pdf").read_bytes().startswith(b"%PDF")


def test_labels() -> None:
    assert label("甲" * 50, 10) == "甲甲甲甲…"
    assert label("abc", 3) == "abc"
    assert label(" \n", 3) == label("", 3) == "?"
    assert unique([label("甲乙丙", 4), "甲…", "甲"]) == ["甲…", "甲… (2)", "甲"]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "html", "SVG"])
def test_files(corpus: Corpus, ending: str, tmp_path: Path) -> None:
    plot = corpus.plot.layers(["time", "commitment"])
    file = tmp_path / f"picture.{ending}"
    plot.save(file)
    data = file.read_bytes()
    root = ET.fromstring(plot.svg)
    if ending == "png":
        wide, high = struct.unpack(">II", data[16:24])
        assert data.startswith(b"\x89PNG")
        assert (wide, high) == (
            round(float(root.get("width", "0"))) * 2,
            round(float(root.get("height", "0"))) * 2,
        )
    elif ending == "pdf":
        assert data.startswith(b"%PDF")
    else:
        assert plot.svg in data.decode()
        assert (ending == "html") == data.startswith(b"<!DOCTYPE html>")


def test_other_endings_are_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ChuangwenError, match=r"It may end with \.svg, \.png, \.pdf, \.html"):
        corpus.plot.layers().save(tmp_path / "picture.gif")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_picture_and_a_specification_goes_on(corpus: Corpus) -> None:
    plot = corpus.plot.layers()
    shown = plot._repr_mimebundle_()
    assert shown["image/svg+xml"] == plot.svg
    assert shown["text/plain"] == repr(plot)
    assert json.loads(json.dumps(plot.spec))["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    titles = [element.text for element in ET.fromstring(plot.svg).iter(f"{SVG}title")]
    assert len(titles) >= plot.data.num_rows  # a browser shows them beside the pointer


_DRAW = """
import sys, chuangwen_corpus as cw
corpus = cw.load()
corpus.plot
assert not {"vl_convert", "fontTools", "manimgx_fonts_cjk"} & set(sys.modules)
sys.stdout.buffer.write(corpus.plot.dispersion(["创建", "责任"]).svg.encode())
"""


@pytest.mark.slow
def test_another_process_gives_the_same_bytes_and_imports_late(corpus: Corpus) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DRAW], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
    )  # fmt: skip
    assert done.stdout.decode() == corpus.plot.dispersion(["创建", "责任"]).svg


def test_a_missing_package_is_named(corpus: Corpus, speech_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extra.NEEDED, "no_such_module", "no-such-package")
    for draw in (
        lambda: corpus.plot.structure(speech_id),
        corpus.plot.dispersion,
        corpus.plot.keyness,
        corpus.plot.layers,
        corpus.plot.reuse,
    ):
        with pytest.raises(MissingExtraError, match=r"no-such-package.*chuangwen-corpus\[plot\]"):
            draw()
