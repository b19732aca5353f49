"""The process that extracts: a kind as its argument, a file on its input, a line of JSON and the page on its output."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import NoReturn

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.errors import said as said_by
from chuangwen_corpus.extract import mhtml, pdf, word
from chuangwen_corpus.extract.page import Found

_MEMORY = 2_000_000_000
"""Bytes of addresses that the process may take."""
_LONGEST = 16_000_000
"""Bytes of a page; a longer one is rejected by whoever decodes it, so no more are handed on than show that."""
_READERS = {"mhtml": mhtml.read, "docx": word.read, "pdf": pdf.read}


def main() -> None:
    """Reads, extracts, writes; whatever a library raises for a broken file is said as a reason."""
    kind, seconds = sys.argv[1], int(sys.argv[2])
    _limit(seconds)
    output = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):  # libraries print warnings
        said, body = _extracted(kind, sys.stdin.buffer.read())
    output.write(json.dumps(said).encode() + b"\n" + body[: _LONGEST + 1])


def _extracted(kind: str, data: bytes) -> tuple[dict[str, str | None], bytes]:
    try:
        found: Found = _READERS[kind](data)
    except SourceError as error:
        return {"reason": error.reason, "message": error.message, "hint": error.hint}, b""
    except ImportError as error:
        message = f"needs {error.name}, which is not installed."
        hint = "pip install 'chuangwen-corpus[office]', or export the page as text or HTML first."
        return {"reason": "needs_extra", "message": message, "hint": hint}, b""
    except MemoryError:
        return _fault(
            "too_large", "needs more memory than it may take.", "Split it, or export it as text."
        ), b""
    except Exception as error:  # noqa: BLE001  # libraries raise anything for a broken file
        said = f"cannot be read ({type(error).__name__}: {said_by(error, 200)})."
        return _fault("broken_document", said, "Save or export it again."), b""
    said_of = {"by": found.by, "charset": found.charset, "where": found.where, "left_out": found.left_out}
    return dict(said_of), found.data


def _fault(reason: str, message: str, hint: str) -> dict[str, str | None]:
    return {"reason": reason, "message": message, "hint": hint}


def _limit(seconds: int) -> None:
    if sys.platform == "win32":  # no such limits there; whoever waits ends this process
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, max(1, seconds))):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _run() -> NoReturn:
    main()
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    _run()
