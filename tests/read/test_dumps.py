"""Dumps as broken programs and hostile hands write them; `reading.found` reads each whole and in stretches."""

from __future__ import annotations

import datetime as dt
import decimal
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.read import json_lines, rows
from chuangwen_corpus.read.inputs import InputFolder
from reading import SPEECH, found, outcomes

GOOD = json.dumps({"text": "短"}).encode()
GOOD_PAGE = "短".encode()
DEEP = b"[" * 2000 + b"]" * 2000
LOST: dict[str, bytes] = {
    "deep": DEEP,
    "deep in text": b'{"text": ' + DEEP + b"}",
    "deep in url": b'{"text": "x", "url": ' + DEEP + b"}",
    "deep objects": b'{"text":' * 2000 + b"1" + b"}" * 2000,
    "surrogate in url": rb'{"text": "x", "url": "http://\ud800"}',
    "surrogate in rights": rb'{"text": "x", "license": "\udfff"}',
    "number": b'{"text": 1}',
    "text that is not there": b'{"text": NaN, "html": null, "body": ""}',
    "infinite": b'{"text": Infinity}',
    "list": b'["text"]',
    "text twice": b'{"text": "x", "text": "y"}',
    "url twice": b'{"text": "x", "url": "y", "url": "y"}',
    "no utf-8": b'{"text": "\xff\xfe"}',
    "gbk": '{"text": "短"}'.encode("gbk"),
    "long number": b'{"text": ' + b"9" * 5000 + b"}",
    "control": b'{"text": "a\x00b"}',
    "cut": b'{"text": "x',
    "nul": b"\0\0\0",
}
KEPT: dict[str, tuple[bytes, bytes | str]] = {
    "surrogate in text": (rb'{"text": "\ud800"}', b"\xed\xa0\x80"),
    "surrogate in a key": (rb'{"text": "x", "\ud800": 1, "\udc00": 2}', b"x"),
    "other keys twice": (b'{"text": "x", "a": 1, "a": 2, "b": {"text": 1, "text": 2}}', b"x"),
    "NaN elsewhere": (b'{"html": NaN, "text": "x", "url": NaN, "date": -Infinity}', b"x"),
    "byte order mark": ('\ufeff{"text": "x"}'.encode(), b"x"),
    "no text": (b'{"text": "x", "url": false, "date": 0}', b"x"),
}


@pytest.mark.parametrize("name", LOST)
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_bad_row_costs_itself(tmp_path: Path, name: str, suffix: str) -> None:
    data = b"\n".join([GOOD, LOST[name], GOOD])
    (tmp_path / f"d{suffix}").write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    assert list(found(tmp_path).values()) == [GOOD_PAGE, "bad_row", GOOD_PAGE]


@pytest.mark.parametrize("name", KEPT)
def test_an_odd_row_is_read(tmp_path: Path, name: str) -> None:
    row, page = KEPT[name]
    (tmp_path / "d.jsonl").write_bytes(b"\n".join([row, GOOD, row]))
    assert list(found(tmp_path).values()) == [page, GOOD_PAGE, page]


def test_missing_numbers_are_no_provenance(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(b'{"text": "x", "url": NaN, "uri": "u", "date": 2020}')
    (page,) = InputFolder.open(tmp_path).pages()
    assert (page.provenance.url, page.provenance.retrieved) == ("u", "2020")


@given(st.lists(st.text(alphabet="短ab", max_size=3), max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(),
       st.integers(1, 40))  # fmt: skip
@settings(max_examples=60)
def test_every_end_of_line_wherever_blocks_end(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], end: str, marked: bool, block: int
) -> None:
    root = tmp_path_factory.mktemp("lines")
    lines = [json.dumps({"text": text or "空"}, ensure_ascii=False) for text in texts]
    data = (("\ufeff" if marked else "") + end.join([*lines, "", ""])).encode()
    (root / "d.jsonl").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "BLOCK", block)
        assert list(found(root).values()) == [(text or "空").encode() for text in texts]


@pytest.mark.parametrize("length", [1_000_000, 4_000_000])
def test_a_long_line_is_put_together_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(json_lines, "BLOCK", 1000)
    line = json.dumps({"text": "x" * length}).encode()
    (tmp_path / "d.jsonl").write_bytes(line + b"\n" + GOOD)
    split: list[int] = []
    real = json_lines.open_input

    class Block(bytes):
        def splitlines(self, keepends: bool = False) -> list[bytes]:
            split.append(len(self))
            return bytes(self).splitlines(keepends)

    class Spy:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def seek(self, *at: int) -> int:
            return int(self.file.seek(*at))

        def read(self, size: int) -> bytes:
            return Block(self.file.read(size))

    monkeypatch.setattr(json_lines, "open_input", lambda file: Spy(real(file)))
    got = [page.read() for page in InputFolder.open(tmp_path).pages()]
    assert got == [b"x" * length, GOOD_PAGE]
    assert sum(split) == len(line) + 1 + len(GOOD)  # each byte is looked through once


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_beyond_all_limits_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(json_lines, "MOST_BYTES", 10_000)
    monkeypatch.setattr(json_lines, "BLOCK", 1000)
    line = b'{"text": "' + b"x" * 3_000_000 + b'"}'
    (tmp_path / "d.jsonl").write_bytes(b"\n".join([GOOD, line + end, *([GOOD] if end else [])]))
    whole = outcomes(tmp_path)
    assert [got for got, _ in whole.values()] == [GOOD_PAGE, "too_large", *([GOOD_PAGE] if end else [])]
    assert "bytes long" in whole["d.jsonl/000000002"][1]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_compressed_dumps_that_break_off(tmp_path: Path, suffix: str, keep: float) -> None:
    import random

    choose = random.Random(1)
    lines = b"\n".join(json.dumps({"text": choose.randbytes(3000).hex()}).encode() for _ in range(1000))
    file = tmp_path / f"d{suffix}"
    with pa.output_stream(str(file), compression={"z": "gzip", "t": "zstd"}[suffix[-1]]) as out:
        out.write(lines)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)])
    got = list(found(tmp_path).values())
    assert got[-1] == "broken_dump"
    assert len(got) > 300
    assert all(isinstance(page, bytes) for page in got[:-2])


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".parquet", ".warc", ".warc.gz"])
@pytest.mark.parametrize(
    "data", [b"no such thing" * 50, b"\0" * 100, b"\x1f\x8b\x08", b"PAR1", b"(\xb5/\xfd"]
)
def test_what_is_no_dump_is_one_reject(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"d{suffix}").write_bytes(data)
    (tmp_path / "e.txt").write_bytes(b"x")
    got = outcomes(tmp_path)
    assert got["e.txt"][0] == b"x"
    assert [reason for reason, _ in got.values() if isinstance(reason, str)] == ["broken_dump"]


@pytest.mark.parametrize("name", ["d.jsonl", "d.jsonl.gz", "d.jsonl.zst", "d.ndjson"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: pa.compress(data, "zstd", asbytes=True)])
def test_how_a_dump_is_compressed_is_read_from_its_bytes(tmp_path: Path, name: str, pack: Any) -> None:
    (tmp_path / name).write_bytes(pack(b"\n".join([GOOD] * 3)))
    assert found(tmp_path) == {f"{name}/{number:09}": GOOD_PAGE for number in (1, 2, 3)}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_dump_in_a_wide_encoding_is_one_reject(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "d.jsonl").write_bytes(b"\n".join([GOOD] * 30).decode().encode(encoding))
    assert found(tmp_path) == {"d.jsonl": "broken_dump"}


def binary(text: list[bytes | None], kind: pa.DataType) -> pa.Array:
    """Text that is no UTF-8, in an array that says it is."""
    wide = pa.large_binary() if kind == pa.large_string() else pa.binary()
    return pa.Array.from_buffers(kind, len(text), pa.array(text, wide).buffers())


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
@pytest.mark.parametrize("size", [1, 2, 1000])
def test_parquet_whose_text_is_no_utf_8(tmp_path: Path, kind: pa.DataType, size: int) -> None:
    gbk = SPEECH.encode("gbk")
    table = pa.table({
        "text": binary([b"a", gbk, b"\xff\xfe", b"d", None], kind),
        "url": binary([b"u", b"u", b"u", b"\xff", b"u"], kind),
    })  # fmt: skip
    pq.write_table(table, tmp_path / "d.parquet", row_group_size=size)
    # the decoder of pages has the last word on a page's bytes, as it has in files
    assert list(found(tmp_path).values()) == [b"a", gbk, b"\xff\xfe", "bad_row", "bad_row"]


TYPES: dict[str, pa.Array] = {
    "far date": pa.array([0, 2**31 - 1, -(2**31)], pa.int32()).cast(pa.date32()),
    "far milliseconds": pa.array([0, 2**62, 1], pa.int64()).cast(pa.timestamp("ms")),
    "odd zone": pa.array([0, 1, 2], pa.timestamp("us", "Mars/Olympus")),
    "far date64": pa.array([0, 86_400_000 * 10**10, 86_400_000], pa.int64()).cast(pa.date64()),
}


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("column", ["date", "text"])
def test_values_that_python_does_not_have_cost_their_row(tmp_path: Path, name: str, column: str) -> None:
    table = pa.table({"html": ["a", "b", "c"], "date": TYPES[name]} if column == "date" else
                     {"text": TYPES[name], "page": ["a", "b", "c"]})  # fmt: skip
    pq.write_table(table, tmp_path / "d.parquet")
    got = list(found(tmp_path).values())
    assert len(got) == 3
    assert set(got) <= {b"a", b"b", b"c", "bad_row"}
    assert (name in ("odd zone", "far date64")) or column == "text" or got.count("bad_row") in (1, 2)


ODD = {
    "list": pa.array([["a"], None]), "struct": pa.array([{"a": 1}, None]), "map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int8())),
    "bool": pa.array([True, None]), "decimal": pa.array([decimal.Decimal("1.5"), None]), "null": pa.nulls(2),
    "time": pa.array([dt.time(1), None]), "duration": pa.array([dt.timedelta(1), None]),
    "fixed": pa.array([b"ab", None], pa.binary(2)), "dictionary": pa.array(["a", None]).dictionary_encode(),
    "binary": pa.array([b"\xff", None]), "half": pa.array([1.5, None]).cast(pa.float16()),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("column", ["text", "url"])
def test_columns_of_odd_types(tmp_path: Path, name: str, column: str) -> None:
    table = pa.table({"text": ODD[name], "page": ["x", "y"]} if column == "text" else
                     {"text": ["x", "y"], "url": ODD[name]})  # fmt: skip
    pq.write_table(table, tmp_path / "d.parquet")
    first, second = found(tmp_path).values()
    assert second == b"y"
    if column == "text":
        assert first == {"fixed": b"ab", "dictionary": b"a", "binary": b"\xff", "null": b"x"}.get(
            name, "bad_row"
        )
    else:
        assert first == ("bad_row" if name == "binary" else b"x")


def test_times_are_read_without_pandas_and_the_same_with_it(tmp_path: Path) -> None:
    times = pa.array([1_600_000_000_123_456_789, 1_600_000_000_000_000_000], pa.int64()).cast(
        pa.timestamp("ns")
    )
    pq.write_table(pa.table({"text": ["a", "b"], "date": times}), tmp_path / "d.parquet")
    said = [page.provenance.retrieved for page in InputFolder.open(tmp_path).pages()]
    assert said == ["2020-09-13 12:26:40.123456", "2020-09-13 12:26:40"]


def test_a_file_without_a_column_of_pages_is_one_reject(tmp_path: Path) -> None:
    pq.write_table(pa.table({"form": ["x"] * 1461}), tmp_path / "d.parquet", row_group_size=10)
    assert found(tmp_path) == {"d.parquet": "bad_row"}


def test_a_broken_row_group_is_one_reject_and_costs_no_other(tmp_path: Path) -> None:
    texts = [f"{n:04}" + "页" * 50 for n in range(300)]
    file = tmp_path / "d.parquet"
    pq.write_table(
        pa.table({"text": texts}), file, row_group_size=100, compression="none", use_dictionary=False
    )
    whole = bytearray(file.read_bytes())
    start = pq.ParquetFile(file).metadata.row_group(1).column(0).data_page_offset
    whole[start : start + 40] = b"\xff" * 40
    file.write_bytes(bytes(whole))
    got = outcomes(tmp_path)
    assert [path for path, (data, _) in got.items() if data == "broken_dump"] == ["d.parquet/000000101"]
    assert [data for data, _ in got.values() if isinstance(data, bytes)] == [
        t.encode() for t in texts[:100] + texts[200:]
    ]


def test_columns_called_the_same(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"]), pa.array(["u"])], ["text", "text", "url"])
    pq.write_table(table, tmp_path / "d.parquet")
    assert len(found(tmp_path)) == 1


@settings(max_examples=80)
@given(st.data())
def test_broken_parquet_never_ends_a_reader(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sink = io.BytesIO()
    pq.write_table(
        pa.table({"text": ["甲乙丙"] * 30, "url": [f"u{n}" for n in range(30)]}), sink, row_group_size=10
    )
    whole = bytearray(sink.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    root = tmp_path_factory.mktemp("parquet")
    (root / "d.parquet").write_bytes(bytes(whole))
    assert found(root)


@pytest.mark.parametrize(
    "error", [UnicodeError("x"), MemoryError(), RecursionError("r"), KeyError("k"), pa.ArrowInvalid("a")]
)
def test_whatever_a_row_raises_costs_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (tmp_path / "d.jsonl").write_bytes(b"\n".join([GOOD] * 3))
    calls: Iterator[int] = iter(range(10**6))

    def source(**values: object) -> object:
        if next(calls) % 3 == 1:
            raise error
        return rows.Source.model_validate(values)

    from chuangwen_corpus.records import Source

    monkeypatch.setattr(
        rows,
        "Source",
        type("S", (), {"__new__": lambda _, **k: source(**k), "model_validate": Source.model_validate}),
    )
    got = list(outcomes(tmp_path).values())
    assert [page for page, _ in got] == [GOOD_PAGE, "bad_row", GOOD_PAGE]
    assert type(error).__name__ in got[1][1]
