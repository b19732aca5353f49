"""Whether a page can hold a speech of the genre at all, told from its bytes at the speed of a search.

Such a page names the campaign (文明城市, 创文, 创建工作 ...) and speaks like a speech, or names one (发言, 同志们,
承诺 ...); or it is titled or addressed as a speech and speaks of a city and its people at all. A page that does
neither is plainly of another genre. News of a meeting passes: what the filter drops is never looked at again, so
it asks for little. Figures: docs/evaluation.md.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from chuangwen_corpus.genre.folding import spellings
from chuangwen_corpus.genre.own import Lists, in_use

CAMPAIGN = (
    "文明城", "文明县", "文明区", "文明镇", "文明村", "文明单位", "文明办", "全国文明", "文明创建", "创建文明",
    "创文", "创城", "创建工作", "创建大会", "创建活动", "创建动员", "创建迎检", "创建全国", "创建任务", "创建目标",
)  # fmt: skip
SPEECH = (
    "发言", "讲话", "表态", "同志们", "各位领导", "各位代表", "承诺", "倡议", "宣誓", "演讲", "致辞", "主持词", "谢谢大家",
    "大家好", "我代表", "朋友们",
)  # fmt: skip
TITLED = (
    "表态", "发言材料", "发言稿", "代表发言", "动员讲话", "总结讲话", "承诺书", "倡议书", "局长发言", "主任发言", "书记发言",
    "各位领导", "同志们", "各位代表", "会上的讲话", "会上的发言",
)  # fmt: skip
"""What titles and addresses a speech given at a meeting."""
CIVIC = (
    "创建", "文明", "城市", "市容", "市民", "群众", "社区", "整治", "测评", "街道", "小区", "全市", "全县", "全区", "我局", "我镇",
    "我街道", "家园", "创城",
)  # fmt: skip
"""What such a speech says of a city and its people, whatever else it is about."""
_GAP = "\t\n\r \u3000\u200b"
"""What a converter puts inside words: 文 明 城 市; a line may be broken there, too."""
_MOST_REFERENCES = 50
"""Character references from which on a page is taken for one that spells its text in them."""


def may_be_of_genre(data: bytes) -> bool:
    """Whether a page may hold a speech of the genre; False where it plainly does not.

    Works on UTF-8, GB 18030, Big5 and UTF-16, simplified or traditional, with white space inside words. A page
    that spells its text in character references is not judged, and passes.

    >>> may_be_of_genre("在创建全国文明城市动员大会上的表态发言".encode()), may_be_of_genre("红烧肉的做法".encode())
    (True, False)
    """
    if data.count(b"&#") >= _MOST_REFERENCES:
        return True
    return any(_names_both(text) for text in _readings(data))


def _readings(data: bytes) -> Iterator[str]:
    """What the bytes can mean, the likeliest reading first."""
    if b"\0" in data:
        yield from (data.decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be"))
    try:
        yield data.decode("utf-8")
    except UnicodeDecodeError:
        yield from (data.decode(encoding, "ignore") for encoding in _likely(data))


def _likely(data: bytes) -> list[str]:
    """The encoding in which the commonest character, 的, stands most often; all where it does not stand."""
    counts = {encoding: data.count("的".encode(encoding)) for encoding in ("gb18030", "big5hkscs", "utf-8")}
    best = max(counts, key=counts.__getitem__)
    return [best] if counts[best] else list(counts)


def _names_both(text: str) -> bool:
    campaign, speech, titled, civic = _patterns(in_use())
    if campaign.search(text) and speech.search(text):
        return True
    return bool(titled.search(text) and civic.search(text))


_LISTS = (CAMPAIGN, SPEECH, TITLED, CIVIC)


@lru_cache(4)
def _patterns(lists: Lists | None) -> tuple[re.Pattern[str], ...]:
    own = sorted({*lists.salutations, *dict(lists.titles)}) if lists else []
    campaign, speech, titled, civic = _LISTS
    words = (campaign, (*speech, *own), (*titled, *own), civic)
    return tuple(re.compile("|".join(itertools.chain.from_iterable(map(_printed, some)))) for some in words)


def _printed(word: str) -> Iterator[str]:
    """Patterns of a word as it may be printed, in simplified characters and in traditional ones, with white space inside.

    Each begins with a character and not with a class, as `re` looks for these several times as fast.
    """
    first, *rest = map(spellings, word)
    for character in first.strip("[]"):
        yield f"[{_GAP}]*".join([re.escape(character), *rest])
