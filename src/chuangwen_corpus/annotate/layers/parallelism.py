"""`parallelism` (排比): three or more neighbouring phrases or clauses of the same build.

Members are parted by 、 ， or ；, share words at the same places (the frame) and are of like length. The
figure after Chen Wangdao (1932), 修辞学发凡, part 8 (排比). Plain lists of nouns are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SentenceSpan, Word

_STOPS = "、,;"
_QUOTES = '"‘’《》()'
_EMPTY = frozenset("的了和与及等在是之为着地得、上中下有个,")
"""Characters that make no frame by themselves."""
_PREDICATES = ("v", "a", "d", "i", "l", "m", "r", "p", "z", "f")
_COUNTED = re.compile(
    r"[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]|首先|其次|[(]?[一二三四五六七八九十\d][)]"
)
_OPEN_ENDED = ("d", "p", "c", "r", "uj", "ul", "ad")
_FUNCTION = ("d", "p", "uj", "r", "m", "ad")
_PIVOTS = frozenset("有是不无更最要靠为到")
_OPENERS = frozenset("在从为有没无不")
"""Prepositions and verbs that make a frame where all members open with them: 在路边、在楼道、在广场."""
_NOUN_ENDS = frozenset(
    "员者人局办所化性度力队组科处委会站车路站点区县市镇村街道厅部院校室网栏台馆园厂店费金法制书长风"
)
"""What many nouns end in: it makes no frame by itself."""
_IS = re.compile(r"(?:既|更|也|又|还|就|都|不仅|而且)?是(?!否)")
_LONGEST_MEMBER = 40
_LEADS = frozenset(
    ("让", "使", "把", "对", "将", "为了", "做到", "实现", "坚持", "确保", "要", "就是", "达到")
)
"""Verbs that govern a whole series and are no part of its first member."""
_NOUN_LIKE = frozenset(
    "服务 管理 教育 工作 创建 建设 活动 整治 治理 发展 文明 宣传 志愿 学习 培训 生活 公益 交通 卫生".split()
)
"""Verbs that are nouns before a noun: 服务窗口."""
_WHOLE = 1.5
"""What it counts for that a member need not be cut out of a longer piece."""


class Parallelism(AnnotationRow):
    """A series of neighbouring clauses of the same build."""

    frame: str = Field(description="What the members share, … where they differ: 让…受….")
    member_count: int = Field(description="Number of members, three or more.")


class _Piece(NamedTuple):
    """A stretch between two stops, as tokens."""

    words: tuple[Word, ...]
    text: str

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.body():
        taken: list[tuple[int, int]] = []
        for stops in (";", _STOPS, ",;"):
            for run in _runs(reading, sentence, stops):
                for start, end, frame, count in _series(run):
                    if not any(left < end and start < right for left, right in taken):
                        taken.append((start, end))
                        attributes = {"frame": frame, "member_count": str(count)}
                        yield Mark(start, end, "parallelism.frame", attributes)


def _runs(reading: Reading, sentence: SentenceSpan, stops: str) -> Iterator[list[_Piece]]:
    """Rows of pieces of the sentence: cut at the stops; what stands in quotation marks is a row of its own."""
    for start, end in _levels(reading, sentence):
        run: list[_Piece] = []
        words: list[Word] = []
        depth = 0
        for word in reading.words(start, end):
            if word.form in "“《（(「" or (word.form == '"' and reading.text[word.start] in "“「"):
                depth += 1
            elif word.form in "”》）)」" or (word.form == '"' and reading.text[word.start] in "”」"):
                depth -= 1
            cuts = depth <= 0 and (word.form in stops or word.form in ":。!?\n…——")
            if not cuts:
                words.append(word)
                continue
            if words:
                run.append(_piece(words))
                words = []
            if word.form not in stops:
                yield run
                run = []
        if words:
            run.append(_piece(words))
        yield run


def _levels(reading: Reading, sentence: SentenceSpan) -> Iterator[tuple[int, int]]:
    yield sentence.start, sentence.end
    opened = None
    for i in range(sentence.start, sentence.end):
        if reading.text[i] in "“「":
            opened = i + 1
        elif reading.text[i] in "”」" and opened is not None:
            yield opened, i
            opened = None


def _piece(words: list[Word]) -> _Piece:
    return _Piece(tuple(words), "".join(word.form for word in words))


def _series(run: list[_Piece]) -> Iterator[tuple[int, int, str, int]]:
    i = 0
    while i + 2 < len(run):
        found = _longest(run, i)
        if found is None:
            i += 1
            continue
        members, last = found
        yield members[0].start, members[-1].end, _frame_of(members), len(members)
        i = last + 1


def _longest(run: list[_Piece], i: int) -> tuple[list[_Piece], int] | None:
    """The longest series whose first member ends piece `i`: its members, and the last piece's index."""
    middle = run[i + 1]
    if len(middle.text) > _LONGEST_MEMBER:
        return None
    if all(_COUNTED.match(run[j].text) for j in (i, i + 1)):
        return _counted(run, i)
    if any(_COUNTED.match(run[j].text) for j in (i, i + 1)):
        return None
    first = _best(_endings(run[i], middle), run[i], middle)
    if first is None:
        return None
    members = [first, middle]
    for at in range(i + 2, len(run)):
        whole = run[at]
        last = _best(_openings(whole, middle), whole, middle, members)
        if last is None or (len(members) > 2 and len(_shared([*members, last])) < len(_shared(members))):
            break
        members.append(last)
        if last.end < whole.end:
            break
    if len(members) < 3 or _loses_by_its_first(members):
        return None
    return members, i + len(members) - 1


def _counted(run: list[_Piece], i: int) -> tuple[list[_Piece], int] | None:
    """A series whose members are numbered: what stands behind the numbers has a frame of its own."""
    last = i
    while last < len(run) and _COUNTED.match(run[last].text):
        last += 1
    members = run[i:last]
    bare = [
        _piece([w for w in m.words if w.start >= m.start + _length(m)])
        for m in members
        if len(m.text) > _length(m) + 1
    ]
    if (
        len(bare) < 3
        or len(bare) < len(members)
        or not all(piece.words for piece in bare)
        or not _alike(bare)
    ):
        return None
    return members, last - 1


def _length(piece: _Piece) -> int:
    match = _COUNTED.match(piece.text)
    return match.end() if match else 0


def _loses_by_its_first(members: list[_Piece]) -> bool:
    """Whether the series from the second member on shares more than with the first."""
    return len(members) > 3 and len(_shared(members[1:])) > len(_shared(members))


def _endings(piece: _Piece, like: _Piece) -> Iterator[_Piece]:
    """What a first member can be: the piece from one of its tokens on."""
    for k in range(len(piece.words)):
        if any(w.form in _LEADS and w.form not in like.text for w in piece.words[k:-1]):
            continue
        if len(like.text) * 0.5 - 1 <= piece.end - piece.words[k].start <= len(like.text) * 1.8 + 1:
            yield _piece(list(piece.words[k:]))


def _openings(piece: _Piece, like: _Piece) -> Iterator[_Piece]:
    """What a last member can be: the piece, or its opening if that is as long as the others or ends like them."""
    for k in range(1, len(piece.words) + 1):
        length = piece.words[k - 1].end - piece.start
        if k < len(piece.words) and length != len(like.text):
            follows, ends = piece.words[k].form, piece.words[k - 1].form[-1]
            if follows not in "的地等之" or ends != like.text[-1]:
                continue
        elif k < len(piece.words) and piece.words[k].form not in "的地等之":
            if piece.words[k - 1].xpos in _OPEN_ENDED:
                continue
        if len(like.text) * 0.5 - 1 <= length <= len(like.text) * 1.8 + 1:
            yield _piece(list(piece.words[:k]))


def _best(
    choices: Iterator[_Piece], whole: _Piece, like: _Piece, others: Sequence[_Piece] = ()
) -> _Piece | None:
    """The choice that is built most like the member `like`; the whole piece where the odds are even."""
    best, score = None, 0.0
    for choice in choices:
        if not _alike([*(others or (like,)), choice]):
            continue
        left = len(whole.text.rstrip("的")) - len(choice.text)
        found = _likeness(choice, like) + (_WHOLE if left <= 0 else -_WHOLE if left == 1 else 0)
        if found > score:
            best, score = choice, found
    return best


def _likeness(one: _Piece, two: _Piece) -> float:
    shared = len(_common(one.text, two.text))
    tags = len(_common(_tags(one), _tags(two)))
    same_opening = one.words[0].form == two.words[0].form
    same_end = one.words[-1].form == two.words[-1].form
    return (
        2 * shared + tags + 1.5 * same_opening + 1.5 * same_end
        - 0.8 * abs(len(one.text) - len(two.text)) - 0.5 * abs(len(one.words) - len(two.words))
    )  # fmt: skip


def _tags(piece: _Piece) -> str:
    return "".join(word.xpos[0] for word in piece.words)


@lru_cache(maxsize=4096)
def _common(one: str, two: str) -> str:
    """The longest common subsequence of two strings."""
    rows: list[list[int]] = [[0] * (len(two) + 1)]
    for a in one:
        row = [0]
        for j, b in enumerate(two):
            row.append(rows[-1][j] + 1 if a == b else max(rows[-1][j + 1], row[j]))
        rows.append(row)
    found: list[str] = []
    i, j = len(one), len(two)
    while i and j:
        if one[i - 1] == two[j - 1]:
            found.append(one[i - 1])
            i, j = i - 1, j - 1
        elif rows[i - 1][j] >= rows[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(found))


def _shared(members: Sequence[_Piece]) -> str:
    """The characters that all members share in the same order; of two readings the longer."""
    shared = members[0].text
    for member in members[1:]:
        shared = _common(shared, member.text)
    return max(shared, _aligned(members), key=len)


def _aligned(members: Sequence[_Piece]) -> str:
    """The characters that all members have at the same place from their start."""
    columns = zip(*(m.text for m in members), strict=False)
    return "".join(column[0] for column in columns if len(set(column)) == 1)


def _alike(members: Sequence[_Piece]) -> bool:
    """Whether the members have a frame and are of like length and build."""
    lengths = [len(member.text) for member in members]
    short, long = min(lengths), max(lengths)
    if short < 2 or long > _LONGEST_MEMBER:
        return False
    frame = _shared(members)
    solid = [c for c in frame if c not in _EMPTY]
    if any(member.text[0].isdigit() for member in members):
        return False  # a list of quantities
    if all(len(m.text) > 2 and m.text[0] == m.text[1] for m in members) and long - short <= 1:
        return True  # 项项有人抓、件件有人管、事事能落实
    if (
        all(m.text.endswith("了") and (len(m.words) > 2 or m.words[0].xpos[0] != "v") for m in members)
        and long <= 6
    ):
        return long - short <= 1
    if all(_IS.match(m.text) for m in members):
        return short > 2 and long <= 3 * short + 4
    if len(members) > 1 and len({member.text for member in members}) < len(members):
        return False
    if members[0].text[0] in _OPENERS and all(m.text[0] == members[0].text[0] for m in members):
        return short > 2 and long - short <= max(2, short // 2)
    if _is_list_of_nouns(members):
        return False
    if short == long and _has_pivot(members):
        return True
    if sum(map(_says_something, members)) < len(members) - 1 and not _heavy(members, frame):
        return False
    if short == long and len(_aligned(members)) >= (1 if short < 5 else 2):
        return any(c not in _EMPTY or c in "是有" for c in _aligned(members))
    if len(frame) >= 2 and solid:
        if not (long <= 2 * short + 2 and len(frame) >= 0.2 * short and _at_same_place(members, frame)):
            return False
        return _at_an_edge(members) or len(frame) >= 0.5 * short or _same_build(members)
    if len(solid) == 1 or (frame and frame[0] in "是有" and short > 3):
        return long - short <= max(1, short // 4) and _at_same_place(members, frame)
    return False


def _is_list_of_nouns(members: Sequence[_Piece]) -> bool:
    """Whether the members are compounds with one head, and nothing in them says anything: …机制、…机制."""
    last = members[0].words[-1]
    if (
        len(last.form) < 2
        or not last.xpos.startswith("n")
        or any(m.words[-1].form != last.form for m in members)
    ):
        return False
    return not any(w.xpos in _FUNCTION or w.form in _PIVOTS for m in members for w in m.words)


def _has_pivot(members: Sequence[_Piece]) -> bool:
    """Whether members of one length turn on the same character: 电视有影像、广播有声音; 有人出人、有力出力.

    Segmenters often err in such short members, so this looks at characters alone.
    """
    length = len(members[0].text)
    same = [i for i in range(length) if len({m.text[i] for m in members}) == 1]
    solid = [i for i in same if members[0].text[i] not in _EMPTY or members[0].text[i] in _PIVOTS]
    if len(solid) > 1 and solid[-1] - solid[0] >= len(solid):
        return True
    if not 3 <= length <= 8 or len(same) != 1:
        return False
    pivot = members[0].text[same[0]]
    if 0 < same[0] < length - 1:
        return pivot in (_PIVOTS if length > 3 else "了着得")
    return same[0] == length - 1 and length > 4 and pivot not in _EMPTY and pivot not in _NOUN_ENDS


def _at_an_edge(members: Sequence[_Piece]) -> bool:
    """Whether all members open or end with the same character of weight."""
    return any(
        len({m.text[at] for m in members}) == 1 and members[0].text[at] not in _EMPTY for at in (0, -1)
    )


def _same_build(members: Sequence[_Piece]) -> bool:
    """Whether the members' parts of speech are much the same."""
    tags = [_tags(member) for member in members]
    return all(len(_common(tags[0], other)) >= 0.75 * max(len(tags[0]), len(other)) for other in tags[1:])


def _heavy(members: Sequence[_Piece], frame: str) -> bool:
    """Whether noun phrases repeat more than one noun of a list does: 更高目标、更高层次."""
    return (
        len(frame) >= 2
        and _at_an_edge(members)
        and all(len(m.words) > 2 for m in members)
        and any(w.xpos[0] in "dvmqpa" for w in members[0].words)
    )


def _says_something(member: _Piece) -> bool:
    """Whether there is a predicate, a number or an adverb in it; a bare noun says nothing."""
    if member.text[0] in "更最再" or any(c in "不是有无把让" for c in member.text):
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


def _at_same_place(members: Sequence[_Piece], frame: str) -> bool:
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


def _frame_of(members: Sequence[_Piece]) -> str:
    """The shared characters, … where the first member has others between."""
    shared, text = _shared(members), members[0].text
    parts: list[str] = []
    place = 0
    for c in shared:
        at = text.index(c, place)
        if at > place or (not parts and at):
            parts.append("…")
        parts.append(c)
        place = at + 1
    if place < len(text):
        parts.append("…")
    return "".join(parts)


LAYER = Layer("parallelism", "parallelisms", Parallelism, _annotate)
