"""What the elements of a page do with its text, and which pages are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.clean import as_lines, clean, html
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.parsing import parse
from markup import Writer

PAGE = "<html><body>{}</body></html>"


def shown(body: str) -> list[str]:
    return as_lines(PAGE.format(body)).text.split("\n")


def rules(body: str) -> set[str]:
    return {edit.rule for edit in as_lines(PAGE.format(body)).edits}


@pytest.mark.parametrize(
    "text",
    ["a<b", "《<>》", "AT&T", "1<2", "<同志们>", "a<b，且c>d", "<http://example.org/一>", "if a<b and c>d", "我们&他们",
     "说<b 我们>", "R&D工作", "x<y>z", "一<"],
)  # fmt: skip
def test_plain_text_with_brackets_stays(text: str) -> None:
    for page in (text, f"我们努力。\n{text}\n都努力。"):
        assert AlignedText(page).apply(html.read(page).changes).text == page


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("正文&nbsp;<br>下一行", ["正文", "下一行"]),
        ("我们<b>努力</b>\n都<FONT color='red'>努力</FONT>", ["我们努力", "都努力"]),
        ("<title>标题</title>我们努力", ["标题", "我们努力"]),
        ("我们<o:p></o:p>努力<st1:date>今天</st1:date>", ["我们努力今天"]),
    ],
)
def test_plain_text_with_tags_left_in_it(page: str, lines: list[str]) -> None:
    assert as_lines(page).text.split("\n") == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<div>\n<span>我们</span>\n<span>努力</span>\n</div>", ["我们努力"]),
        ("<b>GDP</b>\n<i>growth</i>", ["GDP growth"]),
        ("<b>GDP</b>\n的", ["GDP的"]),
        ("的\n<b>GDP</b>", ["的GDP"]),
        ("的\n<b>。GDP</b>", ["的。GDP"]),
        ("甲<p>乙</p>丙<section>丁</section>", ["甲", "乙", "丙", "丁"]),
        ("甲<br>乙<hr>丙<br/>丁</br>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲</div>乙</span>丙", ["甲乙丙"]),  # what was never opened ends nothing
        ("甲</p>乙", ["甲", "乙"]),  # but this makes a paragraph
        ("甲<custom-el>乙</custom-el><blink>丙</blink>", ["甲乙丙"]),
        ("甲<wbr>乙", ["甲乙"]),
        ("<ul><li>甲<li>乙</ul>丙", ["甲", "乙", "丙"]),
        ("<dl><dt>甲<dd>乙</dl>", ["甲", "乙"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", ["甲", "乙", "丙"]),
        ("<table>甲<tr><td>乙</table>丙", ["甲", "乙", "丙"]),
        ("<pre>甲。\n乙</pre>", ["甲。", "乙"]),
        ("<div style='white-space: pre-wrap'>甲。\n乙</div>", ["甲。", "乙"]),
        ("<pre style='white-space:normal'>甲\n乙</pre>", ["甲乙"]),
        ("前<textarea>甲。\n<b>&amp;</b></textarea>后", ["前", "甲。", "<b>&</b>", "后"]),
        ("<span style='display:block'>甲</span>乙", ["甲", "乙"]),
        ("<div style='display:inline'>甲</div>乙", ["甲乙"]),
        ("<details><summary>甲</summary>乙</details>", ["甲", "乙"]),
        ("甲<button>乙</button>", ["甲", "乙"]),
        ("<object>甲</object>", ["甲"]),
        ("甲<svg><title>不见</title><desc>不见</desc></svg>乙", ["甲乙"]),
        ("甲<svg><text>图中</text></svg>乙", ["甲", "图中", "乙"]),
        ("甲&#10;乙", ["甲乙"]),
        ("<title>题</title>甲", ["甲"]),
        ("甲<progress>不见</progress><meter>不见</meter>乙", ["甲乙"]),
        ("甲<svg><defs><text>不见</text></defs></svg>乙", ["甲乙"]),
        ("<p style='display:none! important'>不见</p>甲", ["甲"]),
        ("<p style='display:none!important;display:block'>不见</p>甲", ["甲"]),
        ("<p style='display:block !important;display:none'>甲</p>", ["甲"]),
        ("<p style='display:/* ; */none'>不见</p>甲", ["甲"]),
        ("<p><a href=f>各位领导、各位同事：</a></p>甲", ["各位领导、各位同事：", "甲"]),
    ],
)
def test_where_lines_end(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<div hidden>不见</div>", "html.hidden"),
        ("<DIV HIDDEN=''>不见<p>不见</div>", "html.hidden"),
        ("<div style='color:red; Display : NONE !important'>不见</div>", "html.hidden"),
        ("<p style='visibility:hidden'>不见</p>", "html.hidden"),
        ("<p style='font-size:0px'>不见</p>", "html.hidden"),
        ("<i aria-hidden='true'>不见</i>", "html.hidden"),
        ("<dialog>不见</dialog>", "html.hidden"),
        ("<script>不见</script>", "html.no_text"),
        ("<Script>不见</Script>", "html.no_text"),
        ("<style>不见</style>", "html.no_text"),
        ("<noscript><p>不见</p></noscript>", "html.no_text"),
        ("<iframe>不见</iframe>", "html.no_text"),
        ("<template><p>不见</p></template>", "html.no_text"),
        ("<video>不见</video>", "html.no_text"),
        ("<svg><title>不见</title></svg>", "html.no_text"),
        ("<select><option>不见</select>", "html.control"),
        ("<nav>不见</nav>", "html.navigation"),
        ("<footer>不见<p>不见</footer>", "html.navigation"),
    ],
)
def test_what_is_dropped_and_by_which_rule(body: str, rule: str) -> None:
    assert shown(f"<p>前面。</p>{body}<p>后面。</p>") == ["前面。", "后面。"]
    assert rule in rules(f"<p>前面。</p>{body}<p>后面。</p>")


@pytest.mark.parametrize(
    "body",
    [
        "<ruby>创<rp>(</rp><rt>不见</rt><rp>)</rp></ruby>文",
        "<ruby>创<rt>不见</ruby>文",
        "创<span style='display:none'>不见</span>文",
        "创<div hidden>不见</div>文",
        "创<!-- 不见 -->文",
        "创<style>不见</style>文",
    ],
)
def test_what_is_dropped_inside_a_line(body: str) -> None:
    assert shown(body) == ["创文"]


@pytest.mark.parametrize(
    "body",
    [
        "<p style='visibility:hidden'>不见<b style='visibility:visible'>我们</b></p>",
        "<ul style='font-size:0'><li style='font-size:16px'>我们</ul>",
        "<p><b style='display:none'>不见</p><p>我们</p>",
        "<div><span hidden>不见</div>我们",
        "<nav>我们",
        "<div><footer>我们</div>",
        "<dialog open>我们</dialog>",
        "<p style='display:flex'>我们",
    ],
)
def test_what_hides_nothing_more(body: str) -> None:
    assert shown(body) == ["我们"]


@pytest.mark.parametrize("style", ["visibility:hidden", "opacity: 0; VISIBILITY: Hidden;"])
def test_what_holds_most_of_a_page_is_shown_by_its_script(style: str) -> None:
    """Public accounts of WeChat send the text so."""
    text = "我们说到做到，请领导放心。" * 20
    page = f"<h1>题目一</h1><div id=js_content style='{style}'><p>{text}<p>请监督。<p hidden>不见</div>"
    assert shown(page) == ["题目一", text, "请监督。"]
    assert shown(page + f"<p>{text}</p>") == ["题目一", text]
    assert shown(page.replace(text, text[:150])) == ["题目一"]


def test_a_page_that_hides_itself_is_shown() -> None:
    assert as_lines("<html><body style='display:none'><p>我们</p></body></html>").text == "我们"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<a href=1>首页</a> | <a href=2>范文</a><p>我们</p>", ["我们"]),
        ("<a href=1>首页<p>我们</p><p>他们</p>", ["首页", "我们", "他们"]),
        ("<a href=1/>首页<p>我们</p>", ["首页", "我们"]),
        ("<a name=top>我们</a><p>他们", ["我们", "他们"]),
        ("<a name=top/><p>我们</p><a href=1>首页</a>", ["我们"]),
        ("<p><a href=1>首页</p><p>我们</p><p><a href=2>尾页</a></p>", ["首页", "我们"]),
        ("<a href=1><p>我们将全力以赴。</p><p>他们也是。</p></a>", ["我们将全力以赴。", "他们也是。"]),
        ("<h1><a href=1>标题</a></h1>我们", ["标题", "我们"]),
    ],
)
def test_lines_of_links(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_each_drop_keeps_its_rule() -> None:
    body = (
        "<p>前面。</p>\n<ul><li><a href=1>首页</a></ul><nav>导航</nav><p hidden>不见</p>\n<p>　　后面。</p>"
    )
    made = as_lines(PAGE.format(body))
    found = {edit.rule: made.source[edit.source_start : edit.source_end] for edit in made.edits}
    assert made.text == "前面。\n后面。"
    assert (found["html.link_line"], found["html.navigation"], found["html.hidden"]) == (
        "首页",
        "导航",
        "不见",
    )


SPEECH = "<p>各位领导：</p><p>我们将全力以赴，完成任务。</p><p>请领导放心，谢谢大家。</p>"


@pytest.mark.parametrize(
    ("title", "body", "found"),
    [
        ("某局在创建大会上的表态发言_某某范文网", "", "某局在创建大会上的表态发言"),
        ("某局在创建大会上的表态发言 - 某某网", "", "某局在创建大会上的表态发言"),
        ("某局在创建大会上的表态发言", "<h2>导航</h2>", "某局在创建大会上的表态发言"),
        ("某局在创建大会上的表态发言_网", "<h1>某局在动员会上的承诺发言</h1>", "某局在动员会上的承诺发言"),
        ("某局在创建大会上的表态发言_网", "<p>某局在创建大会上的表态发言</p>", "某局在创建大会上的表态发言"),
    ],
)
def test_the_title_element(title: str, body: str, found: str) -> None:
    document = parse(f"<html><head><title>{title}</title></head><body>{body}{SPEECH}</body></html>")
    (speech,) = document.speeches
    assert (speech.title or document.title) == found
    assert document.text.count("发言") == 1


def test_a_title_element_that_names_the_site_is_none() -> None:
    assert "范文网" not in as_lines(f"<html><title>某某范文网</title>{SPEECH}").text


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        ("<p hidden>不见之一</p><p>我们</p><p hidden>不见<b>之二</b></p>", ["不见之一", "不见<b>之二"]),
        ("<p hidden>&#25105;</p>", ["&#25105;"]),
        ("<p hidden>123</p><script>'不见'</script><!-- 不见 --><nav>导航</nav>", []),
        ("<p>我们</p><script>不见", ["不见</body></html>"]),
        ("<p>我们</p><!-- 不见 ", ["<!-- 不见 </body></html>"]),
    ],
)
def test_hidden_chinese_is_reported(body: str, hidden: list[str]) -> None:
    document = parse(PAGE.format(f"<h1>某局在创建大会上的表态发言</h1>{SPEECH}{body}"))
    page = PAGE.format(f"<h1>某局在创建大会上的表态发言</h1>{SPEECH}{body}")
    found = [
        page[a.source_start_char : a.source_end_char] for a in document.anomalies if a.kind == "text_hidden"
    ]
    assert found == hidden


def test_where_a_line_stood_is_known() -> None:
    body = "<div><p><b>我们</b>努力</p>他们</div>"
    made = clean(PAGE.format(body))
    first, second = made.zones.lines
    assert made.source[first.start : first.end] == "我们</b>努力"
    assert (first.zone.name, second.zone.name) == ("p", "div")
    assert clean("正文<br>正文").zones.lines == ()


@given(st.integers(0, 10_000_000), st.integers(0, 2000))
def test_pages_lead_back_to_their_source(seed: int, cut: int) -> None:
    page = Writer(seed).page()[:-cut]
    document = parse(page, layers=())
    assert document.restore().decode() == page


@pytest.mark.parametrize(
    "site",
    ["_某站\n首页", "\n_某站", "_某站\r\n\r\n更多\n", " | \n某站", "_&amp;\n&#10;某站", "_某站</titl\n<p>x"],
)
@pytest.mark.parametrize("before", ["", "\n", "\n  "])
def test_line_ends_in_the_name_of_a_site(site: str, before: str) -> None:
    page = f"<html><head><title>{before}在创建大会上的表态发言{site}"
    for end in ("</title><body><p>各位领导：</p><p>我们说到做到。</p>", ""):
        document = parse(page + end)
        assert document.title == "在创建大会上的表态发言"
        assert document.restore() == (page + end).encode()
