"""The key of an entry in `sources.toml`, `withdrawn.toml` or `corrections.toml`: which pages it names."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.read import archives, dumps
from chuangwen_corpus.read.names import NUMBER
from chuangwen_corpus.records import DOCUMENT_ID

_SHA256 = regex(r"(?:sha256:)?([0-9a-f]{64})")
_ID = regex(DOCUMENT_ID)
_DRIVE = regex(r"[A-Za-z]:/")
_WILD = frozenset("*?[")
_ANY_DEPTH = "**"
_DIGITS = 18
"""A number of more digits is no row of a dump."""
ID_DIGITS = 16
"""Digits of a page's SHA-256 that a document id begins with."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may name. A key that can be read in several ways names the pages of all of them."""

    said: str
    """The key as it is written."""
    names: tuple[str, ...]
    """Paths in the corpus, normalised, of a page, folder, archive or dump; two where a row may be meant."""
    pattern: tuple[str, ...] = ()
    """The parts of a glob, from the root of the corpus; none if the key has no wildcard."""
    sha256: str | None = None
    id_digits: str | None = None
    """The part of a document id that is its page's hash."""

    @property
    def by_content(self) -> bool:
        """Whether it is a hash or a document id."""
        return bool(self.sha256 or self.id_digits)

    @classmethod
    def parse(cls, said: str, folder: str) -> Key:
        """Reads a key.

        Args:
            said: The key as it is written.
            folder: The path of its file's folder in the corpus, empty for the root.

        Raises:
            ValueError: It names nothing, or something outside the folder; the message says which.
        """
        path = _slashes(said)
        if not path.strip():
            raise ValueError("names nothing")
        if path.startswith("/") or _DRIVE.match(path):
            raise ValueError("is no path inside the folder of this file")
        parts = _resolved(path)
        above = [part for part in _slashes(folder).split("/") if part]
        name = "/".join([*above, *parts])
        wild = any(_WILD & set(part) for part in parts)
        digits = said.strip().lower()
        is_hash, is_id = _SHA256.fullmatch(digits), _ID.fullmatch(digits)
        return cls(
            said,
            tuple(dict.fromkeys((name, _row(name)))),
            (*(_literal(part) for part in above), *_shortened(parts)) if wild else (),
            is_hash[1] if is_hash else None,
            digits[:ID_DIGITS] if is_id else None,
        )


def is_below(name: str, folder: str) -> bool:
    """Whether a page, by its normal name, lies in a folder of the corpus or below; all lie in its root, which is empty.

    >>> is_below("a/b.txt", "a"), is_below("ab.txt", "a"), is_below("ab.txt", "")
    (True, False, True)
    """
    return not folder or name.startswith(f"{normal(folder)}/")


def called(path: str) -> Iterator[str]:
    """What a page may be called in a key: its path, and each folder, archive or dump it lies in; normalised.

    >>> list(called("a/b.zip/c.txt#2"))
    ['a/b.zip/c.txt#2', 'a/b.zip/c.txt', 'a/b.zip', 'a', '']
    """
    yield from spelled(path)
    name = normal(path)
    while name:
        name = name.rpartition("/")[0]
        yield name


def spelled(path: str) -> tuple[str, ...]:
    """The path of a page, normalised, and as it would be without the number of a member of an archive.

    The second member of an archive under a name is that name's, too: who withdraws a name means all of them.

    >>> spelled("a/b.zip/c.txt#2"), spelled("a/c.txt#2")
    (('a/b.zip/c.txt#2', 'a/b.zip/c.txt'), ('a/c.txt#2',))
    """
    name = normal(path)
    once = NUMBER.sub("", name)
    return (name, once) if once != name and any(map(archives.is_archive, name.split("/")[:-1])) else (name,)


def normal(path: str) -> str:
    r"""A path of the corpus as keys are compared with it: one way to write é, one kind of slash, none twice.

    >>> normal("./a//b\\c")
    'a/b/c'
    """
    return "/".join(part for part in _slashes(path).split("/") if part not in ("", "."))


def matches(pattern: tuple[str, ...], name: str) -> bool:
    """Whether a glob names a path or a folder, archive or dump it lies in.

    ``*`` and ``?`` never stand for a slash, ``**`` stands for any number of folders.

    >>> matches(("*.txt",), "a.txt"), matches(("*.txt",), "b/a.txt"), matches(("**", "*.txt"), "b/a.txt")
    (True, False, True)
    """
    return any(len(pattern) in reached for reached in _reached(pattern, name))


def may_match_below(pattern: tuple[str, ...], name: str) -> bool:
    """Whether a glob could name something in the folder, archive or dump of this name."""
    *_, last = _reached(pattern, name)
    return bool(last)


def _reached(pattern: tuple[str, ...], name: str) -> Iterator[set[int]]:
    """How much of a glob can be used up by the first parts of a path, for each number of parts."""
    reached = _skipping(pattern, {0})
    for part in name.split("/"):
        step = {at for at in reached if at < len(pattern) and pattern[at] == _ANY_DEPTH}
        step |= {
            at + 1
            for at in reached
            if at < len(pattern) and pattern[at] != _ANY_DEPTH and fnmatchcase(part, pattern[at])
        }
        reached = _skipping(pattern, step)
        yield reached


def _skipping(pattern: tuple[str, ...], reached: set[int]) -> set[int]:
    """Adds the places behind a ``**``, which may stand for no folder at all."""
    return reached | {at + 1 for at in reached if at < len(pattern) and pattern[at] == _ANY_DEPTH}


def _slashes(path: str) -> str:
    return unicodedata.normalize("NFC", path).replace("\\", "/")


def _resolved(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            parts.append(part)
        elif not parts or _WILD & set(parts[-1]):
            raise ValueError("leads out of the folder of this file" if not parts else "goes back from a glob")
        else:
            parts.pop()
    return parts


def _shortened(parts: list[str]) -> list[str]:
    """A glob without ``**`` behind ``**``; at its end it says what ``*`` says, as what is in a folder is named too."""
    kept: list[str] = []
    for part in parts:
        if part != _ANY_DEPTH or kept[-1:] != [_ANY_DEPTH]:
            kept.append(part)
    if kept[-1] == _ANY_DEPTH:
        kept[-1] = "*"
    return kept


def _literal(part: str) -> str:
    return "".join(f"[{character}]" if character in _WILD else character for character in part)


def _row(name: str) -> str:
    """The name of a row of a dump with all its digits."""
    dump, _, number = name.rpartition("/")
    if (
        dumps.is_dump(posixpath.basename(dump))
        and number.isascii()
        and number.isdigit()
        and len(number) <= _DIGITS
    ):
        return dumps.place(dump, int(number))
    return name
