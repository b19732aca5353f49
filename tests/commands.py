"""The command, called as a user would, in this process."""

from __future__ import annotations

import contextlib
import io
import os
import re
from unittest import mock

from chuangwen_corpus.cli.run import run as run_command


def called(*arguments: object) -> tuple[int, str]:
    """The exit code of a command, and what it prints on both streams, as lines of 160 columns."""
    printed = io.StringIO()
    with (
        mock.patch.dict(os.environ, {"COLUMNS": "160", "NO_COLOR": "1"}),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        ended = run_command([str(argument) for argument in arguments])
    return ended, re.sub(r"\x1b\[[0-9;]*m", "", printed.getvalue())


def run(*arguments: object, code: int = 0) -> str:
    """What a command prints that must end with `code`; an unexpected exception is code 70, and no fault found."""
    ended, text = called(*arguments)
    assert ended == code, text
    assert "Traceback" not in text
    return text
