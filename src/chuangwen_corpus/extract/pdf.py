"""The text of a PDF, read with PDFium: its lines as they are, page after page."""

from __future__ import annotations

import re
import unicodedata

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.extract.page import Found

_MOSTLY_UNKNOWN = 0.1
"""A text of which more characters are unknown is none."""
_LONGEST = 16_000_000
_OCR = "Run `ocrmypdf --force-ocr --language chi_sim FILE FILE` first."


def read(data: bytes) -> Found:
    """The text of all pages; what only stands in pictures is not seen.

    Raises:
        SourceError: It is encrypted, or no page has text.
        Exception: Whatever PDFium says of a broken file.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = "is encrypted."
            raise SourceError(
                "encrypted", message, hint="Run `qpdf --decrypt --password=… FILE FILE.pdf` first."
            ) from None
        raise
    texts: list[str] = []
    length = 0
    for number in range(len(pdf)):
        page = pdf[number]
        found = page.get_textpage()
        texts.append(_lines(found.get_text_range()))
        length += len(texts[-1])
        found.close()
        page.close()
        if length > _LONGEST:  # whoever decodes it says that it is too long
            break
    text = "\n".join(texts)
    _check(text)
    empty = [str(number) for number, of_page in enumerate(texts, 1) if not of_page.strip()]
    left_out = f"pages without text: {', '.join(empty[:20])}" + ", …" * (len(empty) > 20) if empty else None
    return Found(
        text.encode("utf-8", "replace"), f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}", left_out=left_out
    )


def _lines(text: str) -> str:
    # PDFium writes a hyphen at a line's end as U+FFFE or U+0002, and NUL for what no font says.
    return re.sub("[\ufffe\x02]", "-", text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _check(text: str) -> None:
    characters = [character for character in text if not character.isspace()]
    if not characters:
        raise SourceError(
            "no_text",
            "has no text: its pages are pictures, as of a scanner.",
            hint=_OCR.replace("--force-ocr ", ""),
        )
    unknown = sum(
        unicodedata.category(character) in ("Co", "Cn", "Cc") or character == "\ufffd"
        for character in characters
    )
    if unknown > _MOSTLY_UNKNOWN * len(characters):
        message = f"its fonts do not say what {unknown} of {len(characters)} characters are."
        raise SourceError("no_text", message, hint=_OCR)
