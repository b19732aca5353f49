"""The command `chuangwen where`."""

from __future__ import annotations

from chuangwen_corpus.terminal import out


def where() -> None:
    """Say where the data that come with the package lie: the folder of the release, for tools that read its files."""
    from chuangwen_corpus.corpus import released

    out.say(str(released()))
