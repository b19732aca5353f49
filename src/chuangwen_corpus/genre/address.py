"""Salutations: who is spoken to, at the head of a speech.

A salutation is a list of vocatives with a stop behind it. Its words are without end (社员, 法官, 家人们 …), its shape
is not: an opener (尊敬的, 各位, 全体 …) with a noun behind it, a plural in 们, an office, a kind of person.
All patterns run on folded text.
"""

from __future__ import annotations

import re

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.names import NAME
from chuangwen_corpus.genre.own import in_use
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.genre.wordlists import longest_first
from chuangwen_corpus.lazy import regex

LONGEST_SALUTATION = 120
LONGEST_VOCATIVE = 24
"""Characters of one vocative behind its opener, notes in brackets aside."""
_BEHIND = 40
"""Characters behind the longest salutation in which its greeting and its stop stand."""

_OPENER = regex(
    r"(?:(?:最|十分|非常)?(?:尊敬|尊重|敬重|敬爱|亲爱|可敬|可爱|在座|与会|到场|热爱家乡|参会|参加会议|远道而来)的?,?(?:各位)?|致(?=各位|全体|广大|亲爱|尊敬)"
    r"|各位(?:尊敬|尊重|敬爱|亲爱)的|(?:在座的?)?各位|诸位|列位|全体|广大)"
)
"""What opens a vocative. 尊敬的 and 各位 may stand both, in either order."""
_HONOURED = "(?:尊敬|尊重|敬重|敬爱|亲爱|可敬|可爱)的"
_EVERY = regex(rf"{_HONOURED}|各位|诸位|列位")
"""The openers that nothing but an address has."""
_LEAD = regex(rf"(?:(?:最|十分|非常)?{_HONOURED})*")
"""What stands before those who are addressed and says nothing of them."""
_PEOPLE = longest_first(
    """
    领导 同志 朋友 团队 来宾 嘉宾 贵宾 代表 委员 同事 同仁 市民 居民 村民 群众 女士 先生
    小姐 夫人 乡亲 父老 老师 同学 家长 战友 书记 主任 主席 常委 党员 干部 职工 员工 志愿者
    姐妹 兄弟 伙伴 评委 观众 同行 叔叔 阿姨 爷爷 奶奶 孩子 邻居 街坊 工友 学员 校友 听众
    网友 家人 官兵 师傅 会员 客人 企业家 商户 业主 司机 青年 少年 队员 专家 教授 学者 人士
    议员 法官 特派员 家属 成员 使节 工作者 司仪 记者 媒体 运动员 裁判员 校董 理事 董事 股东
    客户 员警 干警 民警 战士 同胞 侨胞 前辈 后辈 学子 学生 教师 师生 医生 护士 农民 工人
    妇女 儿童 老人 新人 亲友 亲属 阁下 殿下 陛下 总理 总统 部长 大使 公使 领事 代办 同人
    经理 总裁 董事长 毕业生 新生 考生 研究生 法师 居士 神父 牧师 大师 道长 会计师 会计 向导 对接人
    """.split()
)
"""Kinds of people that are a vocative by themselves, or whose characters look like those of a clause (会计, 向导, 对接人). Most others are told by their form."""
_PERSON = regex(rf"(?:{_PEOPLE})们?")
_COLLECTIVE = regex(
    r"(?:.*(?:同志|朋友|女士|先生|市民|居民|村民|乡亲|父老|来宾|嘉宾|党员|干部|职工|员工|代表|委员|同学|老师|家长|战友|官兵|师生|工友|邻居|街坊|会员|学员|网友|业主|领导|评委|青年|志愿者|人士|单位|大家))"
)
"""Kinds of people that are addressed as many without 们 and without an opener."""
_OFFICER = regex(
    rf"(?:[{HAN}*×xX]{{1,12}}(?:长|主席|总裁|经理|教授|博士|院士|书记|主任|委员|代表|阁下|总|老师|先生|女士|议员|人员|员|家|者))"
)
_ALONE = regex(
    r"(?:大会|代理?)?(?:主席|议长)(?:先生|女士|阁下)?|(?:总理|总统|部长|大使|校长|院长|市长)(?:先生|女士|阁下)"
)
"""Who is addressed alone and without an opener: the chair, or by 先生, 女士 or 阁下 the holder of a high office."""
_PLURAL = regex(rf"[{HAN}]{{1,8}}们")
_NAMED = regex(rf"{NAME}(?:委员|代表|老师|同学|先生|女士|同志|议员|主任|书记|师傅|领导)")
"""One person by name: nobody speaks to a meeting so, but a page marks turns of speakers so."""
_MANY = regex(rf"[{HAN}]{{2,18}}们")
_PRONOUN = regex(r"[我你您他她它咱俺]们(?!的)|^人们$")
_SAYS = regex(r"[的了着过把被让请将使对向为是有在要会能应就都也还又不没让给从到与其之所]")
"""Characters of clauses, which a vocative has none of. 的 may stand before a kind of person (来自全省的朋友们)."""
_NOUN = regex(rf"[{HAN}a-zA-Z*×·]{{1,10}}")
_SHORT = regex(rf"[{HAN}]{{2,3}}")
"""A noun that may be a kind of person, in a list of them."""
_JOINS = regex(
    "下面|首先|今天|今年|现在|刚才|其次|最后|这里|此外|总之|另外|同时|为此|因此|所以|但是|可是|例如|比如|目前|当前|近年来|一方面"
)
_BEFORE_PERSON = regex(rf"[{HAN}a-zA-Z0-9*×·“”\"\ ]{{0,16}}")
_VERB_BEFORE = regex(
    r"[我你他她它请让把对向为使是有要将被给由]|感谢|欢迎|祝(?!福)|希望|代表(?=[^,、]{2})|[当做]好(?![人事])|一[是要]|尊敬|敬爱|亲爱|各位|诸位|讲话|发言|致辞|致词|演讲|报告|会上|倡议书|稿|篇|\d{4}年"
)
_NOTE = regex(rf"(?<=[{HAN}])\((?!\d{{4}})[^()]{{1,30}}\)")
_SEPARATOR = regex(r"[、,]\ *|\ +")
_OF_US = regex("^[^,]{0,10}我们的")
"""Whose people they are: 一路陪伴我们的家人朋友们."""
_AND = regex(r"以及|还有|和|及|与|暨|(?<=[长任记们席员师友生授士总理])(?=各位)")
_GREETING = regex(
    r"(?:大家|你们|您们?|各位|同志们|同学们|朋友们)?(?:早上|上午|中午|下午|晚上|早晨|新年|节日|周末|过年|虎年)?(?:好|吉祥|快乐)|(?:大家|各位)?(?:早晨|早安|午安|晚安)"
)
_GLUED = regex(rf"(?<=[{HAN}])(?:大家|你们|您们?)(?:早上|上午|中午|下午|晚上)?好$")
"""A greeting right behind the last vocative, without a stop between."""
_GREETED = regex(
    rf"(?P<said>[^:!。?;]{{4,{LONGEST_SALUTATION}}}?)(?P<stop>[,、]?)\ *(?:(?:大家|你们|您们?)(?:早上|上午|中午|下午|晚上|新年|节日)?好|(?:(?<=,)|(?<=, ))(?:大家)?(?:早晨|早安|(?:早上|上午|中午|下午|晚上)好))[,!。]"
)
"""A list of vocatives with a greeting behind it."""
_ORGAN = regex(
    r"(?:[省市区县州镇乡]|街道)?[^,、。;:!?\"《]{0,6}(?:委|政府|人大|政协|党工委|办事处|局|办|部门)"
)
"""An organ whose people are addressed: 区委、区政府各位领导."""
_GREETS = regex("好|早晨|[早午晚]安")
_GREETING_BEHIND = regex(rf"(?<=[,、])\ *(?:{_GREETING.pattern})$")
"""A greeting as the last part of a list: …, 大家好."""
_GREETS_FIRST = regex(rf"(?!好)(?:{_GREETING.pattern})[啊呀]?\ *[,!。~]")
_AUDIENCE = regex(
    rf"(?:(?:尊敬的|各位|诸位|列位).*(?:{_PEOPLE}|[们长员家者师生士民友])|(?:(?:亲爱|敬爱)的|全[体校班]|广大)*(?:{_PEOPLE}){{1,2}})们?"
)
_TO_SEVERAL = regex("们|各位|诸位|列位|尊敬的")
"""Who can be nothing but an audience: 平凡的英雄们 may be a title."""
_SENTENCE = regex("[。!?]")
_CLOSED = regex(r"[:!。?;]")


def salutation_length(folded: str, start: int = 0) -> int:
    """Length of the salutation at `start`, with its stop; 0 if there is none.

    A salutation lists people and ends in a colon, an exclamation mark or in front of a greeting, which is not part of it.

    >>> salutation_length("尊敬的各位领导、同志们:今天"), salutation_length("各位领导高度重视。")
    (12, 0)
    >>> salutation_length("区委、区政府各位领导,同志们:")
    15
    >>> salutation_length("各位老师、各位社员:大家好!"), salutation_length("各位要做到:一是")
    (10, 0)
    >>> salutation_length("各位村会计、各位网格员:"), salutation_length("各位会计算这笔账:一是")
    (12, 0)
    >>> salutation_length("各位向导、各位对接人:"), salutation_length("各位当好向导:一是")
    (11, 0)
    >>> salutation_length("老师们,同学们,大家好!"), salutation_length("各位记者朋友,大家好,很高兴")
    (8, 7)
    """
    return _length(folded[start : start + LONGEST_SALUTATION + _BEHIND])


@remembered
def _length(folded: str) -> int:
    # Whether it greets at all is quicker to see than how.
    greeting = _GREETED.match(folded) if _GREETS.search(folded, 0, LONGEST_SALUTATION) else None
    if greeting and _is_greeted(greeting["said"]):
        return greeting.end("stop")
    stop = _CLOSED.search(folded, 0, LONGEST_SALUTATION)
    if not stop or stop[0] not in ":!。":
        return 0
    said = folded[: stop.start()]
    found = addresses(said, greeting=stop[0] != ":")
    if stop[0] == "。" and not found:
        return 0
    greeting = (_GREETING_BEHIND.search(said) or _GLUED.search(said)) if stop[0] != ":" else None
    if not found or (stop[0] == "。" and not greeting):
        return 0
    if greeting:
        return greeting.start()
    doubled = folded[stop.end() : stop.end() + 1] in (".", "。")
    return stop.end() + doubled


def addresses_above(said: str, text: str) -> bool:
    """Whether a line without a stop addresses those to whom the text under it is spoken.

    Args:
        said: The folded line.
        text: The folded line under it, which opens with a greeting or is running text.

    >>> addresses_above("老师们,同学们", "大家好!今天我们升旗。"), addresses_above("各位家长", "孩子进步很快。")
    (True, True)
    >>> addresses_above("平凡的英雄们", "大家好!我讲三个人。"), addresses_above("各位家长", "家校合作")
    (False, False)
    """
    if len(said) > LONGEST_SALUTATION or not (_GREETS_FIRST.match(text) or _SENTENCE.search(text)):
        return False
    parts = [part for part in _SEPARATOR.split(said) if part]
    return bool(_TO_SEVERAL.search(said)) and all(map(_AUDIENCE.fullmatch, parts)) and addresses(said)


def _is_greeted(said: str) -> bool:
    """Whether those who are greeted are people at a meeting: several kinds of them, or one with an opener."""
    return addresses(said) and ("," in said or "、" in said or bool(_EVERY.match(said)))


def addresses(said: str, *, greeting: bool = False) -> bool:
    """Whether a text is a list of vocatives and nothing else.

    Args:
        said: Folded text without the stop behind it.
        greeting: Whether the last of several parts may be a greeting.

    >>> addresses("**部长、**主任,同志们"), addresses("各位使节和夫人"), addresses("我们"), addresses("提高认识")
    (True, True, False, False)
    """
    said = _NOTE.sub("", said).strip()
    if said.endswith(("有", "包括", "如下")):
        return False
    said = _GLUED.sub("", said)
    parts = [part for part in _SEPARATOR.split(said) if part]
    if greeting and len(parts) > 1 and _GREETING.fullmatch(parts[-1]):
        parts.pop()
    while len(parts) > 1 and _ORGAN.fullmatch(parts[0]) and not _strength(parts[0]):
        del parts[0]
    if not parts:
        return False
    if len(parts) == 1 and _ALONE.fullmatch(parts[0]):
        return True
    strongest = 0
    for part in parts:
        strength = _strength_of_all(part)
        if not strength:
            return False
        strongest = max(strongest, strength)
    return strongest > 1


def _strength_of_all(part: str) -> int:
    """How surely a part is a vocative, or several that 和 joins."""
    whole = _strength(part)
    if whole or not _AND.search(part):
        return whole
    pieces = [_strength(piece) for piece in _AND.split(part) if piece]
    return max(pieces) if pieces and min(pieces) > 0 else 0


def _strength(part: str) -> int:
    """0: no vocative. 1: may be one beside others (an office, a kind of person). 2: one by itself."""
    opener, rest = "", part
    while match := _OPENER.match(rest):
        opener, rest = opener + match[0], rest[match.end() :]
    if not rest:
        return 2 if "各位" in opener or "诸位" in opener else 0
    if len(rest) > LONGEST_VOCATIVE or _PRONOUN.search(rest):
        return 0
    if own := _strength_of_own(opener, rest):
        return own
    people = list(_PERSON.finditer(rest))
    if people and people[-1].end() == len(rest):
        first = people[-1].start()
        for person in reversed(people[:-1]):  # 志愿者|伙伴: all of them are one kind of person
            first = person.start() if person.end() == first else first
        before = re.sub("(?:各位|各级|全体|诸位)$", "", _OF_US.sub("", rest[:first]))
        if not _BEFORE_PERSON.fullmatch(before) or _VERB_BEFORE.search(before):
            return 0
        if opener or rest.endswith("们"):
            return 2
        if _COLLECTIVE.fullmatch(rest) and not _NAMED.fullmatch(rest):
            return 2
        return 1
    if _OFFICER.fullmatch(rest) and len(rest) <= 10 and not _VERB_BEFORE.search(rest):
        return 2 if opener else 1
    if _MANY.fullmatch(rest) and not _VERB_BEFORE.search(rest):
        return 2
    if _SAYS.search(rest) or not _NOUN.fullmatch(rest):
        return 0
    if opener:
        noun_then_more = bool(people) and people[0].start() == 0
        longest = 10 if _EVERY.search(opener) else 4
        return 0 if noun_then_more or len(rest) > longest else 2
    if _PLURAL.fullmatch(rest):
        return 2
    return 1 if _OFFICER.fullmatch(rest) or (_SHORT.fullmatch(rest) and not _JOINS.fullmatch(rest)) else 0


def _strength_of_own(opener: str, rest: str) -> int:
    """How surely people of a kind that the lists in use name are addressed: 轮值主席, 各位社员, 青石村社员们."""
    lists = in_use()
    if lists is None:
        return 0
    bare = rest.removesuffix("们")
    kinds = (bare[at:] for at in range(len(bare)))
    kind = next((kind for kind in kinds if kind in lists.salutations), None)
    if kind is None:
        return 0
    before = bare.removesuffix(kind)
    if not _BEFORE_PERSON.fullmatch(before) or _VERB_BEFORE.search(before):
        return 0
    return 2 if not before or opener or bare != rest else 1


def addressee(folded_salutation: str) -> tuple[int, int]:
    """Where in a salutation the people addressed stand, without 尊敬的, the greeting and the stop."""
    lead = _LEAD.match(folded_salutation)
    start = lead.end() if lead else 0
    end = len(folded_salutation.rstrip(":!。, "))
    greeting = re.search(rf"[、,]\ *(?:{_GREETING.pattern})$", folded_salutation[:end])
    if greeting:
        end = greeting.start()
    return start, end
