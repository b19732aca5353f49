"""Bytes to source text, with everything that is needed to get the bytes back."""

from __future__ import annotations

import codecs
import hashlib
import threading
from dataclasses import dataclass, field

from chuangwen_corpus.alignment import BYTE_ORDER_MARKS
from chuangwen_corpus.errors import SourceError

MOSTLY_UNDECODABLE = 0.1
"""Above this share of undecodable characters a page is a reject, not a document."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))


@dataclass(frozen=True, slots=True)
class IrregularBytes:
    """A span of the source text that its encoding would not write back as the bytes that were there."""

    start: int
    end: int
    data: bytes
    undecodable: bool
    """True for bytes read as U+FFFD, False for a second spelling of a readable character."""


@dataclass(frozen=True, slots=True)
class DecodedSource:
    """A page as read: the source text and how it came out of the bytes."""

    text: str
    encoding: str
    encoding_reason: str
    bom: bool
    sha256: str
    irregular: tuple[IrregularBytes, ...] = field(default=())


def decode(data: bytes) -> DecodedSource:
    """Decodes a page: byte order mark, strict UTF-8, then gb18030, then UTF-8 with a few faults.

    gb18030 stands for GB2312 and GBK too, whose superset it is.

    Raises:
        SourceError: The bytes are binary data, or mostly undecodable in every encoding tried.
    """
    for encoding, mark in BYTE_ORDER_MARKS.items():
        # UTF-16-LE's mark opens UTF-32-LE's; four zero-padded bytes tell them apart.
        if data.startswith(mark) and not (
            encoding == "utf-16-le" and data.startswith(codecs.BOM_UTF32_LE) and len(data) % 4 == 0
        ):
            return _decoded(data, encoding, "bom", bom=True)
    if _is_binary(data):
        raise SourceError(
            "binary",
            "is no text: too many of its bytes are control characters.",
            hint="Convert it to text or HTML first.",
        )
    try:
        return _decoded(data, "utf-8", "utf-8", strict=True)
    except UnicodeDecodeError:
        damaged = _decoded(data, "utf-8", "damaged")
    # A few faults in good UTF-8 must not turn the page into gb18030, which reads nearly anything.
    if _faults(damaged) * 10 < sum(1 for character in damaged.text if character > "\x7f"):
        return damaged
    try:
        return _decoded(data, "gb18030", "fallback", strict=True)
    except UnicodeDecodeError:
        best = min(damaged, _decoded(data, "gb18030", "damaged"), key=_faults)
    if _faults(best) > MOSTLY_UNDECODABLE * len(best.text):
        raise SourceError(
            "undecodable",
            f"{_faults(best)} of {len(best.text)} characters cannot be read as {best.encoding}.",
            hint="Convert the page to UTF-8.",
        )
    return best


def _is_binary(data: bytes) -> bool:
    """Whether too many bytes are control characters for a text with a few stray ones."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 20 > len(data)


def _faults(decoded: DecodedSource) -> int:
    return sum(1 for piece in decoded.irregular if piece.undecodable)


def from_text(text: str) -> DecodedSource:
    """A page given as text; its file is the text's UTF-8."""
    return _decoded(text.encode("utf-8", "surrogatepass"), "utf-8", "given")


def _decoded(
    data: bytes, encoding: str, reason: str, *, bom: bool = False, strict: bool = False
) -> DecodedSource:
    body = data[len(BYTE_ORDER_MARKS[encoding]) :] if bom else data
    irregular: list[IrregularBytes] = []
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        if strict:
            raise
        text, irregular = _decode_damaged(body, encoding)
    if encoding == "gb18030":  # The UTFs spell a character in one way only.
        irregular = _second_spellings(body, text, encoding, irregular)
    return DecodedSource(text, encoding, reason, bom, hashlib.sha256(data).hexdigest(), tuple(irregular))


def _decode_damaged(body: bytes, encoding: str) -> tuple[str, list[IrregularBytes]]:
    """Decodes what can be decoded; each undecodable run of bytes becomes one U+FFFD, its bytes kept."""
    runs: list[tuple[int, int]] = []

    def keep(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        if runs and runs[-1][1] == error.start:
            runs[-1] = (runs[-1][0], error.end)
            return "", error.end
        runs.append((error.start, error.end))
        return "\ufffd", error.end

    # The registry of handlers is the only way to learn of faults in linear time: every exception
    # raised instead would carry a copy of the rest of the page.
    name = f"chuangwen.keep-{threading.get_ident()}"
    codecs.register_error(name, keep)
    text = body.decode(encoding, name)
    irregular: list[IrregularBytes] = []
    position = length = 0
    for start, end in runs:
        length += len(body[position:start].decode(encoding))
        irregular.append(IrregularBytes(length, length + 1, body[start:end], True))
        position, length = end, length + 1
    return text, irregular


def _second_spellings(
    body: bytes, text: str, encoding: str, irregular: list[IrregularBytes]
) -> list[IrregularBytes]:
    """Adds the characters whose bytes are not the ones the encoding writes for them."""
    known = {piece.start: piece for piece in irregular}
    if not known and text.encode(encoding) == body:
        return irregular
    found, position = [], 0
    for offset, character in enumerate(text):
        piece = known.get(offset)
        if piece is None:
            written = character.encode(encoding)
            if body.startswith(written, position):
                position += len(written)
                continue
            # gb18030 has one-, two- and four-byte codes; the shortest that reads as this one is it.
            data = next(
                body[position : position + size]
                for size in (1, 2, 4)
                if body[position : position + size].decode(encoding, "replace") == character
            )
            piece = IrregularBytes(offset, offset + 1, data, False)
        found.append(piece)
        position += len(piece.data)
    return found
