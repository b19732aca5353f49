"""What a process has read before changes nothing: a page comes out the same as the first one and as any later one."""

from __future__ import annotations

import functools
import gc
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chuangwen_corpus.clean import furniture
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.pipeline import parse_row
from conftest import ROOT

PAGES = sorted((ROOT / "tests" / "golden" / "pages").iterdir())
STEPS = ("clean", "structure", "genre", "read")
DIGESTS = """
import hashlib, sys
from pathlib import Path
from chuangwen_corpus.clean import furniture
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.pipeline import parse_row
for page in sys.argv[1:]:
    print(hashlib.sha256(repr(parse_row(Path(page))).encode()).hexdigest(), page)
"""


def forget() -> int:
    """Empties all caches of the steps before the layers; gives their number."""
    caches = [
        known
        for known in gc.get_objects()
        if isinstance(known, functools._lru_cache_wrapper)
        and str(known.__module__).startswith(tuple(f"chuangwen_corpus.{step}" for step in STEPS))
    ]
    for known in caches:
        known.cache_clear()
    return len(caches)


def digest(page: Path) -> str:
    return hashlib.sha256(repr(parse_row(page, layers=())).encode()).hexdigest()


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_first_page_of_a_process_is_read_as_any_other(page: Path) -> None:
    later = digest(page)
    assert forget() > 20
    assert digest(page) == later


@pytest.mark.parametrize("rule", furniture.rules(), ids=[rule.id for rule in furniture.rules()])
def test_the_first_line_of_a_process_is_read_as_any_other(rule: furniture.FurnitureRule) -> None:
    line = fold(rule.example).strip()
    later = furniture.rule_of_line(line)
    forget()
    assert furniture.rule_of_line(line) == later
    forget()
    dropped = [change.rule for change in furniture.changes(line, line)]
    assert dropped == [change.rule for change in furniture.changes(line, line)]


def test_neither_the_order_of_pages_nor_the_hash_seed_changes_a_document() -> None:
    found = []
    for seed, pages in (("1", PAGES), ("2", PAGES[::-1])):
        run = subprocess.run(
            [sys.executable, "-c", DIGESTS, *map(str, pages)],
            capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        )  # fmt: skip
        found.append(sorted(run.stdout.splitlines()))
    assert len(found[0]) == len(PAGES)
    assert found[0] == found[1]
