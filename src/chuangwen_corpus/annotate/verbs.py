"""What a word is in its clause: verb, adverb, modifier; and the words that the segmenter has not parted."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.data import forms
from chuangwen_corpus.annotate.fixed import VERB_LENGTH, VERB_OBJECT, VERB_VERB, is_fixed
from chuangwen_corpus.annotate.layer import Word

_VERBS = ("v", "vi", "vd", "vg", "vn", "vq", "i", "l", "x", "z")


def negated(form: str) -> bool:
    """Whether a word holds its own negation: 不收."""
    return (
        len(form) > 1
        and form[0] in "不没未"
        and not form.startswith(("不断", "不折不扣", "未来", "不遗余力", "不仅", "不同", "不懈"))
    )


def is_head_noun(words: Sequence[Word], k: int) -> bool:
    """Whether 的 stands before a verb, or before its adverbs: it is the head of a noun phrase."""
    while k > 0 and is_adverb(words, k - 1):
        k -= 1
    return k > 0 and words[k - 1].form == "的"


def is_adverb(words: Sequence[Word], i: int) -> bool:
    """Whether a word modifies a verb. Dictionaries have verbs among their adverbs; no adverb stands right before a noun."""
    word = words[i]
    if "adverb" in word.classes:
        behind = words[i + 1] if i + 1 < len(words) else None
        if behind and word.xpos[0] == "v" and "to_place" in behind.classes:
            return False  # 统一|到部署上来
        return not (word.xpos[0] == "v" and behind and behind.xpos in ("n", "r"))  # 深入|院落
    if word.xpos not in ("d", "ad", "dg", "df", "vd", "uv"):
        return False
    return (
        i + 1 >= len(words) or not words[i + 1].xpos.startswith(("n", "r", "m", "j")) or len(word.form) == 1
    )


def is_verb(word: Word) -> bool:
    """Whether a word may be a verb, by its tag; what is masked (**) is none."""
    return word.xpos in _VERBS and (word.xpos != "x" or word.form.isalpha())


def is_action(word: Word) -> bool:
    """Whether a verb stands for the noun of its action, as one does that holds its own object: 施工, 排涝."""
    return word.xpos == "vn" or holds_object(word)


def holds_object(word: Word) -> bool:
    """Whether a verb of two characters is verb and object, so that none follows it: 防火|工作, 排涝|效果."""
    form = word.form
    return len(form) == 2 and form[1] in forms("characters", "object") and opens_with_verb(word)


def opens_with_verb(word: Word) -> bool:
    """Whether the first character of a word is a verb by itself."""
    return word.form[0] in forms("characters", "verb")


def modifies(words: Sequence[Word], i: int) -> bool:
    """Whether 的 stands behind a word, or behind the phrase that it opens, with a noun after it."""
    for k in range(i + 1, min(i + 5, len(words))):
        if words[k].xpos == "uj":
            return not (k == i + 2 and words[i + 1].xpos in ("a", "z") and len(words[i + 1].form) > 1)
        if words[k].xpos in ("v", "d", "p", "w") and not (
            k == i + 1 and words[k].xpos == "v" and len(words[i].form) > 1
        ):
            return False
    return False


def opens_marks(word: Word) -> bool:
    """Whether a word is the mark that opens a quotation or a title."""
    return word.form in '《"'


def closing(words: Sequence[Word], k: int) -> int:
    """The place of the mark that closes a quotation or a title; 0 if there is none."""
    return next((j for j in range(k + 1, len(words)) if words[j].form in '》"'), 0)


def opens_with_pivot(word: Word) -> bool:
    """Whether a word is the verb of a pivotal construction with the noun that both verbs share: 动员群众|参与."""
    return len(word.form) == 4 and word.form[:2] in cues.forms("pivot") and not is_fixed(word.form)


def is_lump(word: Word) -> bool:
    """Whether a word of four characters is verb and object, which the segmenter has not parted: 坚守岗位."""
    form = word.form
    if len(form) != 4 or is_fixed(form) or form[2] in "而所":
        return False  # 满载而归
    return form in VERB_OBJECT or (form[0] != form[2] and word.xpos != "v")


def adverb_in(word: Word) -> int:
    """Length of what stands before the verb of a word: the adverb 坚决 in 坚决贯彻, the first of two verbs in 建立健全."""
    if word.xpos == "x" and 1 < len(word.form) < 4 and word.form[0] in cues.forms("short_adverb"):
        return 1
    if len(word.form) < 4 or word.form in VERB_OBJECT:
        return 0
    if word.form in VERB_VERB:
        return len(word.form) - VERB_LENGTH
    adverb = next((word.form[:n] for n in (4, 3, 2) if word.form[:n] in cues.forms("adverb")), "")
    if not adverb and word.form.endswith("做起") and cues.starts(word.form, "preposition"):
        return len(word.form) - 2  # 从我|做起
    return len(adverb) if len(adverb) < len(word.form) else 0
