"""`sources.toml` and `withdrawn.toml` as files: what is not in their models is an error with file, key and way out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.read.entry_files import SourceEntry, WithdrawnEntry, entries
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.release_file import ReleaseFile, read_release_file
from conftest import ROOT

FILES = ("sources.toml", "withdrawn.toml")


def refused(folder: Path, name: str, text: bytes | str, *said: str) -> None:
    """Expects an error that names the file and says all this."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BuildError) as caught:
        InputFolder.open(folder)
    assert caught.value.path == str(folder / name)
    assert caught.value.hint
    assert caught.value.exit_code == 2
    for part in said:
        assert part in str(caught.value)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[good.txt]\n", ("'good'", 'Write ["good.txt"]')),
        ('[good.txt]\nnote = "x"\nreason = "x"\n', ("'good'", 'Write ["good.txt"]')),
        ("[a.b.good.txt]\n", ("'a'", 'Write ["a.b.good.txt"]')),
        ("good.txt.gone = true\n", ('Write ["good.txt"]',)),
        ('["a/good".txt]\n', ('Write ["a/good.txt"]',)),
        ("['a\\b'.txt]\n", ('Write ["a\\\\b.txt"]',)),
        ("[[good.txt]]\n", ("'good'", 'Write ["good.txt"]')),
        ('[["good.txt"]]\n', ("'good.txt' is no table", 'Write ["good.txt"]')),
        ('"good.txt" = "x"\n', ("'good.txt' is no table", 'Write ["good.txt"]')),
        ('reason = "x"\n', ("'reason' is no table",)),
        ('["a.txt"]\ncolour = "red"\n', ("'a.txt'", "unknown field 'colour'", "Known are", "gone")),
        ('["a.txt"]\nReason = "x"\nURL = "x"\n', ("unknown field 'Reason' and 'URL'",)),
        ('["a.txt"]\ngone = 1\n', ("'a.txt'", "'gone'", "boolean")),
        ('["a.txt"]\ngone = "true"\n', ("'a.txt'", "'gone'", "boolean")),
        ('[""]\n', ("names nothing",)),
        ('["/a.txt"]\n', ("'/a.txt' is no path inside",)),
        ('["../a.txt"]\n', ("'../a.txt' leads out",)),
        ("[", ("is no valid TOML",)),
        ('["a.txt"]\n["a.txt"]\n', ("is no valid TOML",)),
        ("a = 2020-99-99\n", ("is no valid TOML",)),
        ("a = " + "9" * 5000, ("is no valid TOML",)),
        ("a = " + "[" * 5000, ("is no valid TOML",)),
        ('["好.txt"]\n'.encode("gb18030"), ("is not UTF-8",)),
        ('["a.txt"]\n'.encode("utf-16"), ("is not UTF-8",)),
    ],
    ids=lambda value: ascii(value)[:30],
)  # fmt: skip
def test_what_is_not_in_the_model(
    tmp_path: Path, name: str, text: bytes | str, said: tuple[str, ...]
) -> None:
    (tmp_path / "deep").mkdir()
    refused(tmp_path, name, text, *said)
    (tmp_path / name).unlink()
    refused(tmp_path / "deep", name, text, *said)
    with pytest.raises(BuildError, match="deep"):  # a file below counts, too
        InputFolder.open(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("withdrawn.toml", '["a.txt"]\nreason = ""\n', "'reason'"),
        ("withdrawn.toml", '["a.txt"]\nreason = " \\n"\n', "'reason'"),
        ("withdrawn.toml", '["a.txt"]\nreason = 3\n', "'reason'"),
        ("withdrawn.toml", '["a.txt"]\nreason = ["x"]\n', "'reason'"),
        ("withdrawn.toml", '["a.txt"]\nurl = "x"\n', "'url'"),
        ("sources.toml", '["a.txt"]\nreason = "x"\n', "'reason'"),
        ("sources.toml", '["a.txt"]\nurl = 3\n', "'url'"),
        ("sources.toml", '["a.txt"]\nrights = ["x"]\n', "'rights'"),
        ("sources.toml", '["a.txt"]\nyear = true\n', "'year'"),
        ("sources.toml", '["a.txt"]\nretrieved = 2020\n', "'retrieved'"),
        ("sources.toml", '["a.txt"]\nnote = {x = "y"}\n', "'note'"),
    ],
)
def test_values_of_the_wrong_kind(tmp_path: Path, name: str, text: str, said: str) -> None:
    refused(tmp_path, name, text, "'a.txt'", said)


def test_what_an_entry_may_say(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_bytes('\ufeff["a.txt"]\r\nyear = 2020\r\nretrieved = 2020-05-06\r\nrights = ""\r\n'.encode())
    (entry,) = entries(file, "", SourceEntry)
    assert (entry.says.year, entry.says.retrieved, entry.says.rights, entry.says.url) == (
        "2020",
        "2020-05-06",
        "",
        None,
    )
    file.write_text('["a.txt"]\nreason = " asked for "\n[b]\n["c"]\ngone = true\n', encoding="utf-8")
    a, b, c = entries(file, "in", WithdrawnEntry)
    assert (a.says.reason, a.says.gone, a.title) == ("asked for", False, '["a.txt"]')
    assert (b.says.reason, b.key.names) == ("no reason is given", ("in/b",))
    assert c.says.gone


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "dangling", "loop"])
def test_what_is_no_file(tmp_path: Path, name: str, kind: str) -> None:
    for folder in (tmp_path, tmp_path / "deep"):
        folder.mkdir(exist_ok=True)
        file = folder / name
        if kind == "folder":
            file.mkdir()
            (file / "page.txt").write_text("x", encoding="utf-8")
        elif kind == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to({"device": "/dev/zero", "dangling": "nowhere", "loop": name}[kind])
        with pytest.raises(BuildError) as caught:
            InputFolder.open(tmp_path)
        assert caught.value.path == str(file)
        assert caught.value.hint
        shutil.rmtree(file) if kind == "folder" else file.unlink()


@pytest.mark.parametrize("kind", ["folder", "text"])
def test_the_same_at_an_address(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "deep" / "withdrawn.toml"
    file.parent.mkdir()
    if kind == "folder":
        file.mkdir()
    else:
        file.write_text("[good.txt]\n", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        InputFolder.open(f"local://{tmp_path}")
    assert caught.value.path == str(file)


def test_an_address_that_cannot_be_listed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xba\xc3.txt")).write_bytes(
        b"x"
    )  # pyarrow knows Unicode only
    with pytest.raises(BuildError, match="cannot be listed"):
        InputFolder.open(f"local://{tmp_path}")


def test_a_file_that_is_larger_than_it_may_be(tmp_path: Path) -> None:
    with (tmp_path / "sources.toml").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(BuildError, match="it may have"):
        InputFolder.open(tmp_path)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is what makes another user of root")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "withdrawn.toml"
    file.write_text('["a.txt"]\n', encoding="utf-8")
    file.chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o755)
    code = f"from chuangwen_corpus.read.inputs import InputFolder; InputFolder.open({str(tmp_path)!r})"
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    run = subprocess.run(
        [*nobody, sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert "BuildError" in run.stderr
    assert "cannot be read (Permission denied)" in run.stderr


def test_names_of_the_files_in_other_cases(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x", encoding="utf-8")
    (tmp_path / "Withdrawn.TOML").write_text('["good.txt"]\n', encoding="utf-8")
    folder = InputFolder.open(tmp_path)
    assert [page.path for page in folder.pages()] == ["good.txt"]
    assert len(folder.withdrawals.entries) == 1


def test_hidden_folders_and_archives_have_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "withdrawn.toml").write_text("[", encoding="utf-8")
    for root in (tmp_path, tmp_path.as_uri(), f"local://{tmp_path}"):
        assert not InputFolder.open(root).withdrawals.entries


def test_what_docs_show_is_what_is_read(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    shown = [block.split("```")[0] for block in text.split("```toml\n")[1:]]
    *shown, of_the_corpus = shown
    assert len(shown) == 2
    (tmp_path / "release.toml").write_text(of_the_corpus, encoding="utf-8")
    assert read_release_file(tmp_path).model_fields_set == set(ReleaseFile.model_fields)
    for block, model in zip(shown, (SourceEntry, WithdrawnEntry), strict=True):
        (tmp_path / "x.toml").write_text(block, encoding="utf-8")
        found = list(entries(tmp_path / "x.toml", "", model))
        assert {name for entry in found for name in entry.says.model_fields_set} == set(model.model_fields)
