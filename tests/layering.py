"""Marks of one layer in a few sentences, as a speech that holds nothing else."""

from __future__ import annotations

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Annotation

PLEDGE = "某局在创建大会上的表态发言"
_LAST = "以上发言如有不当之处，欢迎各位批评指正，谢谢大家。"
MOBILISATION = "在全市创建大会上的动员讲话"


def annotations(layer: str, text: str, title: str = PLEDGE) -> list[Annotation]:
    """The annotations of a layer in the paragraphs `text` of a speech."""
    document = parse(f"{title}\n各位代表：\n{text}\n{_LAST}\n", layers=[layer])
    first, last = (
        document.speeches[0].paragraphs[0].start_char,
        document.speeches[0].paragraphs[-1].start_char,
    )
    return [a for a in document.annotations if first <= a.start_char < last]


def spans(layer: str, text: str, title: str = PLEDGE) -> list[str]:
    """Their texts."""
    return [annotation.text for annotation in annotations(layer, text, title)]


def attribute(layer: str, name: str, text: str, title: str = PLEDGE) -> dict[str, str | None]:
    """An attribute of each, by its text."""
    return {a.text: a.attributes.get(name) for a in annotations(layer, text, title)}
