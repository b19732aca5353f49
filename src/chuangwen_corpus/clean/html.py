"""HTML to text, tag by tag: what a browser would not show goes, and where it breaks lines, a line breaks.

A page may be whole HTML, a fragment, or text with a few tags and entities left in it. The scan is
one pass and never goes back further than `LONGEST_TAG`, whatever the page holds. Only data: URIs in a tag may be longer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.read import check_records

LONGEST_TAG = 4096
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "iframe", "svg", "object", "head", "select", "option", "button",
     "textarea", "canvas", "audio", "video", "math", "map")
)  # fmt: skip
_NAVIGATION = frozenset(("nav", "footer", "aside", "menu"))
_BLOCK = frozenset(
    ("address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
     "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "base", "basefont", "bdi", "bdo", "big", "cite", "code", "col", "colgroup", "data",
     "del", "details", "dfn", "dir", "em", "embed", "font", "frame", "frameset", "i", "img", "input", "ins", "kbd",
     "label", "link", "mark", "marquee", "meta", "meter", "nobr", "o", "param", "picture", "progress", "q", "rp",
     "rt", "ruby", "s", "samp", "small", "source", "span", "st1", "strike", "strong", "sub", "summary", "sup", "time",
     "tt", "u", "var", "wbr", "xml", "v", "w")
)  # fmt: skip
_KNOWN = _HIDDEN | _NAVIGATION | _BLOCK | _INLINE
_MARKUP = re.compile(
    r"(?P<comment><!--)|(?P<declaration><[!?])"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?::[a-zA-Z]\w{0,20})?"
    rf"""(?=[\s/>])(?>(?:[^<>]{{0,{LONGEST_TAG}}}?["'=(\s]data:[^<>"'\s]*+)*+)[^<>]{{0,{LONGEST_TAG}}}+>"""
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?)"
    r"|(?P<gap>(?<![^\S\n\r])[^\S\n\r]*+[\n\r]\s*)"
)
_SEPARATORS = " \t\u3000\xa0|·>»›-—/,，、:：[]【】()（）•*#"
_CHINESE_EDGE = re.compile(rf"[{HAN}，。；：！？、（）《》“”‘’…—]")


@dataclass(slots=True)
class _Block:
    """The text since the last line break: how much of it stands in links, and how much does not."""

    start: int
    changes: list[Change] = field(default_factory=list)
    linked: int = 0
    loose: int = 0
    heading: bool = False


def looks_like_html(text: str) -> bool:
    r"""Whether a page is HTML, so that its own line ends mean nothing.

    >>> looks_like_html("<p>一</p>\n<p>二</p><p>三</p>"), looks_like_html("正文&nbsp;<br>下一行")
    (True, False)
    """
    head = text[:4096].lower()
    if "<html" in head or "<!doctype html" in head or "<body" in head:
        return True
    return len(re.findall(r"<(?:p|div|td|li)[\s>]", text[:200_000], re.IGNORECASE)) >= 3


def changes(text: str) -> Iterator[Change]:
    """The changes that take the markup out of a text."""
    if "<" not in text and "&" not in text:
        return
    yield from _Scan(text, fold_gaps=looks_like_html(text)).run()


class _Scan:
    def __init__(self, text: str, *, fold_gaps: bool) -> None:
        self.text = text
        self.fold_gaps = fold_gaps
        self.block = _Block(0)
        self.links = 0
        self.preformatted = 0
        self.missing: set[str] = set()  # terminators that do not come any more

    def run(self) -> Iterator[Change]:
        """All changes, in order."""
        position = 0
        while match := _MARKUP.search(self.text, position):
            self._count(position, match.start())
            change = self._change(match)
            position = max(match.end(), change.end if change else 0)
            if change is None:
                if match.lastgroup != "gap":
                    self._count(match.start(), match.end())
                continue
            if "\n" in change.text:
                yield from self._close_block(change.start)
                self.block = _Block(change.end, heading=(match["name"] or "").lower() in ("h1", "h2", "h3"))
                yield change
            else:
                self.block.changes.append(change)
                check_records(len(self.block.changes))
        self._count(position, len(self.text))
        yield from self._close_block(len(self.text))

    def _count(self, start: int, end: int) -> None:
        length = len(self.text[start:end].strip(_SEPARATORS))
        if self.links:
            self.block.linked += length
        else:
            self.block.loose += length

    def _close_block(self, end: int) -> Iterator[Change]:
        block = self.block
        # A line that is nothing but links is the site's, not the speaker's.
        if block.linked and not block.loose and not block.heading and self.fold_gaps:
            yield Change(block.start, end, "", "html.link_line")
        else:
            yield from block.changes

    def _change(self, match: re.Match[str]) -> Change | None:
        start, end = match.span()
        if match["comment"]:
            return Change(start, self._find("-->", end), "", "html.comment")
        if match["declaration"]:
            return Change(start, self._find(">", end), "", "html.declaration")
        if match["entity"]:
            new = html.unescape(match[0])
            return None if new == match[0] else Change(start, end, new, "html.entity")
        if match["gap"] is not None:
            return self._gap(start, end)
        return self._tag(match)

    def _tag(self, match: re.Match[str]) -> Change | None:
        name, closing = match["name"].lower(), bool(match["close"])
        start, end = match.span()
        if name not in _KNOWN:
            return None
        if name == "a":
            self.links = max(0, self.links - 1) if closing else self.links + 1
        if name == "pre":
            self.preformatted = max(0, self.preformatted + (-1 if closing else 1))
        if not closing and not match[0].endswith("/>") and name in _HIDDEN | _NAVIGATION:
            stop = self._find(f"</{name}", end, tag=True)
            # A navigation that is never closed must not swallow the page.
            if stop < len(self.text) or name in ("script", "style"):
                rule = "html.navigation" if name in _NAVIGATION else "html.hidden"
                return Change(start, stop, "\n", rule)
        block = name in _BLOCK or name in _NAVIGATION
        return Change(start, end, "\n" if block else "", "html.break" if block else "html.tag")

    def _gap(self, start: int, end: int) -> Change | None:
        if not self.fold_gaps or self.preformatted:
            return None
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        chinese = bool(_CHINESE_EDGE.match(before) or _CHINESE_EDGE.match(after))
        return Change(start, end, "" if chinese or ">" in before or "<" in after else " ", "html.white_space")

    def _find(self, terminator: str, start: int, *, tag: bool = False) -> int:
        """The end of what `terminator` ends, or of the text; never looks twice for what is missing."""
        if terminator in self.missing:
            return len(self.text)
        at = self.text.find(terminator, start)
        if at < 0 and tag:
            at = self.text.find(terminator.upper(), start)
        if at < 0:
            self.missing.add(terminator)
            return len(self.text)
        if not tag:
            return at + len(terminator)
        close = self.text.find(">", at)
        return len(self.text) if close < 0 else close + 1
