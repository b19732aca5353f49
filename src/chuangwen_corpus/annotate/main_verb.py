"""Which verb of a clause is its predicate: of several with one subject the last, of a pivotal construction (Chao 1968, 2.13) the first."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.fixed import PHRASE_LENGTH, VERB_OBJECT
from chuangwen_corpus.annotate.layer import Word
from chuangwen_corpus.annotate.verbs import (
    closing,
    holds_object,
    is_adverb,
    is_head_noun,
    is_verb,
    modifies,
    opens_marks,
    opens_with_verb,
)


def main_verb(words: Sequence[Word], i: int, *, disposed: bool) -> int:
    """Which of the verbs from word `i` on is the predicate."""
    in_row = not disposed and _opens_row(words, i)
    if disposed or (not in_row and not {"pivot", "prevention"}.isdisjoint(words[i].classes)):
        passes_on = not disposed and i + 1 < len(words) and _passes_on(words, i)
        return i + 1 if passes_on else _last_of_likes(words, i)
    if not {"knowing", "as"}.isdisjoint(words[i].classes) or knows(words, i):
        return i  # 认识到|守护基金就是守护民心, 当作|一次改进工作的机遇
    best, inside, quoted = i, i, False
    for k in range(i + 1, len(words)):
        if k <= inside:
            continue
        if opens_marks(words[k]):
            inside, quoted = closing(words, k) or len(words), True
        elif (
            _is_next_of_row(words, best, k)
            or _is_joined(words, best, k, i)
            or (quoted and k == inside + 1 and _is_next_of_series(words, best, k))
        ):
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


def _is_next_of_series(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb does something with what `best` provides: 开动“宣传机器”|强化宣传."""
    return "serial" in words[best].classes and words[k].xpos == "v" and k + 1 < len(words)


def _passes_on(words: Sequence[Word], i: int) -> bool:
    """Whether the verb right behind one of a pivotal construction is the predicate: 组织|开展, 安排|部署, 防范|遏制."""
    verb, behind = words[i], words[i + 1]
    if "light" in behind.classes and verb.form not in ("让", "使"):
        return True
    if "prevention" in verb.classes and "prevention" in behind.classes:
        return True
    ends = i + 2 == len(words) and "helping" in verb.classes and behind.xpos in ("v", "vi", "vn")
    return (ends and not holds_object(behind)) or _is_helped(words, i, i + 1)


def _opens_row(words: Sequence[Word], i: int) -> bool:
    """Whether 、 or 和 stands right behind a verb, with another verb: 支持、参与|创建."""
    if i + 2 >= len(words) or words[i + 2].xpos not in ("v", "vi", "d", "ad"):
        return False
    return words[i + 1].form == "、" or "coordination" in words[i + 1].classes


def knows(words: Sequence[Word], i: int) -> bool:
    """Whether a verb and 到 behind it are a verb with a clause for its object: 认识|到."""
    return i + 1 < len(words) and words[i + 1].form == "到" and f"{words[i].form}到" in cues.forms("knowing")


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
    if k == best + 1 and "coordination" in words[k].classes:
        return False
    if "pivot" in words[best].classes and not _is_helped(words, best, k):
        return not _row_goes_on(words, best, k)
    if is_adverb(words, k):
        return False
    if words[best + 1].form == "到" and k > best + 1:
        return not _row_goes_on(words, best, k)
    return "governing" in words[best].classes or (words[k].form == "以" and k > best + 1)


def _row_goes_on(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb behind word `k` goes on with the row of `best`."""
    return any(_is_next_of_row(words, best, later) for later in range(k + 1, len(words)))


def _is_helped(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether `best` only helps the verb right behind it, which has more behind it: 组织|推行."""
    return (
        k == best + 1
        and "helping" in words[best].classes
        and words[k].xpos in ("v", "vi")
        and k + 1 < len(words)
        and not holds_object(words[k])
    )


def _is_shared(words: Sequence[Word], k: int) -> bool:
    """Whether a verb of a row and all behind it modify a noun that ends the clause: 制定清欠、垫付|办法, 加大查处、严管重罚|力度."""
    return (
        k + 1 < len(words)
        and "compound_head" in words[-1].classes
        and all(word.xpos in ("v", "vi", "vn") for word in words[k + 1 : -1])
    )


def _is_joined(words: Sequence[Word], best: int, k: int, first: int) -> bool:
    """Whether 和 joins a verb to `best`, the only verb before it or one with an object of both behind: 总结和推广|做法."""
    if not ("coordination" in words[k - 1].classes and k == best + 2):
        return False
    if not (is_verb(words[best]) and words[k].xpos == "v") or is_adverb(words, k):
        return False
    opens = best == 0 or is_adverb(words, best - 1) or words[best - 1].form == "、" or best == first
    if opens and words[best].xpos == "v":
        return True  # 学习和借鉴, 谋划和推动|工作
    return k + 1 < len(words) and not _is_shared(words, k)


def _may_be_predicate(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a word is a verb that is neither adverb, complement, auxiliary nor part of a noun phrase."""
    word = words[k]
    if "pivot" in words[best].classes and not _is_helped(words, best, k):
        return False
    adjacent = k == best + 1
    provided = "serial" in words[best].classes and not adjacent and k + 1 < len(words)
    paired = adjacent and k + 1 == len(words) and _is_pair(words, best)
    behind_noun = provided and words[k - 1].xpos[0] == "n"
    behind_object = adjacent and k + 1 < len(words) and _has_object(words, best)
    phrase = adjacent and word.form in VERB_OBJECT and len(words[best].form) == PHRASE_LENGTH
    noun = word.xpos == "vn" and (paired or behind_noun or behind_object)
    if not (word.xpos in ("v", "vi") or noun or phrase):
        return False
    if word.form in ("到", "有", "是") or "auxiliary" in word.classes or is_adverb(words, k):
        return False
    if holds_object(word) and k + 1 < len(words) and words[k + 1].xpos[0] in "nbjr":
        return False  # 加强|防火|工作
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
    if words[k - 1].form == "、" and _is_shared(words, k):
        return True
    if "creation" in words[best].classes and any(w.xpos == "uj" for w in words[k:]):
        return True  # 营造全社会关心安全的|氛围
    if "creation" in words[best].classes and adjacent and words[-1].xpos[0] == "n" and k + 2 < len(words):
        return "creation" not in word.classes  # 掀起|创建先进单位新热潮
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


def _has_object(words: Sequence[Word], best: int) -> bool:
    """Whether a verb holds its object, so that what the next verb has behind is no part of it: 抓紧时间|起草, 开工|建设三条道路."""
    counted = best + 2 < len(words) and words[best + 2].xpos in ("m", "r")
    return words[best].form in VERB_OBJECT or (counted and holds_object(words[best]))


def _is_pair(words: Sequence[Word], best: int) -> bool:
    """Whether the two verbs that end a clause have one subject: 对账|销号, 宣传|发动; no verb and object: 接受|监督."""
    first, last = words[best], words[best + 1]
    if "governing" in first.classes or "light" in first.classes:
        return False
    if first.xpos == "x" and len(first.form) > 1:
        return not opens_with_verb(first)  # 用情|帮扶
    return holds_object(first) or (first.xpos == "vn" and len(last.form) > 1)


def _takes_object(words: Sequence[Word], k: int) -> bool:
    """Whether more than one noun, or a noun with what counts it, stands behind a verb: no 管理|工作."""
    behind = words[k + 1]
    if len(words[k].form) < 2 or "compound_head" in behind.classes:
        return False
    return k + 2 < len(words) and (behind.xpos[0] in "nrmab" or behind.xpos == "x")


def _outranks(words: Sequence[Word], best: int, k: int) -> bool:
    """Whether a verb behind `best` is the predicate in its stead: of verbs in series (Chao 1968, 5.4) the last."""
    word = words[k]
    followed = k + 1 < len(words) and words[k + 1].xpos != "uj"
    light = "light" in word.classes and followed
    governs = "light" in words[best].classes
    if k == best + 1:
        if _has_object(words, best):
            return True  # 抓紧时间|起草报告
        if not followed and _is_pair(words, best):
            return True
        if word.form == "抓" and followed and not governs:
            return True  # 考核|抓落实
        if words[best].xpos in ("i", "l") and len(words[best].form) == PHRASE_LENGTH:
            return True  # 旗帜鲜明|讲政治
        helping = "helping" in words[best].classes and (not governs or "light" in word.classes)
        if helping or (followed and "complement" in words[k + 1].classes):
            return True  # 分析|解决好
        if (
            followed
            and not governs
            and word.xpos == "v"
            and words[best].xpos in ("v", "vn")
            and _takes_object(words, k)
        ):
            return True  # 排查|治理各类险情
        return light and (words[best].xpos in ("x", "n") or word.form.endswith("好"))
    between = words[best + 1 : k]
    if governs:
        return False
    if light and (is_adverb(words, k - 1) or any(w.xpos.startswith(("n", "r", "m", "j")) for w in between)):
        return True
    if not followed:
        return is_adverb(words, k - 1) and "creation" not in words[best].classes
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
    bare = words[best + 1].form == "、"
    if "governing" in words[best].classes or ("light" in words[best].classes and not bare):
        return False
    acts = is_adverb(words, k - 1) or "creation" in words[k].classes
    if (
        is_adverb(words, k)
        or words[k].form in ("有", "是")
        or not (words[k].xpos in ("v", "vi") or (words[k].xpos == "vn" and acts))
    ):
        return False
    if "creation" in words[best].classes and any(w.xpos == "uj" for w in words[k:]):
        return False  # 营造关心安全、支持安全的|氛围
    if _is_shared(words, k) and "light" not in words[k].classes:
        return False
    start = k
    while start > best + 1 and is_adverb(words, start - 1):
        start -= 1
    if bare and k + 1 == len(words) and words[k - 1].xpos == "n" and words[k - 2].form == "、":
        return True  # 日常巡检、源头|治理
    if start <= best + 1 or words[start - 1].form not in ("、", "并"):
        return False
    if not bare and any(word.form == "等" and word.xpos == "u" for word in words[k:]):
        return False  # 克服畏难情绪、等待观望等|问题
    if bare and k == best + 2 and words[best].xpos == "v":
        return True  # 关注、支持|本村的建设
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
    like = next((i for i in range(at + 1, len(words) - 1) if words[i].form == "当"), 0)
    if like and not any(words[i].xpos in ("v", "vi") for i in range(like + 1, len(words))):
        return like  # 把困难|当|考验
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
