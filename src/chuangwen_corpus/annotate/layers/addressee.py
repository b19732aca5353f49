"""`addressee`: who is spoken to: the salutation, whom a promise is made to, and calls inside the text."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.data import words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.lazy import regex

_CALL = regex(
    rf"(?P<before>^|[。!?,;:\"请]){words('people', 'epithet')}?(?P<name>"
    rf"{words('people', 'all')}?{words('people', 'called')}们?(?:[、,]{words('people', 'all')}?{words('people', 'also_called')}们?)*)"
    rf"(?=[,!:]|{words('people', 'asked')})|(?P<comrades>同志们)"
)
_SOME = regex("们|各位|诸位|同志")
_CALLED = regex(r"们|各位|诸位|^同志")


class Addressee(AnnotationRow, frozen=True):
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


LAYER = Layer("addressee", "addressees", Addressee, _annotate, of_page=True)
