"""What an element does with its text, by the HTML standard's default style (section 15.3, Rendering)."""

from __future__ import annotations

import turbohtml
from turbohtml import Namespace

from chuangwen_corpus.clean.zones import Zone

BLOCK = frozenset(
    """address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu nav ol
    optgroup option p plaintext pre search section summary table tbody td textarea tfoot th thead title tr ul xmp""".split()
)
"""Elements whose text stands on lines of its own: a cell of a table has its own, as it has on the page."""
INLINE = frozenset(
    """a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink canvas cite code col colgroup data datalist
    del dfn em embed font frame head i iframe image img input ins kbd label link map mark math meta meter nobr noembed
    noframes noscript object output param picture progress q rb rp rt rtc ruby s samp script select slot small source
    span strike strong style sub sup svg template time track tt u var video wbr""".split()
)
KNOWN = BLOCK | INLINE
FOREIGN = frozenset(("o", "st1", "v", "w", "m", "xml"))
"""The prefixes (and one name) that word processors leave in pages."""
_HEADINGS = frozenset(("h1", "h2", "h3"))
_NAVIGATION = frozenset(("nav", "footer", "aside", "menu"))
_CONTROLS = frozenset(("select", "datalist"))
_ENDED = _NAVIGATION | _CONTROLS | {"a"}
_NO_TEXT = frozenset(
    """annotation annotation-xml area audio base basefont canvas head iframe link meta noembed noframes noscript param script
    style svg template title video""".split()
)
_PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_OWN = "x-"


def in_tree(name: str) -> str:
    """The name under which an element goes to the tree builder.

    HTML opens formatting elements that were never closed once more in every paragraph that follows. Under a
    name that HTML does not know they end with their parent.
    """
    return _OWN + name if name in _FORMATTING else name


class Element(Zone):
    """An element that holds text: evidence of where a line stood, and how the text is shown."""

    __slots__ = ("_invisible", "_tiny", "block", "box", "dropped", "heading", "link", "preformatted", "rule")

    def __init__(self, node: turbohtml.Element, parent: Element | None) -> None:
        name, attributes = node.tag.removeprefix(_OWN), node.attrs
        classes = _value(attributes.get("class")).split() if attributes else ()
        id_, role, css = (_value(attributes.get(key)) if attributes else "" for key in ("id", "role", "style"))
        super().__init__(name, tuple(classes), id_, role, parent)
        style = _style(css) if css else {}
        display, space = style.get("display", ""), style.get("white-space", "")
        visibility, size = style.get("visibility"), style.get("font-size")
        closed = name in _ENDED and _is_closed(node)
        self.block = display not in ("inline", "contents") if display else name in BLOCK
        self.box: Element = self if self.block or not parent else parent.box
        """The innermost block around its text."""
        self.preformatted = space.startswith(("pre", "break-spaces")) if space else name in _PREFORMATTED
        self.link = name == "a" and closed and "href" in attributes
        self.heading = name in _HEADINGS
        self._invisible = visibility in ("hidden", "collapse")
        self._tiny = size in ("0", "0px", "0pt", "0em", "0%")
        if parent:
            self.preformatted = self.preformatted or (parent.preformatted and not space)
            self.link = self.link or parent.link
            self.heading = self.heading or parent.heading
            self._invisible = self._invisible or (parent._invisible and not visibility)
            self._tiny = self._tiny or (parent._tiny and not size)
        self.rule = self._rule(node, closed, display)
        self.dropped: Element | None = parent.dropped if parent else None
        """The outermost element that takes its text away."""
        if self.rule and not self.dropped:
            self.dropped = self

    @property
    def hidden(self) -> bool:
        """Whether a reader of the page does not see the text; what is dropped as the site's is seen."""
        return self.dropped is not None and self.dropped.rule not in ("html.navigation", "html.control")

    def _rule(self, node: turbohtml.Element, closed: bool, display: str) -> str | None:
        """The rule by which the element's text is dropped, whatever stands around it."""
        if self.name in _NO_TEXT:
            return "html.no_text"
        if self.name in ("rt", "rp", "rtc"):
            return "html.ruby"
        # What is never closed must not swallow the page.
        if closed and self.name in _CONTROLS:
            return "html.control"
        if closed and self.name in _NAVIGATION:
            return "html.navigation"
        # A page that hides itself as a whole is shown by its script.
        if self.name in ("html", "body") or node.namespace is not Namespace.HTML:
            return None
        if not (display or self._invisible or self._tiny or node.attrs or self.name == "dialog"):
            return None
        hidden = "hidden" in node.attrs or _value(node.attrs.get("aria-hidden")).strip().lower() == "true"
        closed_dialog = self.name == "dialog" and "open" not in node.attrs
        if hidden or closed_dialog or display == "none" or self._invisible or self._tiny:
            return "html.hidden"
        return None


def _is_closed(node: turbohtml.Element) -> bool:
    location = node.source_location
    return location is not None and location.end_tag is not None


def _value(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else " ".join(value or ())


def _style(style: str) -> dict[str, str]:
    """The declarations of a style attribute; a later one of a name wins."""
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
