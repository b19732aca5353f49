"""Bytes to source text, with everything that is needed to get the bytes back."""

from __future__ import annotations

import codecs
import hashlib
import re
import threading
from dataclasses import dataclass, field

from chuangwen_corpus.alignment import BYTE_ORDER_MARKS
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.plausible import share_of_common

MOSTLY_UNDECODABLE = 0.1
"""Above this share of undecodable characters a page is a reject, not a document."""

MOST_BYTES = 16_000_000
"""A longer input is no page; it is rejected before it is read."""
LEAST_PLAUSIBLE = 0.15
"""A text with a smaller share of common Chinese characters was read in the wrong encoding."""
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
# The encodings of text of the WHATWG Encoding Standard, as Python names them; others that Python knows (undefined,
# unicode_escape, rot13, utf-7) are no page's.
_MAY_BE_DECLARED = frozenset((
    "ascii", "utf-8", "utf-16-le", "utf-16-be", "gbk", "gb2312", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp",
    "shift_jis", "cp932", "euc_kr", "cp949", "koi8-r", "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic",
    *(f"iso8859-{n}" for n in range(1, 17) if n != 12), *(f"cp{n}" for n in range(1250, 1259)),
))  # fmt: skip
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
    """Decodes a page.

    In order: byte order mark, strict UTF-8, UTF-8 with a few faults, then among the declared
    encoding, gb18030 (which holds GB2312 and GBK), Big5 and UTF-16 without a mark the one whose
    text looks most like Chinese, then what a detector says.

    Raises:
        SourceError: The bytes are too many, binary, or mostly undecodable in every encoding.
    """
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    for encoding, mark in BYTE_ORDER_MARKS.items():
        # UTF-16-LE's mark opens UTF-32-LE's; four zero-padded bytes tell them apart.
        if data.startswith(mark) and not (
            encoding == "utf-16-le" and data.startswith(codecs.BOM_UTF32_LE) and len(data) % 4 == 0
        ):
            return _decoded(data, encoding, "bom", bom=True)
    try:
        decoded = _decoded(data, "utf-8", "utf-8", strict=True)
    except UnicodeDecodeError:
        decoded = None
    if decoded and not _is_binary(data):
        return decoded
    return _without_mark(data)


def _without_mark(data: bytes) -> DecodedSource:
    """Decodes what has no byte order mark and is no good UTF-8."""
    wide = _best_of(data, [("utf-16-le", "detected"), ("utf-16-be", "detected")])
    if wide and _is_binary(data):
        return wide
    if _is_binary(data):
        raise SourceError(
            "binary",
            "is no text: too many of its bytes are control characters.",
            hint="Convert it to text or HTML first.",
        )
    damaged = _decoded(data, "utf-8", "damaged")
    # A few faults in good UTF-8 must not turn the page into gb18030, which reads nearly anything.
    if _faults(damaged) * 10 < sum(1 for character in damaged.text if character > "\x7f"):
        return damaged
    declared = _declared(data)
    options = [(declared, "declared")] if declared else []
    options += [("gb18030", "fallback"), ("big5hkscs", "detected"), ("utf-16-le", "detected")]
    best = _best_of(data, [*options, ("utf-16-be", "detected")]) or _detected(data)
    if best:
        return best
    options = [(encoding, "damaged") for encoding in ("gb18030", "big5hkscs")]
    return _least_damaged([damaged, *(_decoded(data, *option) for option in options)])


def _least_damaged(attempts: list[DecodedSource]) -> DecodedSource:
    best = max(attempts, key=lambda d: -_faults(d) / max(1, len(d.text)) + share_of_common(d.text))
    faults = _faults(best)
    implausible = faults and share_of_common(best.text) < LEAST_PLAUSIBLE
    if faults > MOSTLY_UNDECODABLE * len(best.text) or implausible:
        raise SourceError(
            "undecodable",
            f"{faults} of {len(best.text)} characters cannot be read as {best.encoding}, "
            "and no other encoding fits better.",
            hint="Convert the page to UTF-8.",
        )
    return best


def _best_of(data: bytes, options: list[tuple[str, str]]) -> DecodedSource | None:
    """Of the encodings that decode the whole page, the one that gives the most Chinese text."""
    found: list[tuple[float, DecodedSource]] = []
    for rank, (encoding, reason) in enumerate(options):
        try:
            decoded = _decoded(data, encoding, reason, strict=True)
        except (UnicodeDecodeError, LookupError):
            continue
        # On a draw the earlier option stands: short pages share many code points.
        found.append((share_of_common(decoded.text) - 0.02 * rank, decoded))
    share, best = max(found, key=lambda option: option[0], default=(0.0, None))
    return best if share >= LEAST_PLAUSIBLE else None


def _declared(data: bytes) -> str | None:
    """The encoding a page of HTML or XML declares, as Python names it."""
    match = _DECLARATION.search(data[:4096])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    if name not in _MAY_BE_DECLARED:
        return None
    # Whoever declares GB2312 or GBK writes gb18030; Big5 in the wild has Hong Kong's characters.
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


def _detected(data: bytes) -> DecodedSource | None:
    """What the detector makes of a page that none of the usual encodings fits."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    try:
        return _decoded(data, codecs.lookup(best.encoding).name, "detected", strict=True)
    except (UnicodeError, LookupError):
        return None


def _is_binary(data: bytes) -> bool:
    """Whether too many bytes are control characters for a text with a few stray ones."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 20 > len(data)


def _faults(decoded: DecodedSource) -> int:
    return sum(1 for piece in decoded.irregular if piece.undecodable)


def too_large(size: int) -> SourceError:
    """The error for a page that is no page any more."""
    return SourceError(
        "too_large",
        f"is {size:,} bytes long; a page may have {MOST_BYTES:,}.",
        hint="Split it into pages, or read it as a dump.",
    )


def from_text(text: str) -> DecodedSource:
    """A page given as text; its file is the text's UTF-8.

    Raises:
        SourceError: The text is too long for a page.
    """
    if len(text) > MOST_BYTES:
        raise too_large(len(text))
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
    if not encoding.startswith("utf"):  # The UTFs spell a character in one way only.
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
    if not irregular and _written(text, encoding) == body:
        return irregular
    found: list[IrregularBytes] = []
    position = offset = 0
    for piece in [*irregular, None]:
        stop = piece.start if piece else len(text)
        while offset < stop:
            step, data = _spelling(body, position, text, offset, encoding)
            if _written(text[offset : offset + step], encoding) != data:
                found.append(IrregularBytes(offset, offset + step, data, undecodable=False))
            offset += step
            position += len(data)
        if piece:
            found.append(piece)
            offset = piece.end
            position += len(piece.data)
    return found


def _spelling(body: bytes, position: int, text: str, offset: int, encoding: str) -> tuple[int, bytes]:
    """How many characters stand at `offset`, and the bytes at `position` that say them."""
    for step in (1, 2):  # Big5-HKSCS has codes for a letter with its accent
        for size in (1, 2, 3, 4):
            data = body[position : position + size]
            try:
                if data.decode(encoding) == text[offset : offset + step]:
                    return step, data
            except UnicodeDecodeError:
                continue
    raise AssertionError(f"no bytes of {encoding} say {text[offset : offset + 2]!r}")


def _written(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None
