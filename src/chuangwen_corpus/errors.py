"""The errors a user can meet: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from chuangwen_corpus.lazy import regex

UNEXPECTED = 70
"""Exit code of the command (docs/cli.md) for an error that nobody raised on purpose."""


class ChuangwenError(Exception):
    """Base of every error raised on purpose.

    Args:
        message: What is wrong, in one sentence.
        path: The file or folder concerned, if there is one.
        hint: What to do next.
    """

    exit_code: int = 2
    """What the command ends with: the input or the usage is wrong; 1 in a class that stands for faults found."""

    def __init__(self, message: str, *, path: object = None, hint: str | None = None) -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.hint = hint
        place = f"{self.path}: " if self.path else ""
        way_out = f" {hint}" if hint else ""
        super().__init__(f"{place}{message}{way_out}")

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled by its arguments, and what is made of them here is another.
        return _unpickled, (type(self), self.args, self.__dict__)


def said(error: BaseException, most: int) -> str:
    """What an exception of a library says, so that it is the same in every run: without addresses of objects."""
    return _ADDRESS.sub("", str(error))[:most]


_ADDRESS = regex(r"\s+(?:object\s+)?at 0x[0-9a-fA-F]+")


class SourceError(ChuangwenError):
    """An input that cannot become a document; `reason` is the code stored in the `rejects` table."""

    def __init__(self, reason: str, message: str, *, path: object = None, hint: str | None = None) -> None:
        self.reason = reason
        super().__init__(message, path=path, hint=hint)


class BuildError(ChuangwenError):
    """A build that cannot start or cannot be published; the old release is left as it was."""


class UnmatchedEntries(BuildError):  # noqa: N818  # it names what it is about, as the others do
    """Entries of `sources.toml` or `withdrawn.toml` that name no page; nothing is published."""

    exit_code = 1


class LoadError(ChuangwenError):
    """A release that cannot be opened: not there, not whole, or of another format version."""


class MissingExtraError(ChuangwenError, ImportError):
    """An optional package that this function needs is not installed."""


def need(what: str, packages: Mapping[str, str], extra: str) -> None:
    """Sees that the packages of an extra are installed.

    Args:
        what: What needs them.
        packages: Modules, and the packages that bring them.
        extra: The extra that installs them.

    Raises:
        MissingExtraError: One of them is not.
    """
    missing = [package for module, package in packages.items() if find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"{what} needs {' and '.join(missing)}, which is not installed.",
            hint=f"pip install 'chuangwen-corpus[{extra}]'",
        )


def _unpickled(kind: type[ChuangwenError], args: tuple[Any, ...], state: dict[str, Any]) -> ChuangwenError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
