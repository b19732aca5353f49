"""HTML pages in many shapes, nested, broken and unclosed, and what a tree parser says a reader sees of them."""

from __future__ import annotations

import random
import re
import warnings
from xml.etree.ElementTree import Element

import html5lib

BLOCKS = """address article blockquote center dd dl dt div div div p p p section ul ol li h2 h4 fieldset figure
    form header hr pre table tr td th tbody caption details button textarea listing legend dir""".split()
INLINE = """a b i em strong span span span font u small sub sup label cite code unknown my-tag o:p q abbr del ins mark time
    var wbr br bdo samp kbd object map ruby""".split()
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
HIDING = (
    "hidden",
    'style="display:none"',
    'STYLE="DISPLAY : none !important"',
    "hidden=''",
    'style="visibility:hidden"',
)
HIDING_IN_PART = (
    'aria-hidden="true"',
    'style="font-size:0"',
)  # what a browser's innerText holds all the same
HARMLESS = (
    'class="a>b"', "id=x title='<p>'", 'style="color:red"', "data-x='\">'", f'cite="data:image/png;base64,{"A" * 5000}"',
    "lang=zh", "/", "CLASS=content", 'style="display:block"', 'style="display:inline"',
)  # fmt: skip
GONE = (
    '<script>var a="<p>不见";</script>', '<STYLE>p:after{content:"不见"}</Style>', "<!-- 不见 -->", "<!-->", "<!--不见--!>",
    "<!---->", "<?php 不见 ?>", "<!不见>", "</>", "</ 不见>", "<template>不见</template>", "<noscript>不见</noscript>",
    "<iframe>不见</iframe>", "<svg><title>不见</title><desc>不见</desc><path d='M0'/></svg>", "<video>不见</video>", '<meta name="a" content="不见">',
    '<input type=hidden value="不见">', '<img alt="不见" src="data:,x">', "<canvas>不见</canvas>", "<noframes>不见</noframes>",
    "<![CDATA[不见]]>", "<!--[if IE]><p>不见</p><![endif]-->", "<![if !IE]>", "<ScRiPt>不见</sCrIpT >",
)  # fmt: skip
OPENINGS = (
    "<!DOCTYPE html>\n<html><head><title>标题</title></head><body>", '<html>\r\n<body class="x">', "<p></p><p></p><p></p>",
    "<head><meta charset=utf-8></head>", "<!doctype HTML><HTML lang=zh><HEAD><TITLE>标题</TITLE></HEAD>",
)  # fmt: skip


class Writer:
    """Writes one page; `plain` leaves out what browsers' innerText shows in another way."""

    def __init__(self, seed: int, *, plain: bool = False) -> None:
        self.choose = random.Random(seed)
        self.sentences = 0
        self.hiding = HIDING if plain else HIDING + HIDING_IN_PART
        leave = {"textarea", "details", "button", "ruby", "object"} if plain else set()
        self.blocks = [name for name in BLOCKS if name not in leave]
        self.inline = [name for name in INLINE if name not in leave]

    def page(self) -> str:
        """The page."""
        opening, body = self.choose.choice(OPENINGS), self.content(5, inline=False)
        ends = (
            "</body></html>",
            "",
            "</body>\n</html>\n<!-- 完 -->",
            "</div></div></p></td>",
            f"</html><p>{self.sentence()}",
        )
        return opening + body + self.choose.choice(ends)

    def sentence(self) -> str:
        """A sentence with a number of its own, written in one of many ways."""
        self.sentences += 1
        number = "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{self.sentences:03d}")
        text = f"第{number}句我们将全力以赴完成任务。"
        ways = (
            ("我", "&#25105;"), ("我", "&#x6211;"), ("我", "&#00025105;"), ("。", "。&nbsp"), ("将", "&amp;将"), ("全力", "全\n  力"),
            ("全力", "<b>全</b>\r\n<i>力</i>"), ("全力", "全<!--不见-->力"), ("第", "《<>》第"), ("第", "1<2 第"), ("将", "将</>"),
        )  # fmt: skip
        return text.replace(*self.choose.choice(ways)) if self.choose.random() < 0.5 else text

    def content(self, depth: int, *, inline: bool) -> str:
        """Sentences and elements."""
        written = []
        for _ in range(self.choose.randint(1, 4)):
            kind = self.choose.random()
            if depth <= 0 or kind < 0.35:
                written.append(self.sentence())
            elif kind < 0.45:
                written.append(self.choose.choice(GONE))
            else:
                written.append(self.element(depth, inline=inline))
            if self.choose.random() < 0.3:
                written.append(self.choose.choice(("\n", "\r\n", "\n\n  ", "\t", " ", "\f")))
        return "".join(written)

    def element(self, depth: int, *, inline: bool) -> str:
        """An element with attributes, closed, closed wrongly or not at all."""
        choose = self.choose
        low = name = choose.choice(self.inline if inline or choose.random() < 0.4 else self.blocks)
        kind, attribute = choose.random(), ""
        if kind < 0.12 and low not in FORMATTING:
            attribute = " " + choose.choice(self.hiding)
        elif kind < 0.4:
            attribute = " " + choose.choice(HARMLESS)
        if choose.random() < 0.2:
            name = choose.choice((name.upper(), name.title()))
        opening = f"<{name}{attribute}>"
        if low in ("br", "hr", "wbr"):
            return opening
        if low == "textarea":
            return f"{opening}{re.sub('<[^<>2]+>', '', self.sentence())}</{name}>"
        if low == "ruby":
            return f"{opening}{self.sentence()}<rp>(</rp><rt>不见</rt><rp>)</rp></{name}>"
        if low == "table":
            return f"{opening}{''.join(self.row(depth - 2) for _ in range(choose.randint(1, 3)))}</{name}>"
        inside = self.content(depth - 1, inline=inline or low in FORMATTING)
        end, wrong = f"</{name}>", f"</{choose.choice(self.blocks + self.inline)}>"
        ends = ("", "", "", wrong + end, wrong + end, f'</{name} a="b>c">')
        return opening + inside + (choose.choice(ends) if choose.random() < 0.12 else end)

    def row(self, depth: int) -> str:
        """A row of a table, its cells closed or not."""
        ends = ("</td>", "")
        cells = (
            f"<td>{self.content(depth, inline=False)}{self.choose.choice(ends)}"
            for _ in range(self.choose.randint(1, 3))
        )
        return f"<tr>{''.join(cells)}{self.choose.choice(('</tr>', ''))}"


_MAKES_LINES = frozenset(
    """address article aside blockquote body br button caption center dd details dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li listing main nav ol p pre section summary table tbody td textarea
    tfoot th thead tr ul""".split()
)
_WITHOUT_TEXT = frozenset(
    """canvas desc head iframe meta noframes noscript rp rt script style template title video""".split()
)
_KEEPS_LINES = frozenset(("pre", "listing", "textarea"))


def seen(page: str) -> list[str]:
    """The sentences that a reader of the page sees, in the order of the tree; line ends part them, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False, scripting=True)
    lines = [""]
    _see(tree, lines, {}, preformatted=False)
    return sentences(lines)


def sentences(lines: list[str]) -> list[str]:
    """The sentences of lines, without white space."""
    bare = ("".join(line.split()) for line in lines)
    return [sentence for line in bare for sentence in re.split("(?<=。)", line) if sentence]


def _see(element: Element, lines: list[str], around: dict[str, str], *, preformatted: bool) -> None:
    if not isinstance(element.tag, str) or (name := element.tag.split("}")[-1]) in _WITHOUT_TEXT:
        return
    style = around | {
        key.strip(): value.replace("!important", "").strip()
        for key, _, value in (part.partition(":") for part in (element.get("style") or "").lower().split(";"))
    }
    hidden = (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or style.pop("display", "") == "none"
    )
    if hidden or style.get("visibility") == "hidden" or style.get("font-size") == "0":
        return
    display = re.search(r"display:(block|inline)", element.get("style") or "")
    makes_lines = display[1] == "block" if display else name in _MAKES_LINES
    preformatted = preformatted or name in _KEEPS_LINES

    def add(text: str | None) -> None:
        first, *more = (text or "").split("\n") if preformatted else [text or ""]
        lines[-1] += first
        lines.extend(more)

    if makes_lines:
        lines.append("")
    add(element.text)
    for child in element:
        _see(child, lines, style, preformatted=preformatted)
        add(child.tail)
    if makes_lines:
        lines.append("")
