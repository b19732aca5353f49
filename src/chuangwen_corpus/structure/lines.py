"""The lines of a clean text, each with what it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chuangwen_corpus.clean.furniture import rule_of_line
from chuangwen_corpus.clean.layout import ends_sentence
from chuangwen_corpus.genre.address import addresses, addresses_above, salutation_length
from chuangwen_corpus.genre.dates import DateLine, date_span, read_date_line
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.markers import Marker, ordinal_marker, section_marker, speech_marker
from chuangwen_corpus.genre.titles import Title, read_title
from chuangwen_corpus.genre.units import speaker_kind
from chuangwen_corpus.lazy import cached_property, regex
from chuangwen_corpus.structure.site import (
    Certainty,
    certainty,
    is_foreign,
    is_mostly_business,
    leads_away,
    names_business,
    names_only_a_site,
    speaks,
)

_THANKS = regex(r"谢谢|多谢|致谢|感谢大家|完毕|到此(?:结束|为止)|(?:发言|讲话|汇报|演讲)完了")
_DASH = regex(r"(?:—{1,3}|─{1,3}|-{2,4}|――)\ ?(?=.)")
_SPEAKS = "发言|讲话|演讲|演说|致辞|致词|主讲|宣讲|报告|倡议|宣誓|述职"
_LABEL = regex(
    rf"(?:{_SPEAKS})(?:人|者|单位|嘉宾)?\ ?:\ ?|[【\[]\ ?(?:{_SPEAKS}|主持|汇报|表态|承诺)\ ?(?:人|者|单位|嘉宾|领导)\ ?[】\]]\ ?:?\ ?"
)
_TITLE_LABEL = regex(
    r"(?:原标题|原题|标\ ?题|题目|主题|文章名称|文章标题)\ ?(?:\|\ ?)?:\ ?(?:\|\ ?)?|[【\[](?:发言|讲话|演讲|致辞|致词)(?:背景|主题|题目|场合|标题)[】\]]\ ?:?\ ?"
)
_OF_TERMS = regex(
    "侵权|版权|转载|传播|原创|会员|下载|用户|网友|网站|文档|本网|作者|备案|客服|上传|编辑|怎么写|格式|写作|记者|通讯员|摄$"
)
_TERMS = ("disclaimer", "copyright", "comment_note", "welcome", "download_notice", "genre_remark", "caption")
_CLAUSES = regex("[,;。]")
BROKEN_OFF = 12
"""Characters of a line with a comma inside that may be running text though it does not end in a stop."""
PROSE = 40
"""A line this long, or one with a stop inside, is running text."""


@dataclass(frozen=True)
class Line:
    """A line of the text; `start` and `end` are its offsets, without the line feed."""

    start: int
    end: int
    text: str
    folded: str
    """Its shadow."""
    below: str = ""
    """The shadow of the line under it, which tells that a line without a stop is a salutation."""

    @cached_property
    def title(self) -> Title | None:
        """The line read as a title; the dash of a sub-title and 原标题 stand before it."""
        at = self.opens_at
        title = read_title(self.folded[at:]) if at else read_title(self.folded)
        return title._replace(start=title.start + at, end=title.end + at) if title and at else title

    @cached_property
    def opens_at(self) -> int:
        """Where the words of a title begin, behind a dash or a label."""
        match = _DASH.match(self.folded) or _TITLE_LABEL.match(self.folded)
        return match.end() if match else 0

    @cached_property
    def dashed(self) -> bool:
        """Whether a dash opens it, as it does a sub-title."""
        return bool(_DASH.match(self.folded)) and not self.closed

    @cached_property
    def speaker_label(self) -> int:
        """Length of a label such as 发言人： that it opens with, or 0."""
        match = _LABEL.match(self.folded)
        return match.end() if match else 0

    @cached_property
    def speaker(self) -> str | None:
        """What of a speaker it names and nothing else: see `units.speaker_kind`."""
        return speaker_kind(self.folded)

    @cached_property
    def date_line(self) -> DateLine | None:
        """The line read as a date with a label, a time or a place at most."""
        return read_date_line(self.folded)

    @cached_property
    def site(self) -> Certainty | None:
        """How sure it is that the line is the site's."""
        return certainty(self.folded.strip())

    @cached_property
    def names_site(self) -> bool:
        """Whether it goes wherever it stands: it names the site's own business."""
        return names_only_a_site(self.folded) or (self.site == "certain" and names_business(self.folded))

    @cached_property
    def leads_away(self) -> bool:
        """Whether a list of other pages begins with it."""
        return leads_away(self.folded.strip())

    @cached_property
    def foreign(self) -> bool:
        """Whether it has no Han character."""
        return is_foreign(self.folded)

    @property
    def spoken(self) -> bool:
        """Whether it is running text in which nothing speaks for the site."""
        titled = self.title is not None and not self.closed
        return self.prose and not titled and self.site is None and not self.foreign

    @property
    def is_foot(self) -> bool:
        """Whether it is a sentence of the site's terms, by a rule whose words a speaker hardly has."""
        rule = rule_of_line(self.folded.strip()) if self.site == "likely" else None
        if rule is None or rule.id not in _TERMS or speaks(self.folded):
            return False
        return bool(_OF_TERMS.search(self.folded))

    @property
    def may_be_spoken(self) -> bool:
        """Whether it may be running text of a speech, behind other such text: whole, or broken off."""
        text = self.prose or (len(self.text) >= BROKEN_OFF and bool(_CLAUSES.search(self.folded)))
        text = text or (speaks(self.folded) and not self.title and not self.salutation)
        return (
            text
            and not self.foreign
            and not self.is_foot
            and self.site != "certain"
            and not is_mostly_business(self.folded)
        )

    @cached_property
    def section(self) -> Marker | None:
        """The section marker it opens with; an ordinal (第一,) is one where the line is a heading and nothing else."""
        marker = section_marker(self.folded)
        if marker is None and not self.prose and not _CLAUSES.search(self.folded, 4):
            marker = ordinal_marker(self.folded)
        return marker

    @cached_property
    def speech(self) -> Marker | None:
        """The speech marker it opens with."""
        return speech_marker(self.folded)

    @cached_property
    def salutation(self) -> int:
        """Length of the salutation it opens with, or 0."""
        if self.section:
            return 0
        listed = self.folded.endswith(",") and addresses(self.folded[:-1])
        if listed or addresses_above(self.folded, self.below):
            return len(self.folded)
        return salutation_length(self.folded)

    @cached_property
    def date(self) -> tuple[int, int] | None:
        """Where the date stands in a line that holds nothing else."""
        return date_span(self.folded)

    @cached_property
    def closed(self) -> bool:
        """Whether it ends in a sentence's stop."""
        return ends_sentence(self.folded)

    @property
    def thanks(self) -> bool:
        """Whether it thanks the audience or says that the speech is over."""
        return len(self.text) < 60 and bool(_THANKS.search(self.folded))

    @property
    def prose(self) -> bool:
        """Whether it is running text, not a title or a heading."""
        return len(self.text) > PROSE or self.closed

    @property
    def bare_marker(self) -> bool:
        """Whether it is a speech marker and nothing else."""
        return bool(self.speech and self.speech.length >= len(self.folded))


def read_lines(text: str) -> list[Line]:
    """The non-empty lines of a text."""
    spans, position = [], 0
    for line in text.split("\n"):
        if line:
            spans.append((position, position + len(line)))
        position += len(line) + 1
    return lines_of(text, spans)


def lines_of(text: str, spans: Sequence[tuple[int, int]]) -> list[Line]:
    """Stretches of a text as lines, one under the other."""
    folded = fold(text)
    shadows = [folded[start:end] for start, end in spans]
    return [
        Line(start, end, text[start:end], shadow, below)
        for (start, end), shadow, below in zip(spans, shadows, [*shadows[1:], ""], strict=False)
    ]
