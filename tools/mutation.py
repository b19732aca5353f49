"""Changes the code at random, a place at a time, and says which changes no test notices.

    pip install cosmic-ray==8.7.0        # besides the extras test and dev
    python tools/mutation.py --draw 150 --seed 13

A draw can be repeated: the same seed and the same code give the same changes. What was done stands in the log, and a run
that was stopped goes on. `--again` runs only what no test noticed, to see whether new tests do. Tests run in copies of the
tree, in a mount namespace where all else can only be read (Linux): a change may well be one that deletes files.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import json
import math
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mutation_operators import mutated, sites

ROOT = Path(__file__).parents[1]
PACKAGE = "src/chuangwen_corpus"
PATHS = (
    "contract.py",
    "records.py",
    "build_records.py",
    "manifest.py",
    "alignment.py",
    "read",
    "clean",
    "publish",
)
LEFT_OUT = ("publish/executors/ray.py",)  # its tests start a cluster each
SLOW_TESTS = ("tests/publish/test_cluster.py", "tests/test_house.py", "tests/test_packaging.py")
FIRST, FIRST_SECONDS, ALL_SECONDS = (
    40,
    15.0,
    60.0,
)  # tests, and seconds of CPU that they took without a change
SANDBOX = 'mount --bind "$1" "$1" && mount -o remount,bind,ro / && cd "$1/tree" && shift && exec "$@"'


@dataclass(slots=True)
class Mutant:
    file: str
    operator: str
    occurrence: int
    line: int
    source: str
    """The digest of the file: a mutant is of one state of the code."""
    diff: str
    outcome: str = ""
    """noticed, survived, or survived where no test is known to run the line (not covered)."""
    by: str = ""

    @property
    def key(self) -> tuple[str, str, int, str]:
        return self.file, self.operator, self.occurrence, self.source


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
    first, *more = Path(file).relative_to(PACKAGE).parts
    if more:
        return [file, f"tests/{first}/"]
    return [
        file,
        f"tests/test_{first}",
        "tests/test_contract.py",
        "tests/test_records.py",
        "tests/test_pipeline.py",
    ]


def draw(number: int, seed: int, paths: list[str]) -> list[Mutant]:
    """Places are drawn evenly, then one of the changes that can be made there."""
    chance = random.Random(seed)
    texts = {}
    for path in paths:
        found = ROOT / PACKAGE / path
        for file in sorted(found.rglob("*.py")) if found.is_dir() else [found]:
            if file.relative_to(ROOT / PACKAGE).as_posix() not in LEFT_OUT:
                texts[file.relative_to(ROOT).as_posix()] = file.read_text(encoding="utf-8")
    places = [(file, *place) for file, text in texts.items() for place in sites(text)]
    chance.shuffle(places)
    drawn: list[Mutant] = []
    for file, line, changes in places:
        if len(drawn) == number:
            break
        operator, occurrence = chance.choice(changes)
        text = texts[file]
        after = mutated(text, operator, occurrence)
        if after is not None:
            diff = "".join(difflib.unified_diff(*(t.splitlines(keepends=True) for t in (text, after)), n=1))
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            drawn.append(Mutant(file, operator, occurrence, line, digest, diff))
    print(f"{len(drawn)} of {len(places)} places in {len(texts)} files", flush=True)
    return drawn


def copied(to: Path) -> Path:
    """The tree as it is now, without what git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0"):  # noqa: S603
        if name and (ROOT / name).is_file():
            (to / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / "tree" / name)
    return to


def pytest(
    job: Path, python: str, *arguments: str, limit: float | None = None, **variables: str
) -> tuple[int, str]:
    """Runs pytest in the sandbox; the exit code is -1 behind the limit."""
    (job / "tmp").mkdir(exist_ok=True)
    tree = job / "tree"
    environment = {
        **os.environ, "CI": "true", "PYTHONPATH": f"{tree / 'src'}:{tree / 'tools'}", "TMPDIR": str(job / "tmp"), "HOME": str(job), **variables,
    }  # fmt: skip
    inside = [
        python,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "mutation_pytest",
        "--tb=line",
        *arguments,
    ]
    user = [] if os.getuid() == 0 else ["--map-root-user"]
    space = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", *user]
    command = [*space, "sh", "-c", SANDBOX, "sh", str(job), *inside]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return -1, ""
    return done.returncode, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def make_map(cache: Path, python: str, jobs: int) -> None:
    """One run of the tests under coverage, subprocesses included."""
    from coverage import Coverage

    job = copied(cache / "map")
    (job / "rc").write_text(
        f"[run]\nsource = {job}/tree/{PACKAGE}\ndata_file = {job}/data\nparallel = true\nsigterm = true\n"
        "context = ${PYTEST_CURRENT_TEST-}\n", encoding="utf-8",
    )  # fmt: skip
    skipped = [f"--ignore={slow}" for slow in SLOW_TESTS]
    marks = {"COVERAGE_PROCESS_START": str(job / "rc"), "MUTATION_TIMES": str(job / "times.json")}
    print(pytest(job, python, f"-n{jobs}", *skipped, **marks)[1][-2000:])
    run = Coverage(config_file=str(job / "rc"))
    run.combine()
    lines: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    data = run.get_data()
    for measured in data.measured_files():
        text = Path(measured).read_text(encoding="utf-8").splitlines()
        for line, contexts in data.contexts_by_lineno(measured).items():
            found = lines[Path(measured).relative_to(job / "tree").as_posix()][text[line - 1].strip()]
            found |= {re.sub(r" \((setup|call|teardown)\)$", "", context) for context in contexts if context}
    seconds = json.loads((job / "times.json").read_text(encoding="utf-8"))
    as_lists = {file: {line: sorted(tests) for line, tests in found.items()} for file, found in lines.items()}
    (cache / "map.json").write_text(json.dumps({"seconds": seconds, "lines": as_lists}), encoding="utf-8")
    shutil.rmtree(job)


def stages(mutant: Mutant, tests: Tests) -> Iterator[tuple[list[str], list[str]]]:
    """The quickest tests of the line; if they notice nothing, all others that may, and what is newer than the map."""
    of_line = tests.for_line(mutant)
    first = tests.within(of_line, FIRST_SECONDS, FIRST)
    if first:
        yield first, []
    rest = [test for test in dict.fromkeys([*of_line, *tests.further(mutant)]) if test not in first]
    yield tests.within(rest, ALL_SECONDS), room(mutant.file)


def judge(mutant: Mutant, job: Path, tests: Tests, python: str) -> None:
    """Makes the change in a copy of the tree, runs the tests, and takes it back."""
    file, listed = job / "tree" / mutant.file, job / "tests.json"
    before = file.read_bytes()
    file.write_text(mutated(before.decode(), mutant.operator, mutant.occurrence) or "", encoding="utf-8")
    mutant.outcome, mutant.by = ("survived" if tests.for_line(mutant) else "not covered"), ""
    try:
        for chosen, further in stages(mutant, tests):
            listed.write_text(json.dumps({"run": chosen, "known": list(tests.seconds)}), encoding="utf-8")
            files = sorted({*further, *(test.partition("::")[0] for test in chosen)})
            seconds = sum(tests.seconds[test] for test in chosen)
            code, output = pytest(
                job, python, "-x", *(name for name in files if (job / "tree" / name).exists()),
                limit=180 + 10 * seconds, MUTATION_TESTS=str(listed), MUTATION_CPU=str(int(60 + 3 * seconds)),
            )  # fmt: skip
            if code not in (0, 5):
                failed = re.search(r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", output, re.MULTILINE)
                mutant.outcome = "noticed"
                mutant.by = "time" if code == -1 else failed[1] if failed else f"exit {code}: {output[-300:]}"
                break
    finally:
        file.write_bytes(before)
        for stale in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
            stale.unlink()
        shutil.rmtree(job / "tmp", ignore_errors=True)


def work(todo: queue.SimpleQueue[Mutant], log: Path, tests: Tests, python: str, lock: threading.Lock) -> None:
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as folder:
        job = copied(Path(folder))
        while not todo.empty():
            try:
                mutant = todo.get_nowait()
            except queue.Empty:
                break
            judge(mutant, job, tests, python)
            with lock, log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(mutant), ensure_ascii=False) + "\n")
            where = f"{mutant.file.removeprefix(PACKAGE + '/')}:{mutant.line}"
            print(f"{mutant.outcome:12} {where:40} {mutant.operator} {mutant.by[:90]}", flush=True)


def wilson(part: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share, of 95 %."""
    share, square = part / of, z * z / of
    half = z * math.sqrt(share * (1 - share) / of + square / of / 4)
    return (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=int, default=150)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--paths", nargs="+", default=list(PATHS), help=f"below {PACKAGE}")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the tests")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "chuangwen-mutation")
    parser.add_argument(
        "--again", action="store_true", help="run what survived again, with the tests as they are now"
    )
    asked = parser.parse_args()
    asked.cache.mkdir(parents=True, exist_ok=True)
    if not (asked.cache / "map.json").exists():
        make_map(asked.cache.resolve(), asked.python, asked.jobs)
    tests, log = Tests(asked.cache / "map.json"), asked.cache / f"seed-{asked.seed}.jsonl"
    drawn = {mutant.key: mutant for mutant in draw(asked.draw, asked.seed, asked.paths)}
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else []:
        done = Mutant(**json.loads(line))
        if done.key in drawn:
            drawn[done.key] = done
    todo: queue.SimpleQueue[Mutant] = queue.SimpleQueue()
    for mutant in sorted(drawn.values(), key=lambda mutant: mutant.key):
        if not mutant.outcome or (asked.again and mutant.outcome != "noticed"):
            todo.put(mutant)
    lock = threading.Lock()
    threads = [
        threading.Thread(target=work, args=(todo, log, tests, asked.python, lock)) for _ in range(asked.jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = list(drawn.values())
    for mutant in rows:
        if mutant.outcome != "noticed":
            print(f"\n{mutant.outcome}: {mutant.file}:{mutant.line} {mutant.operator}\n{mutant.diff}")
    noticed = sum(mutant.outcome == "noticed" for mutant in rows)
    low, high = wilson(noticed, len(rows))
    print(f"noticed {noticed} of {len(rows)}: {noticed / len(rows):.1%} (95 %: {low:.1%} to {high:.1%})")


if __name__ == "__main__":
    main()
