"""The exit codes of errors (docs/cli.md)."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from chuangwen_corpus.errors import BuildError, ChuangwenError

USAGE = 2
NOT_READ_OR_WRITTEN = 74
_WRONG_INPUT = {
    errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL
}  # fmt: skip
"""What is to be read is not there, or is no file or no folder."""


def exit_code(error: ChuangwenError | OSError, *, writing: bool = False) -> int:
    """What the command ends with.

    A refusal of the system is told in words of ours by some parts of the package and by others not; the code is the same.

    Args:
        error: What went wrong.
        writing: Whether something was to be written, as it is where a build fails.

    >>> refused = OSError(errno.ENOTDIR, "Not a directory")
    >>> built, loaded = BuildError("cannot be written."), ChuangwenError("is no build.")
    >>> built.__cause__ = loaded.__cause__ = refused
    >>> [exit_code(error) for error in (refused, built, loaded, BuildError("is a file."))]
    [74, 74, 2, 2]
    """
    if isinstance(error, OSError):
        return NOT_READ_OR_WRITTEN
    # Also the reason that `from None` hides from tracebacks.
    reason = error.__cause__ or error.__context__
    if error.exit_code != USAGE or not isinstance(reason, OSError):
        return error.exit_code
    if writing or isinstance(error, BuildError):
        return NOT_READ_OR_WRITTEN
    # Libraries raise an OSError without a number for a file that is broken.
    return USAGE if reason.errno is None or reason.errno in _WRONG_INPUT else NOT_READ_OR_WRITTEN


@contextlib.contextmanager
def coded(*, writing: bool = False) -> Iterator[None]:
    """Gives an error the code that the command ends with; see `exit_code`."""
    try:
        yield
    except (ChuangwenError, OSError) as error:
        vars(error)["exit_code"] = exit_code(error, writing=writing)
        raise
