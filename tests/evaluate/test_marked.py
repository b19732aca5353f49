"""Gold spans marked in the text of a page (tools/marked.py)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate.standoff import Span, read
from conftest import ROOT

_SPEC = importlib.util.spec_from_file_location("marked", ROOT / "tools" / "marked.py")
assert _SPEC
assert _SPEC.loader
marked = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(marked)

GOLD = ROOT / "tests" / "layers" / "gold"
PAGE = "今年我们将整治46个小区。\n请市委、市政府放心。\n"


@pytest.mark.parametrize("file", sorted(GOLD.glob("*.ann"))[:20], ids=lambda file: file.stem)
def test_what_is_shown_is_read_back_and_changes_nothing(file: Path) -> None:
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    before = file.read_bytes().decode("utf-8")
    for layer in {span.layer for span in read(file, text)}:
        own = [span for span in read(file, text) if span.layer == layer]
        plain, spans = marked.marked(marked.shown(text, own), layer)
        assert plain == text
        assert spans == sorted(own, key=lambda span: (span.start, -span.end))
        assert marked.merged(before, text, layer, spans) == before


@given(st.lists(st.tuples(st.integers(0, len(PAGE) - 1), st.integers(1, 6)), max_size=6))
def test_spans_come_back_or_are_said_to_cross(places: list[tuple[int, int]]) -> None:
    spans = [Span("time", start, min(len(PAGE), start + length)) for start, length in dict(places).items()]
    try:
        shown = marked.shown(PAGE, spans)
    except ChuangwenError as error:
        assert "crosses" in str(error)
        return
    plain, found = marked.marked(shown, "time")
    assert plain == PAGE
    assert found == sorted(spans, key=lambda span: (span.start, -span.end))


def test_a_layer_is_marked_on_a_page_with_others(tmp_path: Path) -> None:
    page, said = tmp_path / "a.txt", tmp_path / "marked.txt"
    page.write_text(PAGE, encoding="utf-8", newline="")
    gold = page.with_suffix(".ann")
    gold.write_text(
        "T2\ttime 0 2\t今年\nA1\tkind T2 relative\nT5\tself_reference 2 4\t我们\n", encoding="utf-8"
    )
    said.write_text(PAGE.replace("市委、市政府", "⟦市委、⟦市政府|level=city⟧⟧"), encoding="utf-8", newline="")
    assert _run(page, "organisation", said) == ""
    assert gold.read_text(encoding="utf-8").splitlines() == [
        "T2\ttime 0 2\t今年", "A1\tkind T2 relative", "T5\tself_reference 2 4\t我们",
        "T6\torganisation 15 21\t市委、市政府", "T7\torganisation 18 21\t市政府", "A2\tlevel T7 city",
    ]  # fmt: skip
    said.write_text(PAGE.replace("今年", "⟦今年|kind=year⟧"), encoding="utf-8", newline="")
    assert _run(page, "time", said) == ""
    assert [span.attributes for span in read(gold, PAGE) if span.layer == "time"] == [{"kind": "year"}]
    assert len(read(gold, PAGE)) == 4


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("今年⟧我们", "line 1: ⟧ closes nothing"),
        ("⟦今年我们", "line 1: ⟦ is not closed"),
        ("⟦⟧今年我们", "holds nothing"),
        ("今年他们将整治", "marked.txt:1: has other words than"),
    ],
)
def test_what_is_marked_wrongly_is_said_and_leaves_the_gold(tmp_path: Path, said: str, message: str) -> None:
    page = tmp_path / "a.txt"
    page.write_text(PAGE, encoding="utf-8", newline="")
    (tmp_path / "marked.txt").write_text(said, encoding="utf-8")
    assert message in _run(page, "time", tmp_path / "marked.txt")
    assert not page.with_suffix(".ann").exists()


def _run(*arguments: Path | str) -> str:
    """What the script ends with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["marked.py", *map(str, arguments)])
        try:
            marked.main()
        except SystemExit as end:
            return str(end.code)
    return ""
