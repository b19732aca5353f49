"""HTML to text: what a reader of the page would not see goes, and where a line ends on it, a line ends.

A page may be whole HTML, a fragment, or text with a few tags and entities left in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.clean.html.elements import FOREIGN, KNOWN
from chuangwen_corpus.clean.html.reader import Page, Reader
from chuangwen_corpus.clean.html.tokens import Other, Piece, Tag, Text, attributes, pieces
from chuangwen_corpus.clean.zones import Zones
from chuangwen_corpus.read import no_more_than_records

__all__ = ["read"]

_OF_PAGES = frozenset(("html", "head", "body"))
_OF_TEXT = frozenset(("p", "div", "td", "li"))


def read(text: str) -> Page:
    """The changes that take the markup out of a text, and what it shows of the page.

    Raises:
        SourceError: There are more than a page may take.
    """
    if "<" not in text and "&" not in text:
        return Page((), Zones())
    found = no_more_than_records(pieces(text))
    is_page = is_html(text, found)
    if is_page:  # a name that is not ASCII was never meant for one
        found = [Text(p.start, p.end) if isinstance(p, Tag) and not p.name.isascii() else p for p in found]
    else:
        found = [piece if _is_markup(text, piece) else Text(piece.start, piece.end) for piece in found]
    return Reader(text, found, is_page).read()


def is_html(text: str, found: Sequence[Piece]) -> bool:
    r"""Whether a page is HTML, so that its own line ends mean nothing.

    >>> page = "<p>一</p>\n<p>二</p><p>三</p>"
    >>> is_html(page, list(pieces(page)))
    True
    >>> page = "正文&nbsp;<br>下一行"
    >>> is_html(page, list(pieces(page)))
    False
    """
    names = [piece.name for piece in found if isinstance(piece, Tag) and not piece.closing]
    if not _OF_PAGES.isdisjoint(names) or sum(name in _OF_TEXT for name in names) >= 3:
        return True
    declared = (text[p.start : p.end] for p in found if isinstance(p, Other) and p.rule == "html.declaration")
    return any(declaration[:14].lower() == "<!doctype html" for declaration in declared)


def _is_markup(text: str, piece: Piece) -> bool:
    """Whether a piece of plain text is what it looks like; a bracket may be one, and a tag is one that HTML has."""
    if isinstance(piece, Other):
        return piece.rule != "html.unfinished"
    if isinstance(piece, Text):
        return True
    prefix, colon, _ = piece.name.partition(":")
    if piece.name not in KNOWN and not (colon and prefix in FOREIGN) and piece.name != "xml":
        return False
    if piece.end - piece.start <= len(piece.name) + len("</ >"):
        return True
    given = attributes(text[piece.start : piece.end])
    return not given or (any(value for _, value in given) and all(name.isascii() for name, _ in given))
