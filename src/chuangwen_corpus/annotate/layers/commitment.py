"""`commitment`: a clause in which the speaker's side undertakes to act.

A commissive speech act (Searle 1976): the marker (将, 要, 坚决, 确保, …) stands before the predicate, the
agent is the speaker's side or is left out. What others do or have promised, what was done, and what
all are told to do are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import Field

from chuangwen_corpus.annotate.clauses import Agent, Clause, agent_of, clauses
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SpeechInfo, Word

_MARKERS: tuple[tuple[str, str, str], ...] = (
    ("vow", "strong", r"誓(?!言|师|词|死)将?|立誓|发誓|誓言(?=[要让把将])|誓死|立下军令状|不获全胜"),
    ("vow", "strong", r"[决绝]不(?!能|可|会|允许|是|等|同|只|仅|允)|决不会|绝不会|[决绝]不允许|绝无"),
    ("promise", "strong", r"承诺(?!书|制|的|事|践|卡|人|服|过|了|内)|保证(?!书|金|了|人|体|的)|作出保证|立下(?!了)|郑重表态|请.{2,8}监督考验"),
    ("certainty", "strong", r"必将|必定|定将|定当|一定(?!的|程|要求|意义|规模|水平|范围|区|条件|基础|成)|必当"),
    ("ensure", "strong", r"确保(?!了)|务必|务求|务期"),
    ("resolve", "strong", r"坚决(?!的|性)|坚定不移|毫不动摇|义无反顾|毫不松懈|毫不手软|毫不含糊|全力以赴(?!的)|竭尽(?:全力|所能)|竭(?:力|诚)|不遗余力|倾尽全力|尽(?:心竭力|全力|最大努力)|全力(?!以赴|的|量)|决心(?!书|和|更|已|不|的|下)|下定决心|有信心(?:、|，|,)?有决心|有信心(?!和)|有决心"),
    ("future", "medium", r"将(?:会|要|继续)?|即将(?=启动|开展|推出)"),
    ("obligation", "medium", r"(?<![需重必主首想只还纲简摘机不定紧切])要(?!求|靠|看|问|说|知|算|点|件|素|闻|是|么|害|领|职|塞|不是|不然|义)"),
    ("intention", "medium", r"(?<=[我们局镇区校委们])(?:也|还|就|绝|更)?不?会(?!议|后|上|场|同|员|长|战|见|不会|因此|发现|看到)|(?<=[,;])(?:(?:也|更|绝)?不会|[也还]会)"),
    ("intention", "weak", r"(?<=[我们局镇区校委])(?:还|也|正|已经)?(?:计划|打算|准备)(?=[\u4e00-\u9fff])"),
    ("attempt", "weak", r"力争(?!上游)|争取(?!到)|力求|力保|努力(?!的|下|方向|程度|奋斗|成果|付出)|尽力|尽快(?=完成|实现|解决|落实)|争创|争做(?=到)"),
    ("willingness", "weak", r"愿意?(?!望|景|服务)|甘愿|主动(?=接受)|自觉(?=接受)|(?<![不])随时接受"),
)  # fmt: skip
"""modality, strength, pattern. The modalities follow the classes of commissives in Searle and
Vanderveken (1985, chapter 9.2); strength is ours."""
_ANY = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, _, pattern) in enumerate(_MARKERS)))
_PAST = re.compile(
    r"曾|已经|已(?=[完建投累先实将全基在成启组开])|先后|以往|过去|昨[天日]|去年|当时|一直以来|一直(?=[被在])|历来|此前|近年来|[以半年月]来,?$|原来|圆满完成了|取得了|"
    r"[完成做办实现解决投建增]成?了|[说做]过(?=[的,。]|$)|得到了|有力地"
)
_REPORT = re.compile(
    r"(?:批评|指出|强调|要求|提出|相信|希望|表示|认为|深知|明白|懂得|规定|号召)(?:说|道|我们|我|全|各|:|,|大家|必须|要)"
)
_BELIEF = re.compile(
    r"(?:(?P<other>[^,我]{1,6})|(?:但|而|同时|,)*(?:我们?)?)(?:相信|坚信|深信|确信|希望|期待)"
)
_ACHIEVES = re.compile(
    r"(?:能|会|可以|能够)*(?:打赢|打好|完成|实现|夺取|做好|取得|创成|建成|交出|啃下|拿下|兑现|办好)"
)
"""What one can be sure to do, where belief is a pledge: 我们坚信，一定能打赢这场攻坚战."""
_SAYS = re.compile(r"(?:要求|指出|强调|提出|表示|希望|号召|批评说|说|说了|规定)[,:]")
"""What makes of the rest of a sentence what somebody else has said."""
_COGNITIVE = re.compile(
    r"(?:充分|清醒|深刻|真正|进一步|必须|更加|清楚|要)*(?:认识|看到|意识到|明白|懂得|知道|清楚|感谢|祝)"
)
_NO_UNDERTAKING = re.compile(
    r"(?:而|共同|一起|携手|去|再)(?:不懈)?$|(?:这|那|它|其|此|该)$|^(?:请|恳请|希望|期望|让我们|只要|如果|若|即使|哪怕|为了|无论|不管)"
)
_DISPOSED = re.compile(
    r"作为|纳入|融入|贯穿|当作|当成|看作|视为|列为|列入|摆[在上到]|放在|抓在|扛在|记在|装在|落[实细]?[到在于]|转化[为成]|变[为成]|渗透|贯彻到|"
    r"延伸到|推向|引向|进行到底|一并|全部|逐一|分解|压实到|细化|统一到|凝聚到|体现[在到]|挂在|送到|送进|带[到进]|交给|写[进在入]|刻在|打造成|建设?成|做[实细优强深]|抓[实细紧好]"
)
_PREPOSED = re.compile(
    r"^(?:要|会|能|还|进一步|继续|始终|紧紧|严格|认真|切实|自觉|坚持|坚决|全面|更加|紧扣|牢牢)*"
    r"(?:以(?![上下及后来前外内])|在|围绕|按照|对照|遵照|依照|依托|根据|立足|结合|紧扣|紧盯|紧贴|聚焦|锚定|瞄准|通过|针对|本着|带着|秉[承持]|坚持以|对标|把握|抓住|从(?=[^,]{1,12}(?:入手|出发|抓起))|面对|用(?=[^,]{1,10}的)|借|凭|同|与|和|会同|牢记)"
)
_NOMINAL_END = re.compile(
    r"(?:的[^,的]{1,8}|》|[下上中里内]|为[^,]{1,8}|部署|安排|要求|目标|任务|精神|标准|体系|指标|问题|短板|弱项|重点|契机|不放|入手|出发|理念|原则|导向|"
    r"方针|主线|定位|实际|主题|思路|力度|决心|态度|作风|一起|机遇|关键|使命|一起|一道|一同|携手)$"
)
_FOCUS = re.compile(
    r"(?:要|还|继续|始终|紧紧|牢牢|严格)*(?:紧盯|围绕|聚焦|针对|对照|紧扣|锚定|瞄准|立足|对标)"
)
_DOES = re.compile(
    r"抓|做|开展|推进|完成|落实|打|提升|实施|加强|建|改|整治|强化|找|补|查|治|促|创|办|解决|优化|管"
)
"""A verb of aim without one of these is an adverbial clause: what is done comes behind the comma."""
_NOT_NOMINAL = re.compile(
    r"(?:抓好|做好|完成|落实(?!的)|推进|开展|推动|打好|打赢|实现|坚持[^以]|发扬|抓实|提升[^的]*$|找[差不短])"
)
_DEADLINE_LEAD = re.compile(
    r"^(?:在|到|于|争取在|力争在)?[^,]{0,16}?(?:前|之前|以前|内|底|末|之内|结束后|后)$"
)
_ADVERBIAL_LEAD = re.compile(
    r"^(?:以(?![上下及后来前外内往])[^,]*(?:的[^,]{1,8}|为[^,]{1,8}|姿态|精神|勇气|决心|干劲|担当|态度|作风|标准|信心|要求|举措|劲头|毅力|韧劲)|"
    r"按照[^,]*(?:要求|部署|标准|安排|原则|思路|步骤|方案)|本着[^,]*|带着[^,]*|在[^,]*(?:下|基础上|中|过程中)|围绕[^,]*(?:目标|要求|任务|部署|重点|主题|标准))$"
)


_BY_WHAT_IS_SAID = frozenset(("speaker.will", "speaker.own_task", "speaker.in_capacity"))
"""Rules that find the speaker by what a unit is said to do; where others are told to act they prove nothing."""
_CONJUNCTION = re.compile(r"(?:但是?|而且?|所以|因此|因而|为此|同时|此外|在此)?")


class Commitment(AnnotationRow):
    """A clause in which the speaker's side undertakes to act."""

    agent: str | None = Field(
        description="Who undertakes it, as printed; the speaker where the clause names nobody."
    )
    agent_stated: bool = Field(description="Whether the clause itself names the agent.")
    modality: Literal[
        "vow",
        "promise",
        "certainty",
        "ensure",
        "resolve",
        "future",
        "obligation",
        "intention",
        "attempt",
        "willingness",
    ] = Field(description="Kind of undertaking, by its marker.")
    strength: Literal["strong", "medium", "weak"] = Field(description="How binding the marker is.")
    marker: str = Field(description="The word that makes it a commitment, such as 确保.")
    action: str | None = Field(
        description="Verb and object, from the tokens, a space between them: 抓好 服务."
    )
    deadline: str | None = Field(description="By when, as printed.")
    quantity: str | None = Field(description="How much or many, as printed.")


class _Marker(NamedTuple):
    start: int
    end: int
    modality: str
    strength: str


def _annotate(reading: Reading) -> Iterator[Mark]:
    agent = base = Agent("speaker")
    paragraph = None
    last = {sentence.paragraph: sentence.start for sentence in reading.holding(_ANY)}
    for sentence in reading.body():
        if sentence.start > last.get(sentence.paragraph, -1):
            continue  # nothing is undertaken in the rest of the paragraph
        speech = reading.speeches[sentence.speech]
        mobilises = _mobilises(speech.genre)
        # Where nobody is named, a unit that promises is taken for the speaker, one that is told to act is not.
        speaker = "" if mobilises else None
        if speech.speaker and not (mobilises and speech.speaker.rule in _BY_WHAT_IS_SAID):
            speaker = reading.folded[speech.speaker.start : speech.speaker.end]
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            agent = base = Agent("other" if mobilises else "speaker")
        parts = clauses(reading, sentence)
        free = sentence.start
        told = False
        believes = _BELIEF.match(reading.folded, sentence.start, sentence.end)
        for i, clause in enumerate(parts):
            marker = _marker(reading, clause)
            stated = agent_of(reading, clause, marker.start if marker else clause.end, speaker)
            if stated is None and (clause.counted or (i and parts[i - 1].stop in ";；")):
                agent = base
            agent = stated or agent
            reported = agent.side == "other" or (stated is not None and reading.folded[agent.start] != "我")
            told = told or (
                reported and _SAYS.search(reading.folded, clause.start, clause.end + 1) is not None
            )
            if agent.side == "own" or (i == 0 and sentence.start == (paragraph or (-1,))[0]):
                base = agent
            if marker is None or clause.start < free or agent.side == "other" or told:
                continue
            if marker.modality == "promise" and clause.stop in ":：" and i + 1 < len(parts):
                if marker.end == clause.end and _marker(reading, parts[i + 1]):
                    continue
            if believes and marker.modality in ("certainty", "intention"):
                if _ACHIEVES.match(reading.folded, marker.end, clause.end) and not believes["other"]:
                    yield _mark(
                        reading,
                        max(free, sentence.start),
                        clause.end,
                        marker,
                        agent,
                        stated=stated is not None,
                        speech=speech,
                    )
                    free = clause.end
                continue
            if _undertakes(reading, clause, marker, mobilises=mobilises, own=agent.side == "own"):
                start, end = _span(reading, parts, i, marker, free, own_subject=stated is not None)
                yield _mark(reading, start, end, marker, agent, stated=stated is not None, speech=speech)
                free = end


def _mobilises(genre: str | None) -> bool:
    """Whether such a speech tells others what to do: a dropped subject is then not the speaker."""
    return (
        genre is not None and "表态" not in genre and any(word in genre for word in ("动员", "讲话", "部署"))
    )


def _marker(reading: Reading, clause: Clause) -> _Marker | None:
    """The first marker that stands before the clause's predicate, outside quotations."""
    for match in _ANY.finditer(reading.folded, clause.start, clause.end):
        if clause.quoted(match.start()) or not _is_word(reading, match.start(), match.end()):
            continue
        modality, strength, _ = _MARKERS[int((match.lastgroup or "m0")[1:])]
        if match[0].startswith("将") and _disposes(reading, match.end(), clause):
            continue
        if modality == "obligation" and _COGNITIVE.match(reading.folded, match.end()):
            continue
        return _Marker(match.start(), match.end(), modality, strength)
    return None


def _is_word(reading: Reading, start: int, end: int) -> bool:
    """Whether the marker is not part of a longer word (将 in 将领, 要 in 重要)."""
    if end - start > 1 or reading.folded[start] == "誓":
        return True
    words = reading.words(max(0, start - 3), end + 3)
    word = next((w for w in words if w.start <= start < w.end), None)
    if word and re.fullmatch("[一二三四五六七八九十]要|我们?[将会要愿]", word.form):
        return True
    return word is None or word.form in (
        "将",
        "要",
        "愿",
        "誓",
        "将要",
        "誓将",
        "将会",
        "会",
        "不会",
        "也会",
        "就会",
        "也要",
        "还要",
        "都要",
        "就要",
    )


def _disposes(reading: Reading, after: int, clause: Clause) -> bool:
    """Whether 将 is the preposition (把), not the adverb: a noun follows, and a verb of disposal behind it."""
    words = reading.words(after, clause.end)
    if not words:
        return True
    rest = reading.folded[after : clause.end]
    if reading.text[after] in "“「":
        return bool(_DISPOSED.search(rest))
    if _PREPOSED.match(rest) or rest.startswith(
        ("把", "对", "向", "为", "与", "让", "使", "由", "被", "会", "继续", "进一步", "不")
    ):
        return False
    first = words[0]
    disposed = _DISPOSED.search(rest)
    if first.xpos.startswith(("n", "r", "m", "a", "b", "s", "j", "t")) and first.xpos not in (
        "ad",
        "an",
        "mq",
    ):
        predicate = any(word.xpos == "v" for word in words[1:])
        return bool(disposed) or (
            first.xpos.startswith(("n", "r", "j")) and predicate and rest[:2] not in _VERBS
        )
    if first.xpos in ("v", "vn", "l", "i", "x") and disposed and disposed.start() > len(first.form):
        between = reading.words(after + len(first.form), after + disposed.start())
        verbs = [w for w in between if w.xpos == "v"]
        nouns = [w for w in between if w.xpos.startswith(("n", "vn", "l", "j"))]
        return first.form in _NOUN_LIKE and bool(nouns or not between) and len(verbs) < 2
    return False


_VERBS = frozenset(
    "新建 大力 着力 聚力 合力 倾力 奋力 竭力 启动 力争 主动 杜绝 对标 联合 投入 集中 全力 迅速 组织 配合 严格 重点 统一 积极 依法 全程 精准 带头 同步 及时 定期".split()
)
"""Verbs and adverbs that dictionaries also have as nouns or names."""
_NOUN_LIKE = frozenset(
    "创建 工作 责任 整治 管理 宣传 发展 服务 学习 培训 教育 志愿 测评 考核 督查 督导 建设 治理 精神 改革 要求 部署 执法 保洁 巡查 创城 创文 "
    "全国 文明 思想 任务 压力 劲头 文明创建 依法治国 全面 网格 短板 问题 关心 关爱 保护 整改 保障 监督 安排 决策 规划 投入".split()
)


def _undertakes(reading: Reading, clause: Clause, marker: _Marker, *, mobilises: bool, own: bool) -> bool:
    before = reading.folded[clause.start : marker.start]
    whole = reading.folded[clause.start : clause.end]
    after = reading.folded[marker.end : clause.end]
    if _PAST.search(whole) or _NO_UNDERTAKING.search(before) or _REPORT.search(before):
        return False
    if (
        not after.strip()
        and marker.end - marker.start < 4
        and not (marker.modality == "promise" and clause.stop in ",，:：")
    ):
        return False
    if re.match(r"(?:的|地?位|,|、(?!有))", after) and marker.modality != "resolve":
        return False
    if after.startswith("的") or (marker.modality == "obligation" and before.endswith("就")):
        return False
    if not own and (mobilises or marker.modality == "obligation"):
        return False  # who must act is not said, or others are told to
    return not re.search(r"(?:能够|能)$", before)


def _span(
    reading: Reading, parts: list[Clause], i: int, marker: _Marker, first: int, *, own_subject: bool
) -> tuple[int, int]:
    """The clause with what belongs to it: a phrase of time or manner before, the predicate behind one."""
    folded = reading.folded
    conjunction = _CONJUNCTION.match(folded, parts[i].start, marker.start)
    start = conjunction.end() if conjunction else parts[i].start
    if i and parts[i - 1].start >= first:
        lead = folded[parts[i - 1].start : parts[i - 1].end]
        times = reading.inside("time", parts[i - 1].start, parts[i - 1].end)
        by_when = any(time.attributes["kind"] == "deadline" for time in times)
        if parts[i - 1].stop in ",，" and (
            (by_when and _DEADLINE_LEAD.match(lead))
            or (not own_subject and (_ADVERBIAL_LEAD.match(lead) or (times and _DEADLINE_LEAD.match(lead))))
        ):
            start = parts[i - 1].start
    end = parts[i].end
    rest = folded[marker.end : end]
    following = parts[i + 1] if i + 1 < len(parts) else None
    incomplete = _PREPOSED.match(rest) and _NOMINAL_END.search(rest) and not _NOT_NOMINAL.search(rest)
    incomplete = incomplete or (_FOCUS.match(rest) and not _DOES.search(rest))
    performative = marker.modality == "promise" and not rest
    if following and performative and parts[i].stop in ":：":
        end = parts[-1].end  # all that is promised, up to the sentence's end
    if following and parts[i].stop in ",，" and (incomplete or performative):
        end = following.end
    return start, end


def _mark(
    reading: Reading, start: int, end: int, marker: _Marker, agent: Agent, *, stated: bool, speech: SpeechInfo
) -> Mark:
    attributes = {
        "modality": marker.modality,
        "strength": marker.strength,
        "marker": reading.text[marker.start : marker.end],
        "agent_stated": str(stated).lower(),
    }
    named = agent if agent.side == "own" else speech.speaker
    if named:
        attributes["agent"] = reading.text[named.start : named.end]
    if action := _action(reading, marker.end, end):
        attributes["action"] = action
    for time in reading.inside("time", start, end):
        if time.attributes["kind"] == "deadline":
            attributes["deadline"] = reading.text[time.start : time.end]
    quantities = reading.inside("quantity", start, end)
    if quantities:
        attributes["quantity"] = reading.text[quantities[0].start : quantities[0].end]
    return Mark(start, end, f"commitment.{marker.modality}", attributes)


def _action(reading: Reading, start: int, end: int) -> str | None:
    """Verb and object behind the marker, a space between them: the first verb, and the head of what it governs.

    A noun phrase ends in its head, so the object is the last noun of the clause; behind 把 it stands before
    the verb. An adverbial clause before the predicate is passed over.
    """
    words = reading.words(start, end)
    comma = next((i for i, word in enumerate(words) if word.form in ",:"), None)
    if comma is not None and len(words) > comma + 1:
        words = (
            words[comma + 1 :] if _PREPOSED.match(reading.folded[start:end]) or comma == 0 else words[:comma]
        )
    words = _past_adverbials(words)
    disposal = bool(words) and words[0].form in ("把", "将", "让", "使")
    verbs = [i for i, w in enumerate(words) if i >= disposal and w.form not in _NO_VERB and _is_verb(w)]
    if not verbs:
        return None
    verb = next((i for i in verbs if words[i].xpos in ("v", "x")), verbs[0])
    governed = words[1:verb] if disposal else words[verb + 1 :]
    text = reading.text
    noun = next((w for w in reversed(governed) if w.xpos.startswith("n") or w.xpos in _NOUN), None)
    action = text[words[verb].start : words[verb].end]
    return f"{action} {text[noun.start : noun.end]}" if noun else action


def _past_adverbials(words: list[Word]) -> list[Word]:
    """Tokens from the predicate on: adverbs, 在…下 and 以…的… do not belong to it."""
    while words:
        if words[0].form in ("在", "以") and words[0].xpos == "p":
            ends = [
                i
                for i, word in enumerate(words)
                if word.form in ("下", "中", "上", "里") or word.xpos == "uj"
            ]
            behind = ends[0] + (2 if words[ends[0]].xpos == "uj" else 1) if ends else 1
            words = words[behind:]
        elif words[0].xpos in ("d", "ad", "c", "uv", "f", "t") or words[0].form in ("地", "要"):
            words = words[1:]
        else:
            break
    return words


def _is_verb(word: Word) -> bool:
    return word.xpos in _VERB or word.form in _ALSO_VERBS or (word.xpos == "x" and word.form > "㐀")


_VERB = ("v", "vi", "vd", "vg", "i", "l", "vn", "zg")
_ALSO_VERBS = frozenset("落实 启动 杜绝 扛 打 讲 拥护 坚决拥护 主动 扛起 压实 发扬 清零 配合".split())
"""Verbs that jieba's dictionary has under another tag."""
_NO_VERB = frozenset(("是", "有", "到", "要", "能", "做到", "会"))
_NOUN = ("vn", "j", "l", "an")


LAYER = Layer(
    "commitment",
    "commitments",
    Commitment,
    _annotate,
    requires=("self_reference", "organisation", "time", "quantity"),
)
