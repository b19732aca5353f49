"""Only regular files are opened, whatever their name says they are."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read import files
from chuangwen_corpus.read.files import open_regular, read_regular
from reading import SPEECH, apart, found

NAMES = (
    "page.txt",
    "a.zip",
    "a.tar",
    "a.tar.gz",
    "a.jsonl",
    "a.jsonl.gz",
    "a.parquet",
    "a.warc",
    "a.warc.gz",
)
READ = """
import sys
from pathlib import Path
from reading import found
for path, reason in found(Path(sys.argv[1])).items():
    print(path, reason)
"""


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def terminal(path: Path) -> None:
    path.symlink_to("/dev/tty")


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.parent / ".pipe")
    path.symlink_to(path.parent / ".pipe")


@pytest.mark.parametrize("kind", [pipe, endless, terminal, link_to_a_pipe])
def test_what_is_no_file_is_never_opened(tmp_path: Path, kind: object) -> None:
    for name in NAMES:
        (tmp_path / name.replace(".", "-")).mkdir()
        kind(tmp_path / name.replace(".", "-") / name)  # type: ignore[operator]
    said = apart(READ, tmp_path).splitlines()
    assert len(said) == len(NAMES)
    assert all(line.endswith(" no_file") for line in said)


def test_a_socket() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{folder}/a.zip")
        assert found(Path(folder)) == {"a.zip": "no_file"}


def test_a_folder_called_like_an_archive_is_walked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").mkdir()
    (tmp_path / "a.zip" / "b.txt").write_bytes(b"x")
    assert found(tmp_path) == {"a.zip/b.txt": b"x"}
    with pytest.raises(SourceError, match="no regular file"):
        open_regular(tmp_path / "a.zip")


def test_the_root_itself_is_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    assert apart(READ, tmp_path / "a.jsonl") == "a.jsonl no_file\n"


def test_names_in_another_encoding_open(tmp_path: Path) -> None:
    name = os.fsdecode("发言.txt".encode("gbk"))
    (tmp_path / name).write_text(SPEECH, encoding="utf-8")
    assert read_regular(tmp_path / name, 1000) == SPEECH.encode()
    assert read_regular(str(tmp_path / name), 1000) == SPEECH.encode()


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_regular(tmp_path / "a", 10) == b"x" * 10
    with pytest.raises(SourceError) as caught:
        read_regular(tmp_path / "a", 9)
    assert caught.value.reason == "too_large"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this system")
def test_a_file_that_says_it_is_empty_and_is_not() -> None:
    assert b"Pid" in read_regular("/proc/self/status", 100_000)
    with pytest.raises(SourceError, match="bytes long"):
        read_regular("/proc/self/status", 10)


def test_files_that_go_between_listing_and_reading(tmp_path: Path) -> None:
    from chuangwen_corpus.read.inputs import InputFolder

    for name in NAMES:
        (tmp_path / name).write_bytes(b"x")
    pages = InputFolder.open(tmp_path).pages()
    first = next(pages)
    for file in tmp_path.iterdir():
        file.unlink()
    reasons = []
    for page in [first, *pages]:
        with pytest.raises(SourceError) as caught:
            page.read()
        reasons.append(caught.value.reason)
    assert reasons.count("missing") >= len(NAMES) - 1
    assert len(reasons) == len(NAMES)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="modes mean nothing to root, and there is no setpriv")
@pytest.mark.parametrize("mode", [0o000, 0o111, 0o444, 0o666])
def test_folders_and_files_without_rights_are_a_reject_each(mode: int) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # whose parents another user may enter
        root = Path(folder)
        root.chmod(0o755)
        (root / "closed").mkdir()
        for name in ("a.txt", "b.zip", "deep"):
            (root / "closed" / name).mkdir() if name == "deep" else (root / "closed" / name).write_bytes(b"x")
        (root / "open.txt").write_bytes(b"x")
        (root / "secret.jsonl").write_bytes(b"{}")
        (root / "secret.jsonl").chmod(0)
        (root / "closed").chmod(mode)
        said = apart(READ, root, user=65534)
        (root / "closed").chmod(0o755)
    assert said.splitlines() == ["closed unreadable", "open.txt b'x'", "secret.jsonl unreadable"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOENT, "missing"), (errno.ENOTDIR, "missing"), (errno.ELOOP, "link_loop"), (errno.ENXIO, "no_file"),
     (errno.EACCES, "unreadable"), (errno.EIO, "unreadable"), (errno.ENAMETOOLONG, "unreadable")],
)  # fmt: skip
def test_what_the_system_says_is_the_reason(number: int, reason: str) -> None:
    error = files.unreadable(OSError(number, os.strerror(number)))
    assert error.reason == reason
    assert error.hint
