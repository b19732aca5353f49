"""Runs docs/tutorial.ipynb and stores what its cells give; `--check` says whether what is stored is stale.

The notebook is edited by hand or in Jupyter; this makes its outputs, and only this. They are the same bytes each time, so that a
change of an output in git is a change of a result: no times, no paths, no version of Python, and of an output only the richest form.
"""

from __future__ import annotations

import copy
import difflib
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

PAGE = Path(__file__).resolve().parents[1] / "docs/tutorial.ipynb"
LIMIT = 600
"""Seconds that a cell may take; a busy machine of two cores needs a tenth of it."""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
RICH = {"text/html", "image/svg+xml"}


def read(page: Path = PAGE) -> Any:
    """The notebook as it is stored."""
    return nbformat.read(page, as_version=4)


def executed(notebook: Any) -> Any:
    """The notebook with the outputs of a fresh kernel; the one given stays as it is.

    Raises:
        CellExecutionError: A cell fails; the message has its code and the traceback.
    """
    fresh = copy.deepcopy(notebook)
    # The same width of tables of text, the same characters and the same order of sets everywhere.
    kernel = os.environ | {"COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    client = NotebookClient(fresh, timeout=LIMIT, kernel_name="python3", record_timing=False)
    client.execute(env=kernel)
    return settled(fresh)


def settled(notebook: Any) -> Any:
    """The notebook without what differs from run to run, or is said twice."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.from_dict({})
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).clear()
            if RICH & set(output.get("data", ())):
                output.data.pop("text/plain", None)
    return notebook


def written(notebook: Any) -> str:
    """The bytes of the file, as text."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def main(arguments: list[str]) -> int:
    stored = PAGE.read_text(encoding="utf-8")
    made = written(executed(read()))
    if arguments != ["--check"]:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if made == stored:
        return 0
    changes = difflib.unified_diff(
        stored.splitlines(), made.splitlines(), "stored", "made now", n=1, lineterm=""
    )
    for line in list(changes)[:60]:
        print(line[:300])
    print("docs/tutorial.ipynb is stale: run python tools/tutorial.py, read what has changed, mend the prose")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
