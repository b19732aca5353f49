"""The packages that pictures need and that are an extra."""

from __future__ import annotations

from importlib.util import find_spec

from chuangwen_corpus.errors import MissingExtraError

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
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"a picture needs {' and '.join(missing)}, which is not installed.",
            hint="pip install 'chuangwen-corpus[plot]'",
        )
