"""Frames in which a clause undertakes or demands nothing: the past, purposes, what another demands, what is so or comes by itself."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.adverbials import past_adverbs
from chuangwen_corpus.annotate.clauses import KINDS, Clause
from chuangwen_corpus.annotate.cues import Cue
from chuangwen_corpus.annotate.data import forms
from chuangwen_corpus.annotate.layer import Reading, SentenceSpan
from chuangwen_corpus.annotate.predicate import Predicate
from chuangwen_corpus.lazy import regex

PAUSES = (",", "、")


def is_past(reading: Reading, clause: Clause) -> bool:
    """Whether a clause opens with the past: 过去, 三年来, or behind a word 去年."""
    if cues.at(reading, clause.start, clause.end, "past"):
        return True
    return bool(clause.times) and any(
        cues.starts(reading.folded[m.start : m.end], "past_time")
        or (m.rule == "time.so_far" and m.start == clause.start)
        for m in clause.times
        if m.start - clause.start < 2
    )


def is_aim(reading: Reading, clause: Clause, behind: Sequence[Clause], *, first: bool) -> bool:
    """Whether a clause says what for: 为了提高效率, 要干成这一事业，就必须…, at the start of a sentence 要实现目标，必须…"""
    folded = reading.folded
    if cues.at(reading, clause.start, clause.end, "purpose"):
        return True
    if folded[clause.start] != "要" or clause.stop not in (*PAUSES, "，"):
        return False
    if any(cues.at(reading, after.start, after.end, "consequence") for after in behind[:1]):
        return True
    return first and any(folded.startswith("必须", after.start) for after in behind)


def is_since(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is a phrase from which time on: 从现在开始."""
    folded = reading.folded
    return folded[clause.start] in "从自" and folded.endswith(("起", "开始"), clause.start, clause.end)


def is_whoever(clause: Clause) -> bool:
    """Whether a clause without a marker says of whom the next one holds: 做得好的，给予表扬; not 是…的."""
    words = clause.words
    return (
        clause.stop in (*PAUSES, "，")
        and len(words) > 1
        and words[-1].form == "的"
        and all(word.form != "是" for word in words)
    )


def is_deadline(clause: Clause) -> bool:
    """Whether a clause holds a deadline."""
    return any(mark.attributes["kind"] == "deadline" for mark in clause.times)


def reports(reading: Reading, clause: Clause) -> bool:
    """Whether a clause says that somebody else demands what follows: 市委要求，…; also 我省 and 我市, the speaker's superiors."""
    if clause.stop not in ",，:：":
        return False
    folded = reading.folded[clause.start : clause.end]
    if not cues.ends(folded, "report") or folded in cues.forms("report"):
        return False
    if "ul" in clause.tags or _has_verb_before(clause):
        return False  # a noun: 提出了明确要求: 按照会议要求, 要围绕目标要求
    own = reading.inside("self_reference", clause.start, clause.end)
    return not any(
        m.start == clause.start and reading.folded[m.start + 1 : m.end] not in forms("organs", "region")
        for m in own
    )


def _has_verb_before(clause: Clause) -> bool:
    """Whether the last word of a clause is a noun, as it has a marker or a preposition before it; 在 tells only where."""
    if any(cue.kind != "call" for cue in clause.cues):
        return True
    words = clause.words
    if len(words) > 1 and words[-2].form == "的":
        return True  # …的要求
    first = past_adverbs(words)
    if first >= len(words) - 1:
        return False
    opening = words[first]
    if opening.xpos in ("v", "vi") and opening.form not in ("会同", "联合", "有", "有的"):
        return True  # 全面落实省委的工作部署
    if opening.form in ("在", "据", "会同", "联合"):
        return False
    return opening.form in ("对", "对于") or "adverbial" in opening.classes


def demands(reading: Reading, clause: Clause) -> bool:
    """Whether somebody else's demand is told in one clause with who demands it: 省长在会上要求各地都要…, 市委、市政府提出要…"""
    if "report" not in clause.classes:
        return False
    words = clause.words
    at = next((i for i, w in enumerate(words) if i and "report" in w.classes), 0)
    if not at or at + 2 >= len(words) or not words[at].xpos.startswith("v"):
        return False
    before = words[:at]
    named = all(w.xpos[0] in "nrjsmqdf" or w.xpos == "x" or w.form in ("、", "在") for w in before)
    if not named or before[-1].xpos == "uj":
        return False
    if before[0].xpos[0] == "r":
        return False  # 这些都要求我们必须…
    if any(m.start == clause.start for m in reading.inside("self_reference", clause.start, words[at].start)):
        return False
    return cues.any_of(reading, words[at].end, clause.end, *KINDS)


def says_what_is(clause: Clause) -> bool:
    """Whether the verb of a clause is 是, with one other before it at most, its subject: 征缴不只是村会计的事."""
    if "copula" not in clause.classes:
        return False
    words = clause.words
    at = next((i for i, w in enumerate(words) if "copula" in w.classes and w.xpos[0] == "v"), None)
    return at is not None and not any(w.xpos in ("v", "vi") for w in words[1:at])


def is_predicated(reading: Reading, marker: Cue, clause: Clause) -> bool:
    """Whether a marker stands in what 是 says of something: 这是确保质量的关键环节, 改造将是一项任务."""
    future = marker.modality == "future"
    if not future and ("copula" not in clause.classes or "uj" not in clause.tags):
        return False
    behind = reading.words(marker.end, clause.end)
    if future and behind and behind[0].form == "是":
        return True
    before = reading.words(clause.start, marker.start)
    at = next((i for i, w in enumerate(before) if i and "copula" in w.classes), None)
    head = next((i for i in reversed(range(len(behind))) if behind[i].xpos == "uj"), None)
    if at is None or head is None or head + 1 >= len(behind):
        return False
    return all(w.xpos[0] in "nabl" or w.xpos == "vn" or w.form == "需要" for w in behind[head + 1 :])


def is_truth(reading: Reading, marker: Cue, clause: Clause) -> bool:
    """Whether 就要 says how things are, of nobody: 话说出口就要算数."""
    return (
        marker.form in ("要", "会")
        and reading.folded[max(clause.start, marker.start - 1) : marker.start] == "就"
    )


def is_of_thing(reading: Reading, marker: Cue, clause: Clause) -> bool:
    """Whether a modal has before it what is no subject that is known, adverb or phrase: 改革要攻坚, 开会就是要释放信号, 而是要拿出韧劲."""
    if marker.form not in ("要", "会"):
        return False
    if marker.start > clause.start and reading.folded[marker.start - 1] == "是":
        return True
    words = reading.words(clause.start, marker.start)
    return bool(words) and all(w.xpos[0] in "nva" and w.xpos != "ad" for w in words)


def is_item_of_agenda(clause: Clause) -> bool:
    """Whether a clause says who speaks next at the meeting: 县长还要作重要讲话."""
    words = clause.words
    if not words or not words[-1].form.endswith(_SPEECHES):
        return False
    return any(word.form in ("作", "做") for word in words[-6:-1])


_SPEECHES = ("讲话", "指示", "报告", "点评", "辅导", "发言", "总结")


def asked_from(reading: Reading, sentence: SentenceSpan, parts: Sequence[Clause]) -> int:
    """Where a question begins, which undertakes and demands nothing, 下一步要怎么抓?; the end of the sentence if it asks nothing."""
    if reading.folded[sentence.start : sentence.end].rstrip(_BEHIND)[-1:] != "?":
        return sentence.end
    last = parts[-1].start if parts else sentence.end
    return next((part.start for part in parts if "question" in part.classes), last)


_BEHIND = "!\"')]》」』”’"
"""What may stand behind a question mark."""


def may_promise(marker: Cue, clause: Clause) -> bool:
    """Whether 要 without a subject may be that of a promise: it opens its clause, and no set phrase (要说, 要想, 要不是)."""
    said = clause.reading.folded[clause.start : clause.end]
    return marker.form == "要" and marker.start == clause.start and not _SET.match(said)


_SET = regex("要(?:不[是然]|知道|说(?![到清服])|想(?!办法|方)|命)")


def asks_for(reading: Reading, marker: Cue, clause: Clause, found: Predicate | None) -> bool:
    """Whether 要 is the verb itself and no modal: 要项目、要资金."""
    if marker.form != "要" or (found and reading.folded[found.start : found.end] != "要"):
        return False
    behind = reading.words(marker.end, clause.end)
    return not any(w.xpos[0] in "vd" and w.xpos != "vn" and w.form != "要" for w in behind)


def happens(reading: Reading, found: Predicate) -> bool:
    """Whether the predicate is of what happens by itself: 将出现大范围降雨 is a forecast."""
    return reading.folded[found.start : found.end] in cues.forms("happening")
