"""Paths as they are typed: in commands that are printed, quoted for a shell, and in those that a shell hands on."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import visible


def typed(name: str | Path) -> str:
    """A path or an address as it is typed in a command.

    >>> print(typed("corpus"), typed("my corpus"), typed("~b"), typed("-x"), typed("s3://store/corpus"))
    corpus 'my corpus' '~b' ./-x s3://store/corpus
    """
    shown = visible(str(name))
    return shlex.quote(f"./{shown}" if shown.startswith("-") else shown)  # a dash begins an option


def at_home(said: Any) -> Any:
    """What an argument or option names, ``~`` as its first part being your home, as in `load`: a shell expands no quoted one.

    It, or `new_file` or `new_folder`, is the `callback` of each argument and option that names a file or folder.

    >>> at_home("page.txt"), at_home("~nobody"), at_home("s3://store/~/x"), at_home(None)
    ('page.txt', '~nobody', 's3://store/~/x', None)
    """
    if isinstance(said, list):
        return [at_home(one) for one in said]
    if not isinstance(said, str | Path) or Path(said).parts[:1] != ("~",):
        return said
    from chuangwen_corpus.corpus.corpus import below_home

    return type(said)(below_home(said))


def new_file(said: Any) -> Any:
    """The file to write to; see `at_home`.

    Raises:
        ChuangwenError: It is a folder.
    """
    named = at_home(said)
    if named is not None and Path(named).is_dir():
        raise ChuangwenError("is a folder; a file is written.", path=named, hint="Name a file.")
    return named


def new_folder(said: Any) -> Any:
    """The folder to write to; see `at_home`.

    Raises:
        ChuangwenError: It is a file.
    """
    named = at_home(said)
    if named is not None and Path(named).exists() and not Path(named).is_dir():
        raise ChuangwenError("is a file; a folder is needed.", path=named, hint="Name a folder.")
    return named
