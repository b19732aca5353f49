"""Clauses with a subject of their own behind the marker: 确保|群众诉求7日内办结. Which of their words is the verb."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate.fixed import is_fixed
from chuangwen_corpus.annotate.layer import Reading, Word, ends, past
from chuangwen_corpus.annotate.verbs import closing, holds_object, is_adverb, modifies, opens_marks


def behind_subject(reading: Reading, words: Sequence[Word], i: int) -> int:
    """The verb of a clause with a subject of its own behind the marker: 确保群众诉求7日内办结."""
    times = ends(reading.inside("time", words[i].start, words[-1].end))
    if attains := _attaining(words, i):
        return attains
    k = i
    while k < len(words):
        if words[k].start in times:
            k = past(words, k, times[words[k].start])
            continue
        word = words[k]
        if opens_marks(word) and (closed := closing(words, k)):
            k = closed + 1
            continue
        if "negation" in word.classes and k > i:
            return k
        if "auxiliary" in word.classes and k + 1 < len(words):
            k += 1
            continue
        if word.xpos in ("v", "vi") and not modifies(words, k) and k > i:
            behind = words[k + 1] if k + 1 < len(words) else None
            if behind and ("negation" in behind.classes or _is_last_phrase(words, k + 1)):
                k += 1  # 问题整改|不走样, 部署要求|落地生根
                continue
            closes = words[-1].xpos in ("v", "vi", "i", "l", "a", "an", "z") or "state" in words[-1].classes
            if behind and behind.xpos in ("n", "vn") and closes and k + 2 < len(words):
                if "light" not in word.classes or "compound_head" in behind.classes:
                    k += 1  # 征缴|工作|落到实处
                    continue
            if behind is None or not (behind.start in times or is_adverb(words, k + 1)):
                return _last_of_row(words, k)
        k += 1
    late = [k for k in range(i + 1, len(words)) if words[k].xpos in ("x", "a", "vn", "i", "l")]
    if words[-1].xpos == "an" and not late:
        return len(words) - 1
    return late[-1] if late else i


def _is_last_phrase(words: Sequence[Word], k: int) -> bool:
    """Whether an idiom or a set phrase ends the clause here."""
    return k + 1 == len(words) and (words[k].xpos == "i" or is_fixed(words[k].form))


def _names_action(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb is part of the subject: 清运|工作, 供水|水质, 改造后的|道路."""
    if words[i].xpos != "v" or holds_object(words[i]):
        return True
    return "compound_head" in words[i + 1].classes or modifies(words, i)


def _attaining(words: Sequence[Word], i: int) -> int:
    """The verb that has a thing for its subject, as the phrase before it is one: 宣传工作|取得成效; 0 if there is none."""
    if "complement" in words[min(i + 1, len(words) - 1)].classes or words[i].form[-1] in "好牢实住":
        return 0  # 抓好|整治
    found = (k for k in range(i + 1, len(words) - 1) if "attaining" in words[k].classes)
    return next((k for k in found if not modifies(words, k) and words[k - 1].form != "、"), 0)


def is_subject(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb opens the subject of a verb at the end: 管控任务条条|落地."""
    first, last = words[i], words[-1]
    if "light" in first.classes or "pivot" in first.classes or len(words) - i < 3:
        return False
    if _attaining(words, i) and _names_action(words, i):
        return True
    if last.xpos not in ("v", "vi", "i", "l") or words[-2].form == "的":
        return False
    if is_adverb(words, i + 1):
        return "complement" not in last.classes  # 接种|按期|完成
    if words[i + 1].xpos == "v" and words[i + 2].xpos in ("n", "vn"):
        return True  # 集中|整治|行动
    return words[i + 1].xpos in ("n", "vn", "nz", "uj")


def _last_of_row(words: Sequence[Word], k: int) -> int:
    """The last of verbs in a row that ends the clause: 考评|过关, 早搬迁、早入住."""
    end = len(words) - 1
    last = words[end]
    verbs = k < end and all(word.xpos in ("v", "vi", "vn") for word in words[k + 1 :])
    if "light" in words[k].classes and not (verbs and last.xpos != "vn"):
        return k  # but 落实|落地
    if verbs and last.xpos != "vn" and "complement" not in last.classes:
        return end if len(words[k].form) > 1 else k
    while k + 2 <= end and words[k + 1].form in ("、", "并"):
        behind = k + 2 if words[k + 2].xpos in ("v", "vi") else k + 3
        if behind > end or words[behind].xpos not in ("v", "vi") or "auxiliary" in words[behind].classes:
            break
        k = behind
    return k
