"""The guard of all readers: what it turns into rejects, and what it lets pass."""

from __future__ import annotations

import lzma
import pickle
import struct
from collections.abc import Generator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest

from chuangwen_corpus.errors import MissingExtraError, SourceError
from chuangwen_corpus.read import archives, dumps, guard, stretch
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.inputs import InputFolder, Stretch
from chuangwen_corpus.read.page import Page
from reading import outcomes

ERRORS = [
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), lzma.LZMAError("corrupt"), struct.error("short"), KeyError("k"),
    RecursionError("deep"), MemoryError(), pa.ArrowInvalid("no"), pa.ArrowKeyError("k"), OSError(5, "Input/output error"),
    EOFError(), ZeroDivisionError("\ud800 \x1b[31m\nred"), AssertionError(), StopIteration(), IndexError("x" * 10_000),
]  # fmt: skip
PASSED = [KeyboardInterrupt(), SystemExit(3), GeneratorExit(), MissingExtraError("warcio is not installed")]


def breaks(error: BaseException, path: str = "a/1") -> Generator[Page, None, None]:
    yield Page(path, lambda: b"first")
    if isinstance(error, StopIteration):
        next(iter(()))  # what a generator's own StopIteration becomes
    raise error


def fails(error: BaseException) -> bytes:
    raise error


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_errors_become_one_lost_page(error: Exception) -> None:
    first, last = Guard().pages(breaks(error), lambda given: f"behind {given}", guard.DUMP)
    assert first.read() == b"first"
    assert last.path == "behind 1"
    with pytest.raises(SourceError) as caught:
        last.read()
    name = "RuntimeError" if isinstance(error, StopIteration) else type(error).__name__
    assert caught.value.reason == "broken_dump"
    assert name in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 400


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_errors_of_a_page_cost_the_page(error: Exception) -> None:
    pages = (page for page in [Page("a", partial(fails, error)), Page("b", lambda: b"b")])
    first, second = Guard().pages(pages, str, guard.ARCHIVE)
    with pytest.raises(SourceError, match=type(error).__name__) as caught:
        first.read()
    assert caught.value.reason == "broken_archive"
    assert second.read() == b"b"


@pytest.mark.parametrize("error", [*ERRORS[:-3], ERRORS[-1]], ids=lambda e: type(e).__name__)
def test_with_debug_they_are_raised(error: Exception) -> None:
    pages = Guard(debug=True).pages(breaks(error), str, guard.DUMP)
    assert next(pages).path == "a/1"
    with pytest.raises(type(error)):
        next(pages)
    with pytest.raises(type(error)):
        Guard(debug=True).read(partial(fails, error), guard.PAGE)


@pytest.mark.parametrize("error", PASSED, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("debug", [False, True])
def test_what_is_no_fault_of_the_input_passes(error: BaseException, debug: bool) -> None:
    with pytest.raises(type(error)):
        Guard(debug).read(partial(fails, error), guard.PAGE)
    with pytest.raises(type(error)):
        list(Guard(debug).pages(breaks(error), str, guard.DUMP))


@pytest.mark.parametrize("debug", [False, True])
def test_reasons_that_readers_give_stay(debug: bool) -> None:
    said = SourceError("too_large", "is too large \x1b[2J.", hint="Split it.")
    *_, last = Guard(debug).pages(breaks(said), str, guard.DUMP)
    with pytest.raises(SourceError) as caught:
        last.read()
    assert (caught.value.reason, caught.value.message) == ("too_large", r"is too large \x1b[2J.")


def test_a_reader_that_is_left_is_closed() -> None:
    closed = []

    def pages() -> Generator[Page, None, None]:
        try:
            yield Page("a", lambda: b"")
        finally:
            closed.append(True)

    read = Guard().pages(pages(), str, guard.DUMP)
    next(read)
    read.close()  # type: ignore[attr-defined]
    assert closed


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl", "a.parquet", "a.warc", "a.txt"])
def test_every_reader_is_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).write_bytes(b"{}")
    error = ZeroDivisionError("of this reader")
    monkeypatch.setattr(archives, "pages", lambda _file, path: breaks(error, path + "/1"))
    monkeypatch.setattr(dumps, "pages", lambda _file, path, *_, **__: breaks(error, dumps.place(path, 1)))
    monkeypatch.setattr(stretch, "read_bytes", lambda _: fails(error))
    *_, (reason, message) = outcomes(tmp_path).values()
    assert isinstance(reason, str)
    assert "ZeroDivisionError: of this reader" in message
    with pytest.raises(ZeroDivisionError):
        [page.read() for page in InputFolder.open(tmp_path, debug=True).pages()]


def test_stretches_take_debug_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"x" * 2000)
    (stretch,) = InputFolder.open(tmp_path, debug=True).stretches(100)
    sent = pickle.loads(pickle.dumps(stretch))
    assert isinstance(sent, Stretch)
    assert sent.debug
    assert all(alone.debug for alone in sent.by_file())
    with pytest.raises(Exception, match="header"):
        list(sent.pages())
