"""Tokens and sentences by NLTK's names for them, as its corpus readers have them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from operator import itemgetter
from typing import Literal

from chuangwen_corpus.corpus.tables import Tables


class CorpusReader:
    """What NLTK's corpus readers offer, from the table `tokens`."""

    tables: Tables

    def words(self) -> list[str]:
        """All tokens, in order (NLTK's name for them)."""
        forms: list[str] = self.tables.files["tokens"].read(["form"])["form"].to_pylist()
        return forms

    def sents(self) -> list[list[str]]:
        """All sentences, in order, each as its tokens (NLTK's name for them)."""
        return [[form for form, _ in sentence] for sentence in self._tagged("upos")]

    def tagged_words(self, tagset: Literal["upos", "xpos"] = "upos") -> list[tuple[str, str]]:
        """All tokens with their part of speech: Universal Dependencies' (upos) or jieba's (xpos)."""
        table = self.tables.files["tokens"].read(["form", tagset])
        return list(zip(table["form"].to_pylist(), table[tagset].to_pylist(), strict=True))

    def tagged_sents(self, tagset: Literal["upos", "xpos"] = "upos") -> list[list[tuple[str, str]]]:
        """All sentences, in order, each as its tokens with their part of speech."""
        return list(self._tagged(tagset))

    def _tagged(self, tagset: str) -> Iterator[list[tuple[str, str]]]:
        table = self.tables.files["tokens"].read(["sentence_id", "form", tagset])
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        for _, tokens in itertools.groupby(rows, itemgetter(0)):
            yield [(form, tag) for _, form, tag in tokens]
