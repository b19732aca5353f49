"""The look of the pictures: colours that colour-blind readers tell apart, sizes, the font."""

from __future__ import annotations

from typing import Any

from chuangwen_corpus.plot.font import FAMILY

BLUE, ORANGE, GREEN, PINK = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, YELLOW, BLACK = "#56B4E9", "#D55E00", "#F0E442", "#000000"
PALETTE = (BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW, BLACK)
"""Okabe, M. & Ito, K. (2008): Color Universal Design."""
GREY, PALE, INK = "#999999", "#EEEEEE", "#333333"
SEQUENCE = "cividis"
"""Scale of amounts: Nuñez, J. R., Anderton, C. R. & Renslow, R. S. (2018), PLoS ONE 13(7), e0199239."""

CONFIG: dict[str, Any] = {
    "font": FAMILY,
    "background": "white",
    "title": {
        "anchor": "start", "fontSize": 15, "fontWeight": "normal", "color": INK, "offset": 12,
        "subtitleFontSize": 11, "subtitleColor": "#555555", "subtitleFontWeight": "normal", "subtitlePadding": 5,
        "subtitleLineHeight": 15,
    },
    "axis": {
        "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
        "labelLimit": 400, "gridColor": "#E5E5E5", "domainColor": GREY, "tickColor": GREY, "titlePadding": 8,
    },
    "legend": {
        "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
        "labelLimit": 260,
    },
    "text": {"fontSize": 11, "color": INK, "fontWeight": "normal"},
    "header": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"},
    "view": {"stroke": None},
}  # fmt: skip
