"""The query language: what is accepted, what is found, what is said of mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import query
from chuangwen_corpus.explore.patterns import compiled, folded
from chuangwen_corpus.genre.folding import fold
from exploring import Talk, tokens_of, words

SENTENCE: list[tuple[str, str]] = [
    ("我们", "PRON"), ("要", "AUX"), ("大力", "ADV"), ("開展", "VERB"), ("創建", "VERB"), ("工作", "NOUN"), ("，", "PUNCT"),
    ("创建", "NOUN"), ("文明", "ADJ"), ("城市", "NOUN"), ("。", "PUNCT"),
]  # fmt: skip


def found(text: str, by: str = "speech", *more: Talk) -> list[str]:
    tokens = tokens_of(Talk([SENTENCE]), *more)
    first, last = query.read(text).find(tokens, tokens.units(by))
    forms = tokens.table["form"].to_pylist()
    return ["".join(forms[a:b]) for a, b in zip(first, last, strict=True)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ('[form="创建"]', ["創建", "创建"]),
        ('"創建"', ["創建", "创建"]),
        ('[word="创建" & upos="NOUN"]', ["创建"]),
        ('[form="创建" & upos!="NOUN"]', ["創建"]),
        ('[form="创建" & !(upos="NOUN" | upos="ADJ")]', ["創建"]),
        ('[upos="VERB|ADJ"]', ["開展", "創建", "文明"]),
        ('[upos="V"]', []),  # a value is matched as a whole
        ('[upos="V.*"] [form="工作"]', ["創建工作"]),
        ('[upos="VERB"]+ [upos="NOUN"]', ["開展創建工作"]),
        ('[upos="ADV"]? [upos="VERB"]{2}', ["大力開展創建"]),
        ('[upos="VERB"]{3,}', []),
        ('[upos="NOUN"] []{0,1} [upos="NOUN"]', ["工作，创建"]),
        ('("文明" | "工作") [upos="NOUN|PUNCT"]', ["工作，", "文明城市"]),
        ('[xpos="n" | xpos="v"]', ["開展", "創建", "工作", "创建", "城市"]),
        ('[upos="PUNCT"]', ["，", "。"]),
        ('","', ["，"]),  # half-width in the query, full-width in the text
        ('[upos="INTJ"]*', []),  # matches nothing at all everywhere, which is no hit
    ],
)
def test_queries(text: str, hits: list[str]) -> None:
    assert found(text) == hits


def test_no_match_leaves_its_unit() -> None:
    more = words("创建 城市", "城市 创建")
    two = '"城市" "城市"'
    assert found(two, "speech", more) == ["城市城市"]
    assert found(two, "sentence", more) == []
    assert found('"。" "创建"', "document", more) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[upos=VERB]", "at character 7, before 'VERB]': a value in quotation marks is missing"),
        ('[upos="VERB"', "at its end: a ] is missing"),
        ('("a" "b"', "at its end: a ) is missing"),
        ('"a" )', "at character 5, before ')': this cannot stand here"),
        ('[lemma="x"]', "there is no attribute 'lemma', but form, xpos, upos"),
        ('[form="("]', "is no regular expression"),
        ('"a"{x}', "a repeat is {2}"),
        ('"a" $', "at character 5, before '$': this cannot be read"),
        ('["a"]', "an attribute is missing"),
        ('[form "a"]', "= or != is missing"),
        ('[form="a" &]', "an attribute is missing"),
        ('"a" | ', "at its end: a token is missing"),
        ('"a"{3,1}', "the query cannot be used"),
        ('"a' , "at character 1"),
        ("[]" * 61, "at most 60 tokens"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(text: str, said: str) -> None:
    with pytest.raises(ChuangwenError) as error:
        found(text)
    assert said in str(error.value)


def test_a_word_is_no_pattern() -> None:
    tokens = tokens_of(words("A.B （ AXB ａ.ｂ"))
    for form, number in (("A.B", 1), ("(", 1), ("Ａ．Ｂ", 1), ("a.b", 1)):
        assert len(query.word(form).find(tokens, tokens.units("speech"))[0]) == number
    for nothing in ("", " ", "\u3000"):
        with pytest.raises(ChuangwenError, match="empty"):
            query.word(nothing)


def test_full_width_signs_of_a_pattern_are_characters() -> None:
    for pattern, text, hit in (
        ("（创建", "(創建", True),
        ("[（）]", "（", True),
        ("创．建", "创x建", False),
        (r"\（", "(", True),
        (r"\Ａ", "A", True),
        (r"\\（", "\\(", True),
        ("创　建", "创 建", True),
        (r"\d", "１", True),
    ):
        assert bool(compiled(pattern).search(fold(text))) is hit, (pattern, folded(pattern))


Element = tuple[str, int, int]


def naive(tokens: list[str], elements: list[Element]) -> list[tuple[int, int]]:
    """Greedy, leftmost, not overlapping; an element is the letters that it takes and how often."""

    def end(at: int, rest: list[Element]) -> int | None:
        if not rest:
            return at
        (letters, least, most), *others = rest
        reach = at
        while reach < len(tokens) and reach - at < most and tokens[reach] in letters:
            reach += 1
        for stop in range(reach, at + least - 1, -1):
            if (found := end(stop, others)) is not None:
                return found
        return None

    hits, at = [], 0
    while at < len(tokens):
        stop = end(at, elements)
        if stop is not None and stop > at:
            hits.append((at, stop))
            at = stop
        else:
            at += 1
    return hits


@given(
    st.lists(st.sampled_from("abc"), max_size=25),
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "ab", "bc", "abc"]), st.integers(0, 2), st.integers(0, 2)),
        min_size=1,
        max_size=4,
    ),
)
def test_matches_are_those_of_a_plain_search(tokens: list[str], parts: list[tuple[str, int, int]]) -> None:
    elements = [(letters, least, least + more) for letters, least, more in parts]
    text = " ".join(f'[form="{"|".join(letters)}"]{{{least},{most}}}' for letters, least, most in elements)
    made = tokens_of(words(" ".join(tokens) or "x"))
    first, last = query.read(text).find(made, made.units("speech"))
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == naive(tokens, elements)
