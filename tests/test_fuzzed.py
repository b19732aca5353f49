"""What a fuzzer has found, made small: pages that raised, inputs that were lost in silence, messages that were never the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import chuangwen_corpus as cw
import office
from chuangwen_corpus.errors import said
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.structure.apart import apart
from chuangwen_corpus.structure.parts import Outline, Part, SpeechOutline

TALK = "创城讲话\n一、把短板补起来，要把排水沟重新砌好。\n"
TURNS = "司長：\n我會縮短。多謝各位。\n司司長："
TURNS_OF_THE_PRESS = (
    "候任政務司司長：各位記者朋友好。名單昨天貼出來，今早街口賣報的阿伯已經叫我司長了。\n"
    "\u3000\u3000我會盡力把等候的時間縮短。多謝各位。\n候任財政司司長：各位市民、各位傳媒朋友：\n"
)


@pytest.mark.parametrize("who", ["县长", "县长 张三", "市委书记", "市长 李四", "县委书记 王某某"])
def test_a_line_between_two_speeches_is_part_of_one(who: str) -> None:
    document = cw.parse(f"{TALK}{who}\n{TALK}")
    assert len(document.speeches) == 2
    assert document.speeches[0].signature == who.replace(" ", "")
    assert document.text.count(who.replace(" ", "")) == 1
    assert document.restore() == f"{TALK}{who}\n{TALK}".encode()


@pytest.mark.parametrize("page", [TURNS, TURNS_OF_THE_PRESS])
def test_turns_of_which_the_last_has_no_text_are_read(page: str) -> None:
    document = cw.parse(page)
    assert document.restore() == page.encode()
    assert all(speech.text for speech in document.speeches)


def test_of_parts_that_overlap_the_surer_stays() -> None:
    body, other = Part(0, 10, "body"), Part(12, 20, "body")
    one = SpeechOutline((body, Part(20, 24, "signature")))
    two = SpeechOutline((Part(20, 24, "speaker"), Part(25, 30, "title"), Part(31, 40, "body")))
    found = apart(Outline(Part(8, 11, "title"), (one, two)))
    assert found.title is None
    assert found.speeches[0] == one
    assert [part.role for part in found.speeches[1].parts] == ["title", "body"]
    sound = Outline(Part(0, 1, "title"), (SpeechOutline((other,)),))
    assert apart(sound) is sound


BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nWARC-Date: 2021-03-04T00:00:00Z\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY + b"\r\n\r\n"
)
WARCS = {
    "nothing but a wide space": ("x.warc", b"\xc2\xa0"),
    "a line feed before it": ("x.warc", b"\n" + RECORD),
    "an empty line before it": ("x.warc", b"\r\n" + RECORD),
    "a wide space between": ("x.warc", RECORD + b"\xc2\xa0\r\n" + RECORD),
    "a next line between": ("x.warc", RECORD + b"\x85\r\n" + RECORD),
    "a member that begins with a line feed": (
        "x.warc.gz",
        gzip.compress(b"\n" + RECORD) + gzip.compress(RECORD),
    ),
}


@pytest.mark.parametrize("kind", WARCS)
def test_a_crawl_with_a_line_too_many_is_never_lost_in_silence(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("warcio")
    name, data = WARCS[kind]
    (tmp_path / name).write_bytes(data)
    pages = list(InputFolder.open(tmp_path).pages())
    lost = []
    for page in pages:
        try:
            page.read()
        except cw.SourceError as error:
            lost.append(error.reason)
    assert lost, [page.path for page in pages]


def test_a_message_is_the_same_in_every_run(tmp_path: Path) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made = office.docx(office.paragraph("某局在创建大会上的表态发言"))
    import io
    import zipfile

    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(
                member, data.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            )
    (tmp_path / "x.docx").write_bytes(changed.getvalue())
    with pytest.raises(cw.SourceError) as caught:
        cw.parse(tmp_path / "x.docx")
    assert "0x" not in str(caught.value)
    assert "is not a Word file" in str(caught.value)


def test_addresses_are_taken_from_what_libraries_say() -> None:
    assert said(ValueError(f"<{object()!r}> is bad"), 99).count("0x") == 0
    assert said(ValueError("at 0xyz the line"), 99) == "at 0xyz the line"
    assert said(ValueError("x" * 9), 4) == "xxxx"
