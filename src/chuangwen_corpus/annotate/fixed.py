"""Words of four characters: idioms and set phrases, which are fixed, and what the segmenter's dictionary lumps together."""

from __future__ import annotations

from chuangwen_corpus.annotate.data import forms, lines, rows

IDIOMS = frozenset(lines("idioms"))
SET_PHRASES = frozenset(row["form"] for row in rows("four_character"))


VERB_OBJECT = forms("lumps", "verb_object")
"""Entries of the segmenter's dictionary that are a verb and its object: 征求意见."""
ADVERB_VERB = forms("lumps", "adverb_verb")
"""Those that are an adverb and a verb: 圆满完成."""
VERB_VERB = forms("lumps", "verb_verb")
"""Those that are two verbs with one subject: 建立健全."""
VERB_LENGTH = 2
"""Characters of the verb that ends an entry."""
PHRASE_LENGTH = 4
"""Characters of a set phrase."""


def is_fixed(form: str) -> bool:
    """Whether a form is an idiom or a set phrase.

    >>> is_fixed("脚踏实地"), is_fixed("风清气正"), is_fixed("坚守岗位")
    (True, True, False)
    """
    return form in IDIOMS or form in SET_PHRASES
