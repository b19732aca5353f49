"""Pinyin that a converter has put behind characters: 創(chuàng)建文明城市."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex

FEWEST = 2
"""Readings with a tone mark that a page has at least; one alone may be the writer's."""
FEWEST_PLAIN = 5
"""Readings without tone marks."""
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
"""Letters of pinyin with a tone mark."""
_READING = regex(
    rf"(?<=[{HAN}])[(（](?=[^)）]*[{TONED}]|(?:[bpmfdtnlgkhjqxrzcsyw]h?)?[aeiouü][aeiounrgü]{{0,3}}[)）])[a-zü{TONED}]{{1,7}}[)）]"
)
_TONE = regex(f"[{TONED}]")


def changes(text: str) -> Iterator[Change]:
    """The changes that take readings away, on a page that has them."""
    found = list(_READING.finditer(text))
    if sum(bool(_TONE.search(match[0])) for match in found) >= FEWEST or len(found) >= FEWEST_PLAIN:
        yield from (Change(*match.span(), "", "characters.pinyin") for match in found)
