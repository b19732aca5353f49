"""Where the text of a speech begins behind its head, and where it ends before the signature and the site's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.units import speaker_kind
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.headlines import date_of_speech
from chuangwen_corpus.structure.lines import Line
from chuangwen_corpus.structure.parts import Part
from chuangwen_corpus.structure.site import hands_over, leads_in, speaks
from chuangwen_corpus.structure.turns import label_before_address

FARTHEST_SALUTATION = 14
"""Lines between a title and its salutation."""
LONGEST_SIGNATURE = 40
LONGEST_LINK = 80
"""Characters of a link to another page."""
_LONG = 40
FARTHEST_SIGNATURE = 6
"""Lines behind the text in which a signature is looked for."""
_LED_IN = 260
"""Characters of an editor's words between a title and the salutation."""
_SPEAKS = regex(
    r"我们|我(?![国市县区镇乡校局])|大家|同志们|各位|今天.{0,30}(?:召开|举行|开会|聚)|现在开会|刚才"
)
_CONTENTS = regex("(?:内容)?(?:目录|提纲|大纲)(?:/(?:目录|提纲|大纲))?[:…. ]*$")
"""The label of a table of contents; the salutation ends it."""
_ANNOUNCES = regex(
    r"^(?:按照|根据|下面|现在?|现将|就|为了?)[^:]{4,},[^:]{4,}:$|(?:作|做)[^:]{0,12}(?:汇报|发言|表态|承诺)(?:如下)?:$"
)
"""How a speaker comes to the first point: 按照会议安排,就…作简要汇报:"""
_ASKS = regex(r"[?!]|求|谁|急|跪|帮忙")
_SIGNER = regex("^(?:表态|发言|讲话|承诺|倡议|宣誓|汇报|述职|致辞|演讲)?(?:人|单位|者) ?: ?")
_END_MARK = regex(r"[\(【—\- ]*(?:完|全文完|本文完|待续|未完待续|end)[\)】—\- ]*", re.IGNORECASE)
_CUT_OFF = regex(
    r"[,、;。]|.{12}|^(?:[一二三四五六]是|第[一二三四五六]|要|我|下面|现在|首先|其次|最后|接下来|因此|所以|如果|只有|请|同时|但|在|为|把|对|以|通过)"
)

_OPENS_CLAUSE = regex(
    r"我[省市州县区镇乡村局校院]|[今去明]年|近年|为了|因此|所以|如果|当前|目前|同时|根据|按照|通过|[对向在为使让把从]我|[对向在]全[省市州县区镇乡村]|各[省市州县区镇乡村级]"
)
"""How a sentence opens whose first words are a unit, and how no unit's name does."""
_CLOSES = regex(
    r"(?<!庆)祝(?!贺)|(?<![自意志心])愿(?![意望景])|敬礼|此致|再见|请[^。]{0,12}(?:指正|审议|监督|放心)|奋斗|汇报如?上|让我们|拜托|(?:贡献|力量|胜利|辉煌|篇章|明天|未来)!$"
)
"""What the last words of a speech hold, beside thanks."""
_CLOSING = 60
"""Characters of a paragraph in which they are looked for."""
_PLACEHOLDER = regex("[某xX×*○]{3,4}")
"""A signer whose name was taken out; two such characters may open a sentence, too (某某镇…)."""


def body_start(lines: Sequence[Line], start: int, end: int) -> int:
    """The line on which the text of a speech begins: its salutation, or its first running text.

    What stands between title and salutation is its head, or an editor's, whatever it says; but words that a speaker
    says of themselves begin the text.
    """
    contents = False
    for i in range(start, min(end, start + FARTHEST_SALUTATION)):
        contents = contents or bool(_CONTENTS.match(lines[i].folded))
        if contents and lines[i].salutation:
            return i
    for i in range(start, min(end, start + FARTHEST_SALUTATION)):
        handed_over = lines[i].speaker_label or hands_over(lines[i].folded)
        if handed_over and _is_right_above_salutation(lines, i, end):
            return i + 1
    led = 0
    first = None
    for i in range(start, min(end, start + FARTHEST_SALUTATION)):
        line = lines[i]
        if line.salutation and line.site != "certain":
            return i
        if _is_right_above_salutation(lines, i, end):
            return i + 1
        if line.section and line.site is None and not line.date and not line.title:
            if _is_listed_again(lines, i, end):
                continue
            break
        says = line.prose or (
            (speaks(line.folded) or _ANNOUNCES.search(line.folded))
            and not line.title
            and not line.dashed
            and not line.speaker_label
        )
        if says and not line.foreign and not _asks_for_title(lines, start, i):
            if line.site is None and not leads_in(line.folded) and not _bracketed(line):
                first = i if first is None else first
                if _SPEAKS.search(line.folded):
                    break
            led += len(line.text)
            if led > _LED_IN and start:
                break
    if first is not None:
        return _heading_above(lines, start, first)
    for i in range(start, end):
        line = lines[i]
        if (line.section and not line.date and not line.site) or line.spoken:
            return i if line.section else _heading_above(lines, start, i)
    return _first_left(lines, start, end)


def _is_right_above_salutation(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether a line is of a head and the salutation stands under it: then all above is a head, or an editor's."""
    line = lines[i]
    heads = line.title or line.speaker_label or line.date_line or line.speaker in ("office", "named")
    heads = (heads and not line.prose) or hands_over(line.folded)
    if not heads or i + 1 >= end:
        return False
    return lines[i + 1].salutation > 0 or label_before_address(lines[i + 1]) is not None


def _asks_for_title(lines: Sequence[Line], start: int, i: int) -> bool:
    """Whether a line opens with the title above and asks for it: what a site of questions and answers prints."""
    above = lines[start - 1] if start else None
    restates = above and above.title and lines[i].folded.startswith(above.title.core)
    return bool(restates) and bool(_ASKS.search(lines[i].folded))


def _heading_above(lines: Sequence[Line], start: int, i: int) -> int:
    """Takes the unnumbered heading right above the first running text with it."""
    before = lines[i - 1] if i > start else None
    if before is None or before.prose or before.foreign or before.site or before.title or before.dashed:
        return i
    if (
        before.speaker
        or before.date_line
        or before.speaker_label
        or re.search(r"[\d:|>(\[【]", before.folded)
    ):
        return i
    return i - 1 if i - 1 > start and len(before.text) >= 5 and _plain_heading(lines, i) else i


def _plain_heading(lines: Sequence[Line], i: int) -> bool:
    """Whether lines like the one above line `i` stand between paragraphs further on, too."""
    later = [line for line in lines[i + 1 : i + 30] if not line.prose and not line.site and not line.section]
    return len([line for line in later if 5 <= len(line.text) <= 24 and not line.speaker]) > 1


def _is_listed_again(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether a heading is of a table of contents: it stands above the salutation, and once more below it."""
    if lines[i].prose:
        return False
    for j in range(i + 1, min(end, i + FARTHEST_SALUTATION)):
        if lines[j].salutation:
            return any(other.folded.startswith(lines[i].folded) for other in lines[j + 1 : end])
        if len(lines[j].text) > _LONG:
            break
    return False


def _bracketed(line: Line) -> bool:
    return bool(re.fullmatch(r"[\(【\[].*[\)】\]]", line.folded))


def _first_left(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line that is neither the site's nor of a head, on a page whose text has no stops."""
    for i in range(start, end):
        line = lines[i]
        if not (line.site or line.foreign or line.date_line or line.speaker or line.title or line.dashed):
            return i
    return end


def body_end(lines: Sequence[Line], body: int, end: int) -> int:
    """One past the last line of the text: behind it stand the signature and what is the site's."""
    end = _before_another_page(lines, body, end)
    last = body
    for i in range(body, end):
        line = lines[i]
        if line.names_site or _END_MARK.fullmatch(line.folded):
            continue
        if (
            (line.may_be_spoken and not _in_head_of_another(line))
            or line.thanks
            or (line.section and line.site is None and (line.prose or not _is_listed(lines, i, body, end)))
            or line.salutation
            or (line.foreign and line.closed and i == last)
        ):
            last = i + 1
    if last < end and (_is_cut_off(lines, last, end) or may_be_a_beginning(lines, last)):
        last += 1
    return max(last, min(body + 1, end))


def _is_listed(lines: Sequence[Line], i: int, body: int, end: int) -> bool:
    """Whether a marked line without a stop stands in a numbered list of other pages, some of whose titles are known."""
    first = last = i
    while first > body + 1 and lines[first - 1].section and not lines[first - 1].prose:
        first -= 1
    while last + 1 < end and lines[last + 1].section and not lines[last + 1].prose:
        last += 1
    return any(line.title for line in lines[first : last + 1])


def linked(lines: Sequence[Line], body: int, end: int) -> set[int]:
    """The lines of a text that are links to other pages: behind the head of such a list, up to where the text goes on."""
    found: set[int] = set()
    for i in range(body, end):
        if lines[i].leads_away or (i - 1 in found and i - 1 >= body):
            j = i if i - 1 in found else i + 1
            if j < end and _is_link(lines, j, end):
                found.add(j)
    return found


def _is_link(lines: Sequence[Line], i: int, end: int) -> bool:
    line = lines[i]
    if (
        line.prose
        or line.salutation
        or line.thanks
        or speaks(line.folded)
        or re.search("[。!;]", line.folded)
    ):
        return False
    heads_a_paragraph = i + 1 < end and len(lines[i + 1].text) > _LONG and lines[i + 1].spoken
    return len(line.text) <= LONGEST_LINK and not heads_a_paragraph


def _in_head_of_another(line: Line) -> bool:
    """Whether a line without a stop is a title, a name or a date, and no text."""
    return not line.prose and bool(line.title or line.speaker or line.date_line)


def _is_cut_off(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether the line behind the last sentence is one more that breaks off."""
    line = lines[i]
    if line.site or line.title or line.speaker or line.date_line or line.foreign or not lines[i - 1].prose:
        return False
    if re.search(r"[|>:\[【]", line.folded) or _SIGNER.match(line.folded):
        return False
    return i + 1 == end and bool(_CUT_OFF.search(line.folded))


def _before_another_page(lines: Sequence[Line], body: int, end: int) -> int:
    """Where a list of other pages begins, if little that is spoken follows it."""
    spoken = [len(line.text) if line.may_be_spoken else 0 for line in lines[body:end]]
    for i in range(body + 1, end):
        line = lines[i]
        if not line.leads_away:
            continue
        before, behind = sum(spoken[: i - body]), sum(spoken[i - body :])
        marked = any(x.section and x.section.number > 1 for x in lines[i:end] if x.site is None)
        if behind and behind * 3 < before and not marked:
            return i
    return end


def may_be_a_beginning(lines: Sequence[Line], i: int) -> bool:
    """Whether a name alone may as well be the first characters of a paragraph in which the page breaks off.

    从经 is built like a name, and so is 应该. Nothing but site lines stands behind it then; and no thanks, wish or
    signer's line above it, and no other mention of the name, shows that somebody signs here.
    """
    line = lines[i]
    goes_on = line.speaker == "unit" and bool(_OPENS_CLAUSE.match(line.folded))
    name = line.speaker == "name" and not _PLACEHOLDER.fullmatch(line.folded)
    if not (name or goes_on) or line.site or i == 0:
        return False
    if not all(lines[j].site or lines[j].foreign for j in range(i + 1, len(lines))):
        return False
    earlier = (lines[j] for j in range(i - 1, -1, -1))
    above = next((other for other in earlier if other.site != "certain" and not other.foreign), None)
    if above is None or above.date_line or above.speaker or above.title or above.salutation:
        return False
    if above.thanks or _CLOSES.search(above.folded[-_CLOSING:]) or _SIGNER.match(above.folded):
        return False
    return goes_on or not _is_named(lines[:i], line.folded)


def _is_named(lines: Sequence[Line], name: str) -> bool:
    """Whether lines name somebody: the name by itself, behind an office, or behind 我是."""
    named = re.compile(rf"(?:^|[^{HAN}]|[是叫长记任员理师授士])\ ?{re.escape(name)}(?:$|[^{HAN}]|同志|在)")
    return any(named.search(line.folded) for line in lines)


def signature(lines: Sequence[Line], start: int, end: int) -> Iterator[Part]:
    """Who signs the speech, and when, in the lines behind its text."""
    found = 0
    seen = 0
    for i, line in enumerate(lines[start:end], start):
        if line.names_site or line.leads_away:
            break
        if (
            (line.site == "certain" and not date_of_speech(line))
            or line.foreign
            or _END_MARK.fullmatch(line.folded)
        ):
            continue
        seen += 1
        if seen > FARTHEST_SIGNATURE or line.title or line.bare_marker:
            break
        signer = _SIGNER.match(line.folded)
        date = line.date_line
        if (
            date
            and (date.written or found or date.bracketed)
            and not date.clock
            and (date_of_speech(line) or found)
        ):
            yield Part(line.start + date.start, line.start + len(line.text[: date.end].rstrip()), "signature")
        elif not found and not signer and may_be_a_beginning(lines, i):
            continue
        elif len(line.text) <= LONGEST_SIGNATURE and (signer or line.speaker or _signs_together(line)):
            yield Part(line.start, line.end, "signature")
        else:
            continue
        found += 1


def _signs_together(line: Line) -> bool:
    """Whether a line is a name or a unit with its date behind it."""
    date = re.search(r"\d{4}年\d{1,2}月\d{1,2}日?$", line.folded)
    return bool(date and speaker_kind(line.folded[: date.start()].strip()))
