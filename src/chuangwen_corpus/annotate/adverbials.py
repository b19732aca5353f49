"""Adverbials of a clause: phrases of time, place and manner that have no predicate, and what stands before the predicate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.data import tree
from chuangwen_corpus.annotate.fixed import VERB_OBJECT, VERB_VERB, is_fixed
from chuangwen_corpus.annotate.layer import Reading, Word, ends, past
from chuangwen_corpus.annotate.main_verb import disposing_verb
from chuangwen_corpus.annotate.verbs import (
    adverb_in,
    closing,
    is_adverb,
    is_head_noun,
    is_lump,
    is_verb,
    modifies,
    opens_marks,
)
from chuangwen_corpus.annotate.vocabulary import cue_list
from chuangwen_corpus.genre import own
from chuangwen_corpus.genre.folding import HAN

_QUALITIES = cue_list("quality")
_NOUNS = ("n", "r", "j", "s", "t", "nz", "vn", "an")


def is_adverbial(clause: Clause) -> bool:
    """Whether a clause, or the rest of one, is a phrase of time, place or manner and has no predicate of its own."""
    words = clause.whole_words
    if not words or words[0].start < clause.start:
        return not words
    times = clause.times
    if times and any(mark.start == words[0].start and mark.end == words[-1].end for mark in times):
        return True
    whole, skipped = words, past_adverbs(words)
    words = words[skipped:]
    first = words[0].form
    if first == "对照" and any("modal" not in word.classes for word in whole[:skipped]):
        return False  # 逐条对照考核细则
    if len(words) == 1 and first[0] in "从自" and first.endswith("起"):
        return True  # 从今天起
    if first in ("于", "在") and any(m.end == words[-1].end for m in times):
        return True
    text = clause.reading.folded[words[0].start : words[-1].end]
    if first[0] in "从自" and text.endswith(("起", "开始", "出发")):
        within = (m for m in times if m.start >= words[0].start and m.end <= words[-1].end)
        return any(within)  # but 从基础工作抓起
    if first in ("对", "对于", "针对") and (text.endswith("的") or _ends_in_head(words)):
        return True
    if text.startswith("从") and cues.ends(text, "frame_head"):
        return True  # 从讲政治、保民生的高度
    if text.startswith("以"):
        return bool(re.search("为[^,]{2,12}$", text)) or _ends_in_head(words)  # but 以诚信为荣
    lump = text[adverb_in(words[0]) :]
    opens = "adverbial" in words[0].classes
    if not opens and not cues.starts(lump, "adverbial", 2):
        return False
    if opens and cues.ends(text, "means"):
        return True  # 通过翻新场所、清理楼道等措施
    if first == "坚持" and "为" not in text:
        return False  # 坚持以责管水
    if first == "在" and (_acts_in_place(words) or not cues.ends(text, "place_word")):
        if any(word.xpos in ("v", "vi") or "creation" in word.classes for word in words[2:]):
            return False
    if cues.ends(text, "place_word"):
        return True
    return not _holds_verb(_outside_marks(words))


def _holds_verb(words: Sequence[Word]) -> bool:
    """Whether a verb stands in a phrase that a preposition opens, and is no part of a noun phrase."""
    return any(
        word.xpos in ("v", "vi", "vd", "i")
        and not modifies(words, i)
        and not _joins_noun(words, i)
        and i > 1
        and not _is_last_noun(words, i)
        and not is_head_noun(words, i)
        for i, word in enumerate(words)
    )


def _outside_marks(words: Sequence[Word]) -> Sequence[Word]:
    """The words that stand in no quotation marks."""
    kept: list[Word] = []
    i = 0
    while i < len(words):
        i = (closing(words, i) or i) if opens_marks(words[i]) else i
        kept.append(words[i])
        i += 1
    return kept


def _joins_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb stands in a row with a noun: 要求和时限."""
    return (
        i + 2 < len(words)
        and (words[i + 1].form == "、" or "coordination" in words[i + 1].classes)
        and words[i + 2].xpos[0] == "n"
    )


def past_adverbs(words: Sequence[Word]) -> int:
    """The index of the first word that is no adverb or modal, the last one at most."""
    i = 0
    while i + 1 < len(words) and ("adverb" in words[i].classes or "modal" in words[i].classes):
        i += 1
    return i


def _ends_in_head(words: Sequence[Word]) -> bool:
    """Whether a phrase ends in 的 and a noun that it modifies, with no verb behind: 以天天都是大考的状态."""
    last = next((i for i in reversed(range(len(words))) if words[i].xpos == "uj"), None)
    if last is None:
        return False
    tail = words[last + 1 :]
    if _acts_on_head(words[:last]):
        return False
    if len(tail) == 1:
        return True
    bare = (not w.xpos.startswith(("v", "d")) or tail[i + 1 : i + 2] for i, w in enumerate(tail))
    return 0 < len(tail) <= _LONGEST_HEAD and tail[-1].xpos[0] in "nalx" and all(bare)


def _acts_on_head(words: Sequence[Word]) -> bool:
    """Whether a verb before 的 governs the noun behind it: 以实干|创造一流的业绩, 以行动向群众|交出满意的答卷."""
    if any(word.xpos == "p" for word in words[1:]):
        return True
    verb = next((i for i in reversed(range(2, len(words))) if words[i].xpos == "v"), None)
    between = words[verb + 1 :] if verb else []
    return bool(between) and all(word.xpos[0] in "amqb" for word in between)


_LONGEST_HEAD = 4
"""Words of a head noun with its modifiers."""


def _acts_in_place(words: Sequence[Word]) -> bool:
    """Whether a verb stands right behind the words for the place: 在全区上下|兴起新热潮."""
    return any(
        i > 1 and "place_word" in words[i - 1].classes and word.xpos in ("v", "vi")
        for i, word in enumerate(words)
    )


def _is_last_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb ends a phrase behind a noun, as its head: 决策部署."""
    return i + 1 == len(words) and words[0].form not in ("在", "从", "自") and len(words[i].form) < 4


def behind_adverbials(
    clause: Clause, words: Sequence[Word]
) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None]:
    """The first word of the predicate, what 把 takes before it, and whom 为 names."""
    i = _behind_manner(words)
    disposed = beneficiary = None
    reading, end = clause.reading, clause.end
    inside = bool(words) and words[0].start < clause.start
    times = ends(reading.inside("time", words[0].start, end) if inside else clause.times)
    counts = ends(reading.inside("quantity", words[0].start, end) if words else ())
    while i < len(words):
        word = words[i]
        if word.start in times or (word.start in counts and _verb_at(words, counts[word.start])):
            i = past(words, i, times.get(word.start) or counts[word.start])
        elif "disposal" in word.classes and i + 2 < len(words):
            verb = disposing_verb(words, i + 1)
            adverb = verb
            while adverb > i + 2 and is_adverb(words, adverb - 1):
                adverb -= 1
            disposed = (words[i + 1].start, words[adverb - 1].end) if verb > i + 1 else None
            return verb, disposed, beneficiary
        elif word.form in ("因为", "由于") and (then := _then(words, i)):
            i = then
        elif "benefactive" in word.classes or "preposition" in word.classes:
            behind = _behind_phrase(words, i)
            if behind >= len(words):
                return i, disposed, beneficiary
            if "benefactive" in word.classes and behind > i + 1:
                beneficiary = (words[i + 1].start, words[behind - 1].end)
            i = behind
        elif i + 1 < len(words) and words[i + 1].form == "地" and words[i + 1].xpos == "uv":
            i += 2
        elif (behind := manner_row(reading, word.start, end)) > word.end:
            i = past(words, i, behind)  # 大|范围
        elif "negation" in word.classes:
            break
        elif (
            "manner" in word.classes
            and i + 1 < len(words)
            and is_verb(words[i + 1])
            and words[i + 1].xpos != "vn"
        ) or (
            is_adverb(words, i)
            or word.xpos in ("c", "f", "t", "y", "w")
            or word.form in ("地", "要", "将", "会", "能", "能够", "来", "去")
            or (("marker" in word.classes or "call" in word.classes) and i + 1 < len(words))
        ):
            i += 1
        else:
            break
    return i, disposed, beneficiary


def manner_row(reading: Reading, start: int, end: int) -> int:
    """Where an adverb ends that the segmenter has parted, or a row like 广角度、多层次、多渠道; -1 if none starts here."""
    if reading.hits.at(start, end, _QUALITIES):
        row = _manner_pattern(own.in_use()).match(reading.folded, start, end)
        if row:
            return row.end()
    return cues.at(reading, start, end, "adverb") or -1


@lru_cache(maxsize=8)
def _manner_pattern(_lists: own.Lists | None) -> re.Pattern[str]:
    """Two phrases or more that open with a quality: 多层次、多渠道."""
    quality = f"(?:{tree(cues.forms('quality'))})[{HAN}]{{2}}"
    return re.compile(f"{quality}(?:、{quality})+")


def _behind_manner(words: Sequence[Word]) -> int:
    """The first word behind a phrase that 地 makes an adverbial, 饱含诚意、满怀热情|地; 0 if there is none."""
    at = next((i for i, word in enumerate(words) if word.form == "地" and word.xpos == "uv"), 0)
    if (
        not at
        or len(words[at - 1].form) < 2
        or at + 1 >= len(words)
        or any("disposal" in word.classes for word in words[:at])
    ):
        return 0
    return at + 1


def _then(words: Sequence[Word], i: int) -> int:
    """The first word behind 就 that goes on from a reason, 因为雨少就|放松警惕; 0 if there is none."""
    return next((k + 1 for k in range(i + 1, len(words) - 1) if words[k].form in ("就", "便", "而")), 0)


def _verb_at(words: Sequence[Word], place: int) -> bool:
    return any(word.start == place and (is_verb(word) or is_adverb(words, i)) for i, word in enumerate(words))


_REACHING = ("出", "起", "到")
"""Complements of verbs that do something for somebody: 作出, 负起, 尽到."""


def _gives(words: Sequence[Word], at: int) -> int:
    """The verb of giving or making behind a phrase with 为, which may hold verbs itself: 为项目落地|提供保障; 0 if there is none."""
    last = words[-1].form
    if (last in VERB_OBJECT and cues.starts(last, "creation")) or (len(last) == 4 and last[1] in _REACHING):
        return len(words) - 1  # 为扩大就业|贡献力量, 为扭转局面|作出贡献
    made = (
        i
        for i in range(at + 2, len(words) - 1)
        if "creation" in words[i].classes or (words[i].xpos == "v" and words[i].form[1:] in _REACHING)
    )
    return max((i for i in made if words[i + 1].xpos != "uj"), default=0)


def _names_more_places(words: Sequence[Word], i: int) -> bool:
    """Whether a noun and another word of place follow a word of place: 在院内公园、街道及楼栋|内."""
    if i + 1 >= len(words) or words[i + 1].xpos[0] not in "ns":
        return False
    for k in range(i + 2, len(words)):
        if "place_word" in words[k].classes:
            return True
        if is_verb(words[k]):
            return False
    return False


def _opens_modifier(words: Sequence[Word], i: int) -> bool:
    """Whether an adverb and its verb modify a noun right behind: 以一刻也|不能|等|的紧迫感."""
    last = next((k for k in range(i + 1, min(i + 4, len(words) - 1)) if words[k].xpos == "uj"), None)
    return last is not None and words[last + 1].xpos[0] == "n" and last + 2 < len(words)


def _is_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb is the head of a noun phrase: 的提醒, or joined to such a head: 的研判和提醒."""
    if i > 1 and "coordination" in words[i - 1].classes and "uj" in (words[i - 3].xpos if i > 2 else ""):
        return True
    return is_head_noun(words, i)


def _behind_phrase(words: Sequence[Word], at: int) -> int:
    """The first word behind a phrase that a preposition opens."""
    if words[at].form == "以":
        for i in range(at + 2, len(words)):
            if words[i].form == "为" and i + 1 < len(words):
                return i + 2
    if words[at].form in ("对", "对于"):
        for i in range(at + 2, len(words)):
            if "dummy" in words[i].classes:
                return i  # 对各类行为|进行制止
    if words[at].form == "在":
        for i in range(at + 3, len(words) - 1):
            if words[i].form in ("上", "中") and words[i - 1].xpos[0] == "v" and words[i + 1].xpos == "v":
                return i + 1  # 在古街修缮上|抓时机
    if "benefactive" in words[at].classes and (gives := _gives(words, at)):
        return gives
    named = False
    for i in range(at + 1, len(words)):
        word = words[i]
        if words[at].form in ("在", "从", "自") and cues.ends(word.form, "place_word") and named:
            if _names_more_places(words, i):
                continue
            return i + 1
        if named and (is_adverb(words, i) or "disposal" in word.classes):
            if words[at].form == "以" and _opens_modifier(words, i):
                continue
            return i
        if named and is_verb(word) and not modifies(words, i) and not _is_noun(words, i):
            completed = i + 1 < len(words) and "complement" in words[i + 1].classes
            completed = completed and "place_word" not in words[i + 1].classes
            makes = completed or "creation" in word.classes
            if word.xpos not in ("x", "i", "l", "vn", "z") or (word.xpos == "vn" and makes):
                return i
            if words[at].form == "用" and is_lump(word):
                return i  # 用新思想|武装头脑
        named = named or word.xpos.startswith(_NOUNS) or word.xpos in ("x", "l", "i", "q", "m")
    plain = [i for i in range(at + 2, len(words)) if words[i].xpos == "v" and not _is_noun(words, i)]
    if plain:
        return plain[0]
    if "benefactive" in words[at].classes and (is_fixed(words[-1].form) or words[-1].form in VERB_VERB):
        return len(words) - 1  # 为发展|保驾护航
    late = [
        i
        for i in range(at + 2, len(words))
        if words[i].xpos in ("x", "vn", "i", "l", "a") and not modifies(words, i)
    ]
    return late[-1] if late and words[at].form not in ("在", "以") else len(words)
