"""Lines to a page: as text in several forms, or as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.sample.dice import Choose

Lines = Sequence[tuple[str, str]]
"""Kind (title, furniture, contents, head, body, signature) and text."""


def half_width(text: str, choose: Choose | None) -> str:
    """Text with half-width punctuation: all of it, or what `choose` chooses."""
    table = {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")"}
    return "".join(table.get(c, c) if choose is None or choose.random() < 0.5 else c for c in text)


def _wrap(line: str, width: int, indent: str) -> list[str]:
    line = indent + line
    return [line[i : i + width] for i in range(0, len(line), width)]


def laid_out(lines: Lines, style: str, choose: Choose) -> str:
    """The page whose lines these are, in a style of `layout.LINES`."""
    if style.startswith("html"):
        return _html(lines, choose, breaks=style == "html_break")
    if style in ("lines", "blank"):
        return ("\n" if style == "lines" else "\n\n").join(text for _, text in lines) + "\n"
    if style == "indent":
        indent = choose.choice(("\u3000\u3000", "    ", "\xa0\xa0\xa0\xa0"))
        return "\r\n".join((indent if kind == "body" else "") + text for kind, text in lines) + "\r\n"
    if style in ("wrapped", "wrapped_plain"):
        width = choose.randint(30, 40)
        wrapped: list[str] = []
        for kind, text in lines:
            indent = "\u3000\u3000" if style == "wrapped" and kind == "body" else ""
            wrapped += _wrap(text, width, indent) if kind == "body" else [text]
        return "\n".join(wrapped) + "\n"
    # One line: the marker after a single space, paragraphs parted by two or three.
    gap = "   " if style == "one_line" else " "
    out = ""
    first = next(i for i, (kind, _) in enumerate(lines) if kind == "head")
    last = max(i for i, (kind, _) in enumerate(lines) if kind in ("body", "signature"))
    for kind, text in lines[first : last + 1]:
        if out:
            out += " " if kind == "head" else gap
        out += text
    before = [text for _, text in lines[:first]]
    after = [text for _, text in lines[last + 1 :]]
    return "\n\n".join([*before, out, *after]) + "\n"


def _html(lines: Lines, choose: Choose, *, breaks: bool) -> str:
    """A whole page of a site: head, navigation, the text in paragraphs or with breaks, links, foot."""
    indent = choose.choice(("&emsp;&emsp;", "\u3000\u3000", "&nbsp;&nbsp;&nbsp;&nbsp;", ""))

    def escaped(text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("“", "&ldquo;").replace("”", "&rdquo;") if choose.random() < 0.5 else text

    out, body = [], []
    for kind, text in lines:
        if kind == "title":
            out.append(f"<h1>{escaped(text)}</h1>")
        elif breaks:
            body.append((indent if kind == "body" else "") + escaped(text) + "<br />")
        else:
            strong = kind == "head" and choose.random() < 0.5
            inner = f"<strong>{escaped(text)}</strong>" if strong else escaped(text)
            body.append(f"<p>{indent if kind == 'body' else ''}{inner}</p>")
    title = next((text for kind, text in lines if kind == "title"), "范文")
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}_某某范文网</title>\n<script>var a = '<p>' + 1 < 2;</script>\n"
        "<style>p { margin: 0 }</style>\n</head>\n<body>\n"
        '<div class="top"><a href="/">首页</a> <a href="/gw">公文写作</a> <a href="/dj">党建材料</a></div>\n'
        + "\n".join(out)
        + '\n<div class="content">\n'
        + "\n".join(body)
        + '\n</div>\n<ul class="list">\n<li><a href="1.html">某街道在创卫大会上的发言</a></li>\n'
        '<li><a href="2.html">安全生产表态发言三篇</a></li>\n</ul>\n<footer>关于我们 联系我们</footer>\n'
        "<!-- 统计 <p>代码</p> -->\n</body>\n</html>\n"
    )
