"""What each rule of cleaning does and, by its nearest relatives, what it leaves alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.clean import clean, furniture, joining, recurring
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse

STANDARDS = ("ISO  9001", "GB/T  19001", "5G   VR", "Windows  XP", "ISO  9001  2015")
OPENINGS = (
    "",
    "一、贯彻",
    "（一）推广",
    "1.采用",
    "篇一：贯彻",
    "第一篇 推广",
    "第二，落实",
    "我们努力。贯彻",
)


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("name", STANDARDS)
@pytest.mark.parametrize(
    "behind", ["", "标准", "标准。我们要做好。", "标准。   二、狠抓落实。我们要狠抓落实。"]
)
def test_a_gap_inside_a_latin_name_never_parts_a_line(opening: str, name: str, behind: str) -> None:
    assert " ".join(name.split()) in clean(f"{opening}{name}{behind}").text


@pytest.mark.parametrize(
    "left", ["我们要努力！", "我们怎么办？", "我们要努力。", "我们要做好：", "我们说：“努力！”"]
)
def test_a_stop_parts_what_a_number_opens_whatever_its_width(left: str) -> None:
    made = {clean(f"{text}   2020年我们要完成任务。").text.count("\n") for text in (left, narrow(left))}
    assert made == {1}


@pytest.mark.parametrize("head", ["篇一", "同志们：", "在创建大会上的表态发言2"])
def test_what_is_a_head_as_a_whole_is_parted_from_a_number(head: str) -> None:
    assert clean(f"{head}  2020年我们要完成任务。").text.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("我们做三件事。一、抓宣传。要到位。二、抓整治。要见效。", 3),
        ("我们做三件事：（一）抓宣传。要到位。（二）抓整治。要见效。", 3),
        ("我们准备好了！二、抓宣传，把道理讲到家。大家怎么看？三、抓整治，把问题改到位。", 3),
        ("他们说：“我们努力。”二、抓宣传，把道理讲到家。要做到：三、抓整治，把问题改到位。", 3),
        ("我们努力。二、三、四月抓宣传。五、六月抓整治。", 1),
        ("我们努力。二、抓宣传。", 1),  # one alone may be a list inside a sentence
        ("我们努力。（二）抓宣传。", 1),
        ("今天，" + "我们把工作抓好，" * 50 + "好。二、抓宣传。", 2),  # no paragraph is that long
        ("同志们：   我们努力。二、抓宣传。", 3),  # the line is known to hold several paragraphs
        (
            f"某局在全市创建文明城市动员大会上的表态发言各位领导、同志们：{'我们要把工作抓好，让群众满意。' * 6}二、抓宣传。",
            3,
        ),
    ],
)
def test_markers_run_into_a_line(line: str, parts: int) -> None:
    assert clean(line).text.count("\n") + 1 == parts


def prose(n: int) -> str:
    return "我们要把创建工作抓紧抓好抓到位，让群众满意，让城市更美。" * n


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (f"{prose(3)} 一、抓宣传 {prose(2)} 二、抓整治 {prose(3)}", 5),
        (
            f"{prose(1)} 一、抓宣传 {prose(1)}",
            2,
        ),  # too short a line to be a page, and headings are no sure sign
        (f"{prose(3)} {prose(3)} {prose(3)} {prose(2)}", 1),  # no head among them
        (f"{prose(3)} 一、抓宣传 {prose(3)}" + " 我们努力" * 9, 2),  # most gaps are strays
    ],
)
def test_single_spaces_part_paragraphs_only_where_most_stand_at_breaks(line: str, parts: int) -> None:
    assert clean(line).text.count("\n") + 1 == parts


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("我们努力。   同志们   都要努力", 3),
        ("我们努   力工   作好   不好。   我们努力。", 2),  # most wide gaps are strays, so only a stop parts
        ("我们努力。 一、抓宣传", 2),
        ("我们努力。 我们前进。", 1),
        ("同志们： 我们前进。", 2),
        ("篇一 我们前进。", 2),
        ("在创建大会上的表态发言 同志们：我们前进。", 2),
        ("在创建大会上的表态发言 我们前进。", 1),
    ],
)
def test_gaps_of_a_line(line: str, parts: int) -> None:
    assert clean(line).text.count("\n") + 1 == parts


MARKS = ("\u0301", "\u0323", "\u0338", "\u3099", "\u1161", "\u11a8", "\u0327", "\u09be", "\U000110ba")
BASES = ("e", "o", "=", "か", "\u1100", "\uac00", "c", "\u09c7", "\U00011099", "字", "\uf900", "\u0344")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(MARKS + BASES), max_size=9).map("".join))
def test_what_composes_is_composed_and_nothing_else_is_touched(text: str) -> None:
    """NFC, mark by mark; and an edit holds no character that could have stood by itself outside it."""
    made = clean(f"我{text}们")
    assert made.text == unicodedata.normalize("NFC", f"我{text}们")
    for edit in made.edits:
        piece = made.source[edit.source_start : edit.source_end]
        assert edit.rule == "character.nfc"
        assert unicodedata.normalize("NFC", piece) != piece


BREAKS = "\r\n|\r|\n|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029".split("|")
INVISIBLE = [chr(c) for c in (*range(9), *range(0xE, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x180E,
             *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFEFF)]  # fmt: skip


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_every_line_end_ends_a_line(mark: str) -> None:
    assert clean(f"我们努力。{mark}大家努力。").text == "我们努力。\n大家努力。"


@pytest.mark.parametrize("mark", INVISIBLE, ids=ascii)
def test_every_invisible_character_goes(mark: str) -> None:
    assert clean(f"我们{mark}努力").text == "我们努力"


def narrow(text: str) -> str:
    return text.translate(str.maketrans("，；：！？（）“”", ',;:!?()""'))


SENTENCE = st.lists(
    st.sampled_from(["我们努力", "抓GDP增长", "抓宣传", "好（含社区）好", "叫“创文”好", "有12个", "大家好"]), min_size=1, max_size=6
)  # fmt: skip


@settings(max_examples=60)
@given(SENTENCE, st.lists(st.sampled_from("，；：！"), min_size=6, max_size=6))
def test_half_width_and_full_width_come_out_the_same(pieces: list[str], stops: list[str]) -> None:
    line = "我" + "".join(piece + stop for piece, stop in zip(pieces, stops, strict=False)) + "好。"
    assert clean(narrow(line)).text == clean(line).text == line


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("It is 3:30, OK!", "It is 3:30, OK!"),
        ("“OK”, yes", "“OK”, yes"),
        ("f(x), 我们", "f(x)，我们"),
        ("(1)抓宣传;二是(2)抓整治", "（1）抓宣传；二是（2）抓整治"),
        ("(一)抓宣传.", "（一）抓宣传。"),
        ("一.抓宣传.", "一.抓宣传。"),
        ("（二.抓宣传", "（二。抓宣传"),
        ("我们努力.OK", "我们努力.OK"),
        ("我们努力...", "我们努力……"),
        ("OK...", "OK..."),
        ("OK。。。我们", "OK……我们"),
        ("don't说'好'", "don't说‘好’"),
        ("党?、政府,红旗?5面,吃饭?", "党?、政府，红旗?5面，吃饭？"),
        ("是不是?我们干,怎么办?我们干", "是不是？我们干，怎么办？我们干"),
        ("落实(GDP)任务", "落实（GDP）任务"),
        ("GDP(我们)OK", "GDP（我们）OK"),
        ("OK:我们;OK,", "OK：我们；OK,"),
    ],
)
def test_punctuation_and_its_near_relatives(raw: str, text: str) -> None:
    assert clean(raw).text == text


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["我", "，", "A", "1", " ", "\u3000", "\t", "”", "《"]), max_size=14).map(
        "".join
    )
)
def test_no_space_stands_beside_a_chinese_mark_or_between_han(text: str) -> None:
    made = clean(f"好{text}好").text
    assert "".join(made.split()) == "".join(f"好{text}好".split())
    marks = "，”《"
    for i, c in enumerate(made):
        if c == " ":
            before, after = made[i - 1], made[i + 1]
            assert not {before, after} & set(marks + " ")
            assert not (before > "㐀" and after > "㐀")
    assert not set(made) & set("\u3000\t")


LINKS = ("某街道在创卫大会上的讲话", "安全生产工作方案", "年终总结范文")


@pytest.mark.parametrize(
    "behind", ["", "\n各位领导：\n我们将全力以赴，完成任务。", "\n我们将全力以赴，完成任务。"]
)
def test_a_list_of_links_goes_up_to_where_the_text_goes_on(behind: str) -> None:
    page = "在创卫会上的讲话\n同志们：\n我们要努力把各项工作做好。\n相关文章\n" + "\n".join(LINKS) + behind
    text = parse(page, layers=()).text
    assert "安全生产工作方案" not in text
    for line in behind.split("\n"):
        assert line in text


@pytest.mark.parametrize(
    "line", ["各位领导：", "我们将全力以赴；", "我们能行吗？能行", "在创建大会上的表态发言" + "很好" * 40]
)  # fmt: skip
def test_what_is_no_link_is_kept_under_the_head_of_a_list(line: str) -> None:
    page = f"在创卫会上的讲话\n同志们：\n我们努力工作。\n相关文章\n{line}\n我们说到做到。\n"
    assert line in parse(page, layers=()).text


def test_what_heads_a_long_paragraph_is_no_link() -> None:
    page = f"在创卫会上的讲话\n同志们：\n我们努力工作。\n相关文章\n某局在会上的表态发言\n{prose(2)}\n"
    assert "某局在会上的表态发言" in parse(page, layers=()).text


def test_a_blank_line_does_not_end_a_list_of_links() -> None:
    page = "<p>在会上的讲话</p><p>同志们：</p><p>我们要努力把各项工作做好。</p><p>相关文章</p><p> </p><p>安全生产工作方案</p><p>我们说到做到。</p>"
    assert "工作方案" not in parse(page, layers=()).text


SPOKEN = ("同志们：", "谢谢大家！", "一、提高认识", "篇一", "2020年5月1日", "某局在创建大会上的表态发言", "市教育局", "张 某")  # fmt: skip
OF_THE_SITE = ("某某文库欢迎您的光临", "热门搜索排行", "文库首发内容")


def test_lines_that_recur_are_the_sites_unless_a_speaker_says_them() -> None:
    for pages, least in ((10, 3), (14, 3), (15, 3), (20, 4), (100, 20)):
        counts = Counter(dict.fromkeys((*SPOKEN, *OF_THE_SITE), least))
        assert recurring.recurring_lines(pages, counts) == set(OF_THE_SITE)
        assert recurring.recurring_lines(pages, Counter(dict.fromkeys(OF_THE_SITE, least - 1))) == frozenset()
    assert recurring.recurring_lines(9, Counter(dict.fromkeys(OF_THE_SITE, 9))) == frozenset()


def test_lines_too_short_or_too_long_to_recur_are_not_counted() -> None:
    page = "好\n好吧\n" + "长" * recurring.LONGEST + "\n" + "久" * (recurring.LONGEST + 1)
    assert recurring.lines_of(page) == {"好吧", "长" * recurring.LONGEST}


def test_recurring_lines_are_dropped_by_that_rule() -> None:
    made = clean("我们努力。\n文库首发内容\n查看更多", frozenset({"文库首发内容", "查看更多"}))
    assert made.text.strip() == "我们努力。"
    assert [e.rule for e in made.edits if e.rule.startswith("furniture")] == [
        "furniture.recurring",
        "furniture.action",
    ]


PAGE = "<p>我们努力。</p><p>大家努力。</p><p>都努力。</p>"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<h1><a href='1'>在大会上的表态发言</a></h1>" + PAGE, True),  # a title that links to itself
        ("<p><a href='1'>在大会上的表态发言</a></p>" + PAGE, False),
        ("<p>见<a href='1'>在大会上的表态发言</a></p>" + PAGE, True),
        (
            "<a href='1'>在大会上的表态发言</a><br>我们努力。",
            True,
        ),  # text with a tag left in it is no page of a site
    ],
)
def test_a_line_of_links_is_the_sites(page: str, kept: bool) -> None:
    assert ("在大会上的表态发言" in clean(page).text) is kept


@pytest.mark.parametrize("tag", ["nav", "footer", "select"])
def test_what_is_never_closed_does_not_swallow_the_page(tag: str) -> None:
    assert "都努力" in clean(f"<{tag}>首段{PAGE}").text
    assert "首段" not in clean(f"<{tag}>首段</{tag}>{PAGE}").text


def test_line_ends_mean_nothing_in_html_but_in_what_is_preformatted() -> None:
    assert clean(f"{PAGE}<p>我们\n努力</p>").text.endswith("我们努力")
    assert clean(f"{PAGE}<pre>我们。\n努力。</pre>").text.endswith("我们。\n努力。")


def test_lines_of_print_go_on_in_lines_no_longer_than_they_are() -> None:
    full, longer, short = "文" * 20, "文" * 26, "文" * 9
    lines = [full, full, full, full, full, full, full, longer, full, short, full, ""]
    page = joining._Print.read(lines, ["plain"] * len(lines))
    assert [page.goes_on(i) for i in range(len(lines) - 1)] == [True] * 6 + [False, True, True, False, False]


@pytest.mark.parametrize(
    ("raw", "text"),
    [("a文 (x)", "a文（x）"), ("文a (x)", "文a (x)"), ("(x) 文a", "（x）文a"), ("(x)  a文", "(x) a文")],
)
def test_brackets_are_as_the_nearest_character_is(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_an_item_of_a_list_of_links_keeps_the_rule_of_its_own() -> None:
    page = "各位领导：\n我们说到做到。\n相关文章\n某区创建总结\n版权所有 某某文库\n某县创建总结"
    rules = {edit.rule for edit in parse(page, layers=()).iter_edits()}
    assert rules == {"furniture.related", "furniture.copyright"}


INLINE = [rule for rule in furniture.rules() if (rule.scope, rule.zone) == ("inline", "page")]


@pytest.mark.parametrize("first", INLINE, ids=[rule.id for rule in INLINE])
def test_parts_of_a_line_are_those_of_all_rules_as_one_pattern(first: furniture.FurnitureRule) -> None:
    """Each rule is tried by itself, where it may match; as alternatives of one pattern they would drop the same."""
    one = re.compile(
        "|".join(f"(?P<{rule.id}>{rule.pattern}\n)" for rule in INLINE), re.VERBOSE | re.IGNORECASE
    )
    for other in INLINE:
        for line in (
            f"我们要抓好整改{first.example}，见到实效{other.example}。",
            f"{first.example}{other.example}" * 2,
        ):
            folded = fold(line)
            parts = [(rule.id, start, end) for rule, start, end in furniture._inside(folded)]
            assert parts == [(match.lastgroup, *match.span()) for match in one.finditer(folded)]


@pytest.mark.parametrize(
    "items",
    [
        ["提高认识", "落实责任", "加强督查"],
        ["完成投资1.8亿元", "改造道路3.5公里", "新增绿地2.1公顷"],
        ["提高认识，加强领导，把创建工作摆上突出位置", "落实责任，严格考核", "加强督查"],
        [
            "沿街商铺的门前三包责任书要在月底前全部签完",
            "老旧小区的飞线要在汛期前全部入地",
            "集贸市场要划行归市",
        ],
    ],
)
@pytest.mark.parametrize("head", ["", "某局在创建大会上的表态发言\n各位领导：\n我们要做到：\n"])
def test_a_list_without_stops_is_no_preview_in_numbered_pieces(items: list[str], head: str) -> None:
    lines = [f"{i}、{item}" for i, item in enumerate(items, 1)]
    text = clean(head + "\n".join(lines)).text
    assert all(line in text.split("\n") for line in lines)


def test_a_preview_in_numbered_pieces_is_joined() -> None:
    said = (
        "我们要看到，创建工作的任务还很重，基础还很弱。各单位要把责任扛起来，把问题改到位，一天也不能等。" * 3
    )
    pieces = [f"某局表态发言{said[:-30]}", f"{said[-30:]}{said[:100]}", said[100:]]
    text = clean("\n".join(f"{i}、{piece}" for i, piece in enumerate(pieces, 1))).text
    assert "".join(text.split()) == "".join("".join(pieces).split())
