"""A picture: the table that it shows, how it is drawn, and files of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.plot.font import font, registered
from chuangwen_corpus.plot.labels import label
from chuangwen_corpus.plot.outlines import outlined
from chuangwen_corpus.plot.theme import CONFIG

if TYPE_CHECKING:
    import pyarrow as pa

VEGA_LITE = "6.4"
"""The version of Vega-Lite that pictures are drawn with, so that a new one of vl-convert's changes none."""
SCALE = 2
"""Pixels of a PNG for each unit of a picture."""
WIDE = 96
"""Columns of a title or a note; longer ones are cut."""


@dataclass(frozen=True, eq=False)
class Plot:
    """A picture. A notebook shows it; `save` writes SVG, PNG, PDF or HTML.

    Texts are drawn as outlines, so that it looks the same where no Chinese font is installed, and the same bytes come
    each time.
    """

    data: pa.Table
    """What is shown, a row a mark."""
    title: str
    notes: Sequence[str]
    """What must be known to read it, and what was left out."""
    drawing: Mapping[str, Any] = field(repr=False)
    """The marks, as a part of a specification of Vega-Lite."""

    @property
    def spec(self) -> dict[str, Any]:
        """The specification of Vega-Lite, with the data in it: ``altair.Chart.from_dict(plot.spec)`` goes on with it."""
        return {
            "$schema": f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE.partition('.')[0]}.json",
            "title": {
                "text": label(self.title, WIDE),
                "subtitle": [label(note, WIDE * 2) for note in self.notes],
            },
            "config": CONFIG,
            "padding": 12,
            **self.drawing,
        }

    @cached_property
    def svg(self) -> str:
        """The picture as SVG: XML without fonts, scripts or anything that is fetched."""
        import vl_convert

        registered()
        return outlined(vl_convert.vegalite_to_svg(self.spec, vl_version=VEGA_LITE), font(), self.title)

    def png(self, scale: float = SCALE) -> bytes:
        """The picture as PNG, with `scale` pixels a unit."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self.svg, scale=scale))

    def pdf(self) -> bytes:
        """The picture as PDF, a page of its size."""
        import vl_convert

        return bytes(vl_convert.svg_to_pdf(self.svg))

    def html(self) -> str:
        """A page with the picture in it, for a browser; marks say what they are beside the pointer."""
        return (
            f'<!DOCTYPE html>\n<html lang="zh-Hans">\n<meta charset="utf-8">\n<title>{html.escape(label(self.title, WIDE))}</title>\n'
            f"<style>svg {{ max-width: 100%; height: auto }}</style>\n{self.svg}</html>\n"
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the picture to a file, in the format that its name ends with: .svg, .png, .pdf or .html.

        Raises:
            ChuangwenError: The name ends otherwise.
            OSError: It cannot be written.
        """
        ending = checked_ending(path)
        Path(path).write_bytes(_WRITERS[ending](self))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Plot {label(self.title, WIDE)}: {self.data.num_rows:,} rows; save('picture.svg')>"


_WRITERS: dict[str, Callable[[Plot], bytes]] = {
    ".svg": lambda plot: plot.svg.encode(),
    ".png": lambda plot: plot.png(),
    ".pdf": lambda plot: plot.pdf(),
    ".html": lambda plot: plot.html().encode(),
}


def checked_ending(path: str | PathLike[str]) -> str:
    """The ending of a file that a picture can be written to, in lower case.

    Raises:
        ChuangwenError: No picture can be written to it.
    """
    ending = Path(path).suffix.lower()
    if ending not in _WRITERS:
        raise ChuangwenError(
            "the name does not say which format is wanted.", path=fspath(path),
            hint=f"It may end with {', '.join(_WRITERS)}.",
        )  # fmt: skip
    return ending
