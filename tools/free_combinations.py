"""Writes annotate/data/free_combinations.tsv from jieba's dictionary: `python tools/free_combinations.py`.

jieba tags some 34,000 entries of four characters as idiom (i) or set phrase (l); many are no fixed
expression but two common words (全面落实, 共同努力). An entry counts as free if both its halves are words
of the dictionary with a frequency of LEAST or more. LEAST was set by reading lists of entries on both
sides of it.
"""

from __future__ import annotations

from pathlib import Path

import jieba

LEAST = 103
DATA = Path(__file__).parents[1] / "src/chuangwen_corpus/annotate/data/free_combinations.tsv"
PREPOSITIONS = "在从到按对由向把被将与和及"
"""A phrase (l) that opens with one is an adverbial, not an expression: 从今天起, 在思想上."""
BY_HAND = ("学前教育", "未成年人", "携起手来", "畏难情绪", "一肚子气", "到此结束", "多做实事")
"""Free, or a plain noun, though a half is rare."""


def main() -> None:
    entries = [
        line.split(" ")
        for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    ]
    frequency = {word: int(count) for word, count, _ in entries}
    free = [
        word
        for word, _, tag in entries
        if len(word) == 4
        and tag in ("i", "l")
        and (
            (tag == "l" and word[0] in PREPOSITIONS)
            or min(frequency.get(word[:2], 0), frequency.get(word[2:], 0)) >= LEAST
        )
    ]
    rows = "".join(f"{word}\n" for word in sorted({*free, *BY_HAND}))
    DATA.write_text("term\n" + rows, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
