"""Every format, read back with the tools that its users have."""

from __future__ import annotations

import gzip
import html
import json
import re
from pathlib import Path

import conllu
import pytest
from lxml import etree

import chuangwen_corpus as cw
from chuangwen_corpus.correct import correct
from chuangwen_corpus.errors import BuildError, ChuangwenError, MissingExtraError
from chuangwen_corpus.formats import FORMATS, tei, vertical
from chuangwen_corpus.formats import conllu as conllu_format
from chuangwen_corpus.read.corrections import Correction
from chuangwen_corpus.records import Document, Sentence
from conftest import ROOT, SEED
from corrected import PAGE

GOLDEN = sorted((ROOT / "tests" / "golden" / "pages").iterdir())
AWKWARD = (
    "某局在创建大会上的表态发言\n各位领导：\n我们 plan A & <B>，\u3000完成 50% 以上的\u200b任务。“你好”\u0001世界。\n"
    "一、提高认识\n认识要到位。\n（一）学习。\n学习要深入。\n二、抓落实\n落实要有力。\n请领导放心。\n某局\n2021年3月4日\n"
)
BROKEN = AWKWARD.encode().replace(
    "学习要深入".encode(), "《学".encode() + b"\xe5\xae\xff" + "习》要深".encode() + b"\xfe" + "入".encode()
)
CORRECTED = [
    correct(cw.parse(page, path=f"{i}.txt"), said).document
    for i, (page, said) in enumerate(
        (
            (PAGE, [Correction("title", "没有印出来的 <题目>"), Correction("title", "另一个题目", 2)]),
            (f"{AWKWARD}\n", [Correction("title", ""), Correction("title", "学习", 1)]),
            ("没有发言的网页。\n导航。\n", [Correction("title", "页的题目")]),
        )
    )
]
"""Documents with titles that are not where the parser finds them, or are not printed at all."""
TEI = {"t": tei.NAMESPACE}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    pages = [SEED, *GOLDEN[::5]]
    return [
        *(cw.parse(page) for page in pages),
        cw.parse(AWKWARD),
        cw.parse(BROKEN),
        cw.parse("没有发言的网页。\n导航。"),
        *CORRECTED,
    ]


def _sentences(document: Document) -> list[Sentence]:
    return [s for s in document.sentences if s.text.strip()]


def test_broken_bytes_are_among_the_documents(documents: list[Document]) -> None:
    assert any("\ufffd" in document.text for document in documents)


@pytest.mark.slow
def test_conllu_is_valid_by_the_official_rules(documents: list[Document], tmp_path: Path) -> None:
    from udtools.validator import Validator

    files = cw.export(documents, "conllu", tmp_path)
    assert len(files) == len(documents)
    state = Validator(lang="zh", level=2, output=None).validate_files(
        [str(f) for f in files if f.stat().st_size]
    )
    assert state.passed(), str(state)


def test_conllu_brings_words_tags_offsets_and_annotations_back(documents: list[Document]) -> None:
    for document in documents:
        parsed = conllu.parse(conllu_format.text(document))
        sentences = _sentences(document)
        assert [s.metadata["sent_id"] for s in parsed] == [s.sentence_id for s in sentences]
        for read, sentence in zip(parsed, sentences, strict=True):
            tokens = sentence.tokens
            assert [(t["form"], t["upos"], t["xpos"]) for t in read] == [
                (t.form.replace("\ufffd", "□"), t.upos, t.xpos) for t in tokens
            ]
            assert ["Lost" in t["misc"] for t in read] == ["\ufffd" in t.form for t in tokens]
            ranges = [tuple(map(int, t["misc"]["TokenRange"].split(":"))) for t in read]
            assert ranges == [(t.start_char, t.end_char) for t in tokens]
        lines = conllu_format.text(document).splitlines()
        marked = [json.loads(line[15:]) for line in lines if line.startswith("# annotation = ")]
        assert sorted(
            (
                a["id"],
                a["layer"],
                a["start_char"],
                a["end_char"],
                a["text"],
                a["rule"],
                tuple(a["attributes"]),
            )
            for a in marked
        ) == sorted(
            (a.annotation_id, a.layer, a.start_char, a.end_char, a.text, a.rule, tuple(a.attributes))
            for a in document.annotations
        )


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """TEI All 3.0.0 as the TEI Consortium generated it."""
    with gzip.open(Path(__file__).parent / "tei_all.rng.gz") as file:
        return etree.RelaxNG(etree.parse(file))


@pytest.mark.slow
def test_tei_is_valid_by_tei_all(documents: list[Document], schema: etree.RelaxNG, tmp_path: Path) -> None:
    for file in cw.export(documents, "tei", tmp_path):
        schema.assertValid(etree.parse(file))


@pytest.mark.slow
def test_the_schema_would_see_a_fault(schema: etree.RelaxNG, seed: Document) -> None:
    broken = tei.text(seed).replace("<opener>", "<p>").replace("<head", "<haed", 1)
    assert not schema.validate(etree.fromstring(broken.replace("</head>", "</haed>", 1).encode()))


def test_tei_brings_text_offsets_and_annotations_back(documents: list[Document]) -> None:
    for document in documents:
        root = etree.fromstring(tei.text(document).encode())
        start: dict[str, int] = {}
        end: dict[str, int] = {}
        sentences = root.findall(".//t:s", TEI)
        assert {s.get(XML_ID) for s in sentences} == {f"d{s.sentence_id}" for s in document.sentences}
        for sentence in sentences:
            place = int(sentence.get("n"))
            text = "".join(sentence.itertext())
            assert document.text[place : place + len(text)] == text
            for word in sentence:
                start[word.get(XML_ID)], end[word.get(XML_ID)] = place, place + len(word.text)
                assert document.text[place : place + len(word.text)] == word.text
                place += len(word.text) + len(word.tail or "")
        spans = {span.get(XML_ID): span for span in root.findall(".//t:span", TEI)}
        features = {fs.get(XML_ID): fs for fs in root.findall(".//t:fs", TEI)}
        assert len(spans) == len(document.annotations)
        for annotation in document.annotations:
            span = spans[f"d{annotation.annotation_id}"]
            assert span.get("n") == f"{annotation.start_char}:{annotation.end_char}"
            first, last = span.get("from")[1:], span.get("to")[1:]
            if annotation.sentence_id:
                assert start[first] <= annotation.start_char < end[first]
                assert start[last] < annotation.end_char <= end[last]
            else:
                assert root.xpath(f"//*[@xml:id='{first}']")
            read = {f.get("name"): "".join(f.itertext()) for f in features[span.get("ana")[1:]]}
            assert read == {"rule": annotation.rule, **annotation.attributes}


def test_tei_says_where_the_text_is_from_and_whose_it_is() -> None:
    source = cw.Source(url="some/place?a=1&b=2", retrieved="2024-01-02", rights="unclear", publisher="a site")
    root = etree.fromstring(tei.text(cw.parse(AWKWARD, provenance=source)).encode())
    header = "".join(root.find("t:teiHeader", TEI).itertext())
    for said in ("some/place?a=1&b=2", "2024-01-02", "unclear", "a site", "CC-BY-4.0"):
        assert said in header


def test_a_title_in_tei_has_its_offset_where_it_is_printed(documents: list[Document]) -> None:
    without = 0
    for document in documents:
        root = etree.fromstring(tei.text(document).encode())
        titles = [head for head in root.iterfind(".//t:head", TEI) if head.get(XML_ID, "").endswith(".title")]
        assert [head.text for head in titles] == [d.title for d in (document, *document.speeches) if d.title]
        for head in titles:
            without += head.get("n") is None
            if said := head.get("n"):
                assert document.text.startswith(head.text, int(said))
        if document in CORRECTED and not document.speeches:
            assert "".join(root.find("t:text", TEI).itertext()).split() == [
                document.title,
                *document.text.split(),
            ]
    assert without == 3


def test_txt_is_the_text_of_each_speech_for_nltk_too(documents: list[Document], tmp_path: Path) -> None:
    import nltk
    from nltk.corpus.reader import PlaintextCorpusReader

    nltk.data.path.append(str(tmp_path))
    files = cw.export(documents, "txt", tmp_path)
    speeches = {f"{s.speech_id}.txt": s for d in documents for s in d.speeches}
    assert [f.name for f in files] == list(speeches)
    reader = PlaintextCorpusReader(str(tmp_path), r".*\.txt")
    for name, speech in speeches.items():
        assert reader.raw(name) == speech.text + "\n"


def test_tagged_text_is_read_by_nltk(documents: list[Document], tmp_path: Path) -> None:
    import nltk
    from nltk.corpus.reader import TaggedCorpusReader

    nltk.data.path.append(str(tmp_path))
    cw.export(documents, "tagged", tmp_path)
    for document in documents:
        for speech in document.speeches:
            reader = TaggedCorpusReader(str(tmp_path), re.escape(f"{speech.speech_id}.pos"))
            expected = [[(t.form, t.upos) for t in s.tokens] for s in speech.sentences if s.text.strip()]
            assert [list(sentence) for sentence in reader.tagged_sents()] == expected


def test_vertical_text_is_read_by_nltk(documents: list[Document], tmp_path: Path) -> None:
    """NLTK in place of a corpus manager, as none can be installed with pip; lxml reads the tags of structures."""
    import nltk
    from nltk.corpus.reader import TaggedCorpusReader
    from nltk.tokenize import LineTokenizer, RegexpTokenizer

    nltk.data.path.append(str(tmp_path))
    (file,) = cw.export(documents, "vertical", tmp_path)
    reader = TaggedCorpusReader(
        str(tmp_path), re.escape(file.name), sep="\t",
        word_tokenizer=LineTokenizer(), sent_tokenizer=RegexpTokenizer(r"(?s)<s [^>]*>\n(.*?)</s>"),
    )  # fmt: skip
    read = [[(html.unescape(form), tag) for form, tag in sentence] for sentence in reader.tagged_sents()]
    sentences = [s for document in documents for s in _sentences(document)]
    assert read == [[(t.form, t.upos) for t in s.tokens] for s in sentences]
    lines = file.read_text(encoding="utf-8").splitlines()
    root = etree.fromstring("\n".join(["<corpus>", *lines, "</corpus>"]))
    assert [dict(one.attrib) for one in root.iter("doc")] == [
        _known(id=d.document_id, title=d.title) for d in documents
    ]
    assert [dict(one.attrib) for one in root.iter("s")] == [
        _known(id=s.sentence_id, kind=s.kind) for s in sentences
    ]
    speeches = [speech for document in documents for speech in document.speeches]
    assert [(dict(one.attrib), len(one)) for one in root.iter("speech")] == [
        (
            _known(id=speech.speech_id, **{name: getattr(speech, name) for name in vertical.OF_SPEECH}),
            sum(bool(s.tokens) for s in speech.sentences),
        )
        for speech in speeches
    ]
    assert {"speaker", "date_iso", "genre"} <= {name for one in root.iter("speech") for name in one.attrib}


def _known(**values: str | None) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in values.items() if value}


def test_vertical_text_has_a_token_a_line_and_no_token_that_is_a_tag(documents: list[Document]) -> None:
    for document in documents:
        lines = vertical.text(document).removesuffix("\n").split("\n")
        tokens = [line for line in lines if not line.startswith("<")]
        assert len(tokens) == len(document.tokens)
        assert all(line.count("\t") == 1 for line in tokens)
    awkward = vertical.text(cw.parse(AWKWARD.replace("plan A & <B>", "3 < 5 & 5 > 3")))
    assert "\n&lt;\t" in awkward
    assert "\n&amp;\t" in awkward
    assert "\n&gt;\t" in awkward


@pytest.mark.slow
def test_spacy_brings_everything_back(documents: list[Document], tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    (file,) = cw.export(documents, "spacy", tmp_path)
    docs = {d.user_data["speech_id"]: d for d in DocBin().from_disk(file).get_docs(spacy.blank("zh").vocab)}
    assert len(docs) == sum(d.speech_count for d in documents)
    for document in documents:
        for speech in document.speeches:
            doc = docs[speech.speech_id]
            assert doc.text == speech.text
            inside = [t for s in speech.sentences if s.end_char <= speech.end_char for t in s.tokens]
            read = [t for t in doc if t.pos_ != "SPACE"]
            assert [(t.text, t.pos_, t.tag_, t.idx + speech.start_char) for t in read] == [
                (t.form, t.upos, t.xpos, t.start_char) for t in inside
            ]
            for annotation in document.annotations:
                if annotation.speech_id != speech.speech_id:
                    continue
                if annotation.start_char < speech.start_char or annotation.end_char > speech.end_char:
                    continue  # in the title or the signature
                group = doc.spans[annotation.layer]
                (span,) = [s for s in group if s.id_ == annotation.annotation_id]
                exact = group.attrs[annotation.annotation_id]
                assert (exact["start_char"], exact["end_char"]) == (
                    annotation.start_char,
                    annotation.end_char,
                )
                assert exact["attributes"] == annotation.attributes
                assert annotation.text in span.text


def test_a_corpus_and_a_page_are_exported_too(release: Path, tmp_path: Path) -> None:
    assert len(cw.export(cw.load(release), "conllu", tmp_path / "a")) == 2
    assert len(cw.export(cw.parse(AWKWARD), "conllu", tmp_path / "b")) == 1


def test_what_cannot_be_exported_says_why(
    seed: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ChuangwenError, match=r"no format 'xml'.*conllu"):
        cw.export(seed, "xml", tmp_path)
    (tmp_path / "file").write_text("")
    for form in FORMATS:
        with pytest.raises(BuildError, match="file"):
            cw.export(seed, form, tmp_path / "file")
    monkeypatch.setitem(__import__("sys").modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'chuangwen-corpus\[spacy\]'"):
        cw.export(seed, "spacy", tmp_path)


def test_characters_that_xml_does_not_have_keep_their_place() -> None:
    document = cw.parse(AWKWARD.replace("世界", "世\ufffe界"))
    assert "\ufffe" in document.text
    root = etree.fromstring(tei.text(document).encode())
    (sentence,) = [s for s in root.findall(".//t:s", TEI) if "\ufffd" in "".join(s.itertext())]
    text = "".join(sentence.itertext())
    place = int(sentence.get("n"))
    assert document.text[place : place + len(text)] == text.replace("\ufffd", "\ufffe")
