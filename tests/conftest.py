from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.publish import build as build_release
from chuangwen_corpus.records import Document

ROOT = Path(__file__).parents[1]
SEED = ROOT / "raw" / "000_f14762c9c0334805.txt"

settings.register_profile(
    "here", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Commands that tests start inherit what is ignored, as it is behind `nohup` or `&` of a script: then no signal would end them.
# They do not inherit a handler, and one that does nothing keeps the tests themselves as safe as before.
for name in ("SIGINT", "SIGHUP"):
    if (number := getattr(signal, name, None)) and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def seed_bytes() -> bytes:
    return SEED.read_bytes()


@pytest.fixture(scope="session")
def seed() -> Document:
    return parse(SEED)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the seed page and a few more, built once."""
    raw = tmp_path_factory.mktemp("pages")
    (raw / "seed.txt").write_bytes(SEED.read_bytes())
    (raw / "one.txt").write_text(
        "某区在创建大会上的表态发言\n各位领导：\n我们将全力以赴，完成任务！请领导放心。\n",
        encoding="utf-8",
    )
    (raw / "broken.bin").write_bytes(b"\x00\x01\x02" * 50)
    out = tmp_path_factory.mktemp("release") / "build"
    build_release(raw, out)
    return out
