"""Small files of Word, PDF and saved pages, made by hand."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(
    body: str, levels: tuple[tuple[int, str, str], ...] = (), parts: dict[str, bytes] | None = None
) -> bytes:
    """A Word file; `levels` are start, format and pattern of the levels of its list."""
    rules = "".join(_LEVEL.format(i, *level) for i, level in enumerate(levels))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{rules}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (files | (parts or {})).items():
            archive.writestr(name, data)
    return packed.getvalue()


def pdf(*pages: tuple[str, ...], meanings: bool = True) -> bytes:
    """A PDF with lines of text; its font says what the characters are, or not."""
    characters = sorted({c for page in pages for line in page for c in line})
    means = (
        c.encode("utf-16-be").hex() if meanings else f"{0xE000 + i:04X}" for i, c in enumerate(characters)
    )
    lines = "\n".join(f"1 beginbfchar <{i:04X}> <{hexed}> endbfchar" for i, hexed in enumerate(means, 1))
    font_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{lines}\nendcmap end end"
    )
    numbers = [6 + 2 * i for i in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        _stream(font_map),
    ]
    for number, page in zip(numbers, pages, strict=True):
        shown = ("".join(f"{characters.index(c) + 1:04X}" for c in line) for line in page)
        objects += [
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
                f"/Contents {number + 1} 0 R >>"
            ),
            _stream("BT /F 12 Tf 72 720 Td 20 TL " + " ".join(f"<{line}> Tj T*" for line in shown) + " ET"),
        ]
    made, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    return made + tail.encode()


def mhtml(*parts: tuple[str, bytes], coding: str = "base64", head: str = "") -> bytes:
    """A saved page; parts are content types and contents."""
    made = f'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-b-"{head}\r\n\r\n'.encode()
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[coding]
    for i, (kind, content) in enumerate(parts):
        about = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nContent-ID: <{i}>\r\nContent-Location: http://a.example/{i}"
        made += b"---b-\r\n" + about.encode() + b"\r\n\r\n" + encode(content) + b"\r\n"
    return made + b"---b---\r\n"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
