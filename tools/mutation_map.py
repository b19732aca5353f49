"""Which tests run which line, and what they cost: measured once, kept in the cache."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from mutation_run import INSIDE, PACKAGE, ROOT, Mutant, copied, pytest

FIRST, FIRST_SECONDS = 60, 8.0
ALL_SECONDS = 25.0
"""Tests, and seconds of CPU that they took without a change."""


class Tests:
    """Which tests run which line, and what they cost."""

    def __init__(self, file: Path) -> None:
        known = (
            json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"seconds": {}, "lines": {}}
        )
        self.seconds: dict[str, float] = known["seconds"]
        self.lines: dict[str, dict[str, list[str]]] = known["lines"]

    def for_line(self, mutant: Mutant) -> list[str]:
        """Lines are found by what stands in them, so that the map outlives changes elsewhere in a file."""
        lines = self.lines.get(mutant.file, {})
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        return self._spread({test for line in statement(text, mutant.line) for test in lines.get(line, [])})

    def further(self, mutant: Mutant) -> list[str]:
        """Tests that run other lines of the file, then those of its room."""
        of_file = {test for tests in self.lines.get(mutant.file, {}).values() for test in tests}
        of_room = {test for test in self.seconds if test.startswith(tuple(room(mutant.file)))}
        return [*self._spread(of_file), *self._spread(of_room - of_file)]

    def stages(self, mutant: Mutant) -> Iterator[tuple[list[str], list[str]]]:
        """The quickest tests of the line, those of its room before others; if they notice nothing, all that may."""
        near = tuple(room(mutant.file))
        of_line = sorted(self.for_line(mutant), key=lambda test: not test.startswith(near))
        first = self.within(of_line, FIRST_SECONDS, FIRST)
        if first:
            yield first, []
        rest = [test for test in dict.fromkeys([*of_line, *self.further(mutant)]) if test not in first]
        yield self.within(rest, ALL_SECONDS), room(mutant.file)

    def _spread(self, tests: set[str]) -> list[str]:
        """The quickest case of each test, then the second quickest, …"""
        cases: defaultdict[str, int] = defaultdict(int)
        order = []
        for test in sorted(tests & set(self.seconds), key=lambda test: (self.seconds[test], test)):
            name = test.partition("[")[0]
            order.append((cases[name], self.seconds[test], test))
            cases[name] += 1
        return [test for *_, test in sorted(order)]

    def within(self, tests: list[str], most: float, number: int | None = None) -> list[str]:
        chosen, sum_ = [], 0.0
        for test in tests[:number]:
            if not chosen or sum_ + self.seconds[test] <= most:
                chosen.append(test)
                sum_ += self.seconds[test]
        return chosen


def statement(text: str, line: int) -> set[str]:
    """The lines of the innermost statement around a line; of a compound one only its head."""
    best: tuple[int, int] = (line, line)
    width = 10**6
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            if node.lineno <= line <= end and end - node.lineno < width:
                best, width = (node.lineno, end), end - node.lineno
    return {found.strip() for found in text.splitlines()[best[0] - 1 : best[1]]}


def room(file: str) -> list[str]:
    """Where tests of a file stand."""
    parts = Path(file).relative_to(PACKAGE).with_suffix("").parts
    return [
        file,
        f"tests/{parts[0]}/",
        *(f"tests/test_{name}.py" for name in dict.fromkeys((parts[-1], parts[0]))),
    ]


def make_map(cache: Path, python: str, jobs: int) -> None:
    """One run of the tests under coverage, subprocesses included."""
    job = copied(cache / "map")
    (job / "rc").write_text(
        f"[run]\nsource = {INSIDE}/tree/{PACKAGE}\ndata_file = {INSIDE}/data\nparallel = true\nsigterm = true\n"
        "context = ${PYTEST_CURRENT_TEST-}\n", encoding="utf-8",
    )  # fmt: skip
    # Every Python that is started there measures, the workers of xdist and of builds among them.
    (job / "sitecustomize.py").write_text("import coverage\n\ncoverage.process_startup()\n", encoding="utf-8")
    marks = {"COVERAGE_PROCESS_START": f"{INSIDE}/rc", "MUTATION_TIMES": f"{INSIDE}/times.json"}
    print(pytest(job, python, f"-n{jobs}", "--dist", "loadgroup", **marks)[1][-2000:])
    read_map(cache, job)
    shutil.rmtree(job)


def read_map(cache: Path, job: Path) -> None:
    """Reads what a run has left."""
    from coverage import Coverage

    run = Coverage(data_file=str(job / "data"), config_file=False)
    run.combine()
    lines: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    data = run.get_data()
    for measured in data.measured_files():
        file = Path(measured).relative_to(f"{INSIDE}/tree").as_posix()
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()
        for line, contexts in data.contexts_by_lineno(measured).items():
            found = lines[file][text[line - 1].strip()]
            found |= {re.sub(r" \((setup|call|teardown)\)$", "", context) for context in contexts if context}
    seconds = json.loads((job / "times.json").read_text(encoding="utf-8"))
    as_lists = {file: {line: sorted(tests) for line, tests in found.items()} for file, found in lines.items()}
    (cache / "map.json").write_text(json.dumps({"seconds": seconds, "lines": as_lists}), encoding="utf-8")
