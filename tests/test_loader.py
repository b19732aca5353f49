"""The loader as a user meets it: one container, filters, records that know what stands in them, clear errors."""

from __future__ import annotations

import html
import pickle
import re
import shutil
import subprocess
import sys
import typing
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.corpus import TableName
from chuangwen_corpus.errors import LoadError, MissingExtraError
from chuangwen_corpus.publish import build
from chuangwen_corpus.records import Document, Sentence
from conftest import ROOT

PAGES = {
    "a.txt": "某局在创建大会上的表态发言\n某局局长 张三\n（2020年5月1日）\n各位领导：\n我们将完成任务！\n谢谢大家！\n",
    "b.txt": "某縣在創建大會上的動員講話\n某縣縣長 李四\n各位領導：\n我們將完成任務！\n謝謝大家！\n",
    "c.txt": "20XX在创建大会上的表态发言\n各位领导：\n我们将完成任务！\n谢谢大家！\n",
    "d.txt": "这里没有发言。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> cw.Corpus:
    raw = tmp_path_factory.mktemp("raw")
    for name, text in PAGES.items():
        (raw / name).write_text(text, encoding="utf-8")
    return cw.load(build(raw, raw.parent / "loader").out)


def test_every_table_is_in_the_container_in_every_way(corpus: cw.Corpus) -> None:
    assert list(corpus) == list(tables.ROWS)
    assert list(tables.ROWS) == list(typing.get_args(TableName)), (
        "TableName of corpus/tables.py: the same names and order"
    )
    assert len(corpus) == len(tables.ROWS)
    for name in corpus:
        assert name in corpus
        assert isinstance(corpus[name], pa.Table)
        if name not in ("commitments", "directives"):  # methods
            assert getattr(corpus, name) is corpus[name]
    assert "x" not in corpus
    assert "speeches" in dir(corpus)


def test_documents_speeches_and_sentences_by_id_and_in_order(corpus: cw.Corpus) -> None:
    documents = list(corpus.iter_documents())
    assert (
        [d.document_id for d in documents]
        == corpus.document_ids()
        == corpus.documents["document_id"].to_pylist()
    )
    speeches = list(corpus.iter_speeches())
    assert [s.speech_id for s in speeches] == corpus.speeches["speech_id"].to_pylist()
    for speech in speeches:
        assert corpus.speech(speech.speech_id) == speech
    for sentence_id in corpus.sentences["sentence_id"].to_pylist():
        assert corpus.sentence(sentence_id).sentence_id == sentence_id
    for asked in (corpus.document, corpus.speech, corpus.sentence):
        with pytest.raises(KeyError, match=r"there is no (document|speech|sentence) 'nothing\.st1'"):
            asked("nothing.st1")
    with pytest.raises(KeyError, match="no sentence"):
        corpus.sentence(f"{documents[0].document_id}.st99999")


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"speaker": "张三"}, ["a"]),
        ({"speaker": re.compile("局長|縣長")}, ["a", "b"]),
        ({"speaker": "張三"}, ["a"]),
        ({"speaker": ["张三", "李四"]}, ["a", "b"]),
        ({"genre": "動員講話"}, ["b"]),
        ({"genre": "动员讲话"}, ["b"]),
        ({"year": 2020}, ["a"]),
        ({"year": "２０２０"}, ["a"]),
        ({"year": "20XX"}, ["c"]),
        ({"year": 2019}, []),
        ({"year": 2020, "genre": "动员讲话"}, []),
        ({}, ["a", "b", "c", "d"]),
    ],
)
def test_a_filter_gives_a_corpus(corpus: cw.Corpus, wanted: dict[str, object], titles: list[str]) -> None:
    if "speaker" in wanted:
        speakers = [str(speech.speaker) for speech in corpus.iter_speeches()]
        if not any("张三" in speaker for speaker in speakers):
            pytest.fail(f"the page's speaker is {speakers}")
        if isinstance(wanted["speaker"], str):
            wanted = {"speaker": next(s for s in speakers if "张三" in s).replace("张", wanted["speaker"][0])}
        elif isinstance(wanted["speaker"], list):
            wanted = {"speaker": [s for s in speakers if "张三" in s or "李四" in s]}
    chosen = corpus.filter(**wanted)  # type: ignore[arg-type]
    assert [f"{d.path}"[0] for d in chosen.iter_documents()] == titles
    ids = {d.document_id for d in chosen.iter_documents()}
    for name in chosen:
        assert chosen[name].num_rows == chosen.tables.rows[name]
        assert chosen[name].schema == corpus[name].schema
        if "document_id" in chosen[name].column_names:
            assert set(chosen[name]["document_id"].to_pylist()) <= ids
    assert chosen.documents.num_rows == len(titles)
    assert sum(len(s) for s in chosen.sents()) == len(chosen.words()) == chosen.tokens.num_rows
    for other in set(corpus.document_ids()) - ids:
        with pytest.raises(KeyError, match="among those chosen"):
            chosen.document(other)


def test_a_filter_of_a_filter_keeps_to_the_first(corpus: cw.Corpus) -> None:
    first, other = corpus.speeches["speech_id"].to_pylist()[:2]
    chosen = corpus.filter(speech_id=first)
    document = chosen.speeches["document_id"][0].as_py()
    for again in (chosen.filter(), chosen.filter(document_id=document)):
        assert [speech.speech_id for speech in again.iter_speeches()] == [first]
        assert again.speech(first).speech_id == first
        with pytest.raises(KeyError, match="speech"):
            again.speech(other)


def test_a_sentence_that_was_not_chosen_is_not_given(corpus: cw.Corpus) -> None:
    first, other = corpus.speeches["speech_id"].to_pylist()[:2]
    chosen = corpus.filter(speech_id=first)
    sentences = corpus.sentences.filter(pc.equal(corpus.sentences["speech_id"], other))
    with pytest.raises(KeyError, match="sentence"):
        chosen.sentence(sentences["sentence_id"][0].as_py())
    own = chosen.sentences["sentence_id"][0].as_py()
    assert chosen.sentence(own).sentence_id == own


def test_a_pattern_of_a_filter_is_folded_sign_by_sign(corpus: cw.Corpus) -> None:
    """A full-width mark is a character in it, as in `concordance`, and no sign of the pattern's syntax."""
    assert corpus.filter(speaker=re.compile("（")).speeches.num_rows == 0
    assert corpus.filter(genre=re.compile("言？")).speeches.num_rows == 0
    found = [corpus.filter(genre=re.compile(pattern)).speeches.num_rows for pattern in ("發言", "发言")]
    assert found[0] == found[1] > 0


def test_a_filter_says_what_it_left_out_for_want_of_a_year(corpus: cw.Corpus) -> None:
    said = repr(corpus.filter(year=2020))
    assert "chosen: 1 speeches; 2 others have no year that is known" in said
    assert "no year" not in repr(corpus.filter(genre="表态发言"))
    assert "no year" in corpus.filter(year=2020)._repr_html_()


def test_one_speech_of_several_has_its_own_rows_only() -> None:
    whole = cw.load()
    one = whole.filter(speaker="教育系统")
    (speech,) = one.iter_speeches()
    assert len(one.tokens) == speech.token_count
    assert set(one["commitments"]["speech_id"].to_pylist()) == {speech.speech_id}
    assert one.sentences["text"].to_pylist() == [s.text for s in speech.sentences]
    assert one.documents.num_rows == 1
    with pytest.raises(KeyError):
        one.speech(whole.speeches["speech_id"][0].as_py())
    again = one.filter(genre="表态发言")
    assert again.tables.rows == one.tables.rows
    assert one.filter(speaker="市文明办").speeches.num_rows == 0
    assert one.scan("tokens", columns=["form"], filter=[("upos", "==", "NOUN")]).num_rows < len(one.tokens)
    assert one.head("commitments", 3).table.num_rows == 3


def test_nltks_names() -> None:
    corpus = cw.load()
    assert corpus.words() == corpus.tokens["form"].to_pylist()
    assert [word for sentence in corpus.sents() for word in sentence] == corpus.words()
    assert len(corpus.sents()) == corpus.sentences.num_rows
    assert corpus.tagged_words()[0] == ("今天", "NOUN")
    assert corpus.tagged_words("xpos")[0] == ("今天", "t")
    assert corpus.tagged_sents("xpos")[0][0] == ("今天", "t")


def test_wrong_names_are_answered_with_the_nearest_and_all(corpus: cw.Corpus) -> None:
    for ask in (
        lambda: corpus["comitments"],  # type: ignore[index]
        lambda: corpus.columns("comitments"),  # type: ignore[arg-type]
        lambda: corpus.scan("comitments"),  # type: ignore[arg-type]
        lambda: corpus.head("comitments"),  # type: ignore[arg-type]
        lambda: corpus.to_pandas("comitments"),  # type: ignore[arg-type]
    ):
        with pytest.raises(KeyError, match=r"Did you mean 'commitments'.*speeches"):
            ask()
    for ask in (
        lambda: corpus.scan("tokens", columns=["frm"]),
        lambda: corpus.head("tokens", columns=["frm"]),
        lambda: corpus.to_polars("tokens", ["frm"]),
    ):
        with pytest.raises(KeyError, match=r"tokens: there is no column 'frm'. Did you mean 'form'.*upos"):
            ask()
    with pytest.raises(AttributeError, match="Did you mean 'commitments'"):
        _ = corpus.comitments  # type: ignore[attr-defined]


def test_columns_describe() -> None:
    columns = cw.load().columns("tokens")
    assert [column.name for column in columns] == tables.schema("tokens").names
    assert all(column.description for column in columns)
    assert repr(columns).splitlines()[3].split()[:2] == ["form", "string"]


def test_a_preview_fits_the_terminal_and_acts_on_nothing(
    corpus: cw.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    for width in (40, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        for name in corpus:
            for line in repr(corpus.head(name, 5)).splitlines():
                if " rows of " not in line:
                    assert cell_len(line) <= width, (name, line)
    hostile = pa.table({"text": ["\x1b[31m<b>&"], "n": [1]})
    from chuangwen_corpus.corpus.preview import Preview

    shown = Preview("x", hostile, 1)
    assert "\x1b" not in repr(shown)
    assert "\\x1b[31m" in repr(shown)
    assert "&lt;b&gt;&amp;" in shown._repr_html_()


def test_frames_of_others(corpus: cw.Corpus) -> None:
    import polars as pl

    assert corpus.to_pandas("speeches")["title"].tolist() == corpus.speeches["title"].to_pylist()
    frame = corpus.to_polars("tokens", ["form", "upos"])
    assert frame.columns == ["form", "upos"]
    assert frame.filter(pl.col("upos") == "NOUN").height > 0


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(
    corpus: cw.Corpus, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=rf"chuangwen-corpus\[{name}\]"):
        getattr(corpus, f"to_{name}")("speeches")


def test_records_know_what_stands_in_them(seed: Document) -> None:
    for speech in seed.speeches:
        assert len(speech.tokens) == speech.token_count
        assert [t for s in speech.sentences for t in s.tokens] == list(speech.tokens)
        assert all(a.speech_id == speech.speech_id for a in speech.annotations)
        assert [a for s in speech.sentences for a in s.annotations] == [
            a for a in speech.annotations if a.sentence_id
        ]
    assert [t.form for t in seed.tokens] == list(seed.tokens.form)
    assert [e.rule for e in seed.edits] == list(seed.edits.rule)
    assert sum(t.ordinal == 1 for t in seed.tokens) == len(seed.sentences)


def test_a_representation_is_short(seed: Document) -> None:
    assert len(repr(seed)) < 300
    assert len(repr(seed).splitlines()) <= 3
    for shown in (*seed.speeches, *seed.sentences):
        assert len(repr(shown)) < 250
        assert "\n" not in str(shown)


def test_a_pickled_sentence_leaves_its_document_behind(seed: Document) -> None:
    sentence = seed.speeches[0].sentences[2]
    assert sentence.tokens
    data = pickle.dumps(sentence)
    assert len(data) < 2_000
    alone = pickle.loads(data)
    assert alone == sentence
    with pytest.raises(ValueError, match="read from JSON or unpickled by itself"):
        _ = alone.tokens
    with pytest.raises(ValueError, match="annotations are kept by the document"):
        _ = Sentence.model_validate_json(sentence.model_dump_json()).annotations
    again = pickle.loads(pickle.dumps(seed))
    assert again == seed
    assert again.speeches[0].sentences[2].tokens == sentence.tokens
    assert list(again.tokens) == list(seed.tokens)
    assert len(pickle.dumps(seed.speeches[0])) < 30_000


def test_html_marks_annotations_and_escapes_everything() -> None:
    page = "某局在创建大会上的表态发言\n各位领导：\n我们将完成<xyz onload='x'>&任务“<q1>”！\n谢谢大家！\n"
    document = cw.parse(page, path="<xyz>.txt")
    for shown in (document, *document.speeches, *document.sentences):
        said = shown._repr_html_()
        assert "<xyz" not in said
        assert "<q1" not in said
        assert "onload='" not in said
    said = document.speeches[0]._repr_html_()
    assert "commitment: " in said
    assert "&lt;xyz onload=" in said
    plain = html.unescape(re.sub(r"<[^>]*>", "", said))
    for sentence in document.speeches[0].sentences:
        assert sentence.text in plain


def test_a_path_as_text_is_told_from_a_page() -> None:
    for text in ("pages/file.txt", "C:\\pages\\file.html", "./x.docx", "file.txt"):
        with pytest.raises(cw.ChuangwenError, match="looks like a path"):
            cw.parse(text)
    assert cw.parse("表态发言.txt\n各位领导：\n我们将完成任务。").text
    assert cw.parse("").text == ""


def test_home_and_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    out = Path(shutil.copytree(ROOT / "build", tmp_path / "mine"))
    assert cw.load("~/mine", verify=True).speeches.num_rows == 3
    (out / "csv/tokens.csv").write_bytes(b"x")
    (out / "README.md").unlink()
    cw.load("~/mine")
    with pytest.raises(LoadError, match=r"2 of \d+ files .*README.md cannot be read.*tokens.csv is not what"):
        cw.load("~/mine", verify=True)


SCRIPT = """
import pyarrow as pa
import chuangwen_corpus as cw

corpus = cw.load()
table: pa.Table = corpus.tokens
more: pa.Table = corpus["speeches"]
reveal_type(corpus.sentence("x").tokens)
corpus["speechs"]
corpus.speechs
corpus.head("tokns")
cw.export(corpus, "telegram", "out")
corpus.sentence("x").text = "y"
cw.build("raw", "out", formats=["xls"])
"""


@pytest.mark.slow
def test_a_type_checker_finds_wrong_names_in_a_users_script(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--ignore-missing-imports", "script.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [int(found) for found in re.findall(r"script\.py:(\d+): error", done.stdout)]
    assert lines == [9, 10, 11, 12, 13, 14], done.stdout
    assert "tuple[chuangwen_corpus.records.text.Token, ...]" in done.stdout
