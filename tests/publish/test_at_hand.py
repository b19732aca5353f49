from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.validation.at_hand import at_hand
from commands import called, run
from conftest import ROOT


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "build", tmp_path / "store" / "corpus"))


def test_a_release_at_an_address_is_fetched_checked_and_gone(stored: Path) -> None:
    address = f"file://{stored}"
    with at_hand(address) as folder:
        assert folder != stored
        names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
        assert names == sorted(str(p.relative_to(stored)) for p in stored.rglob("*") if p.is_file())
        assert (folder / "csv/tokens.csv").read_bytes() == (stored / "csv/tokens.csv").read_bytes()
    assert not folder.exists()
    assert f"{address} is whole and sound" in "".join(run("validate", address).splitlines())


def test_a_fault_at_an_address_is_named_with_it(stored: Path) -> None:
    (stored / "csv/tokens.csv").write_bytes(b"x")
    told = run("validate", f"file://{stored}", code=1)
    assert f"file://{stored}: csv/tokens.csv: has 1 bytes" in "".join(told.splitlines())


def test_an_address_without_a_release(tmp_path: Path) -> None:
    ended, told = called("validate", f"file://{tmp_path}")
    assert ended
    assert f"file://{tmp_path}: holds no release" in "".join(told.splitlines())


def test_a_name_that_leads_out_of_a_folder_is_refused(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Place.files
    monkeypatch.setattr(
        Place, "files", lambda place: [*real(place), ("../evil", Place.of(stored / "README.md"))]
    )
    with pytest.raises(LoadError, match=r"'\.\./evil', which leads out"), at_hand(f"file://{stored}"):
        pass


def test_a_tilde_alone_is_home(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored.rename(tmp_path / "~nobody of this name")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/corpus").symlink_to(tmp_path / "~nobody of this name")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for name in ("~nobody of this name", "~/corpus"):
        assert "is whole and sound" in run("validate", name)
        assert cw.load(name).speeches.num_rows == 3
    assert "表态发言" in run("show", "~nobody of this name")
    assert "~root: holds no release" in run("validate", "~root", code=2)
    with pytest.raises(LoadError, match="~root: holds no release"):
        cw.load("~root")


def test_a_path_stays_as_it_is(stored: Path) -> None:
    with at_hand(stored) as folder:
        assert folder == stored
