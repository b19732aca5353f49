"""The report of a build for scripts: one JSON file, written also when the build fails."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chuangwen_corpus._version import __version__
from chuangwen_corpus.errors import UNEXPECTED, BuildError, ChuangwenError
from chuangwen_corpus.publish.result import Result
from chuangwen_corpus.read.among import inside, refusal, same
from chuangwen_corpus.read.files import here

MOST_REJECTS = 1_000
"""Rejects that a report names one by one; all are in the table."""
STOPPED = 130
"""Exit code of the command (docs/cli.md) where it was interrupted."""


@dataclass(slots=True)
class Report:
    """A report in the making."""

    result: Result | None = None
    """Of the build, when it went well."""
    exit_code: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    """Further entries, such as the options of the command."""


@contextlib.contextmanager
def reporting(file: Path | None, raw: str | Path, out: str | Path) -> Iterator[Report]:
    """Writes a report of what happens in the context; what is raised there is raised on.

    The file is JSON: ``status`` (done, failed, stopped), ``exit_code``, ``input``, ``out``, ``version``, ``started``
    (ISO 8601, UTC), ``seconds``; ``error`` (kind, message, path, hint) of a build that failed, else ``rows`` by table,
    ``anomalies`` and ``annotations`` by kind, ``rejects`` (total, by reason, the first 1,000 with path, reason and
    message), ``duplicates``, ``other_genre`` and ``warnings``.

    Args:
        file: Where it is written; None for no report.
        raw: What is built, as the user names it.
        out: Where the release is wanted.

    Raises:
        BuildError: The report cannot be written there, or would be taken for a page.
    """
    report = Report()
    if file is None:
        yield report
        return
    _check(file, raw, out)
    started, clock = datetime.now(UTC), time.monotonic()
    about: dict[str, Any] = {"status": "done", "error": None}
    try:
        yield report
    except BaseException as error:
        about, report.exit_code = _failure(error)
        raise
    finally:
        whole = {
            **about,
            "exit_code": report.exit_code,
            "input": str(raw),
            "out": str(out),
            "version": __version__,
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - clock, 3),
            **report.details,
            **(_counts(report.result) if report.result else {}),
        }
        _write(file, json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


def _failure(error: BaseException) -> tuple[dict[str, Any], int]:
    kind = type(error).__name__
    if isinstance(error, ChuangwenError):
        said = {"kind": kind, "message": error.message, "path": error.path, "hint": error.hint}
        return {"status": "failed", "error": said}, error.exit_code
    code = STOPPED if isinstance(error, KeyboardInterrupt) else getattr(error, "exit_code", UNEXPECTED)
    stopped = not isinstance(error, Exception)
    said = {"kind": kind, "message": str(error), "path": None, "hint": None}
    return {"status": "stopped" if stopped else "failed", "error": said}, code


def _counts(result: Result) -> dict[str, Any]:
    return {
        "rows": result.rows,
        "anomalies": dict(sorted(result.anomalies.items())),
        "annotations": dict(sorted(result.annotations.items())),
        "rejects": {
            "total": len(result.rejects),
            "by_reason": dict(sorted(Counter(reject.reason for reject in result.rejects).items())),
            "first": [
                {"path": reject.path, "reason": reject.reason, "message": reject.message}
                for reject in result.rejects[:MOST_REJECTS]
            ],
        },
        "duplicates": len(result.duplicates),
        "other_genre": result.other_genre,
        "warnings": result.warnings,
    }


def _check(file: Path, raw: str | Path, out: str | Path) -> None:
    """Sees before any work whether a report can be written."""
    real = Path(os.path.realpath(file))
    if real.is_dir():
        raise BuildError("is a folder; a report is a file.", path=file, hint="Name a file.")
    if real.exists() and not real.is_file():
        raise BuildError("is no regular file, and would be replaced.", path=file, hint="Name another file.")
    if not real.parent.is_dir():
        raise BuildError("its folder is not there.", path=file, hint="Make the folder first.")
    if not os.access(real.parent, os.W_OK):
        raise BuildError("its folder may not be written to.", path=file, hint="Name a file elsewhere.")
    if Path(os.path.realpath(out)) in real.parents:
        raise BuildError(
            "lies in the folder of the release, which holds nothing else.",
            path=file,
            hint="Name a file elsewhere.",
        )
    _check_pages(file, real, raw)


def _check_pages(file: Path, real: Path, raw: str | Path) -> None:
    """Sees that a report is no page: neither of this build, which it would replace, nor of the next."""
    pages = here(raw)
    if pages is None:
        return
    if same(Path(os.path.realpath(pages)), real):
        raise BuildError("is the page that is built.", path=file, hint="Name another file.")
    if inside(file, pages):
        raise refusal(file, raw, "Name a file elsewhere.")


def _write(file: Path, text: str) -> None:
    """Replaces the file whole; of a link its target."""
    real = Path(os.path.realpath(file))
    unfinished = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
        unfinished.replace(real)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BuildError(f"the report cannot be written ({error.strerror}).", path=file) from None
