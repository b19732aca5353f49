"""The pieces of a page: exact offsets, nothing left out, and what is markup to the HTML standard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.clean.html import tokens
from chuangwen_corpus.clean.html.tokens import Other, Tag, Text, pieces

BRICKS = (
    "<", ">", "</", "/", "p", "a", "b", "div", " ", "\n", "\r", "\r\n", "\f", "=", '"', "'", "&", "amp", ";", "&nbsp", "#", "x",
    "25105", "我", "𠀀", "<!--", "-->", "--!>", "<!", "<?", "</>", "<script>", "</script>", "<title>", "</title>", "<textarea>",
    "<svg>", "<![CDATA[", "]]>", "\0", "\ud800", '<a href="', "<p>", "</p>", "<plaintext>", "&#", "<!-->", "<style>", "</STYLE>",
)  # fmt: skip


@given(st.lists(st.sampled_from(BRICKS), max_size=30).map("".join))
def test_the_pieces_are_the_page(page: str) -> None:
    found = list(pieces(page))
    assert "".join(page[piece.start : piece.end] for piece in found) == page
    assert all(a.end == b.start for a, b in pairwise(found))
    for piece in found:
        source = page[piece.start : piece.end]
        if isinstance(piece, Tag):
            assert source.startswith("</" if piece.closing else "<")
            assert source.endswith(">")
            name = source[1 + piece.closing : 1 + piece.closing + len(piece.name)]
            assert name.lower().replace("\0", "\ufffd") == piece.name
        elif isinstance(piece, Text):
            ends = [piece.start, *(at for change in piece.changes for at in change[:2]), piece.end]
            assert ends == sorted(ends)
            assert all(page[c.start] in "&<" for c in piece.changes)


def names(page: str) -> list[str]:
    return [piece.name if isinstance(piece, Tag) else piece.rule if isinstance(piece, Other) else page[piece.start : piece.end]
            for piece in pieces(page)]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<!-->我", ["html.comment", "我"]),
        ("<!--甲--!>我", ["html.comment", "我"]),
        ("<!--甲", ["html.unfinished"]),
        ("<!--甲<p>", ["html.unfinished"]),
        ("<!甲>我", ["html.comment", "我"]),
        ("</ 甲>我", ["html.comment", "我"]),
        ("<![CDATA[甲]]>我", ["html.comment", "我"]),
        ("<?php 甲 ?>我", ["html.declaration", "我"]),
        ("<!DOCTYPE html>我", ["html.declaration", "我"]),
        ("<header>我</header>", ["header", "我", "header"]),
        ("<Script>甲</sCRIPT >我", ["script", "甲", "script", "我"]),
        ("<script>'</scripts>'</script>我", ["script", "'</scripts>'", "script", "我"]),
        ("<title><b>甲</title>我", ["title", "<b>甲", "title", "我"]),
        ("<a title='>'>我", ["a", "我"]),
        (f"<img src='data:,{'A' * 100_000}'>我", ["img", "我"]),
        ("<a/>我", ["a", "我"]),
        ("a<1 《<>》 a< b &我", ["a<1 《<>》 a< b &我"]),
        ("甲</>乙", ["甲</>乙"]),
        ("<b></><i>", ["b", "html.tag", "i"]),
        ("甲<a href='x", ["甲", "html.unfinished"]),
        ("甲<a href='我们", ["甲", "<a href='我们"]),
        ("甲<a 我们<p", ["甲", "<a 我们", "html.unfinished"]),
        ("甲<a t='我们<p>乙</p>", ["甲", "<a t='我们", "p", "乙", "p"]),
    ],
)
def test_what_is_markup(page: str, found: list[str]) -> None:
    assert names(page) == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("&#00025105;", "我"), ("&#x6211", "我"), ("&#x80;", "€"), ("&#150;", "–"), ("&#0;", "\ufffd"), ("&#xD800;", "\ufffd"),
        ("&#99999999999;", "\ufffd"), ("&nbsp", "\xa0"), ("&nbsp;", "\xa0"), ("&lt;", "<"), ("&ldquo;", "“"), ("&AMP", "&"),
    ],
)  # fmt: skip
def test_references(written: str, said: str) -> None:
    (text,) = pieces(f"前{written}，后")
    assert isinstance(text, Text)
    assert [(c.start, c.end, c.text) for c in text.changes] == [(1, 1 + len(written), said)]


@pytest.mark.parametrize("written", ["&", "&;", "&#;", "&#x;", "&我;", "AT&T", "R&D", "&nosuch;"])
def test_what_is_no_reference(written: str) -> None:
    (text,) = pieces(written)
    assert text == Text(0, len(written))


def test_tags_that_do_not_end_are_read_again_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(text: str, **options: bool) -> object:
        read.append(len(text))
        return tokenize(text, **options)

    tokenize = tokens.tokenize
    monkeypatch.setattr(tokens, "tokenize", counted)
    page = "<a 我" * 1000
    assert "".join(page[p.start : p.end] for p in pieces(page)) == page
    assert 1 < len(read) < 10
