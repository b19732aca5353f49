"""Which verb of a clause is its predicate: of several with one subject the last, of a pivotal construction (Chao 1968, 2.13) the first."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.layer import Reading, Word, ends, past
from chuangwen_corpus.annotate.verbs import closing, is_adverb, is_head_noun, is_verb, modifies, opens_marks


def main_verb(words: Sequence[Word], i: int, *, disposed: bool) -> int:
    """Which of the verbs from word `i` on is the predicate."""
    if disposed or "pivot" in words[i].classes or "prevention" in words[i].classes:
        behind = words[i + 1] if i + 1 < len(words) and not disposed else None
        light = behind is not None and "light" in behind.classes and words[i].form not in ("让", "使")
        helped = behind is words[-1] and "helping" in words[i].classes and behind.xpos in ("v", "vi")
        return i + 1 if light or helped else _last_of_likes(words, i)
    if "knowing" in words[i].classes or "as" in words[i].classes:
        return i  # 认识到|守护基金就是守护民心, 当作|一次改进工作的机遇
    best, inside, quoted = i, i, False
    for k in range(i + 1, len(words)):
        if k <= inside:
            continue
        if opens_marks(words[k]):
            inside, quoted = closing(words, k) or len(words), True
        elif _is_next_of_row(words, best, k) or _is_joined(words, best, k):
            best = k
        elif quoted:
            continue  # what is named in marks is the object; only another of a row goes on behind it
        elif _ends(words, best, k):
            break
        elif (
            _may_be_predicate(words, best, k) and not _is_inside(words, best, k) and _outranks(words, best, k)
        ):
            best = k
    return _last_of_likes(words, best)


def _last_of_likes(words: Sequence[Word], best: int) -> int:
    """The last of verbs in a row that differ in their complements only: 抓紧|抓实|抓细."""
    while best + 1 < len(words) and _differ_in_complement(words[best].form, words[best + 1].form):
        best += 1
    return best


def _differ_in_complement(form: str, other: str) -> bool:
    if not (len(form) == len(other) == 2 and form[0] == other[0] and form != other):
        return False
    return cues.forms("resultative").issuperset((form[1], other[1]))


def _ends(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether no verb from word `k` on can be the predicate, as `best` governs it."""
    if "pivot" in words[best].classes and not _is_helped(words, best, k):
        return not any(_is_next_of_row(words, best, later) for later in range(k + 1, len(words)))
    if is_adverb(words, k):
        return False
    return "governing" in words[best].classes or (words[k].form == "以" and k > best + 1)


def _is_helped(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether `best` only helps the verb right behind it, which has more behind it: 组织|推行."""
    return (
        k == best + 1
        and "helping" in words[best].classes
        and words[k].xpos in ("v", "vi")
        and k + 1 < len(words)
    )


def _is_joined(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether 和 joins a verb to `best`, with an object of both behind: 总结和推广|做法."""
    shared = k + 2 == len(words) and "compound_head" in words[k + 1].classes  # 支撑和带动|作用
    joined = "coordination" in words[k - 1].classes and k == best + 2 and k + 1 < len(words) and not shared
    return joined and is_verb(words[best]) and words[k].xpos == "v" and not is_adverb(words, k)


def _may_be_predicate(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a word is a verb that is neither adverb, complement, auxiliary nor part of a noun phrase."""
    word = words[k]
    if "pivot" in words[best].classes and not _is_helped(words, best, k):
        return False
    adjacent = k == best + 1
    provided = "serial" in words[best].classes and not adjacent and k + 1 < len(words)
    if not (word.xpos in ("v", "vi") or (word.xpos == "vn" and provided and words[k - 1].xpos[0] == "n")):
        return False
    if word.form in ("到", "有", "是") or "auxiliary" in word.classes or is_adverb(words, k):
        return False
    completes = adjacent and "light" in word.classes and word.form.endswith("好")
    if modifies(words, k) and not completes:
        return False
    ends_phrase = k + 1 == len(words) and k > best + 2 and words[k - 2].form == "的"
    if ends_phrase and words[k - 1].xpos[0] == "n":
        return False  # 围绕市委的决策部署
    if "coordination" in words[k - 1].classes or is_head_noun(words, k):
        return False  # 业主单位与承建单位; 工程的顺利开工
    return not (adjacent and "complement" in word.classes)


def _is_inside(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb stands inside the object of `best`."""
    word, adjacent = words[k], k == best + 1
    serial = "serial" in words[best].classes
    if not (adjacent or serial) and k + 2 == len(words) and "compound_head" in words[k + 1].classes:
        return True  # 任务完成情况
    completed = k + 1 < len(words) and "complement" in words[k + 1].classes
    if adjacent and completed:
        return False
    if "creation" in words[best].classes and any(w.xpos == "uj" for w in words[k:]):
        return True  # 营造全社会关心安全的|氛围
    if not adjacent and "determiner" in words[k - 1].classes:
        return True  # 一切限制人才引进的条条框框
    behind = words[best + 1]
    return (
        behind.form in ("好", "住", "牢")
        and behind.end < word.start
        and k + 1 < len(words)
        and words[-1].xpos[0] == "n"
        and "light" not in word.classes
    )  # 打好集镇提质改造攻坚战


def _takes_object(words: Sequence[Word], k: int) -> bool:
    """Whether more than one noun, or a noun with what counts it, stands behind a verb: no 管理|工作."""
    behind = words[k + 1]
    if len(words[k].form) < 2 or "compound_head" in behind.classes:
        return False
    return k + 2 < len(words) and behind.xpos[0] in "nrmab"


def _outranks(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb behind `best` is the predicate in its stead: of verbs in series (Chao 1968, 5.4) the last."""
    word = words[k]
    followed = k + 1 < len(words) and words[k + 1].xpos != "uj"
    light = "light" in word.classes and followed
    governs = "light" in words[best].classes
    if k == best + 1:
        if "helping" in words[best].classes or (followed and "complement" in words[k + 1].classes):
            return True  # 分析|解决好
        if followed and not governs and words[best].xpos == word.xpos == "v" and _takes_object(words, k):
            return True  # 排查|治理各类险情
        return light and (words[best].xpos in ("x", "n") or word.form.endswith("好"))
    between = words[best + 1 : k]
    if governs:
        return False
    if light and (is_adverb(words, k - 1) or any(w.xpos.startswith(("n", "r", "m", "j")) for w in between)):
        return True
    if not followed:
        return is_adverb(words, k - 1)
    bare = k + 2 == len(words) and words[k + 1].xpos[0] == "n" and not is_adverb(words, k - 1)
    if bare and "serial" not in words[best].classes and len(word.form) > 1:
        return False  # 推广|粪污发酵技术
    return (
        is_verb(words[best])
        and any(w.xpos.startswith(("n", "r", "j")) or w.xpos == "d" for w in between)
        and (words[k + 1].xpos.startswith(("n", "m", "r", "q", "j", "x", "vn")) or len(word.form) == 1)
        and len(words[k + 1].form) > 1
    )


def _is_next_of_row(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb goes on with a row of predicates that 、 parts: 统筹力量、集中攻坚; what 坚持 governs is a row of its own."""
    if "governing" in words[best].classes or "light" in words[best].classes:
        return False
    if (
        is_adverb(words, k)
        or words[k].form in ("有", "是")
        or not (words[k].xpos in ("v", "vi") or (words[k].xpos == "vn" and is_adverb(words, k - 1)))
    ):
        return False
    if "creation" in words[best].classes and any(w.xpos == "uj" for w in words[k:]):
        return False  # 营造关心安全、支持安全的|氛围
    shared = k + 2 == len(words) and "compound_head" in words[k + 1].classes
    if shared and "light" not in words[k].classes:
        return False  # 制定清欠、垫付办法
    start = k
    while start > best + 1 and is_adverb(words, start - 1):
        start -= 1
    if start <= best + 1 or words[start - 1].form != "、":
        return False
    return not modifies(words, k) or (start < k and best > 0 and is_adverb(words, best - 1))


def disposing_verb(words: Sequence[Word], at: int) -> int:
    """The verb behind what 把 takes: the last one that is no complement and stands before no place."""
    stop = len(words)
    for i in range(at + 1, len(words)):
        if "to_place" in words[i].classes:
            stop = i
            break
    verbs = [
        i
        for i in range(at + 1, stop)
        if is_verb(words[i])
        and "complement" not in words[i].classes
        and not modifies(words, i)
        and words[i - 1].xpos != "uj"
    ]
    if stop < len(words):
        return verbs[-1] if verbs and verbs[-1] == stop - 1 else stop - 1
    strong = [i for i in verbs if words[i].xpos in ("v", "vi")]
    done = [
        i
        for i in range(at + 1, stop - 1)
        if words[i].xpos in ("v", "vi") and "complement" in words[i + 1].classes and words[i - 1].xpos != "uj"
    ]
    placing = [
        i
        for i in range(at + 1, stop)
        if is_verb(words[i]) and words[i].form[-1] in "入为到成在给于" and len(words[i].form) > 1
    ]
    if done and not (placing and placing[-1] > done[0]):
        return done[0]  # 摆|上重要位置
    if verbs and verbs[-1] == len(words) - 1 and words[-1].xpos in ("i", "l", "x"):
        strong = verbs  # 把背景、用意|弄清楚
    found = (placing or strong or verbs or [len(words) - 1])[-1]
    becomes = words[found].form in ("成为", "成") and found > at + 1 and words[found - 1].xpos.startswith("v")
    return found - 1 if becomes else found


def behind_subject(reading: Reading, words: Sequence[Word], i: int) -> int:
    """The verb of a clause with a subject of its own behind the marker: 确保群众诉求7日内办结."""
    times = ends(reading.inside("time", words[i].start, words[-1].end))
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
            if (
                behind
                and behind.xpos in ("n", "vn")
                and words[-1].xpos in ("v", "vi", "i", "l", "a", "an", "z")
                and k + 2 < len(words)
                and "light" not in word.classes
            ):
                k += 1  # 征缴|工作|落到实处
                continue
            if behind is None or not (behind.start in times or is_adverb(words, k + 1)):
                return _last_of_row(words, k)
        k += 1
    late = [k for k in range(i + 1, len(words)) if words[k].xpos in ("x", "a", "vn", "i", "l")]
    if words[-1].xpos == "an" and not late:
        return len(words) - 1
    return late[-1] if late else i


def is_subject(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a verb opens the subject of a verb at the end: 管控任务条条|落地."""
    first, last = words[i], words[-1]
    if "light" in first.classes or "pivot" in first.classes or len(words) - i < 3:
        return False
    if last.xpos not in ("v", "vi", "i", "l") or words[-2].form == "的":
        return False
    return words[i + 1].xpos in ("n", "vn", "nz") or (words[i + 1].xpos == "uj")


def _last_of_row(words: Sequence[Word], k: int) -> int:
    """The last of verbs in a row that ends the clause: 考评|过关, 早搬迁、早入住."""
    end = len(words) - 1
    last = words[end]
    verbs = k < end and all(word.xpos in ("v", "vi", "vn") for word in words[k + 1 :])
    if "light" in words[k].classes and not (verbs and last.xpos != "vn"):
        return k  # but 落实|落地
    if verbs and last.xpos != "vn" and "complement" not in last.classes:
        return end if len(words[k].form) > 1 else k
    while k + 2 <= end and words[k + 1].form == "、":
        behind = k + 2 if words[k + 2].xpos in ("v", "vi") else k + 3
        if behind > end or words[behind].xpos not in ("v", "vi") or "auxiliary" in words[behind].classes:
            break
        k = behind
    return k
