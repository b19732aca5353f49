"""Sentences that a rule takes away are noticed; what is the site's, hidden, said twice or a link is not."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus import show
from chuangwen_corpus.clean import furniture
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.site import clauses_of_others
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document
from chuangwen_corpus.structure import dropped, site
from commands import run
from conftest import ROOT

GOLDEN = sorted((ROOT / "tests" / "golden" / "pages").iterdir())
SENTENCE = re.compile(r"[^。！？?]{8,}[。！？]")
HAN = re.compile("[\u4e00-\u9fff]")
PAGE = """在创建全国文明城市动员大会上的表态发言

各位领导、同志们：

{}

我们街道将把背街小巷一条一条管起来。谢谢大家！
"""
WIDER = {
    "line": (".*我们.*", ".*创建.*", ".{30,200}"),
    "start": (".*我们.*", ".{0,40}工作", ".{60,}"),
    "list": (".*我们.*", ".{20,}"),
    "inline": ("我们", "[^,。]{6,}[。!]", "(?:工作|城市|文明)", "创建[^,。]{3,}"),
}
"""What a pattern may catch that is too wide, by the scope of its rule."""


def lost(document: Document) -> list[str]:
    return [
        document.source_text[a.source_start_char : a.source_end_char]
        for a in document.anomalies
        if a.kind == "text_dropped"
    ]


def reasons(document: Document) -> dict[str, str]:
    rows = dropped.dropped(show._aligned(document))
    return {row.text: row.reason for row in rows}


@pytest.fixture(scope="module")
def as_they_are() -> dict[Path, Document]:
    return {page: parse(page, layers=()) for page in GOLDEN}


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_all()


def forget_all() -> None:
    furniture._rules_of.cache_clear()
    furniture._rule_of_line.forget()
    site.certainty.forget()
    dropped._inside_lines.cache_clear()


def widen(monkeypatch: pytest.MonkeyPatch, name: str, pattern: str) -> None:
    """Makes a rule too wide, and lets it drop sentences wherever they stand."""
    wider = tuple(
        rule.model_copy(
            update={"pattern": f"(?:{rule.pattern})|{pattern}", "longest": 10_000, "zone": "page"}
        )
        if rule.id == name
        else rule
        for rule in furniture.rules()
    )
    monkeypatch.setattr(furniture, "is_sentence", lambda _: False)
    forget_all()
    monkeypatch.setattr(furniture, "rules", lambda: wider)


def missing(before: Document, after: Document) -> list[str]:
    """The sentences of the speeches that are not in the text any more; short ones may be said elsewhere, clause by clause."""
    text = after.text.replace("\n", "")
    sentences = (sentence.text for speech in before.speeches for sentence in speech.sentences)
    whole = (s.replace("\n", "") for s in sentences if SENTENCE.fullmatch(s))
    return [s for s in whole if len(HAN.findall(s)) >= 12 and s not in text]


def test_no_golden_page_loses_a_sentence(as_they_are: dict[Path, Document]) -> None:
    assert {page.name: lost(document) for page, document in as_they_are.items() if lost(document)} == {}


def some(rules: tuple[furniture.FurnitureRule, ...]) -> list[object]:
    """One rule of each scope at once, the others where there is time."""
    first = {rule.scope: rule.id for rule in reversed(rules)}
    return [
        pytest.param(rule, id=rule.id, marks=[] if first[rule.scope] == rule.id else pytest.mark.slow)
        for rule in rules
    ]


@pytest.mark.parametrize("rule", some(furniture.rules()))
def test_a_pattern_that_is_too_wide_is_noticed(
    rule: furniture.FurnitureRule, as_they_are: dict[Path, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(rule.id)
    seen = 0
    for wider in WIDER[rule.scope]:
        with monkeypatch.context() as changed:
            widen(changed, rule.id, wider)
            for page in chance.sample(GOLDEN, 6):
                after = parse(page, layers=())
                if gone := missing(as_they_are[page], after):
                    seen += 1
                    assert lost(after), (page.name, wider, gone)
    assert seen > 3


@pytest.mark.parametrize("rule", some(furniture.rules()))
def test_one_sentence_that_a_rule_takes_away_is_noticed(
    rule: furniture.FurnitureRule, as_they_are: dict[Path, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that catches one sentence of the body, or the paragraph that begins with it."""
    chance = random.Random(rule.id)
    pages = [
        page for page, document in as_they_are.items() if document.speeches and "wrapped" not in page.name
    ]
    seen = 0
    for page in chance.sample(pages, 8):
        before = as_they_are[page]
        sentence = chance.choice([s for s in before.text.split("\n") if SENTENCE.match(s)] or [""])
        if sentence:
            with monkeypatch.context() as changed:
                words = re.escape(dropped.fold(sentence))
                widen(
                    changed,
                    rule.id,
                    words if rule.scope != "inline" else re.escape(dropped.fold(sentence[:6])),
                )
                after = parse(page, layers=())
                if gone := missing(before, after):
                    seen += 1
                    assert lost(after), (page.name, gone)
    assert seen > 1


OF_SPEAKERS = [
    "会务组给每个单位准备了一本手册，散会以后请到门口领取。",
    "以下是我们镇的三条承诺，请在座的各位监督。",
    "这次轮训给干部搭建了互相学习的平台，各科室都要派骨干参加。",
    "上面几条意见供大家参考，说得不对的地方请批评。",
    "我站的职工从明天起取消休假，水位半小时一报。",
    "要把网格员的电话贴到每一个楼道口，让群众随时找得到人。",
    "申报材料由专班统一把关，出了差错由我负责。",
    "志愿者注册人数今年要翻一番，服务时长记入档案。",
]
OF_SITES = [
    "本站所有文档均由用户上传，版权归原作者所有，如有侵权请联系我们删除。",
    "下面小编给大家带来几篇表态发言稿，希望对您有所帮助。",
    "未经授权，任何单位和个人不得转载本网内容。",
    "登录后可以免费下载全文，开通会员享受更多优惠。",
    "发言稿的格式一般由称呼、正文和结束语三部分组成。",
    "扫描二维码关注公众号，第一时间阅读更多范文。",
    "由于网页篇幅有限，其余内容请下载文档后查看。",
    "本文来自互联网，仅供学习参考，不得用于商业用途。",
]


@pytest.mark.parametrize("sentence", OF_SPEAKERS)
def test_a_speaker_is_heard(sentence: str) -> None:
    assert sum(map(len, clauses_of_others(dropped.fold(sentence)))) >= dropped.SENTENCE


@pytest.mark.parametrize("sentence", OF_SITES)
def test_a_site_is_known(sentence: str) -> None:
    others = sum(map(len, clauses_of_others(dropped.fold(sentence))))
    assert others < max(dropped.SENTENCE, dropped.OF_OTHERS * len(HAN.findall(sentence)))


@pytest.mark.parametrize("sentence", OF_SPEAKERS)
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<div><b>{}</b></div>", "　　{}\n"])
def test_a_line_that_a_rule_takes_away(sentence: str, around: str, monkeypatch: pytest.MonkeyPatch) -> None:
    widen(monkeypatch, "paywall", re.escape(dropped.fold(sentence)))
    page = PAGE.format(around.format(sentence))
    document = parse(
        page if "<" not in around else f"<html><body>{page.replace(chr(10), '<br>')}</body></html>"
    )
    assert "".join(lost(document)).replace("<b>", "") == sentence
    assert sentence not in document.text
    assert document.restore()


@pytest.mark.parametrize(
    ("wider", "sentence"),
    [
        ("我们将", "从今天起我们将把每一项任务落到人头。"),
        ("把每一项任务", "从今天起我们将把每一项任务落到人头。"),
        ("落到人头", "从今天起我们将把每一项任务落到人头。"),
        ("从今天起", "从今天起我们将把每一项任务落到人头。"),
        ("头。", "从今天起我们将把每一项任务落到人头。"),
    ],
)
def test_a_sentence_that_a_rule_breaks(wider: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    widen(monkeypatch, "seller", wider)
    assert lost(parse(PAGE.format(f"大家好。{sentence}完了。"))) == [wider]


def test_a_line_of_print_that_a_rule_takes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["今天会议开得很好目标讲得十分清楚路子也", "指得明白我们街道一定不折不扣地抓好落实", "把小事当成大事来办把群众的事当成自己的",
             "事来办请各位领导和同志们放心我们说到做", "到决不拖全县的后腿让群众看到实实在在的", "变化。"]  # fmt: skip
    text = "在创建全国文明城市动员大会上的表态发言\n各位领导：\n" + "\n".join(lines)
    assert "".join(lines) in parse(text).text
    widen(monkeypatch, "label", lines[2])
    assert lost(parse(text)) == [lines[2]]


def test_the_reasons() -> None:
    page = f"""<html><body><p>在创建全国文明城市动员大会上的表态发言</p><p>各位领导：</p>
    <p>我们街道将把背街小巷一条一条管起来。谢谢大家！</p><p>{OF_SITES[0]}</p>
    <p style="display:none">这一段话读者在页面上是看不见的。</p><p><a href="/1">某区创建工作总结</a></p>
    <p>内容摘要：各位领导：我们街道将把背街小巷一条一条管起来。</p></body></html>"""
    found = reasons(parse(page))
    assert found[OF_SITES[0]] == "site"
    assert [reason for text, reason in found.items() if "看不见" in text] == ["hidden"]
    assert found["某区创建工作总结"] == "links"
    assert found["内容摘要：各位领导：我们街道将把背街小巷一条一条管起来。"] == "repeat"
    assert not lost(parse(page))


def test_a_line_that_recurs_has_its_reason() -> None:
    line = "创建靠大家，文明为大家，让我们一起行动。"
    document = parse(PAGE.format(line), recurring=frozenset([dropped.fold(line)]))
    assert reasons(document)[line] == "recurring"
    assert not lost(document)


def test_what_replaces_is_not_dropped() -> None:
    document = parse(PAGE.format("⼀、我们要全力以赴,完成任务. &#25105;们说到做到 。"))
    assert reasons(document) == {}


def test_looking_has_an_end() -> None:
    """A page of nothing but dropped sentences: each is looked for in what is kept, up to a number."""
    page = dropped._Page(AlignedText("", "文明" * 1000))
    assert page._kept("文明文明")
    page.looked_for = dropped.MOST_LOOKED_FOR
    assert not page._kept("文明文明")


def test_show_lists_what_was_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    widen(monkeypatch, "paywall", re.escape(dropped.fold(OF_SPEAKERS[0])))
    page = tmp_path / "page.txt"
    page.write_text(PAGE.format(OF_SPEAKERS[0] + "\n\n" + OF_SITES[0]), encoding="utf-8")
    rows = run("show", "--dropped", page).splitlines()
    assert [row.split()[:3] for row in rows if OF_SPEAKERS[0][:10] in row] == [
        ["5", "furniture.paywall", "none"]
    ]
    assert [row.split()[:3] for row in rows if OF_SITES[0][:10] in row] == [
        ["7", "furniture.disclaimer", "site"]
    ]


def test_a_build_says_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    widen(monkeypatch, "paywall", re.escape(dropped.fold(OF_SPEAKERS[0])))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.txt").write_text(PAGE.format(OF_SPEAKERS[0]), encoding="utf-8")
    said = run("build", tmp_path / "raw", "--out", tmp_path / "out", "--workers", 1)
    assert "text_dropped 1" in said
    assert "1 sentence was dropped without a good reason" in said


@given(st.text("一。.!\n”)） a", max_size=40))
def test_what_stands_behind_the_last_stop_is_the_sentence_under_way(text: str) -> None:
    spans = [(0, 0), *dropped._sentences(text)]
    said = text[slice(*spans[-1])]
    under_way = "" if dropped._AT_END.search(said) or said.endswith("\n") else said
    assert dropped._Page(AlignedText(text))._before(len(text)) == under_way
