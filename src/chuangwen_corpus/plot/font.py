"""The font of the pictures: outlines of characters, and a font of widths that the layout measures with.

Noto Sans CJK comes as one variable font in a collection. Drawn as it is, it is as thin as it can be (weight 100), and none
of the renderers that were tried can ask it for another; so fontTools draws its outlines at the weight of a normal text.
"""

from __future__ import annotations

import tempfile
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

FAMILY = "Chuangwen Plot"
"""The family that pictures name. No system has it, so none lays a picture out in another font than another system."""
EM = 1000
"""Units of an em in the font."""
SIMPLIFIED_CHINESE = 2
"""The font of the collection with the shapes of mainland China; others have those of Japan, Korea, Taiwan, Hong Kong."""
WEIGHT = 400
WIDE = 0x2E80
"""The first character of those that are all an em wide, whatever the weight."""


class Font:
    """The outlines of characters, in units of which `EM` are an em, y upwards."""

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont

        self._font = TTFont(path, fontNumber=SIMPLIFIED_CHINESE, lazy=True)
        self._names: dict[int, str] = self._font.getBestCmap()
        self._paths: dict[str, str] = {}

    @cached_property
    def _glyphs(self) -> Any:
        return self._font.getGlyphSet(location={"wght": WEIGHT})

    def has(self, character: str) -> bool:
        """Whether there is an outline of this character."""
        return ord(character) in self._names

    def advance(self, character: str) -> int:
        """How far it is to the next character; the width of a box for one that the font has not."""
        width: float = self._glyphs[self._name(character)].width
        return round(width)

    def path(self, character: str) -> str:
        """The outline as the data of an SVG path: empty for a blank, a box for a character that the font has not."""
        name = self._name(character)
        if name not in self._paths:
            from fontTools.pens.svgPathPen import SVGPathPen

            pen = SVGPathPen(self._glyphs, ntos=_integer)
            self._glyphs[name].draw(pen)
            self._paths[name] = pen.getCommands()
        return self._paths[name]

    def _name(self, character: str) -> str:
        return self._names.get(ord(character), ".notdef")

    def widths(self) -> dict[int, int]:
        """The advance of each character that the font has."""
        metrics = self._font["hmtx"].metrics
        return {
            code: metrics[name][0] if code >= WIDE else round(self._glyphs[name].width)
            for code, name in self._names.items()
        }


def _integer(value: float) -> str:
    return str(round(value))


@cache
def font() -> Font:
    """The font, opened once."""
    return Font(Path(str(files("manimgx_fonts_cjk"))) / "NotoSansCJK-VF.otf.ttc")


@cache
def registered() -> tempfile.TemporaryDirectory[str]:
    """Gives vl-convert the font of widths, once; the folder goes when the process ends."""
    import vl_convert

    folder = tempfile.TemporaryDirectory(prefix="chuangwen-plot-", ignore_cleanup_errors=True)
    write_widths(Path(folder.name) / "widths.ttf")
    vl_convert.register_font_directory(folder.name)
    return folder


def write_widths(path: Path) -> None:
    """Writes a font without outlines whose characters are as wide as those of the font.

    Characters of equal width share a glyph, so it is small and made at once. It draws nothing: pictures are laid out
    with it, and what is drawn are outlines.
    """
    from fontTools.fontBuilder import FontBuilder, buildCmapSubTable
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    widths = font().widths()
    of_width = {width: f"w{width}" for width in sorted(set(widths.values()))}
    names = [".notdef", *of_width.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    # Only the table of 32 bits: that of 16 cannot hold so many characters of one glyph.
    characters = newTable("cmap")
    characters.tableVersion = 0
    characters.tables = [buildCmapSubTable({code: of_width[one] for code, one in widths.items()}, 12, 3, 10)]
    builder.font["cmap"] = characters
    pen = TTGlyphPen(None)
    for draw, point in ((pen.moveTo, (0, 0)), (pen.lineTo, (0, 880)), (pen.lineTo, (1, 880))):
        draw(point)
    pen.closePath()
    # Some outline: a renderer looks for a character without one in other fonts, and measures it there.
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics({".notdef": (EM, 0), **{name: (w, 0) for w, name in of_width.items()}})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    named = {"familyName": FAMILY, "styleName": "Regular", "psName": FAMILY.replace(" ", "")}
    builder.setupNameTable(named)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=WEIGHT)
    builder.setupPost()
    builder.save(path)
