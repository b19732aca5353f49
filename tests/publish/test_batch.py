"""A batch is made without records: its JSON is theirs all the same, and a fault of ours costs one page."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from chuangwen_corpus import annotate
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.publish.steps import batch
from chuangwen_corpus.publish.steps.batch import PageBytes, Settings, parse_batch
from chuangwen_corpus.records import Document, Source
from conftest import ROOT

SETTINGS = Settings(annotate.DEFAULT_ENGINE, annotate.choose(None, None), frozenset())


def page(path: str, data: bytes) -> PageBytes:
    return PageBytes(path, data, hashlib.sha256(data).hexdigest(), Source(note='say "so"\n\x1f\x7f'))


FILES = sorted((ROOT / "tests" / "golden" / "cases" / "pages").iterdir())[:6]
PAGES = [page(f"{i}.txt", file.read_bytes()) for i, file in enumerate(FILES)]


@pytest.mark.parametrize("large", [batch.LARGE, 10])
def test_json_is_what_pydantic_makes(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LARGE", large)
    lines = b"".join(parse_batch(PAGES, SETTINGS).json_lines).splitlines(keepends=True)
    for one, line in zip(PAGES, lines, strict=True):
        document = parse(one.data, path=one.path, provenance=one.provenance)
        assert line == f"{document.model_dump_json()}\n".encode()
        assert Document.model_validate_json(line) == document


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("encoding", None, "Document.encoding"), ("year", 2020, "Document.year"), ("sha256", "x", "Document.sha256"),
     ("text", "别的", "does not"), ("title", ["a"], "startswith"), ("subtitle", ["a"], "Document.subtitle")],
)  # fmt: skip
def test_a_fault_of_ours_costs_one_page(
    name: str, value: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = batch.parse_row

    def broken(data: bytes, *, path: str, **wanted: Any) -> dict[str, Any]:
        row = made(data, path=path, **wanted)
        return row | {name: value} if path == "2.txt" else row

    monkeypatch.setattr(batch, "parse_row", broken)
    part = parse_batch(PAGES, SETTINGS)
    assert [path for path, *_ in part.sources] == ["0.txt", "1.txt", "3.txt", "4.txt", "5.txt"]
    (reject,) = part.rejects
    assert (reject.path, reject.reason) == ("2.txt", "internal_error")
    assert said in reject.message
    assert "report this page" in reject.message
