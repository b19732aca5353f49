"""A saved page in MHTML (RFC 2557): the HTML of its main part."""

from __future__ import annotations

import email
import email.policy
import platform
from email.message import Message

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.extract.page import Found

_OF_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_DEEPEST = 20
"""Parts in parts; a page has two or three."""


def read(data: bytes) -> Found:
    """The main part, as it stands in the file when its transfer encoding is taken away.

    Frames and what a page shows (style sheets, pictures) are left out: most frames are advertisements.

    Raises:
        SourceError: There is no part of text.
    """
    mail = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=email.policy.compat32)
    part = _main(mail, 0)
    if part is None:
        message = "holds no part in HTML or plain text."
        raise SourceError("no_text", message, hint="Save the page again, as HTML.")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise SourceError("no_text", "its main part is empty.", hint="Save the page again.")
    where = part["Content-Location"] or mail["Snapshot-Content-Location"] or mail["Content-Location"]
    frames = sum(piece.get_content_type() in _OF_TEXT[:2] for piece in mail.walk()) - (
        part.get_content_type() in _OF_TEXT[:2]
    )
    return Found(
        body,
        f"email of Python {platform.python_version()}",
        part.get_content_charset(),
        " ".join(str(where).split()) if where else None,
        f"{frames} other parts in HTML were left out" if frames else None,
    )


def _main(part: Message, depth: int) -> Message | None:
    """The part that a browser opens: the one that is named as the start, or the first; HTML before plain text."""
    if not part.is_multipart():
        return part if part.get_content_type() in _OF_TEXT else None
    inside = part.get_payload()
    if depth == _DEEPEST or not isinstance(inside, list):
        return None
    parts = [piece for piece in inside if isinstance(piece, Message)]
    start = part.get_param("start")
    if start:
        parts.sort(key=lambda piece: piece["Content-ID"] != start)
    found = [main for piece in parts if (main := _main(piece, depth + 1))]
    return min(found, key=lambda main: main.get_content_type() == "text/plain", default=None)
