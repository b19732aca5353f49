"""Finds links, anchors and files that are missing in a built site, and whatever a page would fetch from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
    "object": "data", "link": "href",
}  # fmt: skip
"""Elements that a browser loads with the page, and the attribute that says what."""
_NOT_LOADED = {"canonical", "alternate", "prev", "next", "license", "author", "help", "search"}
"""Relations of `link` that only say where something is."""
_IN_STYLE = re.compile(r"(?:@import\s+|url\()\s*[\"']?((?:https?:)?//[^\"')\s]+)")


class Page(HTMLParser):
    """The ids of a page, and what it points to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = _IN_STYLE.findall(text)
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        self.ids |= {values[name] for name in ("id", "name") if name in values and tag != "meta"}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        named = values.get(FETCHED.get(tag, ""))
        if named and not (tag == "link" and set(values.get("rel", "").split()) & _NOT_LOADED):
            self.loaded.append(named)


def faults(site: Path) -> list[str]:
    """What is wrong with a built site, a line each: page, what it points to, why that is a fault.

    Args:
        site: The folder of the site. Links to other hosts are not followed.
    """
    site = site.resolve()
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}
    found = []
    for file, page in pages.items():
        name = file.relative_to(site).as_posix()
        found += [f"{name}: fetches {target}" for target in page.loaded if urlsplit(target).netloc]
        if file.name == "404.html":  # it is shown at any address, so its links begin at the root
            continue
        for target in [*page.links, *page.loaded]:
            why = _fault(target, file, pages, site)
            if why:
                found.append(f"{name}: {target}: {why}")
    for style in sorted(site.rglob("*.css")):
        outside = _IN_STYLE.findall(style.read_text(encoding="utf-8"))
        found += [f"{style.relative_to(site).as_posix()}: fetches {target}" for target in outside]
    return found


def _fault(target: str, file: Path, pages: dict[Path, Page], site: Path) -> str | None:
    """Why a link of a file leads nowhere, if it does."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    to = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if parts.path.startswith("/"):
        return "the site may stand in a folder of its host"
    if not to.is_relative_to(site):
        return "is outside of the site"
    if to.is_dir():
        return "is a folder, which opens on a server only"
    if not to.is_file():
        return "is not there"
    anchor = unquote(parts.fragment)
    if anchor and to in pages and anchor not in pages[to].ids:
        return "has no such anchor"
    return None
