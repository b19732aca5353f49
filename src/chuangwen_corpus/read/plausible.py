"""How much a decoded text looks like a language, to choose between encodings that all decode."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from chuangwen_corpus.genre.folding import HAN, code_points, fold
from chuangwen_corpus.lazy import regex

# The commonest characters of modern Chinese; they make up more than half of any running text, and
# a few per cent of the same bytes read in a wrong encoding. Compiled here.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自"
    "二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变"
    "条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安"
    "场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属"
    "圆包火住调满县局照参红细引听该铁价严城创责落"
)
# The commonest syllables of modern Korean, which make up most of any running text.
_SYLLABLES = frozenset(
    "이다는의에을가고하를은로지사도기한어아나인시대자리서정일수그해라보전만과원부으들제장주구스상여있조동면공니내적게성비안소요신것생관경화국유위했저오모선마우까문야습업회중개분방"
    "러치말행세산연교강거간양학식발트실용복터진바계체통차재음없였같때더와려될된할함합입민든드네데르미심역반명노참운운물무배감달당남단길날람름력란립많맞받불살새설속순술쓰약열온울월육임"
)
_EAST = regex(rf"[{HAN}\u3041-\u30fe\uac00-\ud7a3\uff66-\uff9f]")
_KANA = regex("[\u3041-\u30fe]")
_THAI_VOWELS = frozenset("เแโใไ")
"""Vowels that are written before their consonant."""
_BETWEEN_WORDS = frozenset(("Zs", "Pd", "Pi", "Pf", "Nd"))
_NO_TEXT = frozenset(("Cc", "Cn", "Co", "Cs", "Sk", "So"))
_WELL_FORMED = 0.85
_LEAST_SMALL = 0.5
"""Of the letters beyond ASCII that have a case so many are small, in any running text."""
_MOST_ACCENTED = 0.4
"""Of the letters of a text in Latin script no more are beyond ASCII."""

SAMPLE = 20_000
"""Characters looked at."""


def beyond_ascii(text: str) -> int:
    """The number of characters beyond ASCII.

    >>> beyond_ascii("ok，好")
    2
    """
    return len(text) - len(text.encode("ascii", "ignore"))


def share_of_common(text: str) -> float:
    """The share of common Chinese characters among those beyond ASCII, from 0 to 1.

    >>> share_of_common("我们将全力以赴") > 0.5 > share_of_common("鎴戜滑灏嗗叏鍔涗互璧")
    True
    """
    common, beyond = _kinds(code_points(text[:SAMPLE]))
    among = int(beyond.sum(dtype=int))
    return int(common.sum(dtype=int)) / among if among else 0.0


def shares_of_common(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[float]]:
    """Of several stretches of a text, the number of characters beyond ASCII, and `share_of_common`.

    >>> shares_of_common("我们将全力，ok", [(0, 6), (6, 8)])
    ([6, 0], [1.0, 0.0])
    """
    import numpy as np

    if not spans:
        return [], []
    starts, ends = np.array(spans, np.int64).T
    codes = code_points(text)
    printed, common, among = (
        sums[ends] - sums[starts]
        for kind in (codes > 127, *_kinds(codes))
        for sums in (np.concatenate(([0], kind.cumsum(dtype=np.int64))),)
    )
    return printed.tolist(), (common / np.maximum(among, 1)).tolist()


@cache
def _kinds_of_codes() -> Any:
    """Of each code point of the basic plane: 2 if what it folds to is beyond ASCII, 1 more if that is a common Chinese character."""
    import numpy as np

    folded = fold("".join(map(chr, range(0x10000))))
    return np.array([2 * (c > "\x7f") + (c in _COMMON) for c in folded], np.uint8)


def _kinds(codes: Any) -> tuple[Any, Any]:
    """Of each code point whether it is a common Chinese one, and whether it is beyond ASCII; both of its shadow."""
    table = _kinds_of_codes()
    kinds = table.take(codes, mode="clip")
    kinds[codes >= len(table)] = 2  # folding changes none of these, and none is common
    return kinds & 1, kinds >> 1


def likeness(text: str) -> float:
    r"""How much a text looks like one of a language, from 0 to 1; the more of it is unlikely in any, the less.

    Chinese, Japanese and Korean are told by their commonest characters, other languages by their spelling: scripts do not
    mix in a word, no capital follows a small letter, no sign stands between letters.

    >>> likeness("сегодня мы собрались") > 0.9, likeness("ОТГЗЅ«Ть№¦ДЧ"), likeness("กะ่แีำ้ะ็"), likeness(9 * "\0")
    (True, 0.0, 0.0, 0.0)
    """
    text = text[:SAMPLE]
    foreign = [c for c in text if c > "\x7f" and c != "\ufffd"]
    own = len(_KANA.findall(text)) + sum(map(_SYLLABLES.__contains__, text))
    eastern = share_of_common(text) + own / max(1, len(foreign))
    letters = [c for c in foreign if _is_letter(c)]
    if 2 * len(_EAST.findall(text)) > len(letters):
        return eastern
    return max(eastern, _western(text, foreign, letters))


def _western(text: str, foreign: list[str], letters: list[str]) -> float:
    """How much a text looks like one of an alphabet."""
    if not letters:
        shown = sum(c.isprintable() or c.isspace() for c in text)
        return 1.0 if len(foreign) * 5 < len(text) <= shown / _WELL_FORMED else 0.0
    if sum(_category(c) in _NO_TEXT for c in foreign) > (1 - _WELL_FORMED) * len(foreign):
        return 0.0
    ascii_letters = sum(c.isascii() and c.isalpha() for c in text)
    if _script(letters[0]) == "LATIN" and len(letters) > _MOST_ACCENTED * (len(letters) + ascii_letters):
        return 0.0
    cased = [c for c in letters if c.islower() or c.isupper()]
    if sum(map(str.islower, cased)) < _LEAST_SMALL * len(cased):
        return 0.0
    share = _spelled(text)
    return share if share >= _WELL_FORMED else 0.0


def _spelled(text: str) -> float:
    """The share of pairs of neighbours with a letter beyond ASCII that a language may have."""
    good = pairs = 0
    for one, two in pairwise(text):
        if (one > "\x7f" and _is_letter(one)) or (two > "\x7f" and _is_letter(two)):
            pairs += 1
            good += _may_follow(one, two)
    return good / pairs if pairs else 1.0


@lru_cache(8192)
def _may_follow(one: str, two: str) -> bool:
    if not (_is_letter(one) and _is_letter(two)):
        other = two if _is_letter(one) else one
        return other.isascii() or other in "…·" or other > "\u2fff" or _category(other) in _BETWEEN_WORDS
    script = _script(one)
    if script != _script(two):
        return False
    if script == "THAI":
        mark, vowel = _category(two) == "Mn", one in _THAI_VOWELS
        return not (mark and (vowel or one in "ะาำฯๆ")) and not (vowel and two > "ฮ")
    return not (one.islower() and two.isupper())


def _is_letter(character: str) -> bool:
    return _category(character)[0] in "LM"


@lru_cache(8192)
def _category(character: str) -> str:
    return unicodedata.category(character)


@lru_cache(8192)
def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    # Combining marks go with any letter; the name of every letter begins with its script.
    return "LATIN" if name.startswith("COMBINING") else name.partition(" ")[0]
