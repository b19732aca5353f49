"""Saved pages, Word files and PDFs: their text, what is said where there is none, and the way back."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import sys
from pathlib import Path

import pytest

import office
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.extract import extract
from chuangwen_corpus.extract.__main__ import _extracted
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read import inputs

paragraph, item = office.paragraph, office.item

LINES = ("在全市创建大会上的表态发言", "各位领导：", "我们将全力以赴，完成各项任务，请领导放心！")
HTML = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"
WORD = pytest.mark.skipif(not importlib.util.find_spec("docx"), reason="needs the extra office")
PDF = pytest.mark.skipif(not importlib.util.find_spec("pypdfium2"), reason="needs the extra office")


def page_of(data: bytes) -> list[str]:
    found = extract(data, "a.x")
    assert found
    assert hashlib.sha256(data).hexdigest() in found.note
    assert "a.x" in found.note
    return found.data.decode().split("\n")


def reason_of(data: bytes, **options: float) -> str:
    with pytest.raises(SourceError) as caught:
        extract(data, "a.x", **options)
    assert caught.value.hint
    return caught.value.reason


@pytest.mark.parametrize(
    ("coding", "encoding"),
    [  # a mail cannot hold UTF-16 as it is
        (coding, encoding)
        for coding in ("base64", "quoted-printable", "8bit")
        for encoding in ("utf-8", "gbk", "utf-16")
        if (coding, encoding) != ("8bit", "utf-16")
    ],
)
def test_the_main_part_of_a_saved_page(coding: str, encoding: str, tmp_path: Path) -> None:
    body = HTML.encode(encoding)
    file = tmp_path / "a.mhtml"
    file.write_bytes(
        office.mhtml(("text/html", body), ("text/css", b"p {}"), ("text/html", b"<p>ad"), coding=coding)
    )
    document = parse(file)
    assert document.text == "\n".join(LINES)
    assert document.restore().rstrip() == body
    assert "1 other parts in HTML" in (document.source.note or "")
    assert "http://a.example/0" in (document.source.note or "")


def test_the_part_that_is_named_as_the_start() -> None:
    made = office.mhtml(("text/html", b"<p>ad"), ("text/html", HTML.encode()), head='; start="<1>"')
    assert page_of(made) == [HTML]


@pytest.mark.parametrize("stated", ["windows-1251", "iso-8859-5", "koi8-r", "big5"])
def test_a_charset_that_makes_no_sense_of_it(stated: str, tmp_path: Path) -> None:
    body = "\n".join(LINES).encode("gbk")
    (tmp_path / "a.mht").write_bytes(office.mhtml((f"text/plain; charset={stated}", body)))
    document = parse(tmp_path / "a.mht")
    assert document.encoding == "gb18030"
    assert document.restore().strip() == body


def test_a_charset_that_only_the_mail_states(tmp_path: Path) -> None:
    text = "Déjà vu à côté : ça été"
    for name, stated, same in (("a", "utf-16-be", False), ("b", "big5", True)):
        body = text.encode("utf-16-be" if name == "a" else "utf-8")
        (tmp_path / f"{name}.mht").write_bytes(office.mhtml((f"text/plain; charset={stated}", body)))
        document = parse(tmp_path / f"{name}.mht")
        assert document.source_text.strip() == text
        assert (document.restore().strip() == body) is same


@WORD
def test_paragraphs_lists_and_tables_of_a_word_file() -> None:
    body = (
        "".join(map(paragraph, LINES)) + item("提高认识") + item("组织", 1) + item("宣传", 1) + item("落实责任") + item("检查", 1)
        + office.table((paragraph("单位"), paragraph("任务")), (paragraph("甲") + paragraph("乙"),)) + paragraph("谢谢大家！")
    )  # fmt: skip
    levels = ((1, "japaneseCounting", "%1、"), (1, "decimal", "（%2）"))
    assert page_of(office.docx(body, levels)) == [
        *LINES, "一、提高认识", "（1）组织", "（2）宣传", "二、落实责任", "（1）检查", "单位\t任务", "甲", "乙", "谢谢大家！",
    ]  # fmt: skip


@WORD
@pytest.mark.parametrize(
    ("form", "pattern", "start", "printed"),
    [
        ("decimal", "%1.", 3, "3. "), ("chineseCountingThousand", "（%1）", 11, "（十一）"), ("decimalEnclosedCircle", "%1", 2, "②"),
        ("upperRoman", "%1、", 4, "IV、"), ("lowerLetter", "%1)", 2, "b) "), ("bullet", "\uf0b7", 1, ""), ("none", "附：", 1, "附："),
        ("hindiVowels", "%1.", 1, ""),
    ],
)  # fmt: skip
def test_numbers_of_lists(form: str, pattern: str, start: int, printed: str) -> None:
    found = extract(office.docx(item("认识"), ((start, form, pattern),)), "a")
    assert found
    assert found.data.decode() == f"{printed}认识"
    assert ("1 list numbers" in found.note) is (form == "hindiVowels")


_WORD_ML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RESTART_AT_FIVE = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="5"/></w:lvlOverride>'


def lists_of(body: str, restarts: dict[int, str], override: str = "") -> list[str]:
    """The lines of a file with two lists of one set of rules, of which the second has an override."""
    rules = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{restarts.get(i, "")}<w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, pattern in enumerate(("%1、", "%1-%2、", "%1-%2-%3、"))
    )
    abstract = f'<w:abstractNum w:abstractNumId="0">{rules}</w:abstractNum>'
    lists = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/>{said}</w:num>'
        for i, said in ((1, ""), (2, override))
    )
    numbering = f"<w:numbering {_WORD_ML}>{abstract}{lists}</w:numbering>"
    return page_of(office.docx(body, parts={"word/numbering.xml": numbering.encode()}))


def items(*places: tuple[int, int]) -> str:
    """A paragraph of each list and level."""
    numbers = (f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>' for number, level in places)
    return "".join(paragraph("字", f"<w:numPr>{place}</w:numPr>") for place in numbers)


@WORD
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("places", "override", "printed"),
    [
        (((1, 0), (1, 0), (2, 0), (2, 0)), "", "1 2 3 4"),
        (((1, 0), (1, 0), (2, 0), (2, 0), (1, 0)), RESTART_AT_FIVE.format(0), "1 2 5 6 7"),
        (((1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (2, 1)), RESTART_AT_FIVE.format(1), "1 1-1 1-5 1-6 2 2-5"),
        (((2, 1), (2, 0)), RESTART_AT_FIVE.format(0), "5-1 5"),
        (((1, 0), (2, 0)), '<w:lvlOverride w:ilvl="0"/>', "1 2"),
    ],
)  # fmt: skip
def test_a_list_that_states_where_it_begins(
    places: tuple[tuple[int, int], ...], override: str, printed: str
) -> None:
    assert lists_of(items(*places), {}, override) == [f"{number}、字" for number in printed.split()]


@WORD
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("levels", "restart", "printed"),
    [
        ((0, 1, 1, 0, 1), {}, "1 1-1 1-2 2 2-1"),
        ((0, 1, 1, 0, 1), {1: 0}, "1 1-1 1-2 2 2-3"),
        ((0, 1, 2, 1, 2, 0, 1, 2), {2: 1}, "1 1-1 1-1-1 1-2 1-2-2 2 2-1 2-1-1"),
        ((0, 1, 1, 0, 1), {1: 5}, "1 1-1 1-2 2 2-1"),
    ],
)
def test_a_level_that_begins_anew_after_fewer_levels_or_never(
    levels: tuple[int, ...], restart: dict[int, int], printed: str
) -> None:
    restarts = {level: f'<w:lvlRestart w:val="{after}"/>' for level, after in restart.items()}
    found = lists_of(items(*((1, level) for level in levels)), restarts)
    assert found == [f"{number}、字" for number in printed.split()]


NUMBER_ALONE = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'


@WORD
def test_cells_stay_in_their_columns_and_numbers_without_text_are_printed() -> None:
    covered = "<w:tcPr><w:vMerge/></w:tcPr>"
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    body = (
        office.table(
            (paragraph("姓名"), paragraph("单位"), paragraph("职务")), (paragraph("张三"), "<w:p/>", paragraph("局长")),
            ("<w:p/>", paragraph(""), "<w:p/>"), (NUMBER_ALONE, paragraph("李四"), "<w:p/>"), (first + NUMBER_ALONE, paragraph("王五")),
            (covered + NUMBER_ALONE, paragraph("赵六")), (NUMBER_ALONE + paragraph("周七"), paragraph("局长")),
            (NUMBER_ALONE, paragraph("甲") + paragraph("乙")),
        )
        + item("以上")
    )  # fmt: skip
    assert page_of(office.docx(body, ((1, "decimal", "%1"),))) == [
        "姓名\t单位\t职务", "张三\t\t局长", "1 \t李四\t", "2 \t王五", "\t赵六", "3  周七\t局长", "4 ", "甲", "乙", "5 以上",
    ]  # fmt: skip


@WORD
def test_text_that_word_shows_wherever_it_stands() -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    inside = "".join((
        run.format("", "甲"), f"<w:ins>{run.format('', '乙')}</w:ins>", "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>",
        run.format("<w:rPr><w:vanish/></w:rPr>", "丁"), f"<w:sdt><w:sdtContent>{run.format('', '戊')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{run.format('', '己')}</w:hyperlink>",
        f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>", run.format("<w:br/>", "庚"),
    ))  # fmt: skip
    assert page_of(office.docx(f"<w:p>{inside}</w:p>{paragraph('后')}")) == ["甲乙戊己", "庚", "框", "后"]


@PDF
def test_pages_and_lines_of_a_pdf(tmp_path: Path) -> None:
    data = office.pdf(LINES, ("第二页。",), ("",))
    assert page_of(data) == [*LINES, "第二页。", ""]
    (tmp_path / "a.pdf").write_bytes(data)
    document = parse(tmp_path / "a.pdf")
    assert document.speech_count == 1
    assert document.restore() == document.source_text.encode()
    assert "pages without text: 3" in (document.source.note or "")


@PDF
@pytest.mark.parametrize("data", [office.pdf(("",), ("",)), office.pdf(LINES, meanings=False)])
def test_a_pdf_without_text_needs_ocr(data: bytes) -> None:
    with pytest.raises(SourceError, match="ocrmypdf") as caught:
        extract(data, "a.pdf")
    assert caught.value.reason == "no_text"


@WORD
@PDF
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (office.docx("<w:p>"), "broken_document"),
        (office.docx("<w:p>" * 50_000 + "</w:p>" * 50_000), "broken_document"),
        (office.docx(paragraph("")), "no_text"),
        (office.docx(paragraph("字"), parts={f"word/{i}.bin": bytes(15_000_000) for i in range(7)}), "too_large"),
        (b"%PDF-1.4 rubbish", "broken_document"),
        (office.pdf(LINES)[:400], "broken_document"),
        (office.mhtml(("text/css", b"p {}")), "no_text"),
        (office.mhtml(("text/html", b"")), "no_text"),
    ],
)  # fmt: skip
def test_broken_and_empty_files(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


@pytest.mark.parametrize(
    ("data", "command"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice"),
        (b"{\\rtf1\\ansi x}", "soffice"),
        (office.docx("", parts={"META-INF/container.xml": b""}).replace(b"word/", b"text/"), "pandoc"),
    ],
)
def test_formats_that_are_not_read(data: bytes, command: str) -> None:
    with pytest.raises(SourceError, match=command) as caught:
        extract(data, "a.doc")
    assert caught.value.reason == "needs_conversion"


def test_an_extraction_has_a_time() -> None:
    assert reason_of(office.mhtml(("text/html", HTML.encode())), seconds=0.001) == "too_large"


@pytest.mark.parametrize(("kind", "module"), [("docx", "docx"), ("pdf", "pypdfium2")])
def test_without_the_extra_a_file_is_a_reject(
    kind: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said, body = _extracted(kind, office.docx(paragraph("字")) if kind == "docx" else office.pdf(LINES))
    assert (said["reason"], body) == ("needs_extra", b"")
    assert "[office]" in (said["hint"] or "")


def test_files_of_a_folder_and_of_an_archive_by_what_they_are(tmp_path: Path) -> None:
    import zipfile

    saved = office.mhtml(("text/html", HTML.encode()))
    for name, data in (("a.mht", saved), ("b.doc", HTML.encode()), ("c.DOC", saved), ("d.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
                       ("e.docx", b"PK\3\4 broken"), ("f.txt", saved), ("sources.toml", b'["**"]\nnote = "mine"')):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.mht", saved)
    found = {}
    for page in inputs.InputFolder.open(tmp_path).pages():
        try:
            found[page.path] = page.read()
        except SourceError as error:
            found[page.path] = error.reason
        else:
            note = page.provenance.note or ""
            assert note.startswith("mine")
            assert ("SHA-256" in note) is (page.path not in ("b.doc", "f.txt"))
    assert found == {
        "a.mht": HTML.encode(), "b.doc": HTML.encode(), "c.DOC": HTML.encode(), "d.wps": "needs_conversion",
        "e.docx": "broken_document", "f.txt": saved, "z.zip/a.mht": HTML.encode(),
    }  # fmt: skip


@WORD
def test_text_that_a_style_hides() -> None:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    document = docx.Document()
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    more = document.styles.add_style("More", WD_STYLE_TYPE.CHARACTER)
    more.base_style = secret
    lines = document.styles.add_style("Lines", WD_STYLE_TYPE.PARAGRAPH)
    lines.font.hidden = True
    shown = document.add_paragraph("甲")
    shown.add_run("不见", "Secret")
    shown.add_run("不见", "More")
    shown.add_run("乙", "Secret").font.hidden = False
    document.add_paragraph("不见", "Lines")
    file = io.BytesIO()
    document.save(file)
    found = extract(file.getvalue(), "a")
    assert found
    assert found.data.decode() == "甲乙"
    assert "3 hidden runs" in found.note


@WORD
def test_readings_of_ruby_are_no_text() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert page_of(office.docx(f"<w:p>{ruby}<w:r><w:t>音</w:t></w:r></w:p>")) == ["拼音"]
