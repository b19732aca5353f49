"""`placeholder`: what a site or an author put in place of a name, a year or a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import forms, words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.lazy import regex

_PLACEHOLDER = regex(
    r"(?P<year>(?:19|20)(?:[xX×*○]{1,2}|\d[xX×*○]|_{1,2}))(?![a-zA-Z\d])"
    r"|(?<![a-zA-Z\d])(?P<sign>[xX]{1,4}|[×*○△□]{1,6})(?![a-zA-Z])(?!\d(?!\d?[条个项件]))"
    r"|(?P<blank>_{2,}|(?<=[\u4e00-\u9fff]) ?\( *\)(?=[\u4e00-\u9fff])|…(?=[年月日市区县镇局])(?<!……))"
    r"|(?P<some>某{2,4}|某(?![某些种天日时次人物事地处样一程方面]))"
)
_SOME = regex(r"19|20|[xX×*○△□_(…某]")
"""What every one of them holds at least."""
_PLACE = regex(rf"{words('blank_words', 'place')}|文明\d")
_ORGANISATION = regex(
    rf"{words('blank_words', 'organisation')}|[\u4e00-\u9fff]{{1,6}}{words('blank_words', 'organisation_end')}"
)
_NUMBER = regex(f" ?{words('blank_words', 'number')}")
_PERSON = regex(words("blank_words", "person"))
_SURNAMES = forms("blank_words", "surname")
_ROLE_BEFORE = regex(f"{words('blank_words', 'office')}$")


class Placeholder(AnnotationRow, frozen=True):
    """A blank or a sign in place of what was taken out."""

    stands_for: Literal["place", "organisation", "person", "year", "number"] = Field(
        description="What was taken out, by what stands around it."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    for sentence in reading.holding(_SOME):
        for match in _PLACEHOLDER.finditer(folded, sentence.start, sentence.end):
            kind = match.lastgroup or ""
            before, behind = folded[sentence.start : match.start()], folded[match.end() : sentence.end]
            stands = "year" if kind == "year" else _stands_for(before, behind, match[0])
            yield Mark(match.start(), match.end(), f"placeholder.{kind}", {"stands_for": stands})


def _stands_for(before: str, behind: str, form: str) -> str:
    if behind.startswith("年") and len(form) >= 2 and form[0] != "某":
        return "year"
    if _NUMBER.match(behind) and form[0] != "某" and not _PLACE.match(behind):
        return "number"
    if form[0] == "某" and before[-1:] in _SURNAMES and not _PLACE.match(behind):
        return "person"
    if _PLACE.match(behind):
        return "place"
    if _PERSON.match(behind):
        return "person"
    if _ORGANISATION.match(behind):
        return "organisation"
    if _ROLE_BEFORE.search(before) or (before[-1:] in _SURNAMES and form[0] in "某×*"):
        return "person"
    return "place"


LAYER = Layer("placeholder", "placeholders", Placeholder, _annotate)
