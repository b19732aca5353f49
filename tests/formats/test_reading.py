"""What an export wrote, read back by this package: equal to the tables, or an error that says where."""

from __future__ import annotations

import json
import pickle
import random
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.annotate.layers import registry
from chuangwen_corpus.errors import LoadError, MissingExtraError
from chuangwen_corpus.formats import conllu, tei
from chuangwen_corpus.formats.reading import Exported
from chuangwen_corpus.records import Annotation, Document
from material import talk
from spread import from_documents

READERS: dict[str, Callable[[str | Path], Exported]] = {
    "conllu": cw.read_conllu,
    "tei": cw.read_tei,
    "spacy": cw.read_spacy,
}
TABLES = ("sentences", "tokens", "annotations")
NEWS = (
    "青石镇召开创建工作会\n\n2024年3月5日，青石镇召开创建工作会 ，镇党委书记李明<出席>并讲话。\n"
    "会议要求，各村要在6月底前完成整治。参会单位共46个。\n\n下一步，我们将全力以赴，打好收官战。\n"
)
TRADITIONAL = (
    "在創建全國文明城市動員大會上的講話\n各位領導、同志們：\n　　我們將全力以赴，完成全部任務！“五面紅旗”要扛起來。\n"
    "一、提高認識\n認識要到位，責任 plan A & C，2 + 3 落實到 50% 以上，不是 <B>。\n（一）學習。\n學習要深入。\n"
    "請領導放心。\n市城市管理局\n2020年3月1日\n"
)
DAMAGED = (
    "某局在创建大会上的表态发言\n各位领导：\n我们□\ufffd完\ufffd□成\ufffd\ufffd任务□，\ufffe世\u0001界\u200b。e\u0301\U00020000。\n"
    "下面还有很多话要说，我们将在6月底前完成46个项目。请领导放心。\n"
)
HOSTILE = {
    "quotes": "\"'“”<&>]]>",
    "a tab\tand\na line": "1\t2\n3\r4\r\n5",
    "pipe|equals=": "|=\\s\\n\\p",
    "rule": "no rule",
    "empty": "",
    "control": "\u0001\ufffe",
    "謎": " \ufffd\\ufffd□\u2028\x85\u3000# ",
}


def _pages() -> list[str]:
    choose = random.Random(7)
    pages = [TRADITIONAL, DAMAGED, NEWS, "", "没有发言的网页。\n导航。"]
    for number in range(2):
        said = talk(choose, "在全市创建全国文明城市动员大会上的表态发言", nested=number % 2 == 0)
        lines = [said.title, said.salutation or "同志们：", *said.opening]
        for ordinal, part in enumerate(said.parts):
            lines += [f"{'一二三四'[ordinal]}、{part.heading}", *part.paragraphs]
            for below, inner in enumerate(part.parts):
                lines += [f"（{'一二三四'[below]}）{inner.heading}", *inner.paragraphs]
        pages.append("\n".join([*lines, *said.closing, "清河街道", "2021年3月4日", ""]))
    return pages


def _with_wide_spaces(document: Document) -> Document:
    """The document with white space of several characters in the place of two tokens; what cleans a page leaves none."""
    said = document.model_dump_json()
    for sign, space in (("&", "\u3000 \\t"), ("+", "  \u3000")):
        assert f" {sign} " in said
        said = said.replace(f" {sign} ", space)
    changed = json.loads(said)
    tokens = changed["tokens"]
    for sign in "&+":
        place = tokens["form"].index(sign)
        for column in tokens.values():
            del column[place]
        changed["speeches"][0]["token_count"] -= 1
    return Document.model_validate(changed)


def _with_hostile_annotations(document: Document) -> Document:
    """Nested, overlapping and equal spans, from inside tokens and across sentences, and what attributes may say."""
    one, two = document.speeches[0].sentences[1:3]
    last = document.speeches[0].sentences[-1]
    first, second, third = list(registry())[:3]
    places = [
        (one.start_char, one.end_char, first),
        (one.start_char, one.end_char, second),
        (one.start_char, one.end_char, third),
        (one.start_char + 1, one.start_char + 2, second),
        (one.start_char + 1, two.end_char - 1, first),
        (last.start_char, last.end_char, second),
    ]
    found = [
        Annotation(
            annotation_id=f"{document.document_id}.an_{layer}{90000 + number}",
            document_id=document.document_id,
            speech_id=document.speeches[0].speech_id,
            sentence_id=(last if start == last.start_char else one).sentence_id,
            layer=layer,
            text=document.text[start:end],
            attributes=dict(list(HOSTILE.items())[: number + 2]) if number else {},
            rule='rule|="<&>\t',
            start_char=start,
            end_char=end,
        )
        for number, (start, end, layer) in enumerate(places)
    ]
    ranks = list(registry())
    mixed = sorted(
        (*document.annotations, *found), key=lambda a: (a.start_char, a.end_char, ranks.index(a.layer))
    )
    return document.model_copy(update={"annotations": tuple(mixed)})


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """In the order of their ids, as the files of a folder are read."""
    parsed = [cw.parse(page, text_without_speech=True) for page in _pages()]
    parsed[0] = _with_wide_spaces(parsed[0])
    made = [_with_hostile_annotations(d) if d.speeches else d for d in parsed]
    return sorted(made, key=lambda document: document.document_id)


@pytest.fixture(scope="module")
def own(documents: list[Document]) -> dict[str, pa.Table]:
    made = from_documents(documents)
    return {name: made[name].cast(tables.schema(name)) for name in (*TABLES, "speeches")}


@pytest.fixture(scope="module")
def folders(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    for form in READERS:
        cw.export(documents, form, folder / form)
    return {form: folder / form for form in READERS}


def _columns(name: str, table: pa.Table) -> pa.Table:
    return table.select(
        [column for column in table.column_names if (name, column) != ("sentences", "section_id")]
    )


def _equal(read: pa.Table, name: str, expected: pa.Table) -> None:
    expected = _columns(name, expected)
    assert read.schema.equals(expected.schema)
    assert read.to_pylist() == expected.to_pylist()


def _inside_speeches(own: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The rows that lie in the text of a speech."""
    spans = {row["speech_id"]: (row["start_char"], row["end_char"]) for row in own["speeches"].to_pylist()}

    def lies(row: dict[str, object]) -> bool:
        start, end = spans.get(row["speech_id"], (0, 0))
        return start <= row["start_char"] and row["end_char"] <= end

    kept = {
        name: own[name].filter(pa.array([lies(row) for row in own[name].to_pylist()]))
        for name in ("sentences", "annotations")
    }
    inside = pc.is_in(own["tokens"]["sentence_id"], kept["sentences"]["sentence_id"])
    return kept | {"tokens": own["tokens"].filter(inside)}


def test_the_documents_have_what_is_hard_to_bring_back(
    documents: list[Document], own: dict[str, pa.Table]
) -> None:
    text = "".join(document.text for document in documents)
    assert all(
        sign in text for sign in ("\ufffd", "□", "\ufffe", "A\u3000 \tC", "2  \u30003", "<", "\U00020000")
    )
    kinds = set(own["sentences"]["kind"].to_pylist())
    assert kinds == {"heading", "salutation", "body", "signature"}
    rows = own["annotations"].to_pylist()
    assert any(row["speech_id"] and not row["sentence_id"] for row in rows)  # in a title
    assert any(row["sentence_id"] and not row["speech_id"] for row in rows)  # of a page without a speech
    assert any(dict(HOSTILE).items() <= tables.mapping(row["attributes"]).items() for row in rows)


@pytest.mark.parametrize("form", READERS)
def test_the_released_corpus_comes_back(form: str, tmp_path: Path) -> None:
    corpus = cw.load()
    cw.export(corpus, form, tmp_path)
    read = READERS[form](tmp_path)
    assert list(read.documents()) == corpus.documents["document_id"].to_pylist()
    own = {name: corpus[name] for name in (*TABLES, "speeches")}
    expected = _inside_speeches(own) if form == "spacy" else own
    for name in TABLES:
        _equal(getattr(read, name), name, expected[name])


def test_conllu_comes_back_as_it_was(
    documents: list[Document], own: dict[str, pa.Table], folders: dict[str, Path]
) -> None:
    read = cw.read_conllu(folders["conllu"])
    assert list(read.documents()) == [document.document_id for document in documents]
    for name in TABLES:
        _equal(getattr(read, name), name, own[name])


def test_tei_comes_back_but_for_characters_that_xml_does_not_have(
    documents: list[Document], own: dict[str, pa.Table], folders: dict[str, Path]
) -> None:
    read = cw.read_tei(folders["tei"])
    assert list(read.documents()) == [document.document_id for document in documents]
    for name in TABLES:
        said = json.dumps(own[name].to_pylist(), ensure_ascii=False)
        shown = json.loads(said.replace("\ufffe", "\ufffd").replace("\\u0001", "\ufffd"))
        assert ("\ufffe" in said) == (name in ("sentences", "tokens", "annotations"))
        _equal(getattr(read, name), name, pa.Table.from_pylist(shown, own[name].schema))


def test_spacy_comes_back_but_for_what_lies_in_no_speech(
    documents: list[Document], own: dict[str, pa.Table], folders: dict[str, Path]
) -> None:
    read = cw.read_spacy(folders["spacy"])
    assert list(read.documents()) == [document.document_id for document in documents if document.speeches]
    expected = _inside_speeches(own)
    for name in TABLES:
        _equal(getattr(read, name), name, expected[name])
    left = set(own["sentences"]["sentence_id"].to_pylist()) - set(read.sentences["sentence_id"].to_pylist())
    lost = [row for row in own["sentences"].to_pylist() if row["sentence_id"] in left]
    assert {row["kind"] for row in lost if row["speech_id"]} == {"signature"}
    assert any(row["speech_id"] is None for row in lost)
    gone = set(own["annotations"]["annotation_id"].to_pylist()) - set(
        read.annotations["annotation_id"].to_pylist()
    )
    titles = [row for row in own["annotations"].to_pylist() if row["speech_id"] and not row["sentence_id"]]
    assert {row["annotation_id"] for row in titles} <= gone


@pytest.mark.parametrize("form", READERS)
def test_tables_say_what_is_left_out_and_what_their_columns_are(form: str, folders: dict[str, Path]) -> None:
    read = READERS[form](folders[form])
    for name in TABLES:
        table = getattr(read, name)
        assert table.schema.metadata.get(b"left_out", b"").decode() == read.left_out.get(name, "")
        assert all(field.metadata[b"description"] for field in table.schema)
    assert "section_id" in read.left_out["sentences"]
    assert ("titles, signatures" in read.left_out.get("tokens", "")) == (form == "spacy")
    assert ("U+FFFD" in read.left_out.get("tokens", "")) == (form == "tei")
    assert f"{read.tokens.num_rows:,} tokens" in repr(read)


@pytest.mark.parametrize("form", READERS)
def test_a_file_and_its_folder_say_the_same(form: str, folders: dict[str, Path]) -> None:
    files = sorted(folders[form].iterdir())
    read = [READERS[form](file) for file in files]
    whole = READERS[form](folders[form])
    assert [name for one in read for name in one.documents()] == list(whole.documents())
    assert pa.concat_tables([one.tokens for one in read]).equals(whole.tokens)


def test_several_documents_of_conllu_may_stand_in_one_file_with_lines_of_windows(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    files = sorted(folders["conllu"].iterdir())
    joined = tmp_path / "all.conllu"
    joined.write_bytes(b"\xef\xbb\xbf" + b"".join(f.read_bytes() for f in files).replace(b"\n", b"\r\n"))
    read, whole = cw.read_conllu(joined), cw.read_conllu(folders["conllu"])
    assert all(getattr(read, name).equals(getattr(whole, name)) for name in TABLES)
    assert set(whole.documents()) - set(read.documents()) == {f.stem for f in files if not f.stat().st_size}


@pytest.mark.parametrize("form", READERS)
def test_a_document_that_stands_twice_is_a_fault(form: str, folders: dict[str, Path], tmp_path: Path) -> None:
    file = max(folders[form].iterdir(), key=lambda f: f.stat().st_size)
    for name in ("a", "b"):
        (tmp_path / f"{name}{file.suffix}").write_bytes(file.read_bytes())
    with pytest.raises(LoadError, match=r"b\.\w+: document [0-9a-f]{16} stands in .*a\.\w+, too"):
        READERS[form](tmp_path)


@pytest.mark.parametrize("form", READERS)
def test_what_is_not_there_is_said(form: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=rf"nowhere: is not there\. .*\"{form}\""):
        READERS[form](tmp_path / "nowhere")
    with pytest.raises(LoadError, match=rf"there is no \.\w+ file in it\. .*\"{form}\""):
        READERS[form](tmp_path)


CONLLU_FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "columns": (lambda t: t.replace("\t_\t0\troot", "\t0\troot", 1), r"line [\d,]+: there are 9 columns"),
    "spaces": (lambda t: t.replace("\t_\t0\troot\t", " _ 0 root ", 1), r"line [\d,]+: there are 6 columns"),
    "document": (
        lambda t: t.replace("# newdoc id", "# newdoc", 1),
        r"line [\d,]+: .*no comment '# newdoc id",
    ),
    "sentence id": (
        lambda t: t.replace("# sent_id = ", "# id = ", 1),
        r"line [\d,]+: .*no comment '# sent_id",
    ),
    "kind": (lambda t: t.replace("# kind = ", "# ", 1), r"line [\d,]+: .*no comment '# kind"),
    "range": (lambda t: t.replace("TokenRange", "Range", 1), r"line [\d,]+: the token has no TokenRange"),
    "long range": (lambda t: _sub(t, r"TokenRange=\d+:\d+", "TokenRange=1:99"), "not as long as the form"),
    "large range": (lambda t: _sub(t, r":(\d+)\n", r":9999999999\n"), "has no TokenRange"),
    "number": (lambda t: t.replace("\n2\t", "\n2-3\t", 1), r"line [\d,]+: the token has the number '2-3'"),
    "space": (lambda t: t.replace("SpaceAfter=No|", "", 1), r"line [\d,]+: the token starts at \d+, but"),
    "json": (lambda t: t.replace('annotation = {"', "annotation = {", 1), r"line [\d,]+: .*no JSON"),
    "deep json": (lambda t: _sub(t, "annotation = .*", "annotation = " + "[" * 99999), r"line [\d,]+: "),
    "text": (lambda t: _sub(t, r'"rule": "[^"]*"', '"rule": null'), "has not the texts id"),
    "offsets": (lambda t: _sub(t, r'"start_char": \d+', '"start_char": -4'), "has no offsets"),
    "order": (
        lambda t: _sub(t, r'"start_char": \d+, "end_char": \d+', '"start_char": 9, "end_char": 3'),
        "has no offsets",
    ),
    "attributes": (lambda t: _sub(t, r'"attributes": \{[^}]*\}', '"attributes": {"a": 1}'), "no texts with"),
    "speech": (lambda t: t.replace('"speech_id"', '"speech"', 1), "has no speech_id"),
    "speech of a kind": (lambda t: _sub(t, r'"speech_id": "[^"]*"', '"speech_id": 3'), "not of its kind"),
    "surrogate": (lambda t: _sub(t, r'"text": "', '"text": "\\\\ud800'), "not of its kind"),
    "broken off": (lambda t: t.rstrip("\n"), r"line [\d,]+: the file breaks off"),
    "comment inside": (lambda t: t.replace("\n2\t", "\n# x = y\n2\t", 1), "among the tokens"),
    "no conllu": (lambda _: "Just a text.\n", "line 1: there are 1 columns"),
    "comments alone": (lambda _: "# newdoc id = a\n# title = b\n", r"line [\d,]+: the file breaks off"),
    "one comment": (lambda _: "# something\n", r"no comment '# newdoc id"),
}
TEI_FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "no xml": (lambda _: "Just a text.\n", r"line 1, column 1: is no well-formed XML"),
    "empty": (lambda _: "", "no element found"),
    "cut": (lambda t: t[: len(t) // 2], r"line [\d,]+, column \d+: is no well-formed XML"),
    "html": (lambda _: "<html><p>text</p></html>", r"line 1: is no TEI: its root is html"),
    "namespace": (lambda t: t.replace(f' xmlns="{tei.NAMESPACE}"', "", 1), "its root is TEI, not TEI of"),
    "document id": (lambda t: _sub(t, r'<TEI (xmlns="[^"]*") xml:id="[^"]*"', r"<TEI \1"), "no xml:id"),
    "doctype": (lambda t: t.replace("<TEI", "<!DOCTYPE TEI>\n<TEI", 1), "line 2: has a document type decl"),
    "encoding": (lambda t: t.replace("UTF-8", "nonsense", 1), "unknown encoding"),
    "wide encoding": (lambda t: t.replace("UTF-8", "gb18030", 1), "encoding"),
    "offset": (lambda t: _sub(t, r'(<s xml:id="[^"]*") n="\d+"', r"\1"), r"line [\d,]+: the s has no offset"),
    "indented": (
        lambda t: _sub(t, "(<s [^>]*>)", r"\1\n  "),
        r"line [\d,]+: the word d\S* stands at \d+; white",
    ),
    "sentence outside": (
        lambda t: _sub(t, r"<p (.*?)>((?:.|\n)*?)</p>", r"<ab \1>\2</ab>"),
        "the s stands in none of",
    ),
    "word outside": (lambda t: t.replace("<body>", "<body><w>x</w>", 1), "outside all sentences"),
    "empty word": (lambda t: _sub(t, r"(<w [^>]*>)[^<]*(</w>)", r"\1\2"), "the word is empty"),
    "part of speech": (lambda t: _sub(t, r'ana="#upos\.\w+"', ""), "has no part of speech"),
    "span": (lambda t: _sub(t, r'n="\d+:\d+"', 'n="4"'), r"line [\d,]+: the span has no offsets"),
    "features": (lambda t: _sub(t, "<fs .*?</fs>", ""), r"line [\d,]+: the span has no feature structure"),
    "two structures": (lambda t: _sub(t, "(<fs .*?</fs>)", r"\1\1"), "there are two feature structures"),
    "layer": (lambda t: _sub(t, r'<spanGrp type="\w+"', "<spanGrp"), "the spanGrp has no layer"),
    "name": (lambda t: _sub(t, r'<f name="\w+"', "<f"), "the f has no name"),
    "nested": (lambda t: t.replace("</s>", "<span xml:id='dx' n='1:2'/></s>", 1), "is no place for it"),
}


def _sub(text: str, pattern: str, instead: str) -> str:
    return re.sub(pattern, instead, text, count=1)


def _broken(form: str, text: str, fault: Callable[[str], str], folder: Path) -> str:
    file = folder / f"page.{'xml' if form == 'tei' else form}"
    changed = fault(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8", newline="")
    with pytest.raises(LoadError) as caught:
        READERS[form](file)
    assert caught.value.path == str(file)
    assert caught.value.hint
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", CONLLU_FAULTS)
def test_a_broken_conllu_says_where(name: str, documents: list[Document], tmp_path: Path) -> None:
    fault, said = CONLLU_FAULTS[name]
    with_title = next(d for d in documents if d.annotations and d.annotations[0].sentence_id is None)
    assert re.search(said, _broken("conllu", conllu.text(with_title), fault, tmp_path))


@pytest.mark.parametrize("name", TEI_FAULTS)
def test_a_broken_tei_says_where(name: str, seed: Document, tmp_path: Path) -> None:
    fault, said = TEI_FAULTS[name]
    assert re.search(said, _broken("tei", tei.text(seed), fault, tmp_path))


def test_bytes_that_are_no_utf8_are_no_conllu(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_bytes(b"# newdoc id = \xff\n")
    with pytest.raises(LoadError, match=r"a\.conllu: is not UTF-8 at byte 14\."):
        cw.read_conllu(tmp_path)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE TEI [<!ENTITY a SYSTEM "secret.txt">]>',
        '<!DOCTYPE TEI SYSTEM "http://localhost:1/a.dtd">',
        '<!DOCTYPE TEI [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE TEI [<!ENTITY % p SYSTEM "secret.txt"> %p;]>',
    ],
)
def test_no_entity_of_tei_is_resolved(declaration: str, seed: Document, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    file = tmp_path / "a.xml"
    file.write_text(tei.text(seed).replace("<TEI", f"{declaration}\n<TEI", 1).replace("</w>", "&a;</w>", 1))
    with pytest.raises(LoadError, match=r"line 2: has a document type declaration") as caught:
        cw.read_tei(file)
    assert "secret" not in caught.value.message


def test_deep_xml_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    opening = f'<TEI xmlns="{tei.NAMESPACE}" xml:id="d1">'
    file.write_text(opening + "<div>" * 100_000 + "</div>" * 100_000 + "</TEI>")
    assert list(cw.read_tei(file).documents()) == ["1"]


@pytest.mark.parametrize(
    "data", [b"", b"no DocBin", zlib.compress(b"no msgpack"), zlib.compress(b"\x80"), zlib.compress(b"\xc0")]
)
def test_a_file_that_is_no_docbin_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.spacy").write_bytes(data)
    with pytest.raises(LoadError, match=r"a\.spacy: is no DocBin that spaCy can read .*cw\.export"):
        cw.read_spacy(tmp_path)


def test_a_docbin_that_is_cut_is_said_to_be_none(folders: dict[str, Path], tmp_path: Path) -> None:
    data = (folders["spacy"] / "corpus.spacy").read_bytes()
    for part in (data[:-10], data[: len(data) // 2]):
        (tmp_path / "a.spacy").write_bytes(part)
        with pytest.raises(LoadError, match="is no DocBin"):
            cw.read_spacy(tmp_path)


def _changed_span(doc) -> None:
    layer = next(iter(doc.spans))
    doc.spans[layer].attrs.clear()


def _moved_span(doc) -> None:
    for group in doc.spans.values():
        for said in group.attrs.values():
            said["end_char"] = 10**6


def _shifted(doc) -> None:
    doc.user_data["start_char"] += 1


SPACY_FAULTS: dict[str, tuple[Callable, str]] = {
    "nothing said": (lambda doc: doc.user_data.clear(), "has no speech_id in its user_data"),
    "an older export": (lambda doc: doc.user_data.pop("sentences"), "has no sentences in its user_data"),
    "start": (lambda doc: doc.user_data.update(start_char=-1), "has a start_char that is none"),
    "shifted": (_shifted, "whose offsets do not lie in its text"),
    "no sentences": (lambda doc: doc.user_data.update(sentences=[]), "a token that stands in no sentence"),
    "no dicts": (lambda doc: doc.user_data.update(sentences=[1]), "has a sentence without sentence_id"),
    "span": (_changed_span, "of which attrs say nothing"),
    "span outside": (_moved_span, "has a span .* whose offsets do not lie in its text"),
    "tags": (lambda doc: setattr(doc[0], "tag_", ""), "a token without a part of speech"),
    "ids": (lambda doc: doc.user_data["sentences"][0].update(kind=7), "not of its kind"),
}


@pytest.mark.parametrize("name", SPACY_FAULTS)
def test_a_docbin_of_others_says_which_doc(name: str, folders: dict[str, Path], tmp_path: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    change, said = SPACY_FAULTS[name]
    docs = list(DocBin().from_disk(folders["spacy"] / "corpus.spacy").get_docs(Vocab()))
    change(docs[1])
    DocBin(attrs=["ORTH", "SPACY", "TAG", "POS", "SENT_START"], store_user_data=True, docs=docs).to_disk(
        tmp_path / "a.spacy"
    )
    with pytest.raises(LoadError, match=rf"a\.spacy: .*{said}") as caught:
        cw.read_spacy(tmp_path)
    assert "Doc 2 " in str(caught.value) or name == "ids"
    assert caught.value.hint


def test_without_spacy_the_extra_is_named(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'chuangwen-corpus\[spacy\]'"):
        cw.read_spacy(folders["spacy"])
