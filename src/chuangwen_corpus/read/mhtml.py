"""A saved page in MHTML (RFC 2557): the HTML of its main part."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.detect import named

SUFFIXES = (".mhtml", ".mht")
_OF_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_DEEPEST = 20
"""Parts in parts; a page has two or three."""


def main_part(data: bytes) -> tuple[bytes, str]:
    """The bytes of the main part, and what the mail says of its address.

    Pages in frames and the parts that a page shows (style sheets, pictures) are left out: a browser saves advertisements
    as such. A charset that the mail declares and that the part's bytes do not bear is handed on as a byte order mark
    would be: the text is then given in UTF-8.

    Raises:
        SourceError: There is no part of text.
    """
    mail = email.message_from_bytes(data, policy=email.policy.compat32)
    part = _main(mail, 0)
    if part is None:
        message = "holds no part in HTML or plain text."
        raise SourceError("no_text", message, hint="Save the page again, as MHTML or HTML.")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise SourceError("no_text", "its main part is empty.", hint="Save the page again.")
    where = part["Content-Location"] or mail["Snapshot-Content-Location"] or ""
    return _in_utf_8(body, part.get_content_charset()), " ".join(str(where).split())


def _main(part: Message, depth: int) -> Message | None:
    """The part that a browser opens: the one that is named as the start, or the first; HTML before plain text."""
    if not part.is_multipart():
        return part if part.get_content_type() in _OF_TEXT else None
    inside = part.get_payload()
    if depth == _DEEPEST or not isinstance(inside, list):
        return None
    parts = [piece for piece in inside if isinstance(piece, Message)]
    start = part.get_param("start")
    parts.sort(key=lambda piece: piece["Content-ID"] != start if start else False)
    found = [main for piece in parts if (main := _main(piece, depth + 1))]
    return min(found, key=lambda main: main.get_content_type() == "text/plain", default=None)


def _in_utf_8(body: bytes, charset: str | None) -> bytes:
    """The bytes as they are, or in UTF-8 where only the mail says what they are in."""
    encoding = named(charset) if charset else None
    if encoding is None or encoding == "utf-8":
        return body
    try:
        return body.decode(encoding).encode()
    except UnicodeError:
        return body
