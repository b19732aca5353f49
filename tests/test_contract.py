"""A sound document, broken in one place at a time: whatever place it is, the contract or a schema names it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from chuangwen_corpus import records
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document, contract
from chuangwen_corpus.records.rows import contract_faults, field_faults, row_of

PAGE = (
    "某区创建全国文明城市动员大会发言稿两篇\n篇一：某局在创建大会上的表态发言\n各位领导、同志们：\n"
    "今天的大会很重要,我局坚决拥护。我们将全力以赴 完成任务!\n一、提高认识。我们将提高认识。我们说到做到。\n"
    "二、狠抓落实。我们将在6月底前整治46个小区。\n（一）抓宣传。宣传要到位。\n谢谢大家!\n某局\n2020年5月1日\n"
    "篇二：某镇在创建大会上的表态发言\n同志们：\n我镇将坚决完成任务!我们有信心。请领导放心。\n"
)
Path = tuple[str | int, ...]


def sound() -> Document:
    return parse(PAGE.encode("gb18030"), path="page.txt")


DATA: dict[str, Any] = json.loads(sound().model_dump_json())
LENGTH = len(DATA["text"])


def faults(data: dict[str, Any]) -> list[str]:
    """Everything for which no record can be made of a row: what its fields do not allow, then the contract."""
    return list(field_faults([data], Document)) or list(contract_faults(data))


def leaves(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that is no container, with its place."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from leaves(inner, (*at, key))
    if not isinstance(value, dict | list):
        yield at, value


def kind_of(path: Path) -> str:
    """The field, wherever its record stands: speeches.sentences.start."""
    return ".".join(step for step in path if isinstance(step, str))


def put(path: Path, value: object) -> dict[str, Any]:
    """The document's data with another value in one place."""
    data = copy.deepcopy(DATA)
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


def refused(data: dict[str, Any]) -> str:
    """What the document is refused for; fails if it is not."""
    with pytest.raises(ValidationError) as caught:
        Document.model_validate(data)
    # A build makes no records: what it holds rows against must refuse the same.
    assert faults(data), str(caught.value)
    return str(caught.value)


PLACES: dict[str, list[tuple[Path, Any]]] = {}
for _path, _value in leaves(DATA):
    if _value is not None:
        PLACES.setdefault(kind_of(_path), []).append((_path, _value))
MOST = 8
"""Places of one kind that are broken; the first and the last are among them."""
PLACES = {
    kind: found if len(found) <= MOST else [*found[:: len(found) // MOST + 1], found[-1]]
    for kind, found in PLACES.items()
}

MEANING_ONLY = {
    "path", "year", "event", "genre", "declared_speech_count", "encoding", "encoding_reason", "bom", "sha256",
    "speeches.marker", "speeches.speaker", "speeches.addressee", "speeches.salutation", "speeches.date",
    "speeches.date_iso", "speeches.signature", "speeches.genre", "speeches.evidence", "speeches.office", "speeches.unit", "speeches.kind", "speeches.level",
    "speeches.campaign", "speeches.head_evidence", "head_evidence", "speeches.subtitle", "subtitle", "speeches.sections.role",
    "speeches.sections.marker", "speeches.sections.heading", "speeches.sentences.kind", "annotations.layer",
    "annotations.rule", "anomalies.kind", "anomalies.message", "tokens.xpos", "tokens.upos", "edits.rule",
}  # fmt: skip
"""Texts that the contract does not tie to an offset."""
TEXTS = [
    kind for kind, found in PLACES.items()
    if isinstance(found[0][1], str) and kind not in MEANING_ONLY and not kind.endswith("_id") and ".attributes." not in kind
]  # fmt: skip
STARTS = [kind for kind in PLACES if kind.rpartition(".")[2] in ("start_char", "end_char")]
COUNTS = [kind for kind in PLACES if kind.endswith("_count") and kind not in MEANING_ONLY]
IDS = [kind for kind in PLACES if kind.endswith("_id") and ".attributes." not in kind]
"""What a layer says of a span is checked where it has a column of its own, in the layer's view."""


def test_the_page_has_every_kind_of_record_twice() -> None:
    assert contract.rebuild_source(sound().text, row_of(sound())["edits"]) == sound().source_text
    assert list(contract.faults(row_of(sound()))) == []
    assert faults(DATA) == []
    assert len(STARTS) == 16  # eight kinds of spans
    assert len(COUNTS) == 3
    assert len(IDS) >= 17
    once = {"title", "text", "source_text", "speech_count", "anomalies.start_char", "anomalies.end_char"}
    assert [kind for kind in TEXTS + STARTS + COUNTS if len(PLACES[kind]) < 2 and kind not in once] == []


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_is_not_what_stands_there_is_refused(kind: str) -> None:
    for path, value in PLACES[kind]:
        for other in {value + "字", "字" + value[1:], "字" if value != "字" else "文"} - {value}:
            assert refused(put(path, other))


@pytest.mark.parametrize("kind", STARTS)
def test_an_offset_moved_by_one_or_out_of_the_text_is_refused(kind: str) -> None:
    """Where a span has a text, any other offset is wrong; a section and an anomaly have none."""
    loose = kind.startswith(("speeches.sections", "anomalies"))
    for path, value in PLACES[kind]:
        for other in [-1, LENGTH + 1] + ([] if loose else [value - 1, value + 1]):
            assert refused(put(path, other)), (path, other)


@pytest.mark.parametrize("kind", ["edits.source_start_char", "edits.source_end_char", "speeches.title_start_char", "speeches.title_end_char"])  # fmt: skip
def test_other_offsets_moved_are_refused(kind: str) -> None:
    for path, value in PLACES[kind]:
        for other in (value - 1, value + 1, len(DATA["source_text"]) + 1):
            assert refused(put(path, other)), (path, other)


@pytest.mark.parametrize("kind", COUNTS)
@pytest.mark.parametrize("by", [-1, 1])
def test_a_count_that_is_off_by_one_is_refused(kind: str, by: int) -> None:
    for path, value in PLACES[kind]:
        assert refused(put(path, value + by))


OTHER = "0123456789abcdef"
OWNERS = [
    kind for kind in IDS
    if kind.endswith(("document_id", "speech_id")) and not kind.endswith(("parent_section_id", "annotations.speech_id"))
]  # fmt: skip


@pytest.mark.parametrize("kind", OWNERS)
def test_a_record_of_another_document_or_speech_is_refused(kind: str) -> None:
    for path, value in PLACES[kind]:
        other = OTHER + value[16:] if kind.endswith("document_id") else value.rpartition(".")[0] + ".sp99999"
        assert refused(put(path, other)), path


@pytest.mark.parametrize("kind", IDS)
def test_an_id_of_the_wrong_shape_is_refused(kind: str) -> None:
    path, value = PLACES[kind][0]
    for other in ("", value + "!", value[1:], value.upper() + "G", " " + value):
        assert "String should match pattern" in refused(put(path, other))


Break = Callable[[dict[str, Any]], object]


def swap(row: list[Any], i: int, j: int) -> None:
    row[i], row[j] = row[j], row[i]


def overlap(rows: list[dict[str, Any]], i: int) -> None:
    """Lets a row start where the one before it starts; its text is then what stands there."""
    rows[i]["start_char"] = rows[i - 1]["start_char"]
    rows[i]["text"] = DATA["text"][rows[i]["start_char"] : rows[i]["end_char"]]


def grow(row: dict[str, Any], start: int, end: int) -> None:
    row["start_char"], row["end_char"] = row["start_char"] + start, row["end_char"] + end
    if "text" in row:
        row["text"] = DATA["text"][row["start_char"] : row["end_char"]]


def columns(data: dict[str, Any], table: str, change: Callable[[list[Any]], object]) -> None:
    for column in data[table].values():
        change(column)


def goes_back(data: dict[str, Any]) -> None:
    """A span that ends before it starts says the empty text, as Python reads it."""
    at = next(
        i for i, text in enumerate(data["edits"]["text"]) if not text and data["edits"]["start_char"][i] > 3
    )
    data["edits"]["end_char"][at] -= 2


def needless_edit(data: dict[str, Any]) -> None:
    """An empty edit of the first place, put behind all others."""
    values = {
        "source_start_char": 0,
        "source_end_char": 0,
        "start_char": 0,
        "end_char": 0,
        "source_text": "",
        "text": "",
        "rule": "x",
    }
    for name, value in values.items():
        data["edits"][name].append(value)


def fewer_tokens(data: dict[str, Any]) -> None:
    columns(data, "tokens", lambda column: column.pop())
    data["speeches"][1]["token_count"] -= 1


def empty_token(data: dict[str, Any]) -> None:
    columns(data, "tokens", lambda column: column.insert(1, column[1]))
    data["tokens"]["form"][1] = ""
    data["tokens"]["end_char"][1] = data["tokens"]["start_char"][1]
    data["speeches"][0]["token_count"] += 1


TITLE_LATER = DATA["speeches"][1]["title"]


def of_another_document(speech: dict[str, Any]) -> None:
    for row in (speech, *speech["sections"], *speech["paragraphs"], *speech["sentences"]):
        row["document_id"] = OTHER


BROKEN: dict[str, tuple[Break, str]] = {
    "a speech that begins in the one before": (
        lambda d: grow(d["speeches"][1], d["speeches"][0]["end_char"] - 2 - d["speeches"][1]["start_char"], 0),
        "starts before",
    ),
    "a whole speech of another document": (
        lambda d: of_another_document(d["speeches"][1]), "belongs to another document",
    ),
    "speeches in another order": (lambda d: swap(d["speeches"], 0, 1), "starts before"),
    "a speech left out": (lambda d: d["speeches"].pop(), "speech_count is 2"),
    "the page's title is a title further down": (lambda d: d.update(title=TITLE_LATER), "open with the title"),
    "a speech's title has no place": (lambda d: d["speeches"][1].update(title_start_char=None), "the title is not what"),
    "a title that is not said": (lambda d: d["speeches"][1].update(title=None), "the title is not what"),
    "sentences in another order": (lambda d: swap(d["speeches"][0]["sentences"], 2, 3), "overlaps the one before"),
    "a sentence that overlaps": (lambda d: overlap(d["speeches"][0]["sentences"], 2), "overlaps the one before"),
    "paragraphs in another order": (lambda d: swap(d["speeches"][0]["paragraphs"], 0, 1), "overlaps the one before"),
    "a paragraph that overlaps": (lambda d: overlap(d["speeches"][0]["paragraphs"], 2), "overlaps the one before"),
    "a sentence said twice": (
        lambda d: d["speeches"][0]["sentences"].insert(2, d["speeches"][0]["sentences"][2]), "overlaps the one before",
    ),
    "a sentence left out": (
        lambda d: (d["speeches"][0]["sentences"].pop(2), d["speeches"][0].update(sentence_count=DATA["speeches"][0]["sentence_count"] - 1)),
        "do not cover it",
    ),
    "a paragraph outside its speech": (lambda d: grow(d["speeches"][1]["paragraphs"][0], -9, 0), "outside its speech"),
    "a section before its speech": (lambda d: grow(d["speeches"][1]["sections"][0], -9, 0), "outside its speech"),
    "a section behind its speech": (lambda d: grow(d["speeches"][0]["sections"][-1], 0, 9), "outside its speech"),
    "a body sentence outside its speech": (
        lambda d: d["speeches"][0]["sentences"][-1].update(kind="body"), "outside its speech",
    ),
    "an anomaly behind the text": (lambda d: d["anomalies"][0].update(end_char=LENGTH + 1), "outside the text"),
    "an anomaly behind the source": (
        lambda d: d["anomalies"][0].update(source_end_char=len(DATA["source_text"]) + 1), "outside the text",
    ),
    "edits in another order": (lambda d: columns(d, "edits", lambda c: swap(c, 1, 2)), "out of order"),
    "an edit left out": (lambda d: columns(d, "edits", lambda c: c.pop(3)), "do not give the source"),
    "an edit that goes back": (goes_back, "out of order"),
    "an edit of nothing behind all others": (needless_edit, "out of order"),
    "tokens in another order": (lambda d: columns(d, "tokens", lambda c: swap(c, 5, 6)), "out of order"),
    "a token left out": (fewer_tokens, "do not cover"),
    "a token of nothing": (empty_token, "out of order"),
    "a token of no sentence": (
        lambda d: d["tokens"]["sentence"].__setitem__(-1, len(sound().sentences)), "sentence that is not there",
    ),
    "columns of unlike length": (lambda d: d["edits"]["rule"].pop(), "differ in length"),
    "a field nobody declared": (lambda d: d["speeches"][0].update(mood="good"), "Extra inputs"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_fault_is_named_by_what_it_breaks(name: str) -> None:
    change, message = BROKEN[name]
    data = copy.deepcopy(DATA)
    change(data)
    assert message in refused(data)


def test_what_is_no_fault_passes() -> None:
    """A document without tokens, a span of no length, a signature behind the speech."""
    bare = copy.deepcopy(DATA)
    bare["tokens"] = {name: [] for name in bare["tokens"]}
    for speech in bare["speeches"]:
        speech["token_count"] = 0
    assert len(Document.model_validate(bare).tokens) == 0
    anomaly = DATA["anomalies"][0] | {"start_char": 3, "end_char": 3}
    assert records.Anomaly.model_validate(anomaly).start_char == 3
    signed = sound().speeches[0]
    assert [s.kind for s in signed.sentences if s.end_char > signed.end_char] == ["signature", "signature"]
    with pytest.raises(ValidationError, match="before it starts"):
        records.Anomaly.model_validate(anomaly | {"end_char": 2})


def test_every_sentence_knows_its_tokens_and_no_others() -> None:
    document = sound()
    for i, sentence in enumerate(document.sentences):
        mine = [at for at, owner in enumerate(document.tokens.sentence) if owner == i]
        assert [t.form for t in sentence.tokens] == [document.tokens.form[at] for at in mine]
        assert [t.ordinal for t in sentence.tokens] == list(range(1, len(mine) + 1))
        assert "".join(t.form for t in sentence.tokens) == "".join(sentence.text.split())
