"""The command `chuangwen`: one module a command.

Importing this imports next to nothing: from the first line on, a signal ends the command without a traceback.
"""

from __future__ import annotations

import os
import sys

from chuangwen_corpus.cli import signals


def app() -> None:
    """The entry point: runs the command that the arguments of the process name, and exits."""
    signals.watch()
    from chuangwen_corpus.cli import streams

    streams.prepare()
    from chuangwen_corpus.cli.run import run

    code = run(sys.argv[1:])
    signals.ignore()
    code = streams.finish(code)
    if signals.came():
        os._exit(
            code
        )  # the same signal may have reached libraries (Ray), which then crash in their own clean-up
    sys.exit(code)
