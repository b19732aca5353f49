"""The predicate of a clause: its verb with negation and complement, its object, whom it is done for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.adverbials import behind_adverbials
from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.fixed import VERB_OBJECT
from chuangwen_corpus.annotate.layer import Word
from chuangwen_corpus.annotate.main_verb import behind_subject, is_subject, main_verb
from chuangwen_corpus.annotate.verbs import (
    adverb_in,
    is_adverb,
    is_lump,
    is_verb,
    modifies,
    negated,
    opens_marks,
    opens_with_pivot,
)

VERB_LENGTH = 2
"""Characters of a verb that the segmenter has joined with what follows it: 防止出现, 动员群众, 振奋精神."""
LONGEST_COMPLETED = 2
"""Characters of the longest verbs that take a complement."""


class Predicate(NamedTuple):
    """Offsets of the clean text; None where the clause has no such part."""

    start: int
    end: int
    negative: bool
    object: tuple[int, int] | None = None
    beneficiary: tuple[int, int] | None = None


def read(clause: Clause, *, result: bool = False) -> Predicate | None:
    """The predicate of what of a clause stands behind its marker; None if no verb is found.

    Args:
        clause: The rest of the clause.
        result: Whether the marker governs a clause with a subject of its own: 确保|管控任务落地.
    """
    reading, words = clause.reading, _without_particle(clause)
    i, disposed, beneficiary = behind_adverbials(clause, words)
    if i >= len(words):
        if not words or not is_verb(words[-1]):
            return None
        i = len(words) - 1  # 主动|带头
    first = words[i]
    begin, negative, i = _negation(words, i)
    if i >= len(words):
        return Predicate(first.start, first.end, negative=True)
    if not negative:
        if disposed is None and (whole := _in_one_word(words, i, beneficiary)):
            return whole
        mistaken = not (is_verb(first) or first.form in VERB_OBJECT) or (result and is_subject(words, i))
        if disposed is None and mistaken:
            i = behind_subject(reading, words, i)
            if "negation" in words[i].classes and i + 1 < len(words):
                begin, negative, i = words[i].start, True, i + 1
    verb = i if negative else main_verb(words, i, disposed=disposed is not None)
    if (
        "as" in words[verb].classes
        and len(words) > 1
        and is_verb(words[-1])
        and (words[-2].form == "来" or words[-1].form[0] == "抓")
    ):
        verb = len(words) - 1  # 作为头等大事来|抓
    if not negative:
        begin = words[verb].start + adverb_in(words[verb])
        before = words[verb - 1] if verb else None
        if before and "negation" in before.classes and verb > i:
            begin, negative = before.start, True
    denied = negated(words[verb].form) or cues.starts(reading.folded[begin : words[verb].end], "prevention")
    negative = negative or denied
    stop = _behind_complement(words, verb, begin)
    start, stops, goal = _bounded(words, stop, begin, disposed)
    return Predicate(start, stops, negative, goal, beneficiary)


def _without_particle(clause: Clause) -> Sequence[Word]:
    """The words of a clause without the particle of 会…的, 能…的 (Lü Shuxiang 1999): 我们一定会|完成任务|的."""
    words = clause.whole_words
    if not words or words[-1].form != "的" or any(word.form in ("该", "应", "所") for word in words):
        return words  # 做该做的
    modal = clause.reading.folded[max(0, words[0].start - 2) : words[0].end]
    return words[:-1] if "会" in modal or "能" in modal else words


def _negation(words: Sequence[Word], i: int) -> tuple[int, bool, int]:
    """Where the predicate begins, whether it is denied, and the word from which its verb is looked for."""
    first = words[i]
    if "negation" in first.classes and first.form != "无":
        begin, i = _last_negation(words, i)
        i += 1
        while i < len(words) and is_adverb(words, i):
            i += 1
        return begin, True, i
    if not negated(first.form):
        return first.start, False, i
    begin, at = _last_negation(words, i)
    return (begin, True, min(at + 1, len(words) - 1)) if at > i else (first.start, True, i)


def _in_one_word(words: Sequence[Word], i: int, beneficiary: tuple[int, int] | None) -> Predicate | None:
    """The predicate that the segmenter has not parted from what follows it: 防止|出现, 动员|群众."""
    first = words[i]
    middle = first.start + VERB_LENGTH
    if len(first.form) > VERB_LENGTH and cues.starts(first.form, "prevention"):
        return Predicate(first.start, middle, True, (middle, words[-1].end), beneficiary)
    if opens_with_pivot(first):
        return Predicate(first.start, middle, False, (middle, first.end), beneficiary)
    return None


def _behind_complement(words: Sequence[Word], verb: int, begin: int) -> int:
    """The first word behind a verb and its complement."""
    stop = verb + 1
    if "governing" in words[verb].classes:
        return stop  # 坚持|为群众
    length = words[verb].end - begin if verb else len(words[verb].form)
    while stop < len(words) and "complement" in words[stop].classes and length <= LONGEST_COMPLETED:
        stop += 1
    if stop < len(words) and words[stop].form == "到" and f"{words[verb].form}到" in cues.forms("with_to"):
        stop += 1
    return stop


def _bounded(
    words: Sequence[Word], stop: int, begin: int, disposed: tuple[int, int] | None
) -> tuple[int, int, tuple[int, int] | None]:
    """Start and end of the predicate that ends before word `stop` at the latest, and its object: what the segmenter has joined is parted."""
    last = words[stop - 1]
    goal = disposed or _object(words, stop)
    middle = begin + VERB_LENGTH
    if begin == last.start:
        if last.form in VERB_OBJECT and goal and not disposed and words[stop].xpos[0] == "n":
            return begin, middle, (middle, goal[1])  # 振奋|精神面貌
        if goal is None and is_lump(last):
            if last.form[2:] in cues.forms("state"):
                return middle, last.end, None  # 食品|安全
            return begin, middle, (middle, last.end)
    end = last.end
    place = next((place for place in "在到" if len(last.form) > 2 and place in last.form[1:-1]), None)
    if place:
        end, goal = last.start + last.form.index(place, 1), disposed  # 传导到末梢
    elif "with_to" not in last.classes and len(last.form) > 1:
        if disposed and last.form[-1] in "到在给向":
            end -= 1
        elif not disposed and len(last.form) == 2 and last.form[-1] == "在":
            end, goal = end - 1, None  # 记在|心里
    return begin, end, goal


def _last_negation(words: Sequence[Word], i: int) -> tuple[int, int]:
    """Start and place of the negation that the predicate has: of 不达标准不歇脚 the second, of others the first."""
    for k in range(i + 2, min(i + 5, len(words) - 1)):
        if "negation" in words[k].classes and words[k].form[0] == words[i].form[0] == "不":
            return words[k].start, k
    return words[i].start, i


def _object(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """What stands behind the predicate; of a pivotal construction the noun that both verbs share."""
    pivot = "pivot" in words[at - 1].classes
    while at < len(words) and "aspect" in words[at].classes:
        at += 1
    if (
        at >= len(words)
        or "to_place" in words[at].classes
        or (words[at].xpos in ("w", "y") and not opens_marks(words[at]))
    ):
        return None
    if words[at - 1].form in ("让", "使"):
        return None
    if words[at].xpos == "m" and words[-1].form[-1] in cues.forms("verbal_measure") and len(words) - at < 3:
        return None
    until = len(words)
    if pivot:
        last = len(words) - 1
        verbs = (
            k
            for k in range(at + 1, len(words))
            if (words[k].xpos == "v" or (words[k].xpos in ("vn", "x") and k == last))
            and not modifies(words, k)
        )
        until = next(verbs, until)
    return (words[at].start, words[until - 1].end)
