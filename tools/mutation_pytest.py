"""What pytest does for tools/mutation.py (`-p mutation_pytest`): runs the tests of a list, in its order, or notes which test runs which line."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

LISTED = os.environ.get("MUTATION_TESTS")
TIMES = os.environ.get("MUTATION_TIMES")
started: dict[str, float] = {}
seconds: dict[str, float] = {}
failed: set[str] = set()

# A change may make a loop without end, or one that eats memory: it meets these limits before the machine does.
LIMITS = {resource.RLIMIT_AS: 10 << 30, resource.RLIMIT_CPU: int(os.environ.get("MUTATION_CPU", "3600"))}
for limit, most in LIMITS.items():
    resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if LISTED:
        lists = json.loads(Path(LISTED).read_text(encoding="utf-8"))
        order, known = {node: place for place, node in enumerate(lists["run"])}, set(lists["known"] or ())
        wanted = [item for item in items if item.nodeid in order or (known and item.nodeid not in known)]
        items[:] = sorted(wanted, key=lambda item: order.get(item.nodeid, len(order)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    running = coverage.Coverage.current()
    if running:
        running.switch_context(item.nodeid)
    started[item.nodeid] = sum(os.times()[:4])
    done = yield
    if running:
        running.switch_context("")
    return done


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[pytest.TestReport]:
    report = yield
    report.cpu = sum(os.times()[:4]) - started[item.nodeid]  # a clock would tell of other work on the machine
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    seconds[report.nodeid] = getattr(report, "cpu", 0.0)  # a process that was lost has none
    if report.outcome != "passed":
        failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if TIMES and hasattr(session.config, "workerinput"):
        running = coverage.Coverage.current()
        if running:
            running.stop()
            running.save()
    elif TIMES:
        passed = {node: time for node, time in seconds.items() if node not in failed}
        Path(TIMES).write_text(json.dumps(passed), encoding="utf-8")
