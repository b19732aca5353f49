"""Pours the same speeches into different pages: layouts, states of the text, furniture, encodings.

`pour` gives the page and what a reader would find in it. Everything hangs on one seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields, replace
from functools import cache

from material import HAN_NUMBERS, Part, Talk

MARKINGS = (
    "title_han", "title_digit", "pian_behind", "pian_count_behind", "pian_before", "di_pian", "fanwen",
    "bracket", "bracket_di_line", "marker_line_title", "marker_alone", "titles", "titles_speaker",
    "paren_title", "han_speakers",
)  # fmt: skip
LINES = (
    "lines",
    "blank",
    "indent",
    "one_line",
    "one_line_single",
    "wrapped",
    "wrapped_plain",
    "html",
    "html_break",
)
HEADINGS = ("own_line", "run_in")
PUNCTUATION = ("full", "half", "mixed")
HEAD_FURNITURE = (
    "您现在的位置： 首页 > 公文范文 > 讲话发言 > 正文",
    "时间：2021-03-04 10:22:31   作者：佚名   来源：网络整理",
    "【字体：小 中 大】",
    "收藏本文 下载本文",
    "标签： #创文 #表态发言",
    "约3.2千字 约 9页 举报",
    "声明：本站不保证用户上传文档的完整性，下载前请仔细预览，产生的问题本站不予处理。",
    "文档介绍",
    "下面是小编为大家整理的发言稿，仅供参考，欢迎阅读。",
    "合集下载",
    "1、下载文档前请自行甄别文档内容的完整性，平台不提供额外的编辑服务。",
    "2、如文档侵犯您的权益，请联系客服反馈，我们会尽快为您处理。",
)  # fmt: skip
HIDDEN = "隐藏内容，会员免费查看"
MIDDLE_FURNITURE = (
    "- 3 -",
    "第2页 共5页",
    "👉 加微信领取更多范文 👈",
    "微信扫一扫，分享给朋友",
    HIDDEN,
)
FOOT_FURNITURE = (
    "查看更多", "推荐访问： 表态发言 创文 动员大会", "声明：本站资料来自网友上传，如有侵权请联系删除。", "用户评论",
    "Copyright © 2021 某某文库 版权所有", "返回顶部", "上一篇：某市创建工作总结", "下一篇：社区志愿服务方案",
    "本文标题：创文发言稿汇编", "微信扫一扫，在手机阅读、分享本文",
)  # fmt: skip
RELATED = ("相关文章", "某区在创卫动员大会上的讲话", "某局关于安全生产的表态发言", "在新年团拜会上的致辞")


@dataclass(frozen=True)
class Layout:
    """How a page is laid out."""

    marking: str = "title_han"
    lines: str = "lines"
    headings: str = "own_line"
    punctuation: str = "full"
    furniture: bool = True
    contents: bool = False
    middle: bool = False
    traditional: bool = False
    damage: bool = False


@dataclass(frozen=True)
class Found:
    """A speech as a reader finds it on the page."""

    title: str | None
    salutation: str | None
    speaker: str | None
    date: str | None
    body: str
    """The text from the first word to the last, without white space and numbering of lines."""
    sections: tuple[tuple[int, str, str], ...] = field(default=())
    """level, marker, heading"""
    paragraphs: tuple[str, ...] = field(default=())
    anomalies: tuple[str, ...] = field(default=())
    """Kinds of damage done to this speech, one entry each."""


def titles_for(marking: str, base: str, speakers: list[str], count: int) -> list[str | None]:
    """What a reader takes for the titles of the speeches."""
    if marking == "title_han":
        return [base + HAN_NUMBERS[i] for i in range(count)]
    if marking == "title_digit":
        return [f"{base}{i + 1}" for i in range(count)]
    if marking == "titles_speaker":
        return [f"{base}（{speakers[i]}）" for i in range(count)]
    if marking in ("han_speakers", "pian_before", "paren_title", "fanwen", "di_pian"):
        return [f"{speakers[i]}{base[-4:] if base.endswith('发言') else '表态发言'}" for i in range(count)]
    if marking in ("titles", "marker_line_title", "bracket"):
        return [f"{speakers[i]}{base}" for i in range(count)]
    if marking == "pian_behind":
        return [base] * count
    if marking == "pian_count_behind":
        return [f"{base}（{count}篇）"] * count
    return [None] * count  # marker_alone, bracket_di_line


def head_lines(marking: str, title: str | None, i: int) -> list[str]:
    """The lines of a speech's head as the page prints them."""
    han = HAN_NUMBERS[i]
    return {
        "title_han": [title], "title_digit": [title], "titles": [title], "titles_speaker": [title],
        "pian_behind": [f"{title}篇{han}"], "pian_count_behind": [f"{title}篇{han}"],
        "pian_before": [f"篇{i + 1}：{title}"], "di_pian": [f"第{han}篇 {title}"],
        "fanwen": [f"范文{han}：{title}"], "bracket": [f"【篇{han}】{title}"],
        "bracket_di_line": [f"【第{han}篇】"], "marker_line_title": [f"篇{han}", title],
        "marker_alone": [f"第{han}篇"], "paren_title": [f"（{han}）{title}"],
        "han_speakers": [f"{han}、{title}"],
    }[marking]  # fmt: skip


def _number(level: int, i: int) -> str:
    han = HAN_NUMBERS[i]
    return {1: f"{han}、", 2: f"（{han}）", 3: f"{i + 1}.", 4: f"（{i + 1}）"}[level]


def _section_lines(part: Part, level: int, i: int, layout: Layout, sections: list) -> list[str]:
    marker = _number(level, i)
    sections.append((level, marker, part.heading))
    if layout.headings == "run_in" and part.paragraphs:
        lines = [f"{marker}{part.heading}。{part.paragraphs[0]}", *part.paragraphs[1:]]
    else:
        lines = [f"{marker}{part.heading}", *part.paragraphs]
    for j, inside in enumerate(part.parts):
        lines += _section_lines(inside, level + 1, j, layout, sections)
    return lines


def _speech_lines(talk: Talk, layout: Layout) -> tuple[list[str], tuple, list[str]]:
    """Lines of the head between title and text, sections, lines of the text."""
    first_level = 2 if layout.marking == "han_speakers" else 1
    sections: list = []
    lines = ([talk.salutation] if talk.salutation else []) + list(talk.opening)
    for i, part in enumerate(talk.parts):
        lines += _section_lines(part, first_level, i, layout, sections)
    lines += talk.closing
    head = [line for line in (talk.speaker, talk.date) if line]
    return head, tuple(sections), lines


def half_width(text: str, choose: random.Random | None) -> str:
    table = {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")"}
    return "".join(table.get(c, c) if choose is None or choose.random() < 0.5 else c for c in text)


def _wrap(line: str, width: int, indent: str) -> list[str]:
    line = indent + line
    return [line[i : i + width] for i in range(0, len(line), width)]


def pour(
    talks: list[Talk], base: str, page_title: str | None, layout: Layout, seed: int, speakers: list[str]
) -> tuple[str, list[Found]]:
    """The page, and the speeches a reader finds in it."""
    choose = random.Random(seed)
    titles = titles_for(layout.marking, base, speakers, len(talks))
    lines: list[tuple[str, str]] = []  # kind and text
    if page_title:
        lines.append(("title", page_title))
    if layout.furniture:
        chosen = sorted(choose.sample(range(len(HEAD_FURNITURE)), choose.randint(1, 4)))
        lines += [("furniture", HEAD_FURNITURE[i]) for i in chosen]
    if layout.contents and any(titles):
        lines.append(("furniture", "目录"))
        for i, title in enumerate(titles):
            lines.append(("contents", "".join(head_lines(layout.marking, title, i)) + f"……{i * 3 + 1}"))
    found = []
    for i, (talk, title) in enumerate(zip(talks, titles, strict=True)):
        for line in head_lines(layout.marking, title, i):
            lines.append(("head", line))
        anomalies: list[str] = []
        if layout.damage:
            # Where single spaces or widths part lines, not even a reader could tell.
            clear = layout.lines not in ("one_line_single", "wrapped_plain")
            talk, anomalies = damaged(talk, choose, spaces=clear, broken_off=clear)
        head, sections, body = _speech_lines(talk, layout)
        lines += [("head", line) for line in head]
        for j, line in enumerate(body):
            if layout.middle and j == len(body) // 2:
                notice = choose.choice(MIDDLE_FURNITURE)
                lines.append(("furniture", notice))
                anomalies += ["text_omitted"] if notice == HIDDEN else []
            lines.append(("body", line))
        lines += [("signature", line) for line in talk.signature]
        found.append(
            Found(
                title,
                talk.salutation,
                talk.speaker,
                talk.date,
                "".join(body),
                sections,
                tuple(_paragraphs(talk)),
                tuple(anomalies),
            )
        )
    if layout.furniture:
        chosen = sorted(choose.sample(range(len(FOOT_FURNITURE)), choose.randint(1, 4)))
        lines += [("furniture", FOOT_FURNITURE[i]) for i in chosen]
        if choose.random() < 0.5:
            lines += [("furniture", line) for line in RELATED]
    if layout.punctuation != "full":
        own = choose if layout.punctuation == "mixed" else None
        lines = [(kind, half_width(text, own)) for kind, text in lines]
    page = _lay_out(lines, layout, choose)
    if layout.traditional:
        page, found = to_traditional(page), [_traditional(f) for f in found]
    return page, found


def _paragraphs(talk: Talk) -> list[str]:
    def inside(parts: tuple[Part, ...]) -> list[str]:
        return [text for part in parts for text in (*part.paragraphs, *inside(part.parts))]

    return [*talk.opening, *inside(talk.parts), *talk.closing]


def _traditional(found: Found) -> Found:
    def change(value: object) -> object:
        if isinstance(value, str):
            return to_traditional(value)
        return tuple(change(v) for v in value) if isinstance(value, tuple) else value

    names = [f.name for f in fields(found) if f.name != "anomalies"]
    return replace(found, **{name: change(getattr(found, name)) for name in names})


@cache
def _to_traditional() -> dict[int, str]:
    from chuangwen_corpus.genre import folding

    table: dict[int, str] = {}
    for traditional, simplified in sorted(folding._changed().items(), reverse=True):
        if 0x4E00 <= traditional <= 0x9FFF:
            table[ord(simplified)] = chr(traditional)
    for kept in "一二三四五六七八九十上下不中了我大干里面同":
        table.pop(ord(kept), None)
    return table


def to_traditional(text: str) -> str:
    """The text in traditional characters, one for each; folding gives the simplified ones back."""
    return text.translate(_to_traditional())


def damaged(talk: Talk, choose: random.Random, *, spaces: bool, broken_off: bool) -> tuple[Talk, list[str]]:
    """The speech with a stray space, a lost character, a paragraph broken off; and what was done."""
    opening: list[str] = list(talk.opening)
    done: list[str] = []
    at = choose.randrange(len(opening))
    text = opening[at]
    inside = [i for i in range(2, len(text) - 8) if all("一" <= c <= "龥" for c in text[i - 1 : i + 1])]
    if spaces and choose.random() < 0.7:
        i = choose.choice(inside)
        text = f"{text[:i]} {text[i:]}"
        done.append("stray_space")
    elif not any(c in text for c in "吗呢么什怎如何谁哪几吧"):
        i = choose.choice(inside)
        text = f"{text[:i]}?{text[i:]}"
        done.append("lost_character")
    if broken_off and choose.random() < 0.5:
        text = text[:-4]
        if text[-1] in "，。、；：？！ ?":
            text += "我们"
        done.append("truncated_text")
    opening[at] = text
    return replace(talk, opening=tuple(opening)), done


def _lay_out(lines: list[tuple[str, str]], layout: Layout, choose: random.Random) -> str:
    style = layout.lines
    if style.startswith("html"):
        return _html(lines, choose, breaks=style == "html_break")
    if style in ("lines", "blank"):
        return ("\n" if style == "lines" else "\n\n").join(text for _, text in lines) + "\n"
    if style == "indent":
        indent = choose.choice(("\u3000\u3000", "    ", "\xa0\xa0\xa0\xa0"))
        return "\r\n".join((indent if kind == "body" else "") + text for kind, text in lines) + "\r\n"
    if style in ("wrapped", "wrapped_plain"):
        width = choose.randint(30, 40)
        out = []
        for kind, text in lines:
            indent = "\u3000\u3000" if style == "wrapped" and kind == "body" else ""
            out += _wrap(text, width, indent) if kind == "body" else [text]
        return "\n".join(out) + "\n"
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


def _html(lines: list[tuple[str, str]], choose: random.Random, *, breaks: bool) -> str:
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
