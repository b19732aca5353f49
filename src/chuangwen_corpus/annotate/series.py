"""What makes a series of one build (排比): how like members are, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from chuangwen_corpus.annotate.data import forms
from chuangwen_corpus.annotate.layer import Word
from chuangwen_corpus.lazy import regex

_EMPTY = forms("rhythm", "empty")
"""Characters that make no frame by themselves."""
IDLE = forms("rhythm", "idle")
"""Those of them that, shared alone, never make two members alike (see `Piece.solid`)."""
_PREDICATES = ("v", "a", "d", "i", "l", "m", "r", "p", "z", "f")
IS = regex(r"(?:既|更|也|又|还|就|都|不仅|而且)?是(?!否)")
_NOUN_LIKE = forms("rhythm", "noun_like")
"""Verbs that are nouns before a noun: 服务窗口."""
_FUNCTION = ("d", "p", "uj", "r", "m", "ad")
_PIVOTS = forms("rhythm", "pivot")
_OPENERS = forms("rhythm", "opener")
"""Prepositions and verbs that make a frame where all members open with them: 在路边、在楼道、在广场."""
_NOUN_ENDS = forms("rhythm", "noun_end")
"""What many nouns end in: it makes no frame by itself."""
LONGEST_MEMBER = 40
_SHORTEST_HEAVY = 2
"""Characters that noun phrases share at least, to be more than a list."""
SHORT = 3
"""Characters of members that a rhythm alone makes alike: 底数清、情况明、措施实."""
OPENED = 2
"""Characters of the shortest members that a preposition opens: 从快."""
_FIRST = forms("rhythm", "first")
_LAST = forms("rhythm", "last")


class Piece:
    """A stretch between two stops, as tokens. What is asked of it again and again is found once."""

    __slots__ = ("_says", "_solid", "_tags", "cut", "end", "start", "text", "words")

    def __init__(self, words: Sequence[Word], *, cut: bool = False) -> None:
        self.words = words
        self.cut = cut
        """Whether more of its phrase stands before or behind it."""
        self.text = "".join([word.form for word in words])
        self.start = words[0].start if words else 0
        self.end = words[-1].end if words else 0
        self._tags: str | None = None
        self._says: bool | None = None
        self._solid: frozenset[str] | None = None

    @property
    def tags(self) -> str:
        """The first letters of its words' tags."""
        if self._tags is None:
            self._tags = "".join([word.xpos[0] for word in self.words])
        return self._tags

    @property
    def solid(self) -> frozenset[str]:
        """Its characters that may make a frame."""
        if self._solid is None:
            self._solid = frozenset(self.text) - IDLE
        return self._solid

    @property
    def says_something(self) -> bool:
        """Whether there is a predicate, a number or an adverb in it; a bare noun says nothing."""
        if self._says is None:
            self._says = _says_something(self)
        return self._says


def likeness(one: Piece, two: Piece) -> float:
    """How like two members are: shared characters and parts of speech, less the difference in length."""
    same = len(common(one.text, two.text))
    tags = len(common(one.tags, two.tags))
    pivot = 2.0 * ("一" in one.text and one.text.find("一") == two.text.find("一"))
    same_opening = one.words[0].form == two.words[0].form
    same_end = one.words[-1].form == two.words[-1].form
    return (
        2 * same + tags + pivot + 1.5 * same_opening + 1.5 * same_end
        - 0.8 * abs(len(one.text) - len(two.text)) - 0.5 * abs(len(one.words) - len(two.words))
    )  # fmt: skip


@lru_cache(maxsize=4096)
def common(one: str, two: str) -> str:
    """The longest common subsequence of two strings.

    A row of the table of lengths is one integer, whose bit is 0 where the length grows (Hyyrö 2004, Bit-parallel LCS-length
    computation revisited): a step a character of `two`, instead of one a pair of characters.

    >>> common("让群众受益", "让企业受惠")
    '让受'
    """
    places: dict[str, int] = {}
    for i, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << i
    full = (1 << len(one)) - 1
    rows = [full]
    for character in two:
        row = rows[-1]
        met = row & places.get(character, 0)
        rows.append(((row + met) | (row - met)) & full)
    found: list[str] = []
    i, j = len(one), len(two)
    while i and j:
        if one[i - 1] == two[j - 1]:
            found.append(one[i - 1])
            i, j = i - 1, j - 1
        elif rows[j] >> (i - 1) & 1:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(found))


def shared(members: Sequence[Piece]) -> str:
    """The characters that all members share in the same order; of two readings the longer."""
    return _longer(members, _aligned(members))


def _longer(members: Sequence[Piece], aligned: str) -> str:
    rest = members[0].text
    for member in members[1:]:
        if not rest:
            break
        rest = common(rest, member.text)
    return aligned if len(aligned) > len(rest) else rest


def _aligned(members: Sequence[Piece]) -> str:
    """The characters that all members have at the same place from their start."""
    columns, count = zip(*[m.text for m in members], strict=False), len(members)
    return "".join([column[0] for column in columns if column.count(column[0]) == count])


def _all_but_one_say(members: Sequence[Piece]) -> bool:
    """Whether all members but one say something; no more are asked than it takes to know."""
    missing = len(members) - 1
    for member in members:
        missing -= member.says_something
        if missing <= 0:
            return True
    return False


def alike(members: Sequence[Piece]) -> bool:
    """Whether the members have a frame and are of like length and build."""
    texts = [member.text for member in members]
    lengths = list(map(len, texts))
    short, long = min(lengths), max(lengths)
    if short < 2 or long > LONGEST_MEMBER:
        return False
    first = texts[0]  # what the first has not, they have not all
    if any(text[0].isdigit() for text in texts):
        return False  # a list of quantities
    if first[0] == first[1] and long - short <= 1 and short > 2 and all(t[0] == t[1] for t in texts):
        return True  # 项项有人抓、件件有人管、事事能落实
    if (
        first[-1] == "了"
        and long <= 6
        and all(m.text[-1] == "了" and (len(m.words) > 2 or m.words[0].xpos[0] != "v") for m in members)
    ):
        return long - short <= 1
    if IS.match(first) and all(map(IS.match, texts)):
        return short > 2 and long <= 3 * short + 4
    if len(members) > 1 and len(set(texts)) < len(members):
        return False
    if first[0] in _OPENERS and all(text[0] == first[0] for text in texts):
        if long == OPENED:
            return True  # 从快、从严、从细
        return short > 2 and long - short <= max(2, short // 2)
    if _is_list_of_nouns(members):
        return False
    if short == long and _has_pivot(members):
        return True
    if _same_rhythm(members):
        return True
    says = _all_but_one_say(members)
    if not says and not _may_be_heavy(members):
        return False
    aligned = _aligned(members)
    frame = _longer(members, aligned)  # dear, so it comes late
    solid = [c for c in frame if c not in _EMPTY]
    if not says and len(frame) < _SHORTEST_HEAVY:
        return False
    if short == long and len(aligned) >= (1 if short < 5 else 2):
        return any(c not in _EMPTY or c in "是有" for c in aligned)
    if len(frame) >= 2 and solid:
        if not (long <= 2 * short + 2 and len(frame) >= 0.2 * short and _at_same_place(members, frame)):
            return False
        return _at_an_edge(members) or len(frame) >= 0.5 * short or _same_build(members)
    if len(solid) == 1 or (frame and frame[0] in "是有" and short > 3):
        return long - short <= max(1, short // 4) and _at_same_place(members, frame)
    return False


def _is_list_of_nouns(members: Sequence[Piece]) -> bool:
    """Whether the members are compounds with one head, and nothing in them says anything: …机制、…机制."""
    last = members[0].words[-1]
    if (
        len(last.form) < 2
        or not last.xpos.startswith("n")
        or any(m.words[-1].form != last.form for m in members)
    ):
        return False
    return not any(w.xpos in _FUNCTION or w.form in _PIVOTS for m in members for w in m.words)


def _same_rhythm(members: Sequence[Piece]) -> bool:
    """Whether members have words of the same classes and lengths, and share none: 善谋划、勇担当、严落实; 底数清、情况明、措施实.

    Segmenters err in such short members, so what stands at the edge is looked up by its character (`data/rhythm.tsv`).
    """
    lengths = {len(m.text) for m in members}
    if max(lengths) > 8 or max(lengths) - min(lengths) > 2 or len({m.text for m in members}) < len(members):
        return False
    if min(lengths) > 3 and all(
        m.text[1] in "在到成为进入" and m.text[1] == members[0].text[1] for m in members
    ):
        return True  # 刻在心里、挺在前面、落在行动上
    if len(lengths) == 1 and (
        _same_classes(members) or (_are_whole(members) and (_same_shape(members) or _is_row(members)))
    ):
        return True  # 提前研判、严格巡查、科学处置
    if max(lengths) <= 6 and all(m.text[-1] in _LAST and len(m.words) > 1 for m in members):
        return True  # 涉及行业广、专业要求高、工作量大
    if lengths == {SHORT + 1} and all(len(m.words) > 1 and m.text[0] in _FIRST for m in members):
        return len({m.text[0] for m in members}) == len(members)  # 讲文明话、干文明事
    if lengths != {SHORT}:
        return False
    return all(m.text[0] in _FIRST for m in members) or all(m.text[-1] in _LAST for m in members)


def _same_classes(members: Sequence[Piece]) -> bool:
    """Whether members have words of the same classes and lengths in the same order, with a verb among them."""
    first = _classes(members[0])
    if len(first) < 2 or "v" not in (kind for kind, _ in first):
        return False
    return all(_classes(m) == first for m in members[1:])


def _are_whole(members: Sequence[Piece]) -> bool:
    return not any(member.cut for member in members)


def _same_shape(members: Sequence[Piece]) -> bool:
    """Whether words of the same lengths follow each other in all members, with a verb at one place of all but one.

    Segmenters and dictionaries differ on the class of many words, so it is not asked for at the other places.
    """
    shape = [len(word.form) for word in members[0].words]
    if (
        len(shape) < 2
        or len(members[0].text) <= SHORT
        or any([len(word.form) for word in m.words] != shape for m in members[1:])
    ):
        return False
    least = max(2, len(members) - 1)
    return any(
        sum(m.words[i].xpos in ("v", "vi", "x") for m in members) >= least for i in (0, len(shape) - 1)
    )


def _is_row(members: Sequence[Piece]) -> bool:
    """Whether members of four characters or more say something each, but for one: 看清大势、坚定信心、争取主动."""
    says = sum(m.says_something or m.words[0].xpos in ("i", "l", "x") for m in members)
    return len(members[0].text) > SHORT and says >= max(2, len(members) - 1)


def _classes(member: Piece) -> list[tuple[str, int]]:
    """Class and length of each word; an adjective before a verb stands as an adverb: 严密|巡查."""
    found = [(_class_of(word), len(word.form)) for word in member.words]
    if len(found) == 2 and found[0][0] == "a" and found[1][0] == "v":
        found[0] = ("d", found[0][1])
    return found


def _class_of(word: Word) -> str:
    """The word's class: d for adverbs and what stands as one, else the first letter of its tag."""
    return "d" if "adverb" in word.classes or word.xpos == "ad" else word.xpos[0]


def _has_pivot(members: Sequence[Piece]) -> bool:
    """Whether members of one length turn on the same character: 电视有影像、广播有声音; 有人出人、有力出力.

    Segmenters often err in such short members, so this looks at characters alone.
    """
    length, count = len(members[0].text), len(members)
    columns = zip(*[m.text for m in members], strict=False)
    same = [i for i, column in enumerate(columns) if column.count(column[0]) == count]
    same = [i for i in same if not any(_holds(m, i) for m in members)]
    solid = [i for i in same if members[0].text[i] not in _EMPTY or members[0].text[i] in _PIVOTS]
    if len(solid) > 1 and solid[-1] - solid[0] >= len(solid):
        return True
    if not 3 <= length <= 8 or len(same) != 1:
        return False
    pivot = members[0].text[same[0]]
    if 0 < same[0] < length - 1:
        return pivot in (_PIVOTS if length > 3 else "了着得")
    return same[0] == length - 1 and length > 4 and pivot not in _EMPTY and pivot not in _NOUN_ENDS


def _holds(member: Piece, place: int) -> bool:
    """Whether a character stands inside a word of the dictionary: 要 in 紧要."""
    at = member.start + place
    return any(w.start < at < w.end and w.xpos[0] in "na" for w in member.words)


def _at_an_edge(members: Sequence[Piece]) -> bool:
    """Whether all members open or end with the same character of weight."""
    return any(
        len({m.text[at] for m in members}) == 1 and members[0].text[at] not in _EMPTY for at in (0, -1)
    )


def _same_build(members: Sequence[Piece]) -> bool:
    """Whether the members' parts of speech are much the same."""
    tags = [member.tags for member in members]
    return all(len(common(tags[0], other)) >= 0.75 * max(len(tags[0]), len(other)) for other in tags[1:])


def _may_be_heavy(members: Sequence[Piece]) -> bool:
    """Whether noun phrases repeat more than one noun of a list does, if they share enough: 更高目标、更高层次."""
    return (
        all(len(m.words) > 2 for m in members)
        and _at_an_edge(members)
        and any(w.xpos[0] in "dvmqpa" for w in members[0].words)
    )


_SAYING = frozenset("不是有无把让")
"""What says something wherever it stands."""


def _says_something(member: Piece) -> bool:
    if member.text[0] in "更最再" or not _SAYING.isdisjoint(member.text):
        return True
    tags = [word.xpos for word in member.words]
    if tags[0] == "vn" and len(tags) > 1 and member.words[0].form not in _NOUN_LIKE:
        return True
    if "uj" in tags and tags[-1].startswith("n"):
        return any(tag.startswith("v") for tag in tags[: tags.index("uj")])
    if any(word.xpos == "x" and word.form > "㐀" for word in member.words):
        return True  # a word no dictionary has is seldom a noun here: 靠民, 保周
    return any(tag.startswith(_PREDICATES) and tag not in ("vn", "an", "f") for tag in tags) and not (
        len(tags) == 2 and tags[-1].startswith("n") and tags[0].startswith(("a", "n", "b"))
    )


def _at_same_place(members: Sequence[Piece], frame: str) -> bool:
    """Whether a solid character of the frame opens or ends all members, or stands at a like place in all."""
    for c in frame:
        if c in _EMPTY and len(frame) < 2:
            continue
        if all(m.text[0] == c for m in members) or all(m.text[-1] == c for m in members):
            return True
        left = [m.text.index(c) for m in members]
        right = [len(m.text) - m.text.rindex(c) for m in members]
        if max(left) - min(left) <= 1 or max(right) - min(right) <= 1:
            return True
    return False
