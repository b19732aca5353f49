"""Names of files and of members of archives: bytes in an encoding that nobody states, to text."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.read.decode import LEAST_PLAUSIBLE
from chuangwen_corpus.read.plausible import share_of_common

NUMBER = regex(r"#\d+\Z")
"""The number that `distinct` puts behind a name."""
_CHARSETS = {"gb18030": "gb2312", "big5hkscs": "big5"}
"""Encodings of Chinese names, and the character set that ordinary names do not leave."""


def read_name(raw: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """A name, and the encoding it was read in if that is a guess; bytes that no encoding explains become U+FFFD.

    Args:
        raw: The name as it stands in a folder or archive.
        encoding: The encoding of the names beside it, where that is known (see `encoding_of`); short
            names in it may be good UTF-8 by chance.

    >>> read_name("表态发言.txt".encode("gbk")), read_name("一.txt".encode())
    (('表态发言.txt', 'gb18030'), ('一.txt', None))
    """
    if raw.isascii() or (encoding is None and is_utf8(raw)):
        return raw.decode("utf-8"), None
    for option in filter(None, (encoding, encoding_of([raw]))):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(option), option
    return raw.decode("utf-8", "replace"), None


def encoding_of(names: Iterable[bytes]) -> str | None:
    """The Chinese encoding that names which are no UTF-8 were written in, if one is plausible.

    >>> encoding_of(["動員講話".encode("big5")])
    'big5hkscs'
    """
    raw = b"\n".join(names)
    if raw.isascii():
        return None
    found: list[tuple[float, str]] = []
    for encoding, charset in _CHARSETS.items():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = share_of_common(text)
        # A name may be too short to hold any of the common characters: 李鑫.txt.
        if share >= LEAST_PLAUSIBLE or _is_within(text, charset):
            found.append((share, encoding))
    return max(found, key=lambda option: option[0], default=(0.0, None))[1]


def raw_name(name: str) -> bytes:
    """The bytes of a file's name as this system has it."""
    return os.fsencode(name)


def distinct(name: str, taken: set[str]) -> str:
    """The name, or with a number behind it where the name is taken; takes it.

    >>> taken = set()
    >>> [distinct("a", taken), distinct("a", taken), distinct("a#2", taken)]
    ['a', 'a#2', 'a#2#2']
    """
    own, number = name, 1
    while own in taken:
        number += 1
        own = f"{name}#{number}"
    taken.add(own)
    return own


def is_hidden(path: str) -> bool:
    """Whether a file or a member of an archive is no page, as its name or that of a folder it lies in begins with a dot.

    >>> is_hidden("a/.git/b.txt"), is_hidden("...x"), is_hidden("..."), is_hidden("./a.txt"), is_hidden("../a.txt")
    (True, True, True, False, False)
    """
    return any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))


def visible(text: str) -> str:
    """A text as valid Unicode on one line, for messages: what no terminal should act on is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_utf8(name: bytes) -> bool:
    """Whether a name can be read as UTF-8."""
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_within(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
