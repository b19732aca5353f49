"""Which files are extracted, and what to do with the others: decided by their first bytes, not by their names."""

from __future__ import annotations

import io
import re
import zipfile

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.lazy import regex

SUFFIXES = (
    ".mhtml", ".mht", ".docx", ".docm", ".dotx", ".pdf", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".epub",
)  # fmt: skip
"""Names of files that are looked into; text and HTML among them (many sites call a page .doc) stay what they are."""
_MAIL_HEADERS = regex(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:[A-Za-z0-9-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):",
    re.IGNORECASE,
)
_HEAD = 8192
_DOCX = "soffice --headless --convert-to docx FILE"


def kind_of(data: bytes) -> str | None:
    """How a file is extracted: ``mhtml``, ``docx`` or ``pdf``; None for one that is text or HTML itself.

    Raises:
        SourceError: It is of a format that is not read; the hint says what to run first.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\3\4"):
        return _in_zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _not_read("a Word or WPS file of the old binary format, or an encrypted one", _DOCX)
    if head.lstrip().startswith(b"{\\rtf"):
        raise _not_read("an RTF file", _DOCX)
    return "mhtml" if _MAIL_HEADERS.match(head) else None


def _in_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if "META-INF/container.xml" in names:
        raise _not_read("an e-book (EPUB)", "pandoc --to plain --wrap none FILE -o FILE.txt")
    raise _not_read("an office file or archive under another name", _DOCX)


def _not_read(what: str, command: str) -> SourceError:
    return SourceError("needs_conversion", f"is {what}, which is not read.", hint=f"Run `{command}` first.")
