"""The encodings that a page may be in: what it declares, and what a detector says."""

from __future__ import annotations

import codecs
import re

from chuangwen_corpus.lazy import regex

_DECLARATION = regex(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
# The encodings of text of the WHATWG Encoding Standard, as Python names them; others that Python knows (undefined,
# unicode_escape, rot13, utf-7) are no page's.
_OF_TEXT = frozenset((
    "ascii", "utf-8", "utf-16-le", "utf-16-be", "gbk", "gb2312", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp",
    "shift_jis", "cp932", "euc_kr", "cp949", "koi8-r", "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic",
    *(f"iso8859-{n}" for n in range(1, 17) if n != 12), *(f"cp{n}" for n in range(1250, 1259)),
))  # fmt: skip
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949", "shift_jis": "cp932", "ascii": "cp1252",
    "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
}  # fmt: skip
"""What browsers read where a name is given: whoever says GB2312 writes GBK, Big5 in the wild has Hong Kong's characters."""
_PRESCAN = 1024
"""Bytes in which the detector looks for a declaration, which is weighed by itself here."""
_LOOKED_AT = 200_000
_NAMES = {
    "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic", "iso-8859-8-i": "iso8859-8", "windows-874": "cp874",
    "dos-874": "cp874", "x-gbk": "gbk", "gb_2312-80": "gbk", "csgb2312": "gbk", "cn-big5": "big5", "x-x-big5": "big5",
    "x-sjis": "cp932", "windows-31j": "cp932", "windows-949": "cp949", "x-euc-jp": "euc_jp", "x-cp1250": "cp1250",
    "x-cp1251": "cp1251", "x-cp1252": "cp1252",
}  # fmt: skip
"""Names of the standard that Python does not know."""


def declared(data: bytes) -> str | None:
    """The encoding a page of HTML or XML declares, as Python names it."""
    match = _DECLARATION.search(data[:4096])
    return named(match[1].decode("ascii")) if match else None


def named(label: str) -> str | None:
    """What Python calls the encoding that a page or a mail declares under a name; none if it is none of text."""
    try:
        name = codecs.lookup(_NAMES.get(label.lower(), label)).name
    except LookupError:
        return None
    return _MEANT.get(name, name) if name in _OF_TEXT else None


def detected(data: bytes) -> list[str]:
    """What a detector takes the page for, the likeliest first; none where it has nothing to go by."""
    from turbohtml.detect import detect_all

    matches = detect_all(b" " * _PRESCAN + data[:_LOOKED_AT])
    names = (named(match.encoding) for match in matches[:3] if match.encoding and match.confidence)
    return [name for name in names if name]
