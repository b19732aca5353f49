"""`chuangwen release`: archives, notes, hashes and refusals on a small project; the real one made, checked and unpacked."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import __version__
from chuangwen_corpus.distribute import archives, earlier, install, make, notes, package, sbom, sums
from chuangwen_corpus.distribute.project import Project, tracked
from chuangwen_corpus.distribute.tools import CheckFailed, last_line, run
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.validation.release import faults
from commands import called
from commands import run as commanded
from conftest import ROOT

PAGE = "某局在创建大会上的表态发言\n各位领导：\n我局将投入3万元，在2020年5月前完成整治！请市委放心。\n"
SAID = 'data_version = "1.2.0"\ndate_published = 2026-03-01\ntitle = "Small"\ncreators = ["Somebody"]\n'
CHANGES = f"# Changes\n\n## [Unreleased]\n\n## [{__version__}] - 2026-03-01\n\n### Added\n- Everything.\n\n## [0.0.1]\n- Old.\n"
DATE = dt.date(2026, 3, 1)
FORMS = ("parquet", "csv", "json")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("release")]  # it is made once, and takes its time


def _raw(folder: Path, page: str = PAGE, said: str = SAID) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_text(page, encoding="utf-8")
    (folder / "release.toml").write_text(said, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of ours, as far as a release looks at it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "src/chuangwen_corpus").mkdir(parents=True)
    (folder / "src/chuangwen_corpus/_version.py").write_text(f'__version__ = "{__version__}"\n')
    (folder / "pyproject.toml").write_text('[project]\nname = "chuangwen-corpus"\ndependencies = []\n')
    (folder / "CHANGELOG.md").write_text(CHANGES)
    (folder / "constraints.txt").write_text("")
    cw.build(_raw(folder / "raw"), folder / "build", workers=1)
    return folder


def _without_pip(patched: pytest.MonkeyPatch) -> None:
    """Of a release only the packages and the bill of materials are not made."""

    def packages(source: Path, epoch: int, folder: Path) -> None:
        assert (source / "build/manifest.json").is_file()
        (folder / f"chuangwen_corpus-{__version__}-py3-none-any.whl").write_bytes(b"wheel %d" % epoch)
        (folder / f"chuangwen_corpus-{__version__}.tar.gz").write_bytes(b"sdist")

    patched.setattr(package, "write", packages)
    patched.setattr(sbom, "text", lambda *_: "{}\n")
    patched.setattr(make, "need", lambda *_: None)


@pytest.fixture
def project(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be changed."""
    _without_pip(monkeypatch)
    return Path(shutil.copytree(made_once, tmp_path / "project"))


@pytest.fixture(scope="session")
def released(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A release of it, to be looked at, and what the command printed."""
    out = tmp_path_factory.mktemp("released") / "dist"
    with pytest.MonkeyPatch.context() as patched:
        _without_pip(patched)
        printed = commanded("release", "--project", made_once, "--out", out)
    return out, printed


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _again(project: Path, page: str, said: str) -> None:
    cw.build(_raw(project / "raw", page, said), project / "build", workers=1)


# --- what is in a release -----------------------------------------------------------------------------------------


def test_a_release_has_all_its_files(released: tuple[Path, str]) -> None:
    out, printed = released
    assert {file.name for file in out.iterdir()} == {
        *(f"chuangwen-corpus-data-1.2.0-{form}.zip" for form in FORMS),
        f"chuangwen_corpus-{__version__}-py3-none-any.whl",
        f"chuangwen_corpus-{__version__}.tar.gz",
        f"chuangwen-corpus-{__version__}.cdx.json",
        "RELEASE-NOTES.md",
        "SHA256SUMS",
    }
    assert "made RELEASE-NOTES.md (" in printed
    assert f"{out} is made" in printed
    assert not (out.parent / ".dist.building").exists()


def test_the_hashes_are_those_of_the_files(released: tuple[Path, str]) -> None:
    files = _files(released[0])
    listed = files.pop("SHA256SUMS").decode()
    expected = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    assert listed == "".join(expected)
    assert sums.read(released[0]).keys() == files.keys()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no coreutils here")
def test_coreutils_reads_the_hashes(released: tuple[Path, str], tmp_path: Path) -> None:
    out = shutil.copytree(released[0], tmp_path / "dist")
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    subprocess.run(command, cwd=out, check=True, capture_output=True)
    (out / "RELEASE-NOTES.md").write_text("others")
    assert subprocess.run(command, cwd=out, check=False, capture_output=True).returncode


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_is_a_release_of_one_format(
    made_once: Path, released: tuple[Path, str], tmp_path: Path, form: str
) -> None:
    """It is byte for byte what a build in this format alone makes."""
    name = f"chuangwen-corpus-data-1.2.0-{form}"
    with zipfile.ZipFile(released[0] / f"{name}.zip") as packed:
        packed.extractall(tmp_path)
    unpacked = tmp_path / name
    assert list(faults(unpacked)) == []
    assert "is whole and sound" in commanded("validate", unpacked)
    cw.build(made_once / "raw", tmp_path / "alone", formats=[form], workers=1)
    one, two = (
        {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        for folder in (unpacked, tmp_path / "alone")
    )
    assert one == two
    assert Manifest.read(Place.of(unpacked)).formats == [form]
    assert ("datapackage.json" in one) == (form == "csv")
    assert ("croissant.json" in one) == (form != "json")


def test_archives_say_nothing_of_where_they_were_made(project: Path, tmp_path: Path) -> None:
    about = Project.open(project)
    one, two = tmp_path / "one", tmp_path / "two"
    before = os.umask(0o077)
    try:
        two.mkdir()
        other = Path(shutil.copytree(about.build, tmp_path / "elsewhere"))
        for file in other.rglob("*"):
            os.utime(file, (0, 10**9))
            file.chmod(0o700)
        archives.write(other, about.manifest, "csv", DATE, two)
    finally:
        os.umask(before)
    one.mkdir()
    first = archives.write(about.build, about.manifest, "csv", DATE, one)
    assert first.read_bytes() == (two / first.name).read_bytes()
    with zipfile.ZipFile(first) as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 3, 1, 0, 0, 0)}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}


def test_parquet_is_stored_and_text_is_packed(released: tuple[Path, str]) -> None:
    with zipfile.ZipFile(released[0] / "chuangwen-corpus-data-1.2.0-parquet.zip") as packed:
        kinds = {(entry.filename.endswith(".parquet"), entry.compress_type) for entry in packed.infolist()}
    assert kinds == {(True, zipfile.ZIP_STORED), (False, zipfile.ZIP_DEFLATED)}


def test_two_releases_are_the_same_bytes(project: Path, released: tuple[Path, str]) -> None:
    commanded("release", "--project", project)
    assert _files(project / "dist") == _files(released[0])


def test_the_notes(released: tuple[Path, str]) -> None:
    text = (released[0] / "RELEASE-NOTES.md").read_text(encoding="utf-8")
    assert text.startswith(f"# chuangwen-corpus {__version__}, data 1.2.0\n")
    assert "Published 2026-03-01" in text
    assert "## Changes\n\n### Added\n- Everything.\n\n## How" in text
    assert "| speeches | 1 |" in text
    assert "SOURCE_DATE_EPOCH=1772323200" in text
    for name in _files(released[0]).keys() - {"SHA256SUMS", "RELEASE-NOTES.md"}:
        assert f"| `{name}` | " in text


def test_the_notes_of_a_version_without_a_section() -> None:
    assert notes.section("## [Unreleased]\n- New.\n## [1.0.0]\n- Old.\n", "2.0.0") == "- New."
    for changes in ("# Changes\n", "## [Unreleased]\n\n## [1.0.0]\n- Old.\n"):
        with pytest.raises(ChuangwenError, match=r"says nothing of version 2\.0\.0\. Write what has changed"):
            notes.section(changes, "2.0.0")


def test_changes_that_wait_are_named(project: Path) -> None:
    (project / "CHANGELOG.md").write_text(CHANGES.replace("[Unreleased]\n", "[Unreleased]\n- Waits.\n"))
    assert "warning: CHANGELOG.md has changes that are not released" in commanded(
        "release", "--project", project
    )


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda p: (p / "pyproject.toml").unlink(), "is no checkout (no pyproject.toml). Name the root"),
        (lambda p: (p / "pyproject.toml").write_text("["), "is no checkout"),
        (lambda p: (p / "pyproject.toml").write_text('[project]\nname="other"'), "checkout of something else"),
        (lambda p: (p / "constraints.txt").unlink(), "is no whole checkout (no constraints.txt)"),
        (lambda p: (p / "src/chuangwen_corpus/_version.py").write_text('__version__ = "9"'), "is version 9, and the"),
        (lambda p: (p / "CHANGELOG.md").write_text("# Changes\n"), "CHANGELOG.md: says nothing of version"),
        (lambda p: (p / "build/README.md").write_text("other"), "is no sound release; it has"),
        (lambda p: shutil.rmtree(p / "build"), "holds no release (no manifest.json)"),
        (lambda p: _again(p, PAGE, 'data_version = "1.2.0"\n'), "has no date_published"),
        (lambda p: cw.build(p / "raw", p / "build", formats=["csv"], workers=1), "holds no Parquet, which the loader"),
    ],
)  # fmt: skip
def test_it_is_refused(project: Path, broken: object, said: str) -> None:
    broken(project)
    text = commanded("release", "--project", project, code=2)
    assert said in text
    assert not (project / "dist").exists()
    assert not (project / ".dist.building").exists()


def test_other_data_of_the_same_version_are_refused(project: Path) -> None:
    commanded("release", "--project", project)
    before = _files(project / "dist")
    _again(project, PAGE.replace("3万元", "4万元"), SAID)
    text = commanded("release", "--project", project, code=2)
    assert "holds other data under the same version. Raise data_version in raw/release.toml" in text
    assert _files(project / "dist") == before


def test_a_new_version_takes_the_place_of_the_old(project: Path) -> None:
    commanded("release", "--project", project)
    commanded("release", "--project", project)  # the same once more
    _again(project, PAGE.replace("3万元", "4万元"), SAID.replace("1.2.0", "1.3.0"))
    commanded("release", "--project", project)
    names = {file.name for file in (project / "dist").glob("*.zip")}
    assert names == {f"chuangwen-corpus-data-1.3.0-{form}.zip" for form in FORMS}


@pytest.mark.parametrize("name", ["mine.txt", "RELEASE-NOTES.md"])
def test_files_of_others_are_left_alone(project: Path, name: str) -> None:
    commanded("release", "--project", project)
    (project / "dist" / name).write_text("mine")
    text = commanded("release", "--project", project, code=2)
    assert f"so it is left alone: {name}. Move them away, or name another folder" in text
    assert (project / "dist" / name).read_text() == "mine"


def test_a_folder_of_others_is_left_alone(project: Path) -> None:
    text = commanded("release", "--project", project, "--out", project / "raw", code=2)
    assert "left alone: a.txt, release.toml" in text
    assert earlier.earlier(project / "nowhere") is None


def test_not_into_the_data(project: Path) -> None:
    for out, said in (("build", "lies in the folder of the data"), ("build/dist", "lies in a release")):
        assert said in commanded("release", "--project", project, "--out", project / out, code=2)
    assert list(faults(project / "build")) == []


def test_nothing_is_left_when_it_goes_wrong(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commanded("release", "--project", project)
    before = _files(project / "dist")

    def broken(*_: object) -> None:
        raise ChuangwenError("building wheel and sdist failed: no.")

    monkeypatch.setattr(package, "write", broken)
    assert "failed: no." in commanded("release", "--project", project, code=2)
    assert _files(project / "dist") == before
    assert not (project / ".dist.building").exists()


def test_a_fault_found_by_check_is_exit_code_1(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise CheckFailed("made twice, these files differ: a.")

    monkeypatch.setattr(make, "check_release", wrong)
    assert called("release", "--project", project, "--check")[0] == 1
    assert not (project / "dist").exists()


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from chuangwen_corpus.distribute import tools

    with pytest.raises(MissingExtraError, match=r"needs no_such_tool.*pip install -c constraints\.txt"):
        tools.need("json", "no_such_tool")


# --- of what it is made -------------------------------------------------------------------------------------------


def _git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_with_git_only_what_is_tracked_is_released(project: Path, tmp_path: Path) -> None:
    _git(project, "init", "-q")
    _git(project, "add", ".")
    _git(project, "commit", "-q", "-m", "all")
    assert "warning" not in commanded("release", "--project", project, "--out", tmp_path / "out")
    (project / "note.md").write_text("mine")
    (project / "constraints.txt").write_text("# changed\n")
    printed = commanded("release", "--project", project, "--out", tmp_path / "out")
    assert "warning: files have changes that are not committed" in printed
    assert "warning: 1 files or folders are not tracked by git, and are left out" in printed
    Project.open(project).copied(tmp_path / "copy")
    assert not (tmp_path / "copy/note.md").exists()
    assert (tmp_path / "copy/constraints.txt").read_text() == "# changed\n"


def test_without_git_all_is_released_but_environments_and_releases(project: Path, tmp_path: Path) -> None:
    for name in ("venv/pyvenv.cfg", ".tox/a.md", "dist/SHA256SUMS", "src/__pycache__/a.pyc", "docs/a.md"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")
    (project / "docs/a.md").chmod(0o755)
    assert tracked(project) == []
    copy = Project.open(project).copied(tmp_path / "copy", (project / "dist").resolve())
    names = {file.relative_to(copy.folder).as_posix() for file in copy.folder.rglob("*") if file.is_file()}
    assert {name for name in names if not name.startswith("build/")} == {
        "CHANGELOG.md", "constraints.txt", "docs/a.md", "pyproject.toml", "raw/a.txt", "raw/release.toml",
        "src/chuangwen_corpus/_version.py",
    }  # fmt: skip
    assert (copy.folder / "docs/a.md").stat().st_mode & 0o100
    assert list(faults(copy.build)) == []


def test_data_from_elsewhere_are_those_of_the_package(project: Path, tmp_path: Path) -> None:
    cw.build(_raw(tmp_path / "raw", PAGE.replace("3", "5")), tmp_path / "other", workers=1)
    copy = Project.open(project, tmp_path / "other").copied(tmp_path / "copy")
    assert (copy.folder / "build/manifest.json").read_bytes() == (
        tmp_path / "other/manifest.json"
    ).read_bytes()


def test_requirements_are_followed_where_they_hold() -> None:
    never = "no-such-package>=1; sys_platform == 'plan9'"
    needs = sbom.needed(["pydantic>=2", never])
    assert needs[""] == {"pydantic"}
    assert "pydantic-core" in needs["pydantic"]
    assert "email-validator" not in needs
    with pytest.raises(ChuangwenError, match="needs no-such-package, which is not installed"):
        sbom.needed(["no-such-package"])


def test_what_a_tool_says_is_one_line_without_addresses() -> None:
    said = "warning: a\nERROR: No matching distribution at https://user:secret@example.org/simple/a/.\nnotice: b\n"
    assert last_line(said) == "ERROR: No matching distribution at (address)"
    assert last_line("") == "it said nothing"
    with pytest.raises(CheckFailed, match=r"^a thing failed: ValueError: no\. Run it by hand"):
        run([sys.executable, "-c", "raise ValueError('no')"], "a thing", kind=CheckFailed)
    with pytest.raises(ChuangwenError, match="a thing failed: no-such-tool cannot be run"):
        run(["no-such-tool"], "a thing")


def test_a_python_that_does_not_run_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = tmp_path / "python3.99"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert install._found("3.99") is None
    assert install._found("3.98") is None


# --- the real one -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_real_release_is_made_checked_and_sound(tmp_path: Path) -> None:
    """Of a copy: the files that git tracks, by their own code, so that whoever edits the checkout meanwhile is no matter."""
    names = tracked(ROOT)
    if not names:
        pytest.skip("not a git checkout, so there is no list of files to copy")
    project = tmp_path / "project"
    for name in names:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    done = subprocess.run(
        [sys.executable, "-m", "chuangwen_corpus.cli", "release", "--check", "--project", project],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(project / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same bytes" in done.stdout
    assert f"tested: Python {sys.version_info[0]}.{sys.version_info[1]}:" in done.stdout
    for version in install.PYTHONS:
        assert f"Python {version}" in done.stdout
    out = project / "dist"
    if shutil.which("sha256sum"):
        subprocess.run(
            ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=out, check=True, capture_output=True
        )
    for archive in sorted(out.glob("*.zip")):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(tmp_path / "unpacked")
        assert list(faults(tmp_path / "unpacked" / archive.stem)) == []
    (sdist,) = out.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        inside = {name.partition("/")[2] for name in packed.getnames()}
    assert "build/manifest.json" in inside
    assert "tests/test_release_command.py" in inside
    assert not {name for name in inside if name.endswith("RELEASE-NOTES.md")}
    for file in out.iterdir():
        assert str(tmp_path).encode() not in file.read_bytes()
