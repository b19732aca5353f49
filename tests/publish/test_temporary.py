"""Hidden folders of builds: gone with the build, or with the next one after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from chuangwen_corpus.publish.writers.temporary import temporary_folder

HOLDS = """
import sys, time
from pathlib import Path
from chuangwen_corpus.publish.writers.temporary import temporary_folder
with temporary_folder(Path(sys.argv[1]), "out") as folder:
    (folder / "half").write_text("x")
    print(folder.name, flush=True)
    time.sleep(600)
"""


def age(folder: Path) -> None:
    long_ago = time.time() - 3600
    os.utime(folder, (long_ago, long_ago))


def test_a_folder_is_gone_when_it_is_done_with(tmp_path: Path) -> None:
    with temporary_folder(tmp_path, "out") as folder:
        assert folder.parent == tmp_path
        assert folder.name.startswith(".out.")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_build_has_left_goes_with_the_next(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    left = tmp_path / other.stdout.readline().strip()
    age(left)
    with temporary_folder(tmp_path, "out"):
        assert left.is_dir()  # its build is still at it
    other.kill()
    other.communicate()
    with temporary_folder(tmp_path, "other"):
        assert left.is_dir()  # of another name
    with temporary_folder(tmp_path, "out"):
        assert not left.exists()


def test_a_young_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".out.abc.tmp").mkdir()
    with temporary_folder(tmp_path, "out"):
        assert (tmp_path / ".out.abc.tmp").is_dir()
