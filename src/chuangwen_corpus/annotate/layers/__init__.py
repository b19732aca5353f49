"""The layers: one module each, found by being here.

A module of this folder defines `LAYER`, and nothing else has to be told: the layer runs, has its table,
its schema, its place in the data dictionary. Definitions with hard cases: docs/annotation-guide.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from chuangwen_corpus.annotate.layer import Layer, Mark, Reading, Spans
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


def choose(names: Iterable[str] | None) -> tuple[str, ...]:
    """The names of layers asked for, checked and in the order they run; all if None.

    Raises:
        ChuangwenError: There is no layer of one of these names.
    """
    known = registry()
    if names is None:
        return tuple(known)
    wanted = set(names)
    if unknown := sorted(wanted - known.keys()):
        raise ChuangwenError(
            f"there is no layer {', '.join(map(repr, unknown))}.", hint=f"Choose from {', '.join(known)}."
        )
    return tuple(name for name in known if name in wanted)


def annotate(reading: Reading, names: Iterable[str] | None = None) -> dict[str, list[Mark]]:
    """The marks of the layers asked for, by layer, each sorted by start."""
    chosen = choose(names)
    known = registry()
    needed: set[str] = set()
    stack = list(chosen)
    while stack:
        name = stack.pop()
        if name not in needed:
            needed.add(name)
            stack += needs(known[name])
    for name, layer in known.items():
        if name in needed:
            reading.closed = Spans((m.start, m.end) for by in layer.blocked_by for m in reading.marks[by])
            free = (m for m in layer.annotate(reading) if not reading.closed.block(m.start, m.end))
            reading.marks[name] = sorted(free, key=lambda m: (m.start, m.end))
    return {name: reading.marks[name] for name in chosen}
