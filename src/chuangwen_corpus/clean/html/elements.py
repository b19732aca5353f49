"""What an element does with its text, by the HTML standard's default style (section 15.3, Rendering)."""

from __future__ import annotations

import re

import turbohtml

from chuangwen_corpus.clean.zones import Zone
from chuangwen_corpus.lazy import regex

BLOCK = frozenset(
    """address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu nav ol
    optgroup option p plaintext pre search section summary table tbody td text textarea tfoot th thead title tr ul xmp""".split()
)
"""Elements whose text stands on lines of its own: a cell of a table has its own, as it has on the page; `text` is SVG's."""
INLINE = frozenset(
    """a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink canvas cite code col colgroup data datalist
    del dfn em embed font frame head i iframe image img input ins kbd label link map mark math meta meter nobr noembed
    noframes noscript object output param picture progress q rb rp rt rtc ruby s samp script select slot small source
    span strike strong style sub sup svg template time track tt u var video wbr""".split()
)
KNOWN = BLOCK | INLINE
FOREIGN = frozenset(("o", "st1", "v", "w", "m"))
"""The prefixes that word processors leave in pages."""
_HEADINGS = frozenset(("h1", "h2", "h3"))
_NAVIGATION = frozenset(("nav", "footer", "aside", "menu"))
_SCOPES = _NAVIGATION | {"select", "datalist"}
_WHOLE = ("html", "body")
_SEEN = ("html.navigation", "html.control")
_RUBY = frozenset(("rt", "rp", "rtc"))
_NO_TEXT = frozenset(
    """annotation annotation-xml area audio base basefont canvas defs desc head iframe link meta metadata meter noembed noframes noscript
    param progress script style symbol template title video""".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_INVISIBLE = ("hidden", "collapse")
_NO_SIZE = ("0", "0px", "0pt", "0em", "0%")
_PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))


class Element(Zone):
    """An element that holds text: evidence of where a line stood, and how the text is shown."""

    __slots__ = ("block", "box", "dropped", "gone", "heading", "hidden", "link", "preformatted", "rule", "tiny", "veiled")  # fmt: skip

    def __init__(self, node: turbohtml.Element, parent: Element | None) -> None:
        name = node.tag
        attributes = {key: _value(value) for key, value in node.attrs.items()}
        closed, reopened = False, False
        if name in _SCOPES or (attributes and name in _FORMATTING):
            location = node.source_location
            closed = bool(location and location.end_tag)
            # What was never closed is opened once more in the next paragraph; there it hides nothing.
            reopened = location is None
        super().__init__(name)
        style = _style(attributes["style"]) if "style" in attributes else {}
        display, space = style.get("display"), style.get("white-space")
        self.block = display not in ("inline", "contents") if display else name in BLOCK
        self.box: Element = self if self.block or not parent else parent.box
        """The innermost block around its text."""
        self.preformatted = space.startswith(("pre", "break-spaces")) if space else name in _PREFORMATTED
        self.link = name == "a" and closed and "href" in attributes
        self.heading = name in _HEADINGS
        veils, shrinks = style.get("visibility") in _INVISIBLE, style.get("font-size") in _NO_SIZE
        own = None if reopened else self._rule(attributes, style, closed)
        self.rule = own or "html.hidden"
        """The rule by which its text is dropped, if it is."""
        self.gone: Element | None = self if own else None
        may_hide = (
            not reopened and name not in _WHOLE
        )  # a page that hides itself as a whole is shown by its script
        self.veiled: Element | None = self if veils and may_hide else None
        self.tiny: Element | None = self if shrinks and may_hide else None
        if parent:
            self.preformatted = self.preformatted or (parent.preformatted and not space)
            self.link = self.link or parent.link
            self.heading = self.heading or parent.heading
            self.gone = parent.gone or self.gone
            # What is inside may be visible again, or have a size again.
            self.veiled = self.veiled if "visibility" in style else parent.veiled
            self.tiny = self.tiny if "font-size" in style else parent.tiny
        # Gone is gone with all that is in it.
        self.dropped = self.gone or self.veiled or self.tiny
        """The outermost element that takes its text away."""
        self.hidden = self.dropped is not None and self.dropped.rule not in _SEEN
        """Whether a reader of the page does not see the text; what is dropped as the site's is seen."""

    def _rule(self, attributes: dict[str, str], style: dict[str, str], closed: bool) -> str | None:
        if self.name in _NO_TEXT:
            return "html.no_text"
        if self.name in _RUBY:
            return "html.ruby"
        if closed and self.name in _SCOPES:  # what is never closed must not swallow the page
            return "html.navigation" if self.name in _NAVIGATION else "html.control"
        if self.name == "dialog" and "open" not in attributes:
            return "html.hidden"
        if not attributes or self.name in _WHOLE:
            return None
        hidden = "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true"
        return "html.hidden" if hidden or style.get("display") == "none" else None


def _value(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else " ".join(value or ())


def _style(style: str) -> dict[str, str]:
    """The declarations of a style attribute; a later one of a name wins, but not over an important one."""
    found: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in _REMARK.sub("", style.lower()).split(";"):
        name, _, value = declaration.partition(":")
        value, _, weight = value.partition("!")
        (important if weight.strip() == "important" else found)[name.strip()] = value.strip()
    return found | important


_REMARK = regex(r"/\*.*?\*/", re.DOTALL)
