"""The predicate of a clause: its verb with negation and complement, its object, whom it is done for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.adverbials import behind_adverbials
from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.fixed import PHRASE_LENGTH, VERB_OBJECT, VERB_VERB, is_fixed
from chuangwen_corpus.annotate.layer import Reading, Word
from chuangwen_corpus.annotate.main_verb import knows, main_verb
from chuangwen_corpus.annotate.subject_clauses import behind_subject, is_subject
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
        if not words or not (is_verb(words[-1]) or words[-1].xpos == "ad"):
            return None
        i = len(words) - 1  # 主动|带头
    first = words[i]
    if _is_one_phrase(reading.folded[first.start : words[-1].end], words[i:]):
        return Predicate(first.start, words[-1].end, negative=negated(first.form))  # 立说|立行
    begin, negative, i = _negation(words, i)
    if i >= len(words):
        return Predicate(first.start, first.end, negative=True)
    if not negative:
        if disposed is None and (whole := _in_one_word(words, i, beneficiary)):
            return whole
        i = _opening(reading, words, i, result=result) if disposed is None else i
        if "negation" in words[i].classes and words[i] is not first and i + 1 < len(words):
            begin, negative, i = words[i].start, True, i + 1
    verb = i if negative else main_verb(words, i, disposed=disposed is not None)
    if (
        "as" in words[verb].classes
        and len(words) > 1
        and is_verb(words[-1])
        and (words[-2].form in ("来", "去") or words[-1].form[0] == "抓")
    ):
        verb = len(words) - 1  # 作为头等大事来|抓
    if not negative:
        begin = words[verb].start + adverb_in(words[verb])
        before = words[verb - 1] if verb else None
        if before and "negation" in before.classes and verb > i:
            begin, negative = before.start, True
    denied = negated(words[verb].form) or cues.starts(reading.folded[begin : words[verb].end], "prevention")
    negative = negative or denied
    if not negative and (refused := _refuses_twice(words, verb)):
        return Predicate(refused, words[-1].end, negative=True)
    if (likes := _behind_likes(reading, words[verb])) > words[verb].end:
        goal = disposed or ((likes, words[-1].end) if likes < words[-1].end else None)
        return Predicate(likes - VERB_LENGTH, likes, negative, goal, beneficiary)
    stop = _behind_complement(words, verb, begin)
    start, stops, goal = _bounded(words, stop, begin, disposed)
    return Predicate(start, stops, negative, goal, beneficiary)


def _opening(reading: Reading, words: Sequence[Word], i: int, *, result: bool) -> int:
    """The word from which the verb is looked for: not what modifies it, and not the subject of a clause of its own."""
    first, behind = words[i], words[i + 1] if i + 2 < len(words) else None
    if not result and behind and first.xpos == "a" and behind.xpos == "v" and "creation" not in first.classes:
        i += 1  # 严肃|对待整改
    if _is_causative(words, i - 1):
        i -= 1  # 密切|干群关系
    if result and _is_state(words[-1]) and words[i].xpos != "v":
        return len(words) - 1  # 施工|安全
    if not _may_be_verb(words, i) or (result and is_subject(words, i)):
        return behind_subject(reading, words, i)
    return i


def _is_one_phrase(said: str, words: Sequence[Word]) -> bool:
    """Whether what a clause says is a set phrase that the segmenter has parted, 立说|立行, or four words of one character: 见|缝|插|绿."""
    if is_fixed(said):
        return words[-1].form[0] != "于"  # not 造福|于民
    return len(words) == len(said) == PHRASE_LENGTH and not any(word.xpos[0] == "u" for word in words)


def _may_be_verb(words: Sequence[Word], i: int) -> bool:
    """Whether the first word of a predicate is its verb: by its tag, as an entry that holds one, or as the adjective of its object."""
    first = words[i]
    holds_verb = first.form in VERB_OBJECT or first.form in VERB_VERB
    return is_verb(first) or holds_verb or knows(words, i) or _is_causative(words, i)


def _is_state(word: Word) -> bool:
    """Whether a word says what is ensured and completes no verb: 安全, not 转移|到位."""
    return "state" in word.classes and "complement" not in word.classes


def _is_causative(words: Sequence[Word], i: int) -> bool:
    """Whether an adjective before a noun is the verb, as there is no other: 稳定|供应, 密切|干群关系 (Chao 1968, 8.1)."""
    if not 0 <= i < len(words) - 1 or words[i].xpos not in ("a", "ad") or len(words[i].form) != VERB_LENGTH:
        return False
    behind = words[i + 1 :]
    if "adverb" in words[i].classes and (len(behind) == 1 or words[-1].xpos != "n"):
        return False  # 严格|规划管控
    return behind[0].xpos[0] in "nr" and not any(w.xpos in ("v", "vi", "i", "l", "x") for w in behind)


def _without_particle(clause: Clause) -> Sequence[Word]:
    """The words of a clause without the particle of 会…的, 能…的 (Lü Shuxiang 1999): 我们一定会|完成任务|的."""
    words = _with_gates(clause.whole_words) if "disposal" in clause.classes else clause.whole_words
    if not words or words[-1].form != "的" or any(word.form in ("该", "应", "所") for word in words):
        return words  # 做该做的
    modal = clause.reading.folded[max(0, words[0].start - 2) : words[0].end]
    return words[:-1] if "会" in modal or "能" in modal else words


def _with_gates(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a clause with 把 and its complement as the one verb that they are: 把好|质量关; not 把|好经验|推广."""
    at = next((i for i, word in enumerate(words) if word.form == "把"), len(words))
    if (
        at + 2 >= len(words)
        or words[at + 1].form not in cues.forms("resultative")
        or words[at + 2].form == "的"
    ):
        return words
    if words[-1].form[-1] not in "关口" and any(word.xpos in ("v", "vi") for word in words[at + 2 :]):
        return words
    first, second = words[at : at + 2]
    verb = Word(f"{first.form}{second.form}", "v", "VERB", first.start, second.end)
    return [*words[:at], verb, *words[at + 2 :]]


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


def _refuses_twice(words: Sequence[Word], verb: int) -> int:
    """Where the second of two denials begins that end a clause behind a verb and its object: 说明问题不遮掩|不笼统; 0 if there is none."""
    if len(words) < verb + 6 or words[-2].form != "不" or words[-4].form != "不":
        return 0
    return 0 if _GOVERNS.intersection(words[verb].classes) else words[-2].start


_GOVERNS = frozenset({"governing", "light", "pivot", "knowing", "creation"})
"""Classes of verbs that what stands behind is the object of."""


def _behind_likes(reading: Reading, word: Word) -> int:
    """Where a row of verbs ends that differ in their complements only, however the segmenter has parted it: 做强|做|优做|大."""
    folded, end, ends = reading.folded, word.start, cues.forms("resultative")
    if len(word.form) > VERB_LENGTH:
        return word.end
    while folded.startswith(word.form[0], end) and folded[end + 1 : end + 2] in ends:
        end += VERB_LENGTH
    return end if end > word.start + VERB_LENGTH else word.end


def _behind_complement(words: Sequence[Word], verb: int, begin: int) -> int:
    """The first word behind a verb and its complement."""
    stop = verb + 1
    if "governing" in words[verb].classes:
        return stop  # 坚持|为群众
    length = words[verb].end - begin if verb else len(words[verb].form)
    while stop < len(words) and "complement" in words[stop].classes and length <= LONGEST_COMPLETED:
        if words[stop].xpos == "p" and any(word.xpos == "uj" for word in words[stop:]):
            break  # 牢记|为民服务的宗旨
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
        behind = words[stop].xpos[0] if goal and not disposed else ""
        if (last.form in VERB_OBJECT and behind in ("n", "c")) or (
            last.xpos == "l" and is_lump(last) and behind == "n"
        ):
            return begin, middle, (middle, words[-1].end)  # 振奋|精神面貌, 明确|任务和时限
        if goal is None and is_lump(last):
            if last.form[2:] in cues.forms("state"):
                return middle, last.end, None  # 食品|安全
            return begin, middle, (middle, last.end)
    end = last.end
    place = next((place for place in "在到于" if len(last.form) > 2 and place in last.form[1:-1]), None)
    if place and not is_fixed(last.form):
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
