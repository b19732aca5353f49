"""`quantity`: a numeral and a measure word, with the noun counted if it follows at once.

Numeral, classifier, noun after Chao (1968, chapter 7.9). An indefinite 一 (交一份答卷, 一场大战) counts
nothing and is none, nor is what stands in the name of a work or in a set phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.data import forms, rows, tree, words
from chuangwen_corpus.annotate.layer import (
    AnnotationRow,
    Layer,
    Mark,
    Reading,
    SentenceSpan,
    Spans,
    Word,
    longest,
)
from chuangwen_corpus.annotate.vocabulary import is_other
from chuangwen_corpus.genre.numerals import amount, bounds
from chuangwen_corpus.lazy import regex

_MEASURES = [row["form"] for row in rows("classifiers") if row["type"] == "measure"]
_COUNTS = [row["form"] for row in rows("classifiers") if row["type"] == "count"]
_DIGITS = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?(?:[十百千万亿]{1,2})?"
_HAN = r"(?:[一二两三四五六七八九十百千零〇]{1,12}(?:点[一二三四五六七八九零〇]{1,12})?[万亿]?(?:[一二三四五六七八九零〇千百十]{1,12})?|[二三四五六七八九]?十几|数[十百千万]{1,12}|几[十百千万]{1,12}|上[百千万]{1,12}|成[百千万]{1,12})"
_NUMBER = rf"(?<![\d.第a-zA-Z])(?:{_DIGITS}|(?<![一二三四五六七八九十百千万零〇第几]){_HAN})"
_NUMBER_BEHIND = rf"(?<![.第a-zA-Z])(?:{_DIGITS}|{_HAN})"
_MORE = r"(?:多万|余万|多亿|余亿|多|余|来(?=[个名户家条]))?"
_PERCENT = regex(
    rf"(?P<percent>百分之(?P<p>{_HAN}|{_DIGITS})|(?<![\d.])(?P<q>\d{{1,15}}(?:\.\d{{1,9}})?)%|(?P<c>(?<![一二三四五六七八九十第])[一二三四五六七八九](?:点[一二三四五六七八九])?|(?<!\d)\d(?:\.\d)?)成(?P<half>[一二三四五六七八九半](?!是|要|个|条|名|位))?(?!为|功|立|果|效|就|长|员|绩|本|都|分|份|熟))"
    rf"|(?P<fraction>(?P<below>{_HAN}|\d{{1,15}})分之(?P<above>{_HAN}|\d{{1,15}}))"
)
_DASH = "(?:—{1,2}|-{1,2}|~|至|到)"
_BEHIND = tree(row["form"] for row in rows("comparators") if row["place"] == "behind")
_BEFORE = regex(
    rf"(?:{tree(row['form'] for row in rows('comparators') if row['place'] == 'before')})(?:了|为)?\Z"
)
_COUNTED = regex(
    rf"(?:(?P<least>{_NUMBER})(?:{tree([*_MEASURES, *_COUNTS])})?{_DASH}(?=[\d一二三四五六七八九十百千两]))?(?P<number>{_NUMBER_BEHIND})(?P<more>{_MORE})(?P<unit>{tree(_MEASURES)}|{tree(_COUNTS)})(?P<many>多|余)?"
    rf"(?P<about>{_BEHIND})?"
)
_LARGE = regex(rf"(?P<number>{_NUMBER}(?<=[万亿]))(?P<more>[多余])?(?![万亿]|{_DASH}\d)")
"""An amount in 万 or 亿 without a measure word: 20亿, 380万贫困群众."""
_SOME_SHARE = regex("分之|%|成")
_SOME_LARGE = regex(r"[\d一二两三四五六七八九十百千][万亿]")
_BEHIND_AT = regex(_BEHIND)
_SOME_COUNTED = regex(rf"[\d一二两三四五六七八九十百千万亿零〇几多余来](?:{tree([*_MEASURES, *_COUNTS])})")
"""What a share and a counted amount hold at least."""
_NOT_MEASURE = {
    row["form"]: regex(row["not_before"]) for row in rows("classifiers") if row["not_before"] != "-"
}
"""What makes a classifier another word: 大|力, 条|件."""
_CLASS = regex("[百千万]亿?元?级")
"""An amount that names a class: 百亿级园区."""
_FORMULA = regex('"(?:[一二两三四五六七八九十]{1,2}个[^"]*)?$')
"""What stands before the numeral of a formula in quotation marks: the mark, or a numeral that opens the formula."""
_NOUN = (
    "t",
    "n",
    "vn",
    "nz",
    "ns",
    "nt",
    "nr",
    "j",
    "an",
    "s",
    "f",
    "b",
    "a",
    "l",
    "i",
    "nrt",
    "ng",
    "eng",
    "m",
    "q",
    "x",
)
_HEAD = ("n", "vn", "nz", "nt", "j", "l", "nrt", "ng", "nr", "s", "an")
_STOP_WORDS = forms("counting", "stop")
_HOUSEHOLDS = forms("counting", "household")
"""What 户 counts; another noun behind it is the next word."""
_UNIT_ENDS = forms("counting", "unit_end")
"""What ends the name of a kind of unit, where the segmenter parts it from the rest: 市场监管|所."""
_TIMES = regex(f"{words('counting', 'so_often')}$")
_VERBAL = forms("counting", "verbal")
_COUNTABLE = forms("counting", "place_end")
"""What nouns for people and places end in: a verb behind one is the predicate (12个社区|建设分馆)."""
_PEOPLE = forms("counting", "people_end")
_ALSO_PEOPLE = forms("counting", "people")
"""What can stand behind a noun for people in one noun phrase: 党员|志愿者; else it is the predicate."""
_ACTS = forms("counting", "act")
"""Verbs that dictionaries also have as nouns; behind a noun they are the predicate."""
_WITHOUT_NOUN = forms("counting", "whole")
"""Units that are the thing counted themselves; what follows them is the next word."""


class Quantity(AnnotationRow, frozen=True):
    """A counted or measured amount (experimental)."""

    value: float | None = Field(
        description="The number; a percentage as such (90 for 百分之九十), a fraction as a decimal."
    )
    unit: str | None = Field(
        description="The classifier or unit of measurement; % for percentages, 1 for fractions, empty for an amount without one (20亿)."
    )
    value_min: float | None = Field(description="The lower end of a range; value is null then.")
    value_max: float | None = Field(description="The upper end of a range.")
    comparator: str | None = Field(
        description="The word that compares or rounds, as printed: 不低于, 以上, 约."
    )
    noun: str | None = Field(
        description="The noun counted, right behind it or right before it (充电桩1200个)."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    found: dict[SentenceSpan, list[Mark]] = {}
    for sentence in reading.holding(_SOME_SHARE):
        found[sentence] = _shares(reading, sentence)
    for sentence in reading.holding(_SOME_COUNTED):
        for match in _COUNTED.finditer(folded, sentence.start, sentence.end):
            if mark := _counted(reading, match, sentence):
                found.setdefault(sentence, []).append(mark)
    for sentence in reading.holding(_SOME_LARGE):
        for match in _LARGE.finditer(folded, sentence.start, sentence.end):
            if mark := _large(reading, match, sentence):
                found.setdefault(sentence, []).append(mark)
    for sentence, marks in found.items():
        taken = [(mark.start, mark.end) for mark in reading.inside("time", sentence.start, sentence.end)]
        taken += [match.span() for match in _CLASS.finditer(folded, sentence.start, sentence.end)]
        taken += _sets(reading, sentence)
        closed = Spans(taken)
        yield from longest(m for m in reading.free(marks) if not closed.meet(m.start, m.end))


def _sets(reading: Reading, sentence: SentenceSpan) -> Iterator[tuple[int, int]]:
    """Names of sets, and phrases whose numeral counts nothing."""
    for hit in reading.hits.within(sentence.start, sentence.end, "sets"):
        if not is_other(hit, reading.folded, sentence.start, sentence.end):
            yield hit.start, hit.end


def _shares(reading: Reading, sentence: SentenceSpan) -> list[Mark]:
    """Percentages and fractions; two percentages with a dash between are one range."""
    found: list[Mark] = []
    for match in _PERCENT.finditer(reading.folded, sentence.start, sentence.end):
        if match["c"] and not reading.word_starts(match.start()):
            continue
        mark = _share(match)
        behind = _BEHIND_AT.match(reading.folded, mark.end, sentence.end)
        between = reading.folded[found[-1].end : mark.start] if found else ""
        if (
            found
            and re.fullmatch(_DASH, between)
            and "value" in mark.attributes
            and "value" in found[-1].attributes
        ):
            low = found.pop()
            ends = {"unit": "%", "value_min": low.attributes["value"], "value_max": mark.attributes["value"]}
            mark = Mark(low.start, mark.end, mark.rule, ends)
        end = behind.end() if behind else mark.end
        found.append(
            _compared(
                reading,
                Mark(mark.start, end, mark.rule, mark.attributes),
                behind and behind[0],
                sentence.start,
            )
        )
    return found


def _compared(reading: Reading, mark: Mark, behind: str | None, first: int) -> Mark:
    """The mark with its comparator, which stands behind it or right before it."""
    before = _BEFORE.search(reading.folded, max(first, mark.start - 5), mark.start)
    comparator = behind or (before[0].rstrip("了为") if before and before[0].rstrip("了为") else None)
    if comparator is None or (
        comparator in ("近", "超", "约", "逾") and not behind and not reading.word_starts(mark.start - 1)
    ):
        return mark
    return Mark(mark.start, mark.end, mark.rule, mark.attributes | {"comparator": comparator})


def _large(reading: Reading, match: re.Match[str], sentence: SentenceSpan) -> Mark | None:
    """An amount in 万 or 亿 with the noun it counts, or with nothing behind it."""
    folded = reading.folded
    figures = _figures(match["number"], "")
    if not figures or not reading.word_starts(match.start()) or folded[max(0, match.start() - 1)] in "第每":
        return None
    if not any(character.isdigit() for character in match["number"]) and len(match["number"]) < 2:
        return None
    end = _noun(reading, match.end(), sentence.end, "")
    attributes = figures | {"unit": ""}
    if end > match.end():
        attributes["noun"] = folded[match.end() : end]
    elif folded[match.end() : match.end() + 1].isalnum() and not _BEHIND_AT.match(folded, match.end()):
        if (
            not re.match("[,、的和及到至]|$", folded[match.end() : match.end() + 1])
            and reading.words(match.end(), match.end() + 2) == []
        ):
            return None
    behind = _BEHIND_AT.match(folded, end, sentence.end)
    mark = Mark(match.start(), behind.end() if behind else end, "quantity.large", attributes)
    return _compared(reading, mark, behind and behind[0], sentence.start)


def _share(match: re.Match[str]) -> Mark:
    if match["fraction"]:
        below, above = amount(match["below"]), amount(match["above"])
        value = above / below if above is not None and below else None
        attributes = {"unit": "1"}
    else:
        value = amount(match["p"] or match["q"] or match["c"])
        if value is not None and match["c"]:
            value = value * 10 + (5 if match["half"] == "半" else amount(match["half"] or "") or 0)
        attributes = {"unit": "%"}
    if value is not None:
        attributes["value"] = f"{value:.6g}"
    return Mark(*match.span(), "quantity.share", attributes)


def _counted(reading: Reading, match: re.Match[str], sentence: SentenceSpan) -> Mark | None:
    folded, first, limit = reading.folded, sentence.start, sentence.end
    number, unit = match["number"], match["unit"]
    if number == "一" and (unit in _COUNTS or unit in ("分", "点", "度", "步")):
        return None
    if number + unit == "十分":
        return None
    before = folded[max(0, match.start() - 2) : match.start()]
    if before.endswith(("每", "这", "那", "第", "同", "哪", "某", "前", "名后")) or (
        before.endswith("任") and number == "一"
    ):
        return None
    if unit in _NOT_MEASURE and _NOT_MEASURE[unit].match(folded, match.end("unit"), limit):
        return None
    if unit == "大" and (number[0].isdigit() or "十" in number) and len(number) > 1:
        return None  # 二十大, 十九大: congresses
    if number in ("两", "三") and unit in ("级", "手", "面"):
        return None
    if not number[0].isdigit() and _FORMULA.search(folded, max(first, match.start() - 40), match.start()):
        return None  # a formula or a brand: “四个意识”, “五面红旗”, “一个健全、两个到位”
    if not number[0].isdigit() and not match["least"] and not reading.word_starts(match.start()):
        return None  # 三角 in 长三角
    least, value = _value(match["least"] or "", ""), _value(number, match["more"])
    if least is not None and value is not None:
        figures = _ends(least, value)
    else:
        figures = _figures(number, match["more"])
    attributes = {"unit": unit} | figures
    end = match.end()
    adverbial = unit in _VERBAL and _TIMES.search(folded[max(0, match.start() - 4) : match.start()])
    if not match["about"] and not adverbial and unit in _COUNTS and unit not in _WITHOUT_NOUN:
        noun_end = _noun(reading, end, limit, unit)
        if noun_end > end:
            attributes["noun"] = folded[end:noun_end]
            end = noun_end
    if unit == "大" and end == match.end():
        return None
    if "noun" not in attributes and (noun := _noun_before(reading, match.start(), first)):
        attributes["noun"] = noun
    return _compared(reading, Mark(match.start(), end, "quantity.counted", attributes), match["about"], first)


def _noun_before(reading: Reading, start: int, first: int) -> str | None:
    """The noun that an amount stands right behind: 充电桩1200个."""
    words = reading.words(max(first, start - 12), start)
    begin = start
    for word in reversed(words):
        nominal = word.xpos.startswith(("n", "j", "s")) or word.xpos in ("x", "l", "b", "an", "zg", "g")
        nominal = nominal or (begin == start and word.xpos == "q" and len(words) > 1)
        inside = begin < start and start - begin == 1 and len(word.form) == 2 and word.form not in _ACTS
        nominal = nominal or (inside and word.xpos in ("v", "vn"))  # 充电|桩
        if word.end != begin or not (nominal or (word.xpos == "vn" and begin == start)):
            break
        begin = word.start
    last = words[-1] if words else None
    return reading.folded[begin:start] if begin < start and last and last.form not in _STOP_WORDS else None


def _figures(number: str, more: str) -> dict[str, str]:
    """The number of an amount, or the ends of the range that it names (三四个), as attributes; none if it is neither."""
    ends = bounds(number)
    if ends is None:
        value = _value(number, more)
        return {} if value is None else {"value": f"{value:.12g}"}
    low, high = ends
    return _ends(low * _scale(more), high * _scale(more))


def _ends(low: float, high: float) -> dict[str, str]:
    return {"value_min": f"{low:.12g}", "value_max": f"{high:.12g}"}


def _value(number: str, more: str) -> float | None:
    value = amount(number)
    return None if value is None else value * _scale(more)


def _scale(more: str) -> float:
    return {"万": 1e4, "亿": 1e8}.get(more[-1:], 1)


def _noun(reading: Reading, start: int, limit: int, unit: str) -> int:
    """Where the noun phrase ends that starts here; here if there is none.

    Behind a verbal measure word (次, 遍) a verb is the predicate, not part of the noun phrase.
    """
    end, last = start, start
    words = reading.words(start, min(limit, start + 14))
    if not words or words[0].start != start:
        return _inside(reading, start, limit)
    if unit in _VERBAL and words[0].xpos == "v":
        return start
    for i, word in enumerate(words):
        if word.start != end or word.form in _STOP_WORDS or word.upos == "PUNCT":
            break
        after_people = last > start and reading.folded[last - 1] in _PEOPLE
        if after_people and word.xpos[0] != "n" and word.form not in _ALSO_PEOPLE:
            break
        if last > start and word.xpos == "vn" and reading.folded[last - 1] in _COUNTABLE:
            break
        if last > start and "manner" in word.classes:
            break  # 三名副职|分片包村
        if (last > start and word.form in _ACTS) or (unit == "户" and word.form not in _HOUSEHOLDS):
            break
        if (
            not word.xpos.startswith(_NOUN)
            and not (last == end and word.form in _UNIT_ENDS)
            and not (word.xpos == "v" and _modifies(words, i))
        ):
            break
        end = word.end
        unknown = last == start and word.xpos == "x" and len(word.form) > 1 and word.form > "㐀"
        if word.xpos in _HEAD or word.form in _UNIT_ENDS or word.xpos.startswith("n") or unknown:
            last = end
    return last


def _inside(reading: Reading, start: int, limit: int) -> int:
    """The end of the word that holds both measure word and noun (栋楼), where the segmenter made one of them."""
    whole = next(
        (w for w in reading.words(max(0, start - 2), min(limit, start + 4)) if w.start < start < w.end), None
    )
    return whole.end if whole and whole.xpos == "x" else start


def _modifies(words: list[Word], i: int) -> bool:
    """Whether a verb stands between the measure word and a noun it belongs to (测评项目, 执法行动); no 下发|全县."""
    return (
        i + 1 < len(words)
        and words[i + 1].xpos.startswith("n")
        and words[i + 1].form[0] not in "全各每该本"
        and words[i + 1].start == words[i].end
        and i == 0
    )


LAYER = Layer(
    "quantity",
    "quantities",
    Quantity,
    _annotate,
    blocked_by=("cited_work", "policy_term", "organisation", "time"),
)
