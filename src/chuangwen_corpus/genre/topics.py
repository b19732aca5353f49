"""What a title names behind an office, or before 在, though it begins like a name: 市长安全生产讲话. Patterns run on folded text."""

from __future__ import annotations

from importlib.resources import files

from chuangwen_corpus.genre.names import GIVEN, NAME, SURNAMES
from chuangwen_corpus.genre.titles import GENRE
from chuangwen_corpus.genre.wordlists import longest_first

_NEVER, _AT_TIMES, _BEHIND = (
    line.split()
    for line in files("chuangwen_corpus.genre")
    .joinpath("topics.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)
_TOPIC = (
    rf"(?:{longest_first(_NEVER)})"
    rf"|(?:{longest_first(_AT_TIMES)})(?:的|:|{GENRE}|{longest_first([*_NEVER, *_AT_TIMES, *_BEHIND])})"
)
NAME_IN_TITLE = rf"(?!{_TOPIC})(?:[{SURNAMES}]{GIVEN}{{1,2}}?(?={longest_first(_NEVER)})|{NAME}(?<![在的]))"
"""A name in a title: no topic, and up to a topic that stands right behind it (县长方明经济工作会讲话)."""
