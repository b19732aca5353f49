"""Changes the code at random, a place at a time, and says which changes no test notices.

    pip install cosmic-ray==8.7.0        # besides the extras test and dev
    python tools/mutation.py --draw 150 --seed 13

A draw can be repeated: the same seed and the same code give the same changes. What was done stands in the log, and a run
that was stopped goes on. `--again` runs only what no test noticed, to see whether new tests do. Tests run in copies of the
tree, in a mount namespace where all else can only be read (Linux): a change may well be one that deletes files.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import queue
import random
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path

from mutation_map import Tests, make_map
from mutation_operators import mutated, sites
from mutation_run import INSIDE, PACKAGE, ROOT, Mutant, copied, failures, judge, pytest

from chuangwen_corpus.evaluate import wilson

PATHS = ("records", "manifest.py", "alignment.py", "read", "clean", "publish")
LEFT_OUT = ("publish/executors/ray.py",)  # its tests start a cluster each


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


def work(todo: queue.SimpleQueue[Mutant], log: Path, tests: Tests, python: str, lock: threading.Lock) -> None:
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as folder:
        job = copied(Path(folder))
        while not todo.empty():
            try:
                mutant = todo.get_nowait()
            except queue.Empty:
                break
            judge(mutant, job, tests.stages(mutant), tests.seconds, python)
            if mutant.outcome == "survived" and not tests.for_line(mutant):
                mutant.outcome = "not covered"
            with lock, log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(mutant), ensure_ascii=False) + "\n")
            where = f"{mutant.file.removeprefix(PACKAGE + '/')}:{mutant.line}"
            print(f"{mutant.outcome:12} {where:40} {mutant.operator} {mutant.by[:90]}", flush=True)


def check_tests(python: str) -> None:
    """Tests that cannot even be read would notice every change."""
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as folder:
        code, output = pytest(copied(Path(folder)), python, "--collect-only", "-qq")
        if code:
            sys.exit(output[-2000:])


def shaky(rows: list[Mutant], python: str) -> set[str]:
    """Tests that noticed something, but fail without any change, too: what they say is worth nothing."""
    used = sorted({mutant.by for mutant in rows if "::" in mutant.by})
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as folder:
        job = copied(Path(folder))
        (job / "tests.json").write_text(json.dumps({"run": used, "known": None}), encoding="utf-8")
        files = sorted({test.partition("::")[0] for test in used})
        return failures(pytest(job, python, *files, MUTATION_TESTS=f"{INSIDE}/tests.json")[1])


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
    for mutant in drawn.values():  # in the order drawn: what is done of a run that was stopped is a draw, too
        if not mutant.outcome or (asked.again and mutant.outcome != "noticed"):
            todo.put(mutant)
    check_tests(asked.python)
    lock = threading.Lock()
    threads = [
        threading.Thread(target=work, args=(todo, log, tests, asked.python, lock)) for _ in range(asked.jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = [mutant for mutant in drawn.values() if mutant.outcome]
    doubtful = shaky(rows, asked.python)
    for mutant in rows:
        if mutant.by in doubtful:
            mutant.outcome = "doubtful"
    for mutant in rows:
        if mutant.outcome != "noticed":
            print(f"\n{mutant.outcome}: {mutant.file}:{mutant.line} {mutant.operator}\n{mutant.diff}")
    noticed = sum(mutant.outcome == "noticed" for mutant in rows)
    low, high = wilson(noticed, len(rows))
    print(f"noticed {noticed} of {len(rows)}: {noticed / len(rows):.1%} (95 %: {low:.1%} to {high:.1%})")


if __name__ == "__main__":
    main()
