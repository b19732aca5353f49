"""Lines that recur on many pages of a build are furniture, even if no rule names them."""

from __future__ import annotations

from collections.abc import Mapping

from chuangwen_corpus.clean import as_lines, handed_on
from chuangwen_corpus.clean.furniture import is_sentence, rule_of_line
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.dates import date_span
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.genre.units import names_speaker
from chuangwen_corpus.lazy import regex

FEWEST_PAGES = 10
"""A build with fewer pages has no line that recurs."""
SHARE = 0.2
"""The share of pages that a line must stand on."""
LONGEST = 120
_SPOKEN = regex(r"谢谢|感谢|大家好|[上下]午好|完毕|同志们|朋友们|各位|我们|让我们|到此")


def lines_of(source: str) -> set[str]:
    """The folded lines of a page that may be found to recur."""
    text = as_lines(source)
    handed_on.keep(source, text)
    lines = {line.strip() for line in fold(text.text).split("\n")}
    return {line for line in lines if 1 < len(line) <= LONGEST}


def recurring_lines(pages: int, counts: Mapping[str, int]) -> frozenset[str]:
    """The lines that stand on a fifth of the pages or more and that no speaker says.

    What every speech has in common (salutations, thanks, markers, titles, dates, names) is kept.

    Args:
        pages: How many pages were looked through.
        counts: On how many of them each line stands.
    """
    if pages < FEWEST_PAGES:
        return frozenset()
    least = max(3, SHARE * pages)
    return frozenset(line for line, count in counts.items() if count >= least and not _belongs(line))


def _belongs(line: str) -> bool:
    """Whether a line may belong to a speech, however often it recurs."""
    if is_sentence(line) and rule_of_line(line) is None:
        return True
    return bool(
        _SPOKEN.search(line)
        or section_marker(line)
        or speech_marker(line)
        or salutation_length(line)
        or date_span(line)
        or read_title(line)
        or names_speaker(line)
    )
