from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.genre import folding
from chuangwen_corpus.genre.folding import fold


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=400))
def test_long_and_short_texts_fold_alike_and_keep_their_length(text: str) -> None:
    by_character = text.translate(folding._table())
    assert folding._fold_many(text) == by_character
    assert fold(text) == by_character
    assert len(by_character) == len(text)


@pytest.mark.parametrize("length", [1, folding.LONGEST + 1, folding.LONGEST_REMEMBERED + 1])
def test_a_text_of_any_length_is_folded(length: int) -> None:
    assert fold("創，" * length) == "创," * length
    assert fold("𠀀創\ud800，" * length) == "𠀀创\ud800," * length
    assert fold("") == ""
