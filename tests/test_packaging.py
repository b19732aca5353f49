"""The wheel and the sdist, built and installed as a user would."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.xdist_group("wheel")  # it is built once


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return folder


@pytest.mark.slow
def test_the_wheel_holds_the_release(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(n for n in names if n.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    for name in ("py.typed", "release/manifest.json", "release/parquet/tokens.parquet", "annotate/lexicon.tsv",
                 "clean/furniture.toml", "genre/traditional.tsv", "genre/offices.tsv", "genre/surnames.txt",
                 "browse/page/index.html", "browse/page/page.js", "browse/page/page.css", "browse/page/LICENSES.txt"):  # fmt: skip
        assert f"chuangwen_corpus/{name}" in names
    assert "License-Expression: MIT" in text
    assert "Typing :: Typed" in text
    assert "Project-URL" not in text
    assert any(n.endswith("LICENSE-DATA.md") for n in names)


@pytest.mark.slow
def test_the_sdist_holds_the_sources(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {n.split("/", 1)[-1] for n in archive.getnames()}
    for name in (
        "raw/sources.toml",
        "build/manifest.json",
        "schemas/document.json",
        "tests/test_seed.py",
        "browser/src/main.tsx",
    ):
        assert name in names
    assert not [name for name in names if "node_modules" in name]


@pytest.mark.slow
def test_the_installed_wheel_loads_offline(dist: Path, tmp_path: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # The dependencies are those of this environment: what is tested is the wheel, not the network.
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)], check=True, capture_output=True
    )
    site = next(p for p in sys.path if p.endswith("site-packages"))
    code = f"import sys; sys.path.append({site!r}); import chuangwen_corpus as cw; c = cw.load(); print(c.path, c.tokens.num_rows)"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    path, rows = done.stdout.split()
    assert rows == "1467"
    assert Path(path).is_relative_to(tmp_path)
