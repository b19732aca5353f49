"""docs/tutorial.ipynb: it runs, what is stored is what it gives, and its sentences are true of that."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from typing import Any

import pandas as pd
import pytest

from conftest import ROOT

PAGE = ROOT / "docs/tutorial.ipynb"
CELLS: list[dict[str, Any]] = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
PROSE = "\n".join("".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "markdown")
_BOLD = re.compile(r"\*\*(-?[\d.]+)\*\*")


def _outputs(cell: dict[str, Any]) -> list[str]:
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        found += ["".join(text) for kind, text in data.items() if kind != "image/svg+xml"]
        found.append("".join(output.get("text", [])))
    return found


def _cell(code: str) -> dict[str, Any]:
    (one,) = (cell for cell in CELLS if cell["cell_type"] == "code" and code in "".join(cell["source"]))
    return one


def _table(code: str) -> pd.DataFrame:
    """The table of the one cell whose code holds this."""
    html = next(text for text in _outputs(_cell(code)) if "<table" in text)
    found = pd.read_html(StringIO(html))[0]
    if found.columns.nlevels > 1:  # an index with a name has a row of its own in the head
        found.columns = [
            next(name for name in names if not name.startswith("Unnamed")) for names in found.columns
        ]
    return found


@pytest.mark.slow
def test_the_notebook_gives_what_is_stored() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/tutorial.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_short_and_was_run_from_top_to_bottom() -> None:
    assert len(CELLS) < 40
    code = [cell for cell in CELLS if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(len(cell["source"]) <= 8 for cell in code)
    assert not [output for cell in code for output in cell["outputs"] if output["output_type"] == "error"]
    assert sum("image/svg+xml" in out.get("data", {}) for cell in code for out in cell["outputs"]) == 4


def test_nothing_of_the_machine_that_ran_it_is_stored() -> None:
    stored = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"/tmp/|/home/|/root/|\\\\Users|object at 0x", stored)
    assert PAGE.stat().st_size < 1_000_000


def test_each_bold_figure_stands_in_an_output_above_it() -> None:
    """Between a passage of prose and the one before it."""
    above: list[str] = []
    checked = 0
    for cell in CELLS:
        if cell["cell_type"] == "code":
            above += _outputs(cell)
            continue
        text = re.sub(r"<[^>]*>", " ", " ".join(above)).replace(",", "")
        figures = set(re.findall(r"-?\d+(?:\.\d+)?", text))
        for figure in _BOLD.findall("".join(cell["source"])):
            assert figure in figures, (figure, "".join(cell["source"])[:80])
            checked += 1
        above = []
    assert checked >= 30


def test_key_sentences_are_true_of_the_outputs() -> None:
    def says(sentence: str) -> None:
        assert sentence in PROSE.replace("\n", " "), sentence

    says("All eight lines promise an answer within days")
    assert _table('corpus.concordance("承诺"')["right"].str.contains("天内答复").tolist() == [True] * 8

    says("with a DP of **0.644**: it is somebody's word")
    spread = _table("corpus.dispersion(").set_index("form")
    assert spread["dp"].idxmin() == "我们"
    assert spread["dp"].idxmax() == "孩子"

    says("都 is second although it is frequent anywhere")
    near = _table("corpus.collocates(")
    assert near["form"].tolist()[:2] == ["人人", "都"]
    assert near["total"].idxmax() == 1

    numbers = _table("by_kind =").set_index("kind")
    says("Governments promise most (**706**), but they speak most")
    assert numbers["promises"].idxmax() == numbers["speeches"].idxmax() == "government"
    says("the 95 % intervals of the two (Wilson) overlap")
    low, high = (_wilson(*numbers.loc[kind, ["dated", "promises"]]) for kind in ("enterprise", "party"))
    assert low[1] > high[0]

    says("axis 1 parts those who mobilise from those who pledge")
    axis = _table("places =").set_axis(["kind", "axis", "second"], axis=1)
    assert axis["kind"].tolist()[:2] == ["party", "government"]
    assert axis["kind"].tolist()[-2:] == ["hospital", "enterprise"]
    assert (axis["axis"].iloc[:2] < 0).all()
    assert (axis["axis"].iloc[2:] > 0).all()
    assert axis["kind"][axis["second"].idxmax()] == "school"
    assert axis["kind"][axis["second"].idxmin()] == "enterprise"


def _wilson(hits: float, of: float, z: float = 1.96) -> tuple[float, float]:
    share, wide = hits / of, z * z / of
    half = z * (share * (1 - share) / of + wide / (4 * of)) ** 0.5
    return (share + wide / 2 - half) / (1 + wide), (share + wide / 2 + half) / (1 + wide)


def test_figures_of_other_pages_are_those_of_the_pages() -> None:
    figures = (
        (ROOT / "docs/evaluation.md").read_text(encoding="utf-8").partition("<!-- passage figures -->")[2]
    )
    rows = {
        name: re.findall(r"\((\d\.\d\d), ", rest)
        for name, rest in re.findall(r"^\| (commitment|directive) \|(.*)$", figures, re.MULTILINE)[:2]
    }
    precision, recall, predicate, _ = rows["commitment"]
    own = PROSE.replace("\n", " ")
    assert f"commitments have a precision of {precision} and a recall of {recall}" in own
    assert f"their predicate is right in {predicate} of the cases" in own
    assert f"directives have {rows['directive'][0]} and {rows['directive'][1]}" in own
    reuse = (ROOT / "docs/reuse.md").read_text(encoding="utf-8")
    recall, precision = re.findall(
        r"^\| 0\.3 \(if left out\) \| ([\d.]+) \| ([\d.]+) \|$", reuse, re.MULTILINE
    )[0]
    assert f"a recall of {recall} and a precision of {precision}" in own


def test_the_pages_it_points_to_are_there() -> None:
    targets = re.findall(r"\]\(([\w.-]+\.md)\)", PROSE)
    assert len(targets) >= 4
    assert all((PAGE.parent / target).exists() for target in targets)
