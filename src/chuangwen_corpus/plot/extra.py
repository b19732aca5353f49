"""The packages that pictures need and that are an extra."""

from __future__ import annotations

from chuangwen_corpus.errors import need

NEEDED = {
    "vl_convert": "vl-convert-python",
    "fontTools": "fonttools",
    "manimgx_fonts_cjk": "manimgx-fonts-cjk",
}
"""Modules, and the packages that bring them."""


def check() -> None:
    """Sees that the packages are installed.

    Raises:
        MissingExtraError: One of them is not.
    """
    need("a picture", NEEDED, "plot")
