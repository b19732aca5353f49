"""An SVG whose texts are drawn as outlines, so that it looks the same where no Chinese font is installed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.plot.font import EM, Font

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_KEPT = ("transform", "opacity", "fill", "fill-opacity")
"""What a text says of itself that holds for its outlines."""
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def outlined(svg: str, font: Font, title: str) -> str:
    """Draws the texts of an SVG that Vega has made.

    Each character is a symbol under ``defs``, drawn where it stands with ``use``; the text is kept as ``aria-label``. What a
    mark says of itself (its ``aria-label``) becomes its ``title``, too, which browsers show beside the pointer.

    Args:
        svg: The picture, with elements ``text`` and ``tspan`` as Vega writes them.
        font: Where outlines come from.
        title: What the picture shows, for those who hear it.
    """
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(svg)  # noqa: S314  # our own
    used: dict[str, str] = {}
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == f"{{{SVG}}}text":
                parent[place] = _drawn(child, font, used)
    _titled(root)
    _renumbered(root)
    root.set("role", "img")
    root.set("aria-label", title)
    defs = ET.Element(f"{{{SVG}}}defs")
    for name, path in sorted(used.items()):
        ET.SubElement(defs, f"{{{SVG}}}path", {"id": name, "d": path})
    root.insert(0, defs)
    return ET.tostring(root, encoding="unicode") + "\n"


def _drawn(text: ET.Element, font: Font, used: dict[str, str]) -> ET.Element:
    size = float((text.get("font-size") or "10px").removesuffix("px"))
    anchor = _ANCHORS[text.get("text-anchor") or "start"]
    group = ET.Element(f"{{{SVG}}}g", {name: text.attrib[name] for name in _KEPT if name in text.attrib})
    lines = [(text.text or "", 0.0)] if text.text else []
    below = 0.0
    for span in text:
        below += float(span.get("dy") or 0)
        lines.append((span.text or "", below))
    group.set("aria-label", " ".join(line for line, _ in lines))
    scale = size / EM
    for line, y in lines:
        x = -anchor * sum(map(font.advance, line)) * scale
        row = ET.SubElement(
            group, f"{{{SVG}}}g", {"transform": f"translate({x:.2f},{y:g}) scale({scale:g},{-scale:g})"}
        )
        at = 0
        for character in line:
            path = font.path(character)
            if path:
                name = f"cw-{ord(character):x}"
                used[name] = path
                ET.SubElement(row, f"{{{SVG}}}use", {f"{{{XLINK}}}href": f"#{name}", "x": str(at)})
            at += font.advance(character)
    return group


_MARKS = regex(r"(bar|rect mark|point|symbol|circle|rule|text mark|line mark|geoshape|square|tick)\b")


def _titled(root: ET.Element) -> None:
    for element in root.iter():
        said = element.get("aria-label")
        if said and _MARKS.match(element.get("aria-roledescription") or "") and not list(element):
            ET.SubElement(element, f"{{{SVG}}}title").text = said


_COUNTED = regex(r"(gradient_|clip)\d+")


def _renumbered(root: ET.Element) -> None:
    """Gives gradients and clips numbers from 0: Vega counts them on from picture to picture of a process."""
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        return names.setdefault(match[0], f"{match[1]}{len(names)}")

    for element in root.iter():
        for key in ("id", "fill", "stroke", "clip-path"):
            value = element.get(key, "")
            if (key == "id" and _COUNTED.fullmatch(value)) or value.startswith("url(#"):
                element.set(key, _COUNTED.sub(name, value))
