"""Bytes to source text, with everything that is needed to get the bytes back."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from chuangwen_corpus.alignment import BYTE_ORDER_MARKS
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.read.detect import declared, detected
from chuangwen_corpus.read.kept import IrregularBytes, read_text
from chuangwen_corpus.read.plausible import beyond_ascii, likeness, share_of_common

MOSTLY_UNDECODABLE = 0.1
"""Above this share of undecodable characters a page is a reject, not a document."""
MOST_BYTES = 16_000_000
"""A longer input is no page; it is rejected before it is read."""
LEAST_PLAUSIBLE = 0.15
"""A text that looks less like a language was read in the wrong encoding."""
_WIDE = ("utf-16-le", "utf-16-be")
_EAST_ASIAN = ("cp949", "cp932", "euc_jp")
"""A detector rules these out at their first fault."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_MANY = 40
"""Characters beyond ASCII that tell what they are."""
_PLAINLY = 0.5
"""The share of common characters among them in plain Chinese."""
_FEW = 8
"""Bytes that may be lost of a text in ASCII."""
_FEW_OF_A_LANGUAGE = 12
"""Characters of an alphabet that tell nothing of a language; of those with two bytes a third."""
_OF_CHINESE = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000
"""Bytes by which encodings are judged."""
_PICTURES_AND_OFFICE = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"\xd0\xcf\x11\xe0",
    b"PK\3\4",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
"""How files begin that are no text, though they may pass for UTF-16."""
_PLAIN = regex(rb"[\x00-\x7f]{80,}")
_MOSTLY_PLAIN = 0.8
_LOST = regex("\ufffd+")


@dataclass(frozen=True, slots=True)
class DecodedSource:
    """A page as read: the source text and how it came out of the bytes."""

    text: str
    encoding: str
    encoding_reason: str
    bom: bool
    sha256: str
    irregular: tuple[IrregularBytes, ...] = field(default=())
    note: str | None = None
    """Of what file it was made, if the page is not the file."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an encoding makes of a page, or of a part of it."""

    text: str
    encoding: str
    reason: str
    irregular: tuple[IrregularBytes, ...]

    @property
    def faults(self) -> int:
        """Places that cannot be read, without a character that is cut at the end."""
        found = [piece for piece in self.irregular if piece.undecodable]
        cut = found and found[-1].end == len(self.text) and len(found[-1].data) < 4
        return len(found) - bool(cut)

    @property
    def is_readable(self) -> bool:
        """Whether no more of it is lost than of a page may be."""
        return self.faults <= MOSTLY_UNDECODABLE * len(self.text)

    @property
    def is_plainly_chinese(self) -> bool:
        """Whether it is sound and most of it common characters: of so many no wrong encoding makes a quarter."""
        return beyond_ascii(self.text) >= _MANY and not self.faults and share_of_common(self.text) >= _PLAINLY

    def score(self, rank: int) -> float:
        """How good a reading it is; the earlier option stands where short pages leave the choice."""
        # Of what is beyond ASCII, as plain code and markup would hide how much of a text is lost.
        lost_bytes = sum(len(piece.data) for piece in self.irregular if piece.undecodable)
        read = _readable_beyond_ascii(self.text)
        lost = lost_bytes / (lost_bytes + 2 * read + _FEW)
        strange = 0.0
        if self.reason == "detected" and self.encoding not in _OF_CHINESE:
            # A few bytes look like any language; pages here are Chinese until more of them say otherwise.
            strange = _FEW_OF_A_LANGUAGE / max(1, read * (3 if self.encoding in _EAST_ASIAN else 1))
        return likeness(self.text) - 2 * lost - 0.02 * rank - strange


def decode(data: bytes) -> DecodedSource:
    """Decodes a page.

    In order: a byte order mark, unless the page plainly goes on in another encoding; strict UTF-8; UTF-8 with a few
    faults; then of the declared encoding, gb18030 (which holds GB2312 and GBK), Big5, UTF-16 without a mark and what a
    detector says the one whose text looks most like a language.

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
            return _with_mark(data, encoding, mark)
    return _as_read(_without_mark(data), data)


def from_text(text: str) -> DecodedSource:
    """A page given as text; its file is the text's UTF-8.

    Raises:
        SourceError: The text is too long for a page.
    """
    if len(text) > MOST_BYTES:
        raise too_large(len(text))
    data = text.encode("utf-8", "surrogatepass")
    return _as_read(_attempt(data, "utf-8", "given"), data)


def too_large(size: int, most: int = MOST_BYTES) -> SourceError:
    """The error for a page that is no page any more."""
    return SourceError(
        "too_large",
        f"is {size:,} bytes long; a page may have {most:,}.",
        hint="Split it into pages, or read it as a dump.",
    )


def _with_mark(data: bytes, encoding: str, mark: bytes) -> DecodedSource:
    """Decodes a page that opens with a byte order mark, which editors also put before text of another encoding."""
    body = data[len(mark) :]
    marked = _attempt(body, encoding, "bom")
    is_sound = marked.faults * 100 <= len(marked.text) if encoding == "utf-8" else _likely(marked)
    if is_sound:
        return _as_read(marked, data, bom=True)
    try:
        other = _without_mark(body)
    except SourceError:
        other = marked
    if other.encoding == encoding or (marked.is_readable and other.score(0) <= marked.score(0) + 0.1):
        if not marked.is_readable:
            raise _undecodable(marked)
        return _as_read(marked, data, bom=True)
    # The mark stays in the text as the character it is, spelled in its own way.
    kept = (piece._replace(start=piece.start + 1, end=piece.end + 1) for piece in other.irregular)
    irregular = (IrregularBytes(0, 1, mark, undecodable=False), *kept)
    return _as_read(replace(other, text="\ufeff" + other.text, irregular=irregular), data)


def _without_mark(data: bytes) -> _Attempt:
    """Decodes what has no byte order mark."""
    if _is_binary(data):
        wide = (
            None
            if data.startswith(_PICTURES_AND_OFFICE)
            else next(_best(data, [(encoding, "detected") for encoding in _WIDE]), None)
        )
        if wide is None:
            raise SourceError(
                "binary",
                "is no text: too many of its bytes are control characters.",
                hint="Convert it to text or HTML first.",
            )
        return wide
    try:
        return _Attempt(data.decode("utf-8"), "utf-8", "utf-8", ())
    except UnicodeDecodeError:
        pass
    # A few faults in good UTF-8 must not turn the page into gb18030, which reads nearly anything.
    sample = _sample(data)
    if not _is_plainly_no_utf8(sample):
        damaged = _attempt(sample, "utf-8", "damaged")
        if damaged.faults * 10 < _readable_beyond_ascii(damaged.text):
            whole = _attempt(data, "utf-8", "damaged")
            if whole.is_readable:
                return whole
    if best := next(_best(data, _options(data)), None):
        return best
    damaged = _attempt(sample, "utf-8", "damaged")
    if unlikely := _unlikely(data, damaged):
        return unlikely
    raise _undecodable(damaged)


def _is_plainly_no_utf8(sample: bytes) -> bool:
    """Whether faults are too many for damaged UTF-8, told without a call for each of them; False where that takes a closer look."""
    if b"\xef\xbf\xbd" in sample:  # U+FFFD that is no fault
        return False
    text = sample.decode("utf-8", "replace")
    runs = len(_LOST.findall(text))
    return (runs - 1) * 10 >= _readable_beyond_ascii(text)  # the last may be a character that is cut


def _readable_beyond_ascii(text: str) -> int:
    return beyond_ascii(text) - text.count("\ufffd")


def _unlikely(data: bytes, damaged: _Attempt) -> _Attempt | None:
    """A page of rare characters: what reads it without a fault, if it is not plainly Chinese in UTF-8."""
    if share_of_common(damaged.text) >= LEAST_PLAUSIBLE:
        return None
    options = (("gb18030", "fallback"), ("big5hkscs", "detected"))
    attempts = (_attempt(data, *option) for option in options)
    return next((attempt for attempt in attempts if not attempt.faults), None)


def _options(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings to try, each with the reason to name; a detector is asked when its word is needed."""
    if said := declared(data):
        yield said, "declared"
    yield "gb18030", "fallback"
    yield "big5hkscs", "detected"
    yield from ((wide, "detected") for wide in _WIDE)
    yield "utf-8", "damaged"
    yield from ((name, "detected") for name in (*detected(data), *_EAST_ASIAN))
    plain = len(data) - len(data.translate(None, bytes(range(128))))
    if plain >= _MOSTLY_PLAIN * len(data):
        yield "cp1252", "fallback"


def _best(data: bytes, options: Iterable[tuple[str, str]]) -> Iterator[_Attempt]:
    """What the encodings make of a page, the most likely first; none that cannot be."""
    sample = _sample(data)
    found: list[tuple[float, _Attempt]] = []
    for rank, (encoding, reason) in enumerate(options):
        try:
            attempt = _attempt(sample, encoding, reason)
        except LookupError:
            continue
        if attempt.is_plainly_chinese:
            found = [(1.0, attempt)]  # no other encoding makes as much of it
            break
        score = attempt.score(min(rank, 5))
        if score >= LEAST_PLAUSIBLE and attempt.is_readable:
            found.append((score, attempt))
    for _, attempt in sorted(found, key=lambda one: -one[0]):
        whole = attempt
        if sample is not data:
            try:
                whole = _attempt(data, attempt.encoding, attempt.reason)
            except LookupError:
                continue
        if whole.is_readable:
            yield replace(whole, reason="damaged") if whole.faults else whole


def _attempt(data: bytes, encoding: str, reason: str) -> _Attempt:
    text, irregular = read_text(data, encoding)
    return _Attempt(text, encoding, reason, irregular)


def _likely(attempt: _Attempt) -> bool:
    return attempt.is_readable and likeness(attempt.text) >= LEAST_PLAUSIBLE


def _as_read(attempt: _Attempt, data: bytes, *, bom: bool = False) -> DecodedSource:
    sha256 = hashlib.sha256(data).hexdigest()
    return DecodedSource(attempt.text, attempt.encoding, attempt.reason, bom, sha256, attempt.irregular)


def _undecodable(attempt: _Attempt) -> SourceError:
    return SourceError(
        "undecodable",
        f"{attempt.faults} of {len(attempt.text)} characters cannot be read as {attempt.encoding}, "
        "and no other encoding fits better.",
        hint="Convert the page to UTF-8.",
    )


def _sample(data: bytes) -> bytes:
    """The beginning of a page without most of its plain ASCII; two bytes stay two, for UTF-16."""
    if len(data) <= _SAMPLE:
        return data
    return _PLAIN.sub(lambda run: run[0][: 40 + len(run[0]) % 2] + run[0][-40:], data)[:_SAMPLE]


def _is_binary(data: bytes) -> bool:
    """Whether too many bytes are control characters for a text with a few stray ones."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 20 > len(data)
