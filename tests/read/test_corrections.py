"""`corrections.toml` as a file: what cannot be said is an error that names every fault; what it names, and what not."""

from __future__ import annotations

import hashlib
import itertools
import os
from pathlib import Path

import pytest

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.read.correctable import FIELDS_OF_PAGES, FIELDS_OF_SPEECHES, MOST_CHARACTERS
from chuangwen_corpus.read.corrections import Correction, Corrections, read_corrections
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.records import Document, Speech
from corrected import entry

SHA256 = hashlib.sha256(b"page").hexdigest()
ID = SHA256[:16]


def read(folder: Path, text: str | bytes, name: str = "corrections.toml") -> Corrections:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_corrections([(folder / name, name)])


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(BuildError) as caught:
        read(folder, text)
    assert caught.value.path == str(folder / "corrections.toml")
    assert caught.value.hint
    assert caught.value.exit_code == 2
    return caught.value.message


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"colour": "red"}, "'colour' is unknown: known are page, speech, field"),
        ({"page": None}, "'page' is missing"),
        ({"value": None}, "'value' is missing: write an empty text for none"),
        ({"who": None}, "'who' is missing"),
        ({"why": None}, "'why' is missing"),
        ({"field": None}, "'field' is missing"),
        ({"who": " "}, "'who' says nothing"),
        ({"why": ""}, "'why' says nothing"),
        ({"value": 2020}, "'value' is no text: write it in quotes"),
        ({"value": False}, "'value' is no text"),
        ({"was": 1.5}, "'was' is no text"),
        ({"speech": True}, "'speech' is no text: write it in quotes, or a number"),
        ({"speech": 0}, "'speech' 0 is none: write its ordinal, from 1"),
        ({"speech": -1}, "'speech' -1 is none"),
        ({"speech": "1"}, "'speech' '1' is none"),
        ({"speech": f"{ID}.st5"}, "is none: write its ordinal, from 1, or its id"),
        ({"page": " "}, "'page' names nothing"),
        ({"page": "../a.txt"}, "'page' leads out of the folder"),
        ({"page": "/a.txt"}, "'page' is no path inside"),
        ({"field": "speaker"}, "'field' 'speaker' cannot be corrected: it is a field of a speech: write speech = 1"),
        ({"field": "year", "speech": 1}, "it is a field of the page: leave out 'speech'"),
        ({"field": "mood"}, "'field' 'mood' cannot be corrected: of a page can be title, subtitle"),
        ({"field": "mood", "speech": 1}, "of a speech can be title, subtitle, speaker"),
        ({"value": "甲\n乙"}, "'value' of 'title' holds U+000A"),
        ({"value": "甲\u202e"}, "holds U+202E"),
        ({"value": "甲\0"}, "holds U+0000"),
        ({"value": "甲\u2028乙"}, "holds U+2028"),
        ({"value": " 甲"}, "has white space at an end"),
        ({"value": "　"}, "has white space at an end"),
        ({"value": "甲" * (MOST_CHARACTERS + 1)}, "it may have 1,000"),
        ({"field": "year", "value": "May"}, "'May': write it as 2020 or 20XX"),
        ({"field": "year", "value": "2020年"}, "write it as 2020 or 20XX"),
        ({"field": "kind", "value": "Party", "speech": 1}, "'Party': it can be party, government"),
        ({"field": "level", "value": "县", "speech": 1}, "'县': it can be national, province"),
        ({"was": "别的标题"}, "'value' and 'was' are the same"),
        ({"value": "", "was": ""}, "'value' and 'was' are the same"),
    ],
    ids=ascii,
)  # fmt: skip
def test_what_cannot_be_said(tmp_path: Path, said: dict[str, str | int | bool | float], fault: str) -> None:
    message = refused(
        tmp_path,
        entry() + entry(page="b.txt", **said) if "page" not in said else entry(field="event") + entry(**said),
    )
    assert message.startswith("has a fault: entry 2: ")
    assert fault in message


@pytest.mark.parametrize(
    "name", sorted({*Document.model_fields, *Speech.model_fields} - {*FIELDS_OF_PAGES, *FIELDS_OF_SPEECHES})
)
def test_offsets_texts_and_ids_are_never_corrected(tmp_path: Path, name: str) -> None:
    for speech in (None, 1):
        assert f"{name!r} cannot be corrected" in refused(tmp_path, entry(field=name, speech=speech))


def test_fields_are_fields_of_the_records() -> None:
    assert set(FIELDS_OF_PAGES) <= set(Document.model_fields)
    assert set(FIELDS_OF_SPEECHES) <= set(Speech.model_fields)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "is no valid TOML"),
        ('[["a.txt"]]\n', "'a.txt' stands outside of the entries"),
        ('["a.txt"]\nfield = "title"\n', "'a.txt' stands outside of the entries"),
        ("[correction]\n", "is written with two brackets"),
        ("correction = 1\n", "is written with two brackets"),
        ("correction = [1, 'x']\n", "entry 1: is no table: write [[correction]]"),
        ("correction = " + "[" * 5000, "is no valid TOML"),
        (entry().encode("gb18030"), "is not UTF-8"),
        (entry().encode("utf-16"), "is not UTF-8"),
        (entry() + entry(page="./a.txt", value="丙"), "entry 2: corrects what entry 1 corrects"),
        (
            entry(page=SHA256) + entry(page=f"sha256:{SHA256.upper()}"),
            "entry 2: corrects what entry 1 corrects",
        ),
        (entry(speech=2) + entry(speech=1) + entry(speech=2), "entry 3: corrects what entry 1 corrects"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_is_no_file_of_entries(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    message = refused(
        tmp_path, entry(who="", colour="red") + entry(page="b.txt") + entry(field="mood") + "[more]\n"
    )
    assert message.startswith("has 4 faults: ")
    for fault in ("'more' stands", "entry 1: 'colour'", "entry 1: 'who'", "entry 3: 'field' 'mood'"):
        assert fault in message
    assert "entry 2" not in message
    many = refused(tmp_path, "".join(entry(page=f"{i}.txt", who="") for i in range(150)))
    assert "has 150 faults: " in many
    assert many.endswith("; and 50 more.")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be read"):
        read_corrections([(tmp_path / "nowhere.toml", "nowhere.toml")])
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(BuildError, match="is no regular file"):
        read_corrections([(tmp_path / "pipe.toml", "pipe.toml")])


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing yet\n", "correction = []\n"])
def test_a_file_without_entries_says_nothing(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.entries == ()
    assert found.files == {"corrections.toml": hashlib.sha256(text.encode()).hexdigest()}


@pytest.mark.parametrize("name", FIELDS_OF_SPEECHES)
def test_every_field_may_be_none(tmp_path: Path, name: str) -> None:
    text = entry(field=name, value="", speech=1, was="x")
    assert read(tmp_path, text).said_of("a.txt", SHA256) == (Correction(name, "", 1, "x"),)


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("a.txt", {"a.txt"}),
        ("./sub//b.txt", {"sub/b.txt"}),
        ("sub\\b.txt", {"sub/b.txt"}),
        ("d.jsonl/7", {"d.jsonl/000000007"}),
        (SHA256.upper(), {"c.txt", "copy.txt"}),
        (f"sha256:{SHA256}", {"c.txt", "copy.txt"}),
        (ID, {"c.txt", "copy.txt"}),
        (f"{ID}-01234567", {"c.txt", "copy.txt"}),
        ("sub", set()),
        ("*.txt", set()),
        ("[a].txt", {"[a].txt"}),
    ],
)
def test_which_page_an_entry_names(tmp_path: Path, page: str, named: set[str]) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    pages = dict.fromkeys(("a.txt", "sub/b.txt", "d.jsonl/000000007", "[a].txt"), other)
    pages |= dict.fromkeys(("c.txt", "copy.txt"), SHA256)
    found = read(tmp_path, entry(page=page))
    assert {path for path, sha256 in pages.items() if found.of(path, sha256)} == named


def test_files_of_folders_below(tmp_path: Path) -> None:
    """Paths are those of the file's folder, and the nearest file comes last, as it has the last word."""
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "corrections.toml").write_text(entry(page="sub/a.txt", value="外"), encoding="utf-8")
    (tmp_path / "sub/CORRECTIONS.toml").write_text(entry(value="内"), encoding="utf-8")
    for root in (tmp_path, tmp_path.as_uri(), f"local://{tmp_path}"):
        folder = InputFolder.open(root)
        assert [page.path for page in folder.pages()] == ["a.txt", "sub/a.txt"]
        assert [says.value for says in folder.corrections.said_of("sub/a.txt", SHA256)] == ["外", "内"]
        assert folder.corrections.said_of("a.txt", SHA256) == ()
        assert set(folder.corrections.files) == {"corrections.toml", "sub/CORRECTIONS.toml"}
    alone = InputFolder.open(tmp_path / "sub" / "a.txt").corrections
    assert alone.of_one_page


def test_a_file_that_is_named_takes_the_place_of_those_of_the_folder(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("x", encoding="utf-8")
    (raw / "corrections.toml").write_text(entry(value="甲"), encoding="utf-8")
    own = tmp_path / "my.toml"
    own.write_text(entry(value="乙"), encoding="utf-8")
    for root, file in ((raw, own), (raw, own.as_uri()), (raw.as_uri(), own), (raw / "a.txt", own)):
        found = InputFolder.open(root, corrections=file).corrections
        assert [says.value for says in found.said_of("a.txt", SHA256)] == ["乙"]
        assert set(found.files) == {"my.toml"}
    with pytest.raises(BuildError, match=r"cannot be read|no regular file"):
        InputFolder.open(raw, corrections=tmp_path / "nowhere.toml")


@pytest.mark.parametrize("name", ["my.toml", "sub/my.toml"])
def test_a_file_among_the_pages_would_be_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    file = tmp_path / name
    file.write_text(entry(), encoding="utf-8")
    link = tmp_path.with_name(f"{tmp_path.name}-link")
    link.symlink_to(tmp_path)
    for root, own in itertools.product(
        (tmp_path, tmp_path.as_uri(), link), (file, file.as_uri(), link / name)
    ):
        with pytest.raises(BuildError, match="lies among the pages"):
            InputFolder.open(root, corrections=own)
    other = tmp_path.with_name(f"{tmp_path.name}-other.toml")
    other.write_text(entry(), encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(other)  # which is read as a page, wherever it leads to
    with pytest.raises(BuildError, match="lies among the pages"):
        InputFolder.open(tmp_path, corrections=tmp_path / "link.toml")
    with pytest.raises(BuildError, match="lies among the pages"):
        InputFolder.open(f"local://{tmp_path}", corrections=f"local://{file}")
    hidden = file.rename(file.with_name(".my.toml"))
    assert InputFolder.open(tmp_path, corrections=hidden).corrections.entries


def test_what_was_not_applied_is_said(tmp_path: Path) -> None:
    """Each entry that fits nowhere, and why; an entry that fits one copy and not another, too."""
    found = read(tmp_path, "".join([
        entry(page="a.txt"), entry(page=SHA256, speech=2, field="speaker"), entry(page="gone.txt"), entry(page="c.text"),
        entry(page="f" * 64), entry(page="b.txt"),
    ]))  # fmt: skip
    done = [("a.txt", "0" * 64, ("",)), ("c.txt", SHA256, ("",)), ("copy.txt", SHA256, ("no speech",))]
    rejected = [("gone.txt", None, "withdrawn"), ("broken.bin", "1" * 64, "binary")]
    said = found.misfits(done, rejected, ["a.txt", "c.txt", "copy.txt"])
    file = tmp_path / "corrections.toml"
    assert said == [
        f"{file}: entry 2 ({SHA256}, speech 2, speaker) does not fit copy.txt and was not applied there: no speech.",
        f"{file}: entry 3 (gone.txt, title) names gone.txt, which is rejected (withdrawn).",
        f'{file}: entry 4 (c.text, title) names no page of this build (there is "c.txt" or "a.txt" or "copy.txt").',
        f"{file}: entry 5 ({'f' * 64}, title) names no page of this build.",
        f'{file}: entry 6 (b.txt, title) names no page of this build (there is "c.txt" or "a.txt" or "copy.txt").',
    ]
    assert Corrections().misfits([], rejected, []) == []
    alone = Corrections(found.entries, of_one_page=True)
    assert alone.misfits([("b.txt", "2" * 64, ("",))], [], []) == []


def test_a_page_that_is_named_like_a_terminal_s_order(tmp_path: Path) -> None:
    (said,) = read(tmp_path, entry(page="a\x1b[31m.txt")).misfits([], [], [])
    assert "a\\x1b[31m.txt" in said
