"""Bytes to source text: files, folders and encodings."""

from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.decode import MOST_BYTES, DecodedSource, IrregularBytes, decode, from_text, too_large

__all__ = ["DecodedSource", "IrregularBytes", "decode", "from_text", "page", "read_bytes"]


def page(source: bytes | str | Path) -> DecodedSource:
    """Reads a page given as bytes, as text, or as the path of a file.

    Raises:
        SourceError: The file cannot be read, or its bytes are no text.
    """
    if isinstance(source, str):
        return from_text(source)
    if isinstance(source, Path):
        try:
            return decode(read_bytes(source))
        except SourceError as error:
            raise SourceError(error.reason, error.message, path=source, hint=error.hint) from None
    return decode(bytes(source))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: There is no such file, or it may not be read.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            error = too_large(size)
            raise SourceError(error.reason, error.message, path=path, hint=error.hint)
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError("missing", "there is no such file.", path=path) from None
    except OSError as error:
        raise SourceError(
            "unreadable",
            f"cannot be read ({error.strerror}).",
            path=path,
            hint="Check that it is a file and that you may read it.",
        ) from None
