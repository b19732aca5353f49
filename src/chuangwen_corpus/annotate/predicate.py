"""The predicate of a clause: its verb with negation and complement, its object, whom it is done for.

Of several verbs with one subject the last is the predicate, of a pivotal construction (Chao 1968, 2.13) the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.layer import Reading, Word, past
from chuangwen_corpus.annotate.verbs import (
    adverb_in,
    closing,
    is_adverb,
    is_head_noun,
    is_lump,
    is_verb,
    modifies,
    negated,
    opens_with_pivot,
)

_NOUNS = ("n", "r", "j", "s", "t", "nz", "vn", "an")


@dataclass(frozen=True, slots=True)
class Predicate:
    """Offsets of the clean text; None where the clause has no such part."""

    start: int
    end: int
    negative: bool
    object: tuple[int, int] | None = None
    beneficiary: tuple[int, int] | None = None


def is_adverbial(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch between commas is a phrase of time, place or manner and has no predicate of its own."""
    words = _words_from(reading, start, end)
    if not words or words[0].start < start:
        return not words
    if any(
        mark.start == words[0].start and mark.end == words[-1].end
        for mark in reading.inside("time", start, end)
    ):
        return True
    while len(words) > 1 and words[0].form in cues.forms("adverb"):
        words = words[1:]
    first = words[0].form
    if len(words) == 1 and first[0] in "从自" and first.endswith("起"):
        return True  # 从今天起
    if first in ("于", "在") and any(m.end == words[-1].end for m in reading.inside("time", start, end)):
        return True
    text = reading.folded[words[0].start : words[-1].end]
    if first in ("对", "对于") and text.endswith("的"):
        return True
    if text.startswith("以") and re.search("为[^,]{1,12}$", text):
        return True
    lump = text[adverb_in(words[0]) :]
    if first not in cues.forms("adverbial") and not cues.starts(lump, "adverbial", 2):
        return False
    if cues.ends(text, "place_word"):
        return True
    return not any(
        word.xpos in ("v", "vi", "vd", "i")
        and not modifies(words, i)
        and i > 1
        and not _is_last_noun(words, i)
        and not is_head_noun(words, i)
        for i, word in enumerate(words)
    )


def _is_last_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb ends a phrase behind a noun, as its head: 决策部署."""
    return i + 1 == len(words) and words[0].form not in ("在", "从", "自") and len(words[i].form) < 4


def read(reading: Reading, start: int, end: int) -> Predicate | None:
    """The predicate of a clause that reaches from behind its marker to its end; None if no verb is found."""
    words = _words_from(reading, start, end)
    i, disposed, beneficiary = _past_adverbials(reading, words, end)
    if i >= len(words):
        return None
    first = words[i]
    begin = first.start
    negative = False
    if first.form in cues.forms("negation") and first.form != "无":
        negative = True
        begin, i = _last_negation(words, i)
        i += 1
        while i < len(words) and is_adverb(words, i):
            i += 1
        if i >= len(words):
            return Predicate(first.start, first.end, negative=True)
    elif negated(first.form):
        negative = True
        if (behind := _last_negation(words, i))[1] > i:
            begin, i = behind[0], behind[1] + 1
            i = min(i, len(words) - 1)
    elif opens_with_pivot(first):
        return Predicate(
            begin, begin + 2, negative=False, object=(begin + 2, first.end), beneficiary=beneficiary
        )
    elif not is_verb(first) and disposed is None:
        i = _behind_subject(reading, words, i)
        first = words[i]
        if first.form in cues.forms("negation") and i + 1 < len(words):
            begin, negative, i = first.start, True, i + 1
    verb = i if negative else _main_verb(words, i, disposed=disposed is not None)
    if not negative:
        begin = words[verb].start + adverb_in(words[verb])
        before = words[verb - 1] if verb else None
        if before and before.form in cues.forms("negation") and verb > i:
            begin, negative = before.start, True
    stop = verb + 1
    while stop < len(words) and words[stop].form in cues.forms("complement") and len(words[verb].form) < 3:
        stop += 1
    last = words[stop - 1]
    goal = disposed or _object(words, stop)
    if goal is None and is_lump(last) and begin == last.start:
        if last.form[2:] in cues.forms("state"):
            return Predicate(begin + 2, last.end, negative, None, beneficiary)  # 食品|安全
        return Predicate(begin, begin + 2, negative, (begin + 2, last.end), beneficiary)
    stop_at = last.end
    for place in "到在":
        if len(last.form) > 2 and place in last.form[1:-1]:
            stop_at = last.start + last.form.index(place, 1)
            goal = disposed
    if (
        disposed
        and len(last.form) > 1
        and last.form[-1] in "到在给向"
        and last.form not in cues.forms("with_to")
    ):
        stop_at -= 1
    shown = reading.folded[begin : last.end]
    negative = negative or cues.starts(shown, "prevention")
    return Predicate(begin, stop_at, negative, goal, beneficiary)


def _last_negation(words: Sequence[Word], i: int) -> tuple[int, int]:
    """Start and place of the negation that the predicate has: of 不达标准不歇脚 the second, of others the first."""
    for k in range(i + 2, min(i + 5, len(words) - 1)):
        if words[k].form in cues.forms("negation") and words[k].form[0] == words[i].form[0] == "不":
            return words[k].start, k
    return words[i].start, i


def _behind_subject(reading: Reading, words: Sequence[Word], i: int) -> int:
    """The verb of a clause with a subject of its own behind the marker: 确保群众诉求7日内办结."""
    times = reading.ends("time", words[i].start, words[-1].end)
    k = i
    while k < len(words):
        if words[k].start in times:
            k = past(words, k, times[words[k].start])
            continue
        word = words[k]
        if word.form in '“《「"' and (closed := closing(words, k)):
            k = closed + 1
            continue
        if word.form in cues.forms("negation") and k > i:
            return k
        if word.xpos in ("v", "vi") and not modifies(words, k) and k > i:
            behind = words[k + 1] if k + 1 < len(words) else None
            if behind is None or not (behind.start in times or is_adverb(words, k + 1)):
                return k
        k += 1
    late = [k for k in range(i + 1, len(words)) if words[k].xpos in ("x", "a", "vn", "i", "l")]
    if words[-1].xpos == "an" and not late:
        return len(words) - 1
    return late[-1] if late else i


def _words_from(reading: Reading, start: int, end: int) -> list[Word]:
    """The tokens from a place on; the one that holds the place, too, if a marker is its beginning: 坚决|贯彻."""
    words = reading.words(start, end)
    if (words and words[0].start > start) or (not words and start < end):
        words = [word for word in reading.words(max(0, start - 6), end) if word.end > start]
    return words


def _past_adverbials(
    reading: Reading, words: Sequence[Word], end: int
) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None]:
    """The first word of the predicate, what 把 takes before it, and whom 为 names."""
    i = 0
    disposed = beneficiary = None
    times = reading.ends("time", words[0].start, end) if words else {}
    counts = reading.ends("quantity", words[0].start, end) if words else {}
    while i < len(words):
        word = words[i]
        if word.start in times or (word.start in counts and _verb_at(words, counts[word.start])):
            i = past(words, i, times.get(word.start) or counts[word.start])
        elif word.form in cues.forms("disposal") and i + 2 < len(words):
            verb = _disposing_verb(words, i + 1)
            adverb = verb
            while adverb > i + 2 and is_adverb(words, adverb - 1):
                adverb -= 1
            disposed = (words[i + 1].start, words[adverb - 1].end) if verb > i + 1 else None
            return verb, disposed, beneficiary
        elif word.form in cues.forms("benefactive") or word.form in cues.forms("preposition"):
            behind = _behind_phrase(words, i)
            if behind >= len(words):
                return i, disposed, beneficiary
            if word.form in cues.forms("benefactive") and behind > i + 1:
                beneficiary = (words[i + 1].start, words[behind - 1].end)
            i = behind
        elif i + 1 < len(words) and words[i + 1].form == "地" and words[i + 1].xpos == "uv":
            i += 2
        elif word.form in cues.forms("negation"):
            break
        elif (
            word.form in cues.forms("manner")
            and i + 1 < len(words)
            and is_verb(words[i + 1])
            and words[i + 1].xpos != "vn"
        ) or (
            is_adverb(words, i)
            or word.xpos in ("c", "f", "y", "w")
            or word.form in ("地", "要", "将", "会", "能", "能够", "来", "去")
            or ((word.form in cues.forms("marker") or word.form in cues.forms("call")) and i + 1 < len(words))
        ):
            i += 1
        else:
            break
    return i, disposed, beneficiary


def _verb_at(words: Sequence[Word], place: int) -> bool:
    return any(word.start == place and (is_verb(word) or is_adverb(words, i)) for i, word in enumerate(words))


def _behind_phrase(words: Sequence[Word], at: int) -> int:
    """The first word behind a phrase that a preposition opens."""
    if words[at].form == "以":
        for i in range(at + 2, len(words)):
            if words[i].form == "为" and i + 1 < len(words):
                return i + 2
    named = False
    for i in range(at + 1, len(words)):
        word = words[i]
        if words[at].form in ("在", "从", "自") and cues.ends(word.form, "place_word") and named:
            return i + 1
        if named and (is_adverb(words, i) or word.form in cues.forms("disposal")):
            return i
        if named and is_verb(word) and not modifies(words, i) and word.xpos not in ("x", "i", "l", "vn", "z"):
            return i
        named = named or word.xpos.startswith(_NOUNS) or word.xpos in ("x", "l", "i", "q", "m")
    plain = [i for i in range(at + 2, len(words)) if words[i].xpos == "v" and words[i - 1].xpos != "uj"]
    if plain:
        return plain[0]
    late = [
        i
        for i in range(at + 2, len(words))
        if words[i].xpos in ("x", "vn", "i", "l", "a") and not modifies(words, i)
    ]
    return late[-1] if late and words[at].form not in ("在", "以") else len(words)


def _disposing_verb(words: Sequence[Word], at: int) -> int:
    """The verb behind what 把 takes: the last one that is no complement and stands before no place."""
    stop = len(words)
    for i in range(at + 1, len(words)):
        if words[i].form in cues.forms("to_place"):
            stop = i
            break
    verbs = [
        i
        for i in range(at + 1, stop)
        if is_verb(words[i])
        and words[i].form not in cues.forms("complement")
        and not modifies(words, i)
        and words[i - 1].xpos != "uj"
    ]
    if stop < len(words):
        return verbs[-1] if verbs and verbs[-1] == stop - 1 else stop - 1
    strong = [i for i in verbs if words[i].xpos in ("v", "vi")]
    done = [
        i
        for i in range(at + 1, stop - 1)
        if words[i].xpos in ("v", "vi")
        and words[i + 1].form in cues.forms("complement")
        and words[i - 1].xpos != "uj"
    ]
    if done:
        return done[0]  # 摆|上重要位置
    placing = [i for i in verbs if words[i].form[-1] in "入为到成在给于" and len(words[i].form) > 1]
    found = (placing or strong or verbs or [len(words) - 1])[-1]
    becomes = words[found].form in ("成为", "成") and found > at + 1 and words[found - 1].xpos.startswith("v")
    return found - 1 if becomes else found


def _main_verb(words: Sequence[Word], i: int, *, disposed: bool) -> int:
    """Which of the verbs from word `i` on is the predicate."""
    if disposed or words[i].form in cues.forms("pivot") or words[i].form in cues.forms("prevention"):
        light = i + 1 < len(words) and words[i + 1].form in cues.forms("light") and not disposed
        return i + 1 if light and words[i].form not in ("让", "使") else i
    best = i
    for k in range(i + 1, len(words)):
        word = words[k]
        if words[best].form in cues.forms("pivot"):
            break
        if word.form in '“《「"':
            break
        if word.xpos not in ("v", "vi") or modifies(words, k) or word.form in ("到", "有", "是"):
            continue
        if words[k - 1].form in cues.forms("coordination") or is_head_noun(words, k):
            continue  # 业主单位与承建单位; 工程的顺利开工
        followed = k + 1 < len(words) and words[k + 1].xpos != "uj"
        if k + 2 == len(words) and words[k + 1].form in cues.forms("compound_head") and k > best + 1:
            continue  # 任务完成情况
        adjacent = k == best + 1
        light = word.form in cues.forms("light") and followed
        if adjacent and words[best].form in cues.forms("helping") and followed:
            best = k
        elif light and adjacent:
            best = k if words[best].xpos in ("x", "n") else best
        elif (
            light
            and words[best].form not in cues.forms("light")
            and any(
                w.xpos.startswith(("n", "r", "m", "j")) or is_adverb(words, k - 1)
                for w in words[best + 1 : k]
            )
        ):
            best = k
        elif (
            not adjacent and followed and words[best].form not in cues.forms("light") and is_verb(words[best])
        ):
            between = words[best + 1 : k]
            if (
                any(w.xpos.startswith(("n", "r", "j")) or w.xpos == "d" for w in between)
                and words[k + 1].xpos.startswith(("n", "m", "r", "q", "j", "x", "vn"))
                and len(words[k + 1].form) > 1
            ):
                best = k
        elif not followed and k > best + 1 and is_adverb(words, k - 1):
            best = k
    return best


def _object(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """What stands behind the predicate; of a pivotal construction the noun that both verbs share."""
    pivot = words[at - 1].form in cues.forms("pivot")
    while at < len(words) and words[at].form in cues.forms("aspect"):
        at += 1
    if (
        at >= len(words)
        or words[at].form in cues.forms("to_place")
        or (words[at].xpos in ("w", "y") and words[at].form not in '“《"「')
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
