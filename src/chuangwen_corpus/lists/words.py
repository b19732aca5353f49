"""Lists of words: one a line, or two columns with a tab between them; `#` begins a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chuangwen_corpus.annotate.lexicon import can_be_segmented
from chuangwen_corpus.annotate.tags import TAGS
from chuangwen_corpus.genre.folding import HAN, HAN_CHARACTER, fold
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.lists.faults import Fault

LONGEST = 24
"""Characters of a word, and of a form in a list for the layers."""
MOST = {"salutations.txt": 2_000, "titles.tsv": 500, "places.txt": 1_000, "terms.tsv": 10_000}
"""Words of each list: some become parts of patterns that run on every line."""
_WORD = regex(rf"[{HAN}a-zA-Z0-9]{{2,{LONGEST}}}")
_GENRE = regex(rf"[{HAN}a-zA-Z]{{1,{LONGEST}}}")


class _Row(NamedTuple):
    line: int
    word: str
    """Folded: simplified, half-width."""
    value: str


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    r"""The cells of each line that has any, without comments, and the number of the line.

    >>> list(cells_of("# words\n\n社员\t n # a comment"))
    [(3, ['社员', 'n'])]
    """
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.partition("#")[0].rstrip().split("\t")]
        if cells != [""]:
            yield number, cells


def words(name: str, texts: Mapping[str, str], faults: list[Fault]) -> Iterator[str]:
    """The words of a list with one column; what is wrong is added to the faults."""
    for row in _rows(name, texts.get(name, ""), 1, faults):
        yield row.word


def pairs(name: str, texts: Mapping[str, str], faults: list[Fault]) -> tuple[tuple[str, str], ...]:
    """The rows of a list with two columns; what is wrong is added to the faults."""
    found = []
    for row in _rows(name, texts.get(name, ""), 2, faults):
        if name == "terms.tsv" and not can_be_segmented(row.word):
            what = f"{row.word!r} has other than Chinese characters, which no segmenter is given"
            faults.append(Fault(name, row.line, what, "Give the Chinese part alone."))
        elif name == "terms.tsv" and row.value not in TAGS:
            what = f"{row.value!r} is no tag of jieba's set"
            faults.append(Fault(name, row.line, what, "Common are n, ns (place), nt (organ), nz, v, i."))
        elif name == "titles.tsv" and not _GENRE.fullmatch(row.value):
            what = f"{row.value!r} is no name of a kind of speech"
            faults.append(Fault(name, row.line, what, "Write one such as 讲话, 致辞, 表态发言."))
        else:
            found.append((row.word, row.value))
    return tuple(found)


def _rows(name: str, text: str, columns: int, faults: list[Fault]) -> Iterator[_Row]:
    seen: dict[str, int] = {}
    for number, cells in cells_of(text):
        word = fold(cells[0])
        if len(cells) != columns:
            wanted = "one word a line" if columns == 1 else "two columns with a tab between them"
            faults.append(Fault(name, number, f"has {len(cells)} columns", f"Write {wanted}."))
        elif not _WORD.fullmatch(word) or not HAN_CHARACTER.search(word):
            hint = f"Write 2 to {LONGEST} Chinese characters, letters or digits, no punctuation."
            faults.append(Fault(name, number, f"{cells[0]!r} is no word", hint))
        elif word in seen:
            hint = "Take one of them away; traditional and simplified characters are the same."
            faults.append(Fault(name, number, f"{cells[0]!r} stands in line {seen[word]}, too", hint))
        elif len(seen) >= MOST[name]:
            faults.append(Fault(name, number, f"is the first row beyond {MOST[name]:,}", "Shorten the list."))
            return
        else:
            seen[word] = number
            yield _Row(number, word, cells[-1])
