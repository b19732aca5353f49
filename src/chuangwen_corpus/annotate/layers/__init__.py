"""The layers: one module each, found by being here.

A module of this folder defines `LAYER`. The layer then runs and has its table, its schema and its place in the data
dictionary. What else names the layers is in CONTRIBUTING.md, under "A new layer". Definitions with hard cases:
docs/annotation-guide.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import version

from chuangwen_corpus.annotate import by_sentence
from chuangwen_corpus.annotate.layer import Layer, Mark, Reading
from chuangwen_corpus.errors import ChuangwenError


def needs(layer: Layer) -> tuple[str, ...]:
    """The layers that must be made before one."""
    return layer.requires + layer.blocked_by


@cache
def registry() -> dict[str, Layer]:
    """All layers by name, each after those it requires."""
    found: dict[str, Layer] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        layer: Layer = import_module(f"{__name__}.{module}").LAYER
        found[layer.name] = layer
    ordered: dict[str, Layer] = {}

    def place(name: str) -> None:
        if name not in ordered:
            for other in needs(found[name]):
                place(other)
            ordered[name] = found[name]

    for name in found:
        place(name)
    return ordered


ENTITIES = {"lac": "named_entity"}
"""The layer that each tagger of named entities makes."""


def choose(names: Iterable[str] | None, entities: str | None = None) -> tuple[str, ...]:
    """The names of layers asked for, checked and in the order they run.

    Args:
        names: The layers; if None all but those that are made on request only.
        entities: A tagger of named entities, whose layer is added.

    Raises:
        ChuangwenError: There is no layer or tagger of one of these names.
        MissingExtraError: What a layer needs is not installed.
    """
    known = registry()
    if entities is not None and entities not in ENTITIES:
        raise ChuangwenError(
            f"there is no tagger of entities {entities!r}.", hint=f"Choose from {', '.join(ENTITIES)}."
        )
    wanted = {name for name, layer in known.items() if layer.asked is None} if names is None else set(names)
    if entities:
        wanted.add(ENTITIES[entities])
    if unknown := sorted(wanted - known.keys()):
        raise ChuangwenError(
            f"there is no layer {', '.join(map(repr, unknown))}.", hint=f"Choose from {', '.join(known)}."
        )
    for name in wanted:
        if asked := known[name].asked:
            asked()
    return tuple(name for name in known if name in wanted)


def made_by(names: Iterable[str]) -> dict[str, str]:
    """Of layers that a model of another package makes, its name and version."""
    known = registry()
    return {name: f"{by} {version(by)}" for name in names if (by := known[name].made_by)}


def annotate(
    reading: Reading, names: Iterable[str] | None = None, entities: str | None = None
) -> dict[str, list[Mark]]:
    """The marks of the layers asked for, by layer, each sorted by start."""
    chosen = choose(names, entities)
    known = registry()
    needed: set[str] = set()
    stack = list(chosen)
    while stack:
        name = stack.pop()
        if name not in needed:
            needed.add(name)
            stack += needs(known[name])
    layers = [layer for name, layer in known.items() if name in needed]
    reading.marks = by_sentence.annotate(reading, [layer for layer in layers if not layer.of_page])
    for layer in layers:
        if layer.of_page:
            layer.read(reading)
    return {name: reading.marks[name] for name in chosen}
