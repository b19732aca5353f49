"""One build at a time in a workspace, on systems that lock files instead of folders, too."""

from __future__ import annotations

import importlib.util
import os
import sys
import types
from pathlib import Path

import pytest

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.writers import workspace as of_this_system


@pytest.fixture(params=["here", "windows"])
def module(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The module as it is here, and as it is on Windows, where `msvcrt.locking` refuses a lock with PermissionError."""
    if request.param == "here":
        return of_this_system
    fcntl = pytest.importorskip("fcntl")

    def locking(handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError from None

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(os, "O_BINARY", 0, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("workspace_of_windows", of_this_system.__file__)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, loaded)
    spec.loader.exec_module(loaded)
    return loaded


def test_two_builds_are_kept_apart_and_nothing_is_left(tmp_path: Path, module: types.ModuleType) -> None:
    target = tmp_path / "corpus"
    for _ in range(2):
        with module.workspace(target) as own:
            assert own.folder == module.workspace_of(target)
            with pytest.raises(BuildError, match="another build is writing"), module.workspace(target):
                pass
            assert own.folder.is_dir()
        assert not list(tmp_path.iterdir())


def test_a_folder_that_went_before_the_lock_was_given_is_made_again(
    tmp_path: Path, module: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "corpus"
    if module is of_this_system:
        pytest.skip("a lock on a folder goes with the folder")
    locking = module.msvcrt.locking

    def late(*arguments: int) -> None:
        module.workspace_of(target).rmdir()
        locking(*arguments)

    monkeypatch.setattr(module.msvcrt, "locking", late)
    with module.workspace(target) as own:
        assert own.folder.is_dir()
    assert not list(tmp_path.iterdir())
