"""Texts as evaluations compare them: what printers and sites write in several ways is written in one."""

from __future__ import annotations

from chuangwen_corpus.lazy import regex

_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict(zip("【】“”‘’○◯﹐﹑﹒﹔﹕﹖﹗∶", "[]\"\"''〇〇,、.;:?!:", strict=True))
)
_UNSEEN = regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]")
_DOTS = regex(r"(?:…|⋯|\.{2,})+")
_PINYIN = regex(r"\([a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}\)")
"""What a converter puts behind characters; to leave it in or out is the same."""
_STOP = regex(r"(?<=[\u3400-\u9fff])\.(?![.\w])|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
"""A full stop of ASCII behind a Han character."""
_DASHES = regex(r"(?:[—―─–]|-{2,})+")


def plain(text: str) -> str:
    r"""A text without white space and characters of no width, in one width, with one sign for each mark.

    >>> plain("在【全县】“创城” 大会上 -- 的讲话......") == plain("在［全县］\"创城\"大会上——的讲话……")
    True
    >>> plain("创建"), plain("創建")  # both scripts stay as they are
    ('创建', '創建')
    """
    seen = _PINYIN.sub("", _UNSEEN.sub("", text).translate(_WIDTH))
    return _DASHES.sub("—", _DOTS.sub("…", _STOP.sub("。", seen)))
