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
_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "gbk": "x-gbk gb_2312 gb_2312-80 csgb2312", "big5": "cn-big5 x-x-big5", "cp932": "x-sjis windows-31j",
    "euc_jp": "x-euc-jp cseucpkdfmtjapanese",
    "cp949": "windows-949 cseuckr csksc56011987 iso-ir-149 ks_c_5601-1989 ksc_5601",
    "koi8-r": "koi koi8", "koi8-u": "koi8-ru", "cp874": "windows-874 dos-874 iso885911 tis-620",
    "mac-roman": "macintosh mac csmacintosh x-mac-roman", "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "iso8859-6": "csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i", "iso8859-7": "sun_eu_greek",
    "iso8859-8": "csiso88598e iso-8859-8-e visual csiso88598i iso-8859-8-i logical", "iso8859-15": "csisolatin9",
    **{f"iso8859-{n}": f"iso8859{n}" for n in (1, 2, 3, 4, 5, 9, 10, 13, 14)},
    **{f"cp{n}": f"x-cp{n}" for n in range(1250, 1259)},
}  # fmt: skip
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_NAMES |= {f"iso8859{n}": f"iso8859-{n}" for n in (6, 7, 8, 15)}
"""Labels of the standard that Python does not know, all but those of UTF-16: a page that can be read for one has another encoding."""


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
