"""Which element each run of text stands in, and where lines end: as the HTML standard builds its tree.

A skeleton of the page, with a number for each run of text, goes through turbohtml's tree builder. So what is
never closed, closed twice or crossed is read as browsers read it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import turbohtml

from chuangwen_corpus.clean.html.elements import Element
from chuangwen_corpus.clean.html.tokens import Other, Piece, Tag

_MUCH = 200
_MOST = 0.8
"""Of a page's characters, to be taken for its text."""


class Place(NamedTuple):
    """Where a run of text stands."""

    element: Element
    breaks: bool
    """Whether a line ends between the text that is shown before it, and this one."""


def places(text: str, pieces: Sequence[Piece], runs: Sequence[int]) -> dict[int, Place]:
    """The place of each of the `runs` of text, which are indices of `pieces`, in their order.

    Text for which the standard has no place, such as text in a page of frames, stands in the body. Text that
    the tree has in another order, such as text between the rows of a table, has lines of its own.
    """
    skeleton = "".join(_skeleton(text, pieces, frozenset(runs)))
    tree = turbohtml.parse(skeleton, source_locations=True, scripting=True)
    _unveil(tree, {str(run): pieces[run].end - pieces[run].start for run in runs})
    found: dict[int, tuple[Element, bool, int]] = {}
    body: Element | None = None
    breaks, before = False, -1
    todo: list[tuple[turbohtml.Node | None, Element | None]] = [(tree, None)]
    while todo:
        node, around = todo.pop()
        if node is None:
            breaks = True
        elif isinstance(node, turbohtml.Text) and around:
            for run in map(int, node.data.split(";")[:-1]):
                found[run] = (around, breaks, before)
                if not around.hidden:
                    breaks, before = False, run
        else:
            if isinstance(node, turbohtml.Element):
                around = Element(node, around)
                if body is None or (body.name == "html" and around.name == "body"):
                    body = around
                if around.block and not around.hidden:
                    breaks = True
                    todo.append((None, None))  # a line ends where the block does
            todo += [(child, around) for child in reversed(node.children)]
    assert body
    placed: dict[int, Place] = {}
    last = -1
    for run in runs:
        element, breaks, before = found.get(run, (body, True, last))
        placed[run] = Place(element, breaks or before != last)
        if not element.hidden:
            last = run
    return placed


def _unveil(tree: turbohtml.Document, lengths: dict[str, int]) -> None:
    """Shows what is hidden as a whole, holds most of the text and has an id: a script finds it and shows it (WeChat does so)."""
    for element in tree.select("[id][style*=visibility i]"):
        inside = sum(lengths.get(run, 0) for run in element.text.split(";"))
        if inside > max(_MUCH, _MOST * sum(lengths.values())):
            del element.attrs["style"]


def _skeleton(text: str, pieces: Sequence[Piece], runs: Container[int]) -> Iterator[str]:
    for i, piece in enumerate(pieces):
        if i in runs:
            yield f"{i};"
        elif isinstance(piece, Tag) or (isinstance(piece, Other) and piece.rule == "html.declaration"):
            yield text[piece.start : piece.end]
