"""The database, asked with SQL and held against the tables, cell by cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import chuangwen_corpus as cw
from builds import contents
from chuangwen_corpus import formats, tables
from chuangwen_corpus.errors import BuildError, ChuangwenError
from chuangwen_corpus.flat import flat as flatten
from chuangwen_corpus.formats import TableRows, sqlite
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.publish.validation.ids import references
from chuangwen_corpus.records import Document
from commands import run
from spread import from_documents

PAGE = "某区在創建大会上的表态发言\n各位领导：\n我们将扎实创建，于20XX年底前完成1.8万户！創建ＡＢ工作要Ａ&Ｂ、e\u0301齐头并进。\n"
WORDS = (
    "创建", "1.8万", "20XX年", "A&B", "e\u0301", "é", "“五", "。", "...", "a-b", '"', "'", "*", "(", "NEAR", "AND", "x:y", "^", "\u200b", "\ufffd",
    "\U00020000", "\U000e0100", "\u0378", "\ue000", "𝟙", "_x", "\x01", "www.a.cn", "創建",
)  # fmt: skip
"""Tokens that a tokenizer for English, or the language of queries, would break."""


@pytest.fixture(scope="module")
def exported(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    assert cw.export(cw.load(release), "sqlite", folder) == [folder / "corpus.sqlite"]
    return folder


@pytest.fixture
def database(exported: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(exported / "corpus.sqlite")) as connection:
        yield connection


@pytest.fixture(scope="module")
def page() -> Document:
    return cw.parse(PAGE)


@pytest.fixture
def searched(page: Document, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (file,) = cw.export(page, "sqlite", tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def found(connection: sqlite3.Connection, query: str) -> list[str]:
    rows = connection.execute(
        "SELECT s.text FROM sentences_fts JOIN sentences s ON s.rowid = sentences_fts.rowid "
        "WHERE sentences_fts MATCH ? ORDER BY s.rowid",
        (query,),
    )
    return [text for (text,) in rows]


def words(*sentences: list[str]) -> TableRows:
    """The two tables that are searched, with these tokens."""
    ids = [f"s{i}" for i in range(len(sentences))]
    told = [(ids[i], n, form) for i, forms in enumerate(sentences) for n, form in enumerate(forms)]
    made = {
        "sentences": pa.table({"sentence_id": ids, "text": ["".join(forms) for forms in sentences]}),
        "tokens": pa.table(
            {
                "sentence_id": [row[0] for row in reversed(told)],
                "ordinal": pa.array([row[1] for row in reversed(told)], pa.int32()),
                "form": [row[2] for row in reversed(told)],
            }
        ),
    }
    return TableRows({"title": "t"}, {name: table.schema for name, table in made.items()}, iter(made.items()))


def test_every_cell_of_every_table_comes_back(database: sqlite3.Connection, release: Path) -> None:
    corpus = cw.load(release)
    names = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sq%'"
        )
    ]
    assert [name for name in names if not name.startswith("sentences_fts")] == ["about", *tables.ROWS]
    for name in tables.ROWS:
        flat = flatten(corpus[name])
        read = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
        assert [column[0] for column in read.description] == flat.column_names
        rows = read.fetchall()
        assert rows == list(zip(*(column.to_pylist() for column in flat.columns), strict=True))
        kinds = {bool: int}
        assert [[type(v) for v in row] for row in rows] == [
            [kinds.get(type(v), type(v)) for v in row.values()] for row in flat.to_pylist()
        ]


def test_columns_are_declared_as_the_schema_says(database: sqlite3.Connection) -> None:
    declared = {"string": "TEXT", "int32": "INTEGER", "bool": "INTEGER", "double": "REAL"}
    for name in tables.ROWS:
        schema = flatten(tables.schema(name).empty_table()).schema
        info = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        assert [(row[1], row[2], bool(row[3]), bool(row[5])) for row in info] == [
            (f.name, declared[str(f.type)], not f.nullable, f.name == tables.KEYS.get(name)) for f in schema
        ]
        (made,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        for field in schema:
            assert f"-- {' '.join(field.metadata[b'description'].decode().split())}\n" in made


def test_every_id_names_a_row(database: sqlite3.Connection) -> None:
    for name in tables.ROWS:
        declared = {
            (row[3], row[2], row[4]) for row in database.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        known = references(name) if name != "duplicates" else {}
        assert declared == {(column, other, tables.KEYS[other]) for column, (other,) in known.items()}
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("UPDATE tokens SET sentence_id = 'none'")


def test_what_is_asked_for_has_an_index(database: sqlite3.Connection) -> None:
    for name in tables.ROWS:
        indexes = database.execute(f'PRAGMA index_list("{name}")').fetchall()
        first = {database.execute(f'PRAGMA index_info("{row[1]}")').fetchone()[2] for row in indexes}
        assert first >= {column for column in tables.schema(name).names if column.endswith("_id")}
    for name, column in (("tokens", "form"), ("annotations", "layer"), ("annotations", "annotation_id")):
        plan = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {name} WHERE {column} = '1'").fetchall()
        assert "USING INDEX" in plan[0][3]
    assert database.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'tokens'").fetchone() > (0,)


def test_about_says_what_it_is(database: sqlite3.Connection, release: Path) -> None:
    corpus = cw.load(release)
    about = dict(database.execute("SELECT name, value FROM about"))
    assert about["title"] == corpus.manifest.title
    assert about["data_version"] == corpus.version
    assert {"schema_version", "package_version", "licence_annotations"} <= about.keys()


def test_lists_and_attributes_are_json(database: sqlite3.Connection, release: Path) -> None:
    corpus = cw.load(release)
    read = database.execute(
        "SELECT annotation_id, key, value FROM annotations, json_each(attributes) ORDER BY annotations.rowid, json_each.id"
    ).fetchall()
    rows = corpus.annotations.select(["annotation_id", "attributes"]).to_pylist()
    assert read == [(row["annotation_id"], *pair.values()) for row in rows for pair in row["attributes"]]


def test_a_sentence_is_found_by_its_words(database: sqlite3.Connection, release: Path) -> None:
    corpus = cw.load(release)
    text = dict(zip(*corpus.sentences.select(["sentence_id", "text"]).to_pydict().values(), strict=True))
    holding = {t["sentence_id"] for t in corpus.tokens.to_pylist() if fold(t["form"]) == "创建"}
    assert len(holding) > 3
    assert found(database, "创建") == [text[i] for i in text if i in holding]
    assert database.execute("SELECT count(*) FROM sentences_fts").fetchone() == (len(text),)
    ids = database.execute(
        "SELECT sentence_id FROM sentences_fts WHERE sentences_fts MATCH '创建' ORDER BY rowid"
    )
    assert [i for (i,) in ids] == [i for i in text if i in holding]


def test_both_spellings_are_found_and_each_alone(searched: sqlite3.Connection) -> None:
    assert len(found(searched, "创建")) == len(found(searched, f"folded : {fold('創建')}")) == 2
    assert len(found(searched, "創建")) == len(found(searched, "text : 創建")) == 1
    assert len(found(searched, "text : 创建")) == 1
    assert not found(searched, "文明")


def test_highlight_and_snippet_show_words(searched: sqlite3.Connection) -> None:
    ((marked, short),) = searched.execute(
        "SELECT highlight(sentences_fts, 0, '[', ']'), snippet(sentences_fts, 0, '<', '>', '…', 3) "
        "FROM sentences_fts WHERE sentences_fts MATCH 'text : 创建'"
    )
    assert " [创建] ， " in marked
    assert "<创建>" in short
    assert "…" in short


def test_each_token_is_one_term_whatever_it_holds(tmp_path: Path) -> None:
    sentences = [[word] for word in WORDS] + [list(WORDS), [], ["后来", "开始"]]
    (file,) = sqlite.write(words(*sentences), tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        for i, word in enumerate(WORDS):
            quoted = '"' + word.replace('"', '""') + '"'
            rows = connection.execute(
                "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?", ("text : " + quoted,)
            )
            # One sentence has this word alone, another has all.
            assert {row[0] for row in rows} == {i + 1, len(WORDS) + 1}, word
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, sentences_fts, instance)")
        terms = connection.execute(
            "SELECT doc, count(*) FROM temp.terms WHERE col = 'text' GROUP BY doc"
        ).fetchall()
        assert terms == [(i + 1, len(forms)) for i, forms in enumerate(sentences) if forms]
        assert connection.execute("SELECT text, folded FROM sentences_fts WHERE rowid = ?", (len(WORDS) + 1,)).fetchone() == (
            " ".join(WORDS), fold(" ".join(WORDS))
        )  # fmt: skip
        assert connection.execute("SELECT text FROM sentences_fts WHERE rowid > ?", (len(WORDS) + 1,)).fetchall() == [
            ("",), ("后来 开始",)
        ]  # fmt: skip


def test_hostile_cells_come_back(tmp_path: Path) -> None:
    texts = [
        "'; DROP TABLE about; --",
        "a\x00b",
        "",
        "007",
        "1e5",
        "\U00020000\ufffe\uffff",
        "\r\n\t",
        "x" * 40_000,
    ]
    source = words(*([text] for text in texts))
    extra = pa.table(
        {"text": [*texts, None], "real": [1 / 3, 5e-324, 1e300, -0.0, 7.0, 1.5, 2.5, float("inf"), None]}
    )
    both = TableRows(
        source.about, {**source.schemas, "extra": extra.schema}, iter([*source.pieces, ("extra", extra)])
    )
    (file,) = sqlite.write(both, tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT * FROM extra").fetchall() == [
            tuple(row.values()) for row in extra.to_pylist()
        ]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_same_corpus_gives_the_same_bytes(exported: Path, release: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_text("an old one")
    (tmp_path / "corpus.sqlite-wal").write_text("what its reader left")
    assert "wrote 1 file" in run("export", "sqlite", release, "--out", tmp_path)
    assert contents(tmp_path) == contents(exported)


def test_documents_give_the_tables_that_they_make(
    page: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cw.parse("某局在创建大会上的表态发言\n各位领导：\n我们将完成任务。\n")
    monkeypatch.setattr(formats, "DOCUMENTS_AT_A_TIME", 1)
    (file,) = cw.export(iter([page, other]), "sqlite", tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        for name, table in from_documents([page, other]).items():
            rows: list[Any] = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
            assert rows == list(zip(*(c.to_pylist() for c in flatten(table).columns), strict=True))
        assert not connection.execute(
            "SELECT name FROM sqlite_schema WHERE name IN ('keywords', 'sources')"
        ).fetchall()


def test_what_fails_leaves_nothing(page: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> Iterator[Document]:
        yield page
        raise KeyboardInterrupt

    old = tmp_path / "old"
    old.mkdir()
    (old / "corpus.sqlite").write_text("as it was")
    monkeypatch.setattr(formats, "DOCUMENTS_AT_A_TIME", 1)
    for folder in (old, tmp_path / "new" / "folder"):
        with pytest.raises(KeyboardInterrupt):
            cw.export(stopped(), "sqlite", folder)
        with pytest.raises(
            BuildError, match=r"corpus\.sqlite: rows contradict .*UNIQUE.*documents.*each document once"
        ):
            cw.export([page, page], "sqlite", folder)
        astray = page.annotations[0].model_copy(update={"speech_id": "none"})
        with pytest.raises(BuildError, match=r"a row of \w+ names a row of speeches that is not there"):
            cw.export(page.model_copy(update={"annotations": (astray,)}), "sqlite", folder)

    def no_search(*_: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(sqlite.sqlite3, "connect", no_search)
    with pytest.raises(
        ChuangwenError, match=rf"SQLite {sqlite3.sqlite_version}.*no such module: fts5.*compiled with FTS5"
    ):
        cw.export(page, "sqlite", tmp_path / "another")
    assert contents(tmp_path) == {"old/corpus.sqlite": b"as it was"}
    assert [p.name for p in tmp_path.iterdir()] == ["old"]
