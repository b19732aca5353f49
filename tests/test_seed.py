"""The released page against what a reader finds in it, written down by hand."""

from __future__ import annotations

from chuangwen_corpus.records import Document

TITLE = "在创建全国文明城市工作动员大会上的表态发言"
HEADINGS = [
    ["履职尽责牵头抓总", "紧抓重点任务不放松", "突破难点补齐短板"],
    ["营造氛围掀热潮", "凝心聚力齐创建", "立德树人抓根本", "春风化雨树形象", "攻坚克难夯基础"],
    [
        "站位全局、上下联动，凝心聚力抓创建", "紧盯目标、补齐短板，对标对表抓创建",
        "突出特色、打造品牌，创新举措抓创建", "压实责任、转变作风，强化落实抓创建",
    ],
]  # fmt: skip


def test_the_page(seed: Document, seed_bytes: bytes) -> None:
    assert seed.title == f"2020{TITLE}3篇"
    assert (seed.year, seed.event, seed.genre) == ("2020", "创建全国文明城市工作动员大会", "表态发言")
    assert (seed.declared_speech_count, seed.speech_count) == (3, 3)
    assert (seed.encoding, seed.bom) == ("utf-8", False)
    assert seed.restore() == seed_bytes


def test_the_clean_text_is_the_title_and_the_speeches(seed: Document) -> None:
    lines = [seed.title]
    for speech in seed.speeches:
        lines += [speech.title, speech.text]
    assert seed.text == "\n".join(lines)
    assert len(seed.text.split("\n")) == 1 + 3 + 5 + 7 + 6


def test_the_speeches(seed: Document) -> None:
    assert [s.title for s in seed.speeches] == [TITLE + n for n in "一二三"]
    assert [s.marker for s in seed.speeches] == ["一", "二", "三"]
    assert [s.speaker for s in seed.speeches] == ["市文明办", "教育系统", "xx区"]
    assert [s.salutation for s in seed.speeches] == [None] * 3
    assert [s.genre for s in seed.speeches] == ["表态发言"] * 3
    assert [len(s.paragraphs) for s in seed.speeches] == [5, 7, 6]
    assert [s.sentence_count for s in seed.speeches] == [18, 14, 13]
    assert all(s.evidence for s in seed.speeches)
    starts = [s.text[:8] for s in seed.speeches]
    assert starts == ["今天召开的创建全", "创建全国文明城市", "今天，市委、市政"]
    assert [s.text[-8:] for s in seed.speeches] == [
        "做出应有的贡献！",
        "交出满意的答卷！",
        "一份满意的答卷！",
    ]


def test_the_sections(seed: Document) -> None:
    for speech, headings in zip(seed.speeches, HEADINGS, strict=True):
        assert [s.heading for s in speech.sections] == [None, *headings, None]
        assert [s.role for s in speech.sections] == ["opening", *["body"] * len(headings), "closing"]
        assert [s.marker for s in speech.sections[1:-1]] == [f"{n}、" for n in "一二三四五"[: len(headings)]]
        assert [s.number for s in speech.sections[1:-1]] == list(range(1, len(headings) + 1))
        assert {s.level for s in speech.sections} == {1}
        assert {s.parent_section_id for s in speech.sections} == {None}


def test_the_sentences(seed: Document) -> None:
    first = seed.speeches[0].sentences
    assert first[0].text.startswith("今天召开的创建全国文明城市工作动员大会，吹响了")
    assert (first[2].kind, first[2].text) == ("heading", "一、履职尽责牵头抓总。")
    assert first[2].paragraph_id is None
    counts = [
        [sum(s.paragraph_id == p.paragraph_id for s in speech.sentences) for p in speech.paragraphs]
        for speech in seed.speeches
    ]
    assert counts == [[2, 2, 6, 3, 2], [2, 1, 1, 1, 1, 2, 1], [3, 1, 1, 1, 2, 1]]


def test_the_damage(seed: Document) -> None:
    found = [
        (a.kind, seed.source_text[a.source_start_char - 4 : a.source_end_char + 4]) for a in seed.anomalies
    ]
    stray = [around for kind, around in found if kind == "stray_space"]
    assert stray == ["扎实做好 社会主义", "培育和践行 社会主义"[1:], "有人管、 事事能落", "、弱什么 就强什么"]
    assert [a.kind for a in seed.anomalies].count("truncated_text") == 1
    assert [a.kind for a in seed.anomalies].count("lost_character") == 1
    assert len(seed.anomalies) == 6
    truncated = next(a for a in seed.anomalies if a.kind == "truncated_text")
    assert seed.text[truncated.start_char : truncated.end_char].endswith("争当文明人，共创文明城")
    assert "五面红旗?红旗标兵" in seed.text


def test_the_furniture_goes_by_named_rules(seed: Document) -> None:
    dropped = {
        e.rule: e.source_text.strip()
        for e in seed.iter_edits()
        if e.rule.startswith("furniture.") and e.rule != "furniture.repeated_title"
    }
    assert dropped["furniture.disclaimer"].startswith("申明敬告")
    assert dropped["furniture.label"] == "文档介绍"
    assert dropped["furniture.action"] == "查看更多"
    assert dropped["furniture.related"] == "您可能关注的文档"
    assert sum(e.rule == "furniture.repeated_title" for e in seed.iter_edits()) == 2
    assert not any(e.rule == "structure.outside_speech" for e in seed.iter_edits())


def test_the_tokens(seed: Document) -> None:
    tokens = seed.tokens
    assert [tokens.form[i] for i in (0, 9, -1)] == ["今天", "创建全国文明城市", "！"]
    assert tokens.xpos[0] == "t"
    forms = set(tokens.form)
    assert {
        "市文明办",
        "创建全国文明城市",
        "社会主义核心价值观",
        "20XX",
        "xx",
        "12",
        "188",
        "《",
        "?",
    } <= forms
    assert sum(s.token_count for s in seed.speeches) == len(tokens) == 1467
