"""`addressee`: who is spoken to: the salutation, whom a promise is made to, and calls inside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_CALL = re.compile(
    r"(?P<before>^|[。!?,;:\"请])(?:尊敬的|亲爱的|敬爱的)?(?P<name>"
    r"(?:各位|诸位|广大|全体)?(?:领导|来宾|代表|同志|同事|同仁|朋友|同学|老师|乡亲|街坊|战友|业主|居民|家长|委员|嘉宾|市民|姐妹|叔叔阿姨|叔叔|阿姨|小朋友|同行|乘客|读者|志愿者|邻居)(?:们)?"
    r"(?:[、,](?:各位|广大)?(?:同志|来宾|代表|朋友|同事|同仁|同行|嘉宾|同学|老师|街坊|业主|乡亲)(?:们)?)*)"
    r"(?=[,!:]|监督|放心|批评)|(?P<comrades>同志们)"
)
_SOME = re.compile("们|各位|诸位|同志")
_CALLED = re.compile(r"们|各位|诸位|^同志")


class Addressee(AnnotationRow):
    """Who is spoken to."""

    place: str = Field(description="salutation, or text (a call, or whom a promise is made to).")


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    taken: set[int] = set()
    for i, speech in enumerate(reading.speeches):
        if speech.addressee:
            mark = speech.addressee
            taken.update(range(mark.start, mark.end))
            place = "salutation" if mark.rule.endswith("salutation") else "text"
            yield Mark(mark.start, mark.end, mark.rule, {"place": place}, speech=i)
    for sentence in reading.holding(_SOME):
        if sentence.kind not in ("body", "salutation"):
            continue
        stretch = folded[sentence.start : sentence.end]
        for match in _CALL.finditer(stretch):
            group = "name" if match["name"] else "comrades"
            start, end = (sentence.start + offset for offset in match.span(group))
            if start not in taken and _CALLED.search(match[group]):
                yield Mark(start, end, "addressee.call", {"place": "text"})


LAYER = Layer("addressee", "addressees", Addressee, _annotate)
