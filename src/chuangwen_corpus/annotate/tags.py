"""Parts of speech: jieba's tag set mapped to Universal Dependencies.

jieba's tags are those of ICTCLAS (ICT-POS 3.0) with a few of its own (eng, nrfg, nrt, zg, ...).
The mapping follows the UD guidelines for Chinese: localizers (f) are ADP (前面 and its like NOUN),
classifiers (q) NOUN, sentence-final particles (y) PART, distinguishing words (b) ADJ. Set phrases (l) that are adverb and verb,
or verb and object (`data/lumps.tsv`), are VERB; so are other set phrases and idioms (i), as most are predicates, but for …之X,
which is a noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from chuangwen_corpus.annotate.data import forms, rows
from chuangwen_corpus.annotate.fixed import ADVERB_VERB, VERB_OBJECT
from chuangwen_corpus.lazy import regex

_BY_TAG = {
    "Ag": "ADJ", "a": "ADJ", "ad": "ADV", "an": "NOUN", "ag": "ADJ",
    "b": "ADJ", "c": "CCONJ", "Dg": "ADV", "d": "ADV", "df": "ADV", "dg": "ADV", "e": "INTJ",
    "eng": "X", "f": "ADP", "g": "X", "h": "PART", "i": "X", "j": "NOUN", "k": "PART", "l": "X",
    "M": "NUM", "Mg": "NUM", "m": "NUM", "mg": "NUM", "mq": "NUM", "mb": "NUM",
    "Ng": "NOUN", "n": "NOUN", "ng": "NOUN", "nr": "PROPN", "nrfg": "PROPN", "nrt": "PROPN",
    "ns": "PROPN", "nt": "PROPN", "nz": "PROPN", "o": "X", "p": "ADP", "q": "NOUN", "qe": "NOUN",
    "qg": "NOUN", "R": "PRON", "Rg": "PRON", "r": "PRON", "rg": "PRON", "rr": "PRON", "rz": "DET",
    "s": "NOUN", "Tg": "NOUN", "t": "NOUN", "tg": "NOUN", "u": "PART", "ud": "PART", "ug": "PART",
    "uj": "PART", "ul": "PART", "uv": "PART", "uz": "PART", "ue": "PART",
    "v": "VERB", "vd": "VERB", "vg": "VERB", "vi": "VERB", "vn": "NOUN", "vq": "VERB",
    "w": "PUNCT", "x": "X", "Xg": "X", "y": "PART", "yg": "PART", "z": "ADJ", "zg": "X",
    "sym": "SYM",
}  # fmt: skip
_BY_WORD = {
    ("是", "v"): "AUX", ("能", "v"): "AUX", ("能够", "v"): "AUX", ("要", "v"): "AUX",
    ("会", "v"): "AUX", ("可以", "c"): "AUX", ("应", "v"): "AUX", ("应该", "v"): "AUX",
    ("必须", "d"): "AUX", ("因为", "c"): "SCONJ", ("如果", "c"): "SCONJ",
    ("虽然", "c"): "SCONJ", ("只要", "c"): "SCONJ", ("尽管", "c"): "SCONJ", ("即使", "c"): "SCONJ",
    ("无论", "c"): "SCONJ", ("不论", "c"): "SCONJ", ("不管", "c"): "SCONJ", ("既然", "c"): "SCONJ",
    ("假如", "c"): "SCONJ", ("倘若", "c"): "SCONJ", ("由于", "c"): "SCONJ", ("除非", "c"): "SCONJ", ("了", "ul"): "AUX", ("着", "uz"): "AUX",
    ("过", "ug"): "AUX",
}  # fmt: skip

_OFTEN_ORDINARY = frozenset({"nr", "nrt", "nrfg", "nz", "zg", "l", "i"})
"""Tags of jieba's that many ordinary words and phrases have, too (`data/ordinary.tsv`)."""
_HAN = regex("[\u4e00-\u9fd5]{2,}")
_BEHIND_VERB = ("ul", "uz", "ug", "m", "r")
"""What stands behind a verb and not behind a noun that is made of one: 剖析|了, 建设|一个."""
_AREAS = "省市县区旗州镇乡村"
_NEGATIONS = "不未没"
_PLACES = "面边头部间方"
"""What localizers end in that are nouns of place by themselves: 前面."""
PAIR = 2
"""Characters of most words."""
TAGS = frozenset(_BY_TAG)
"""jieba's tag set."""


def upos(word: str, xpos: str) -> str:
    """The Universal Dependencies tag of a word tagged in jieba's set; X if there is none."""
    if xpos in ("i", "l") and (word in ADVERB_VERB or word in VERB_OBJECT):
        return "VERB"
    if xpos == "f" and len(word) > 1 and word[-1] in _PLACES:
        return "NOUN"
    if xpos in _OFTEN_ORDINARY and (ordinary := _ordinary().get(word)):
        return ordinary
    if xpos in ("i", "l") and _HAN.fullmatch(word):
        return "NOUN" if word[-2] == "之" else "VERB"  # 重中之重; 举一反三
    if xpos == "x" and _HAN.fullmatch(word):
        return _guess(word)
    if xpos == "x" and word in forms("characters", "verb"):
        return "VERB"
    return _BY_WORD.get((word, xpos)) or _BY_TAG.get(xpos, "X")


def in_context(xpos: Sequence[str], universal: Sequence[str]) -> tuple[str, ...]:
    """The universal tags of the words of a sentence, with those of adjectives, and of nouns made of verbs, corrected.

    Before a verb an adjective is an adverb, elsewhere it is none: jieba has a tag for those that may be one (ad), by the word
    alone (严格|管理, but 要求|严格). A noun made of a verb (vn) is a verb before 了, a number or a pronoun.
    """
    corrected = list(universal)
    last = len(xpos) - 1
    for i, tag in enumerate(xpos):
        if tag == "ad":
            behind = xpos[i + 1] if i < last else "w"
            corrected[i] = "ADV" if behind[0] in "vpd" or behind == "uv" else "ADJ"
        elif tag == "a" and i < last and xpos[i + 1] == "v":
            corrected[i] = "ADV"
        elif tag == "vn" and i < last and xpos[i + 1] in _BEHIND_VERB:
            corrected[i] = "VERB"
    return tuple(corrected)


@cache
def _ordinary() -> dict[str, str]:
    return {row["form"]: row["upos"] for row in rows("ordinary")}


def _guess(word: str) -> str:
    """The tag of a word that no dictionary has, by its characters: verb and object, two adjectives, else a noun.

    Words of two characters are built as phrases are (Chao 1968, chapter 6): 提质 as 提高质量, 采砂 as 开采砂石.
    """
    if len(word) > PAIR and word[-1] in _AREAS:
        return "PROPN"
    if word[0] in _NEGATIONS:
        return "VERB"
    if len(word) != PAIR:
        return "NOUN"
    if forms("characters", "adjective").issuperset(word):
        return "ADJ"
    return "VERB" if word[0] in forms("characters", "verb") else "NOUN"


UNIVERSAL: tuple[str, ...] = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
"""The tags of Universal Dependencies, version 2."""
