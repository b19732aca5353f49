"""Where browsers decode bytes differently from Python's codecs: GBK, GB18030 and Big5 by the WHATWG Encoding Standard.

Python's codecs stay the ones that a document is restored with; what they write otherwise is kept as bytes.
"""

from __future__ import annotations

from functools import cache

_CODECS = {"gb18030": "whatwg-gb18030", "big5hkscs": "whatwg-big5"}
_SINGLE = b"\x80"
"""The euro sign of code page 936."""


def text_of(data: bytes, encoding: str) -> str:
    """The text of bytes that are whole characters of an encoding, as browsers read it."""
    codec = _CODECS.get(encoding)
    if codec is None:
        return data.decode(encoding)
    from turbohtml import detect  # noqa: F401  # registers the codecs

    return data.decode(codec)


@cache
def spellings(encoding: str) -> dict[bytes, str]:
    r"""The characters of one and two bytes that Python's codec does not read, or reads otherwise.

    >>> spellings("gb18030")[b"\xa3\xa0"], spellings("big5hkscs")[b"\xa1\x45"], spellings("utf-8")
    ('\u3000', '‧', {})
    """
    if encoding not in _CODECS:
        return {}
    pairs = [bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    codes = [*pairs, _SINGLE]
    # All in one go: no second byte is a line feed, so each line is read by itself.
    joined = b"\n".join(codes)
    browsers, pythons = text_of(joined, encoding).split("\n"), joined.decode(encoding, "replace").split("\n")
    return {
        code: read
        for code, read, other in zip(codes, browsers, pythons, strict=True)
        if read != other and "\ufffd" not in read
    }
