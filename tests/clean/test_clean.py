from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.clean import characters, clean, furniture
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.clean.punctuation import is_lost_character
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse


def rules_of(text: str) -> list[str]:
    return [edit.rule for edit in clean(text).edits]


SPEECH = "在全市创建大会上的讲话\n各位领导：\n我们将全力以赴，完成创建任务。\n{}我们有信心、有决心完成创建任务。\n谢谢大家！\n{}"


@pytest.mark.parametrize("rule", furniture.rules(), ids=lambda rule: rule.id)
def test_every_furniture_rule_drops_its_example_where_it_may(rule: furniture.FurnitureRule) -> None:
    assert rule.scope in furniture.SCOPES
    assert rule.zone in furniture.ZONES
    assert rule.reason
    anywhere = rule.zone == "page" and (
        rule.scope == "inline" or not furniture.is_sentence(fold(rule.example))
    )
    inside, behind = (f"{rule.example}\n", "") if anywhere else ("", f"{rule.example}\n")
    document = parse(SPEECH.format(inside, behind), layers=())
    assert f"furniture.{rule.id}" in [edit.rule for edit in document.iter_edits()], document.text
    if rule.scope != "inline":
        assert document.text == SPEECH.format("", "").strip()


@pytest.mark.parametrize(
    ("rule", "line"),
    [(rule, line) for rule in furniture.rules() for line in rule.counter_examples],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_no_furniture_rule_drops_its_counter_examples(rule: furniture.FurnitureRule, line: str) -> None:
    """As a line of a speech, inside a paragraph, as the first words of a speech and as its last ones."""
    pages = (
        SPEECH.format(f"{line}\n", ""),
        SPEECH.format(f"我再说一句。{line.rstrip('。')}。请大家记住。\n", ""),
        f"在全市创建大会上的讲话\n各位领导：\n{line}\n我们有信心、有决心完成创建任务。\n谢谢大家！\n",
        f"在全市创建大会上的讲话\n各位领导：\n我们有信心、有决心完成创建任务。\n{line.rstrip('。')}。\n",
    )
    for page in pages:
        document = parse(page, layers=())
        (speech,) = document.speeches
        assert squeezed(line.rstrip("。！")) in squeezed(speech.text), [
            edit.rule for edit in document.iter_edits()
        ]


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("点击右上角“...”转发给好友", "menu_prompt"),
        ("请点击右上角“…”，转发给更多好友！", "menu_prompt"),
        ("点击屏幕右上角“•••”按钮分享到朋友圈。", "menu_prompt"),
        ("点击右上角【···】可发送给朋友或分享到朋友圈", "menu_prompt"),
        ("▲如果觉得不错，请轻点右上角分享给身边的朋友", "menu_prompt"),
        ("以上是一份迎检动员的讲话稿，您可以根据会议情况自行增删。", "assistant"),
        ("希望这份表态发言稿能满足您的需要！如果还有别的要求，请随时告诉我。", "assistant"),
        ("该文稿按照您给定的提纲展开，条理清楚，愿它能帮到您。", "assistant"),
        ("当然可以！以下是一份创卫动员大会的主持词：", "assistant"),
        ("没问题，我来为您起草一份复审冲刺的发言稿。", "assistant"),
        ("下面是按照您的要求撰写的致辞：", "assistant"),
        ("如果您希望把发言稿缩短，我可以再改一版。", "assistant"),
        ("（注：以上内容均为虚构示例，使用时请替换。）", "assistant"),
        ("这里是为你整理的创城动员范文", "assistant"),
        ("第 页，共 页", "page_mark_inside"),
        ("第页/总页", "page_mark_inside"),
        ("第 x 页 共 y 页", "page_mark_inside"),
        ("第2页（共9页）", "page_mark_inside"),
        ("（第4/11页）", "page_mark_inside"),
        ("第页", "page_mark"),
        ("编辑 时间：2021-03-02 收藏本文 共计3120个字，预计阅读时长11分钟。", "reading_time"),
        ("字数共1800字，预计阅读时间6分钟", "reading_time"),
        ("（未完，全文共2345字，当前显示410字）", "paywall_words"),
        ("（未完，全文共980字，现仅展示前200字）", "paywall_words"),
        ("未完，全文1762字，当前显示604字", "paywall_words"),
        ("文苑网本文权属文苑网", "claim_of_site"),
        ("本文档权属晨光资料网，移动鼠标查看更多文档", "claim_of_site"),
        ("■ 晨光报 | 社会版 记者 林一舟", "byline"),
        ("本报全媒体记者 林一舟 周小满", "byline"),
        ("本刊通讯员林一舟", "byline"),
        ("记者林一舟、周小满/连线报道", "byline"),
        ("晨报新闻组/江城5日电", "byline"),
        ("请仔细阅读以下温馨提示", "reading_prompt"),
        ("信息来源：区纪委网站 | 发布日期：2020-03-04", "metadata"),
        ("信息来源：晨光报", "metadata"),
        ("浏览数量：23 作者：江心小学 发布时间：2022-05-06 来源：本站", "metadata"),
        ("来源： 编辑：林一舟 2023-05-06 10:20:30 查看数：12", "metadata"),
        ("2023-01-27 21:33 | 稿件来源：晨光社", "record"),
        ("【字号：", "font_size"),
        ("分享到：", "share"),
        ("正在加载...", "skip_link"),
        ("打开晨光新闻 查看精彩图片", "skip_link"),
        ("点击打开晨光客户端，阅读更多精彩内容", "skip_link"),
        ("（林一舟摄）", "photo_credit"),
        ("（图/文：林一舟 视频：周小满）", "photo_credit"),
        ("IMG_0417.JPG", "file_name"),
        ("现场图 (2).jpeg", "file_name"),
        ("7.webp", "file_name"),
        ("附件2：责任分解表.xlsx", "file_name"),
        ("新闻来源：区委宣传部 | 日期：2020/6/9 | 点击量：41 | 打印本文", "page_record"),
        ("(发布时间:2018年4月2日 访问次数:17次 字体:[大][中][小] 收藏 关闭", "page_record"),
        ("时间：2016-11-03 浏览次数： 字号：【大 中 小 打印", "page_record"),
        ("稿件日期：2019.1.8 编辑：秦某 浏览：230 分享到：", "page_record"),
        ("信息日期：2017-05-06 来源：市文明办", "metadata"),
        ("（此处略去三位代表的事例）", "omission"),
        ("【部分内容已省略】", "omission"),
        ("（以下从略）", "omission"),
        ("（略）", "omission"),
        ("（略有删节）", "omission"),
        ("……中间省略若干段……", "omission"),
        ("以下内容略", "omission"),
        ("* a0 K) w5 S: n& P! y", "forum_noise"),
        ("x2 V# m  Q7 h+ D* ]9 e1 B", "forum_noise"),
        ('4 `8 M- k" F; R1 j $ t% A/ y6 [0 C', "forum_noise"),
    ],
)
def test_other_wordings_of_furniture_are_dropped(line: str, rule: str) -> None:
    document = parse(SPEECH.format(f"{line}\n", ""), layers=())
    assert f"furniture.{rule}" in [edit.rule for edit in document.iter_edits()], document.text
    assert document.text == SPEECH.format("", "").strip()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("司长出席酒会致辞全文（只有中文）（附图）", "司长出席酒会致辞全文"),
        ("司长开场发言（附短片）", "司长开场发言"),
        ("局长在酒会上的致辞全文(仅备英文)(附照片及短片)", "局长在酒会上的致辞全文"),
        ("路线安排（附图）", "路线安排（附图）"),
        ("我们的手册（只有中文）已经印好。", "我们的手册（只有中文）已经印好。"),
        ("我们要把路— 3 —文稿小站—天天更新文稿 www.wengao-xz.com修好。", "我们要把路修好。"),
        ("参与建设晨光网本资料权属晨光网，放上鼠标按照提示查看晨光网更多资料和管理。", "参与建设和管理。"),
        ("本资料来自统计局，权属清楚。", "本资料来自统计局，权属清楚。"),
    ],
)
def test_what_a_site_puts_inside_a_line_goes(line: str, text: str) -> None:
    assert clean(line).text == text


NOISE = "7 ?$ v! K5 o% N( c"


@pytest.mark.parametrize(
    "line",
    ["{}我们把路修到村口。", "我们把路修到村口。{}", "我们把路{}修到村口。", "{} 我们把路修到村口。 {}"],
)
def test_noise_against_copies_is_taken_from_lines(line: str) -> None:
    text = "我们把路修到村口。"
    assert clean(line.format(NOISE, NOISE)).text == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"同志们: {NOISE[2:]}", "同志们："),  # a mark that may be the speaker's stays
        (f"请看附件。{NOISE} OK", "请看附件。OK"),
        (f"请看附件。{NOISE}XX区的做法很好。", "请看附件。（cXX区的做法很好。"),
    ],
)
def test_what_stands_beside_noise_stays(line: str, text: str) -> None:
    assert clean(line).text.strip() == text


@pytest.mark.parametrize(
    "line",
    [
        "甲组选A, B; C. D! E，乙组选F。",
        "公式是 a + b - c * d / e。",
        "XX 区 YY 镇 ZZ 村的同志都来了。",
        "型号 A1 B2 C3 D4 E5 都要检修。",
        "We do what we say: A, B & C.",
        "成绩是 A+ B- A- B+ A。",
        "(^_^) (T_T) (*^__^*)",
        "比分 3 : 2 , 5 A 级景区 4 家。",
    ],
)
def test_what_is_no_noise(line: str) -> None:
    document = parse(f"某局在创建大会上的表态发言\n各位领导：\n我们说到做到。\n{line}\n谢谢大家！", layers=())
    assert "furniture.forum_noise" not in [edit.rule for edit in document.iter_edits()]


def test_a_page_number_without_its_numbers_is_taken_from_a_title() -> None:
    document = parse(
        "第页 共页在全县创城推进会上的讲话\n各位领导：\n我们将全力以赴。\n谢谢大家！ 4 第页共页\n", layers=()
    )
    assert document.text == "在全县创城推进会上的讲话\n各位领导：\n我们将全力以赴。\n谢谢大家！"


def test_what_a_writing_assistant_says_behind_the_last_words_is_taken_from_their_line() -> None:
    page = SPEECH.format("", "").rstrip() + "以上就是为您起草的讲话稿，供您参考。如需修改请告诉我。\n"
    document = parse(page, layers=())
    assert document.text == SPEECH.format("", "").strip()
    assert not document.anomalies


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("创建工作要往深里走。（此处省略一段）任务还很重。", "创建工作要往深里走。任务还很重。"),
        ("创建工作要往深里走。（中略）任务还很重。", "创建工作要往深里走。任务还很重。"),
        ("创建工作要往深里走……（略）……任务还很重。", "创建工作要往深里走任务还很重。"),
        ("表彰的先进单位如下（名单略）。", "表彰的先进单位如下（名单略）。"),
        (
            "垃圾清运112车，其中城东40车，城西31车；（下略）。",
            "垃圾清运112车，其中城东40车，城西31车；（下略）。",
        ),
    ],
)
def test_what_is_left_out_is_reported_and_inside_a_sentence_its_remark_stays(line: str, left: str) -> None:
    document = parse(SPEECH.format(f"{line}\n", ""), layers=())
    assert left in document.text
    assert [anomaly.kind for anomaly in document.anomalies] == ["text_omitted"]


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ("VIP免费下载", False),
        ("开通会员 立即下载", False),
        ("扫码关注公众号", False),
        ("您好，请登录", False),
        ("登录后可下载", False),
        ("开通VIP，阅读次数：12", False),
        ("登录后查看余下内容", True),
        ("开通会员查看全文", True),
        ("预览已结束，下载原文", True),
        ("会员专享阅读", True),
    ],
)
def test_a_download_or_a_membership_on_offer_says_not_that_text_is_left_out(
    line: str, reported: bool
) -> None:
    document = parse(SPEECH.format(f"{line}\n", ""), layers=())
    assert document.text == SPEECH.format("", "").strip()
    assert [anomaly.kind for anomaly in document.anomalies] == ["text_omitted"] * reported


@pytest.mark.parametrize("label", ["免费试读", "在线试读", "[试读]", "3.00元 免费试读"])
@pytest.mark.parametrize("end", ["", "既要有干劲，又要有"])
def test_a_sample_that_breaks_off_is_reported(label: str, end: str) -> None:
    page = f"{label}\n在全县创城推进会上的讲话\n各位领导：\n我们将全力以赴，一件一件抓落实。{end}\n"
    document = parse(page, layers=())
    assert label not in document.text
    assert ("text_omitted" in [anomaly.kind for anomaly in document.anomalies]) is bool(end)


@pytest.mark.parametrize("line", ["免费下载", "立即试用", "我们请老师试读了三遍，免费发放。"])
def test_an_offer_above_text_that_breaks_off_is_not_reported(line: str) -> None:
    page = f"{line}\n在全县创城推进会上的讲话\n各位领导：\n我们将全力以赴。既要有干劲，又要有\n"
    assert "text_omitted" not in [anomaly.kind for anomaly in parse(page, layers=()).anomalies]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("园长开学典礼致辞Word文档下载.doc", "园长开学典礼致辞"),
        ("局长在创建大会上的讲话.docx", "局长在创建大会上的讲话"),
        ("局长在创建大会上的讲话 免费下载.pdf", "局长在创建大会上的讲话"),
        ("局长在创建大会上的讲话-word版(2).docx", "局长在创建大会上的讲话"),
        ("整改清单.doc", None),
        ("现场照片.jpg", None),
    ],
)
def test_a_file_name_that_opens_the_page_is_its_title_where_there_is_no_other(
    name: str, title: str | None
) -> None:
    text = "我们要把新的任务一件一件落到实处，大家一起努力。\n希望大家说到做到，谢谢大家！"
    notice = f"《{name}》由会员分享，可在线阅读，更多相关《{name}（3页珍藏版）》请在云溪文库上搜索。"
    for page in (f"{name}\n{text}", f"{name}\n{notice}\n{text}"):
        document = parse(page, layers=())
        assert document.title == title
        assert document.text == (f"{title}\n{text}" if title else text)
    other = parse(f"{name}\n在全县创城推进会上的发言\n各位领导：\n{text}", layers=())
    assert other.title == "在全县创城推进会上的发言"
    assert name[:4] not in other.text


def test_a_login_right_behind_text_that_breaks_off_is_asked_for_the_rest() -> None:
    broken = "创建工作是一场持久战，全县上下要咬住目标不放松，把每一个扣分点都找出来，既要有时不我待的紧迫感，也要有……"
    page = f"在全县创城推进会上的讲话\n各位领导：\n我们将全力以赴。\n{broken}\n请先登录\n"
    assert "text_omitted" in [anomaly.kind for anomaly in parse(page, layers=()).anomalies]
    above = f"请先登录\n{page.replace(chr(10) + '请先登录', '')}"
    assert "text_omitted" not in [anomaly.kind for anomaly in parse(above, layers=()).anomalies]


def test_the_ids_of_furniture_rules_are_unique() -> None:
    ids = [rule.id for rule in furniture.rules()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("同志们:今天,我们在这里开会;请注意!好吗?", "同志们：今天，我们在这里开会；请注意！好吗？"),
        ("共投入1,200万元,时间是12:30。", "共投入1,200万元，时间是12:30。"),
        ("建成GDP统计体系,做好R&D工作。", "建成GDP统计体系，做好R&D工作。"),
        ("全面落实(含社区)各项任务。", "全面落实（含社区）各项任务。"),
        ("使用f(x)函数。", "使用f(x)函数。"),
        ("我们坚决完成任务.我们说到做到.", "我们坚决完成任务。我们说到做到。"),
        ("一.提高认识", "一.提高认识"),
        ("增长3.5%,达到1.8万。", "增长3.5%，达到1.8万。"),
        ('喊响"创文"口号,做"好人"。', "喊响“创文”口号，做“好人”。"),
        ('只有一个"引号,保持原样。', '只有一个"引号，保持原样。'),
        ("我们还要继续努力......", "我们还要继续努力……"),
        ("任务艰巨。。。", "任务艰巨……"),
        ("打造“五面红旗?红旗标兵”品牌。", "打造“五面红旗?红旗标兵”品牌。"),
        ("我们应该怎么办?首先要提高认识。", "我们应该怎么办？首先要提高认识。"),
        ("OK, let's go!", "OK, let's go!"),
        ("２０２０年ＡＢ", "２０２０年ＡＢ"),
    ],
)
def test_punctuation_by_context(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("扎实做好 社会主义核心价值观宣传", "扎实做好社会主义核心价值观宣传"),
        ("件件有人管、 事事能落实", "件件有人管、事事能落实"),
        ("历 经 十 年创 建", "历经十年创建"),
        ("完成 12 个项目，用 GDP 说话", "完成 12 个项目，用 GDP 说话"),
        ("new  york  city", "new york city"),
        ("　　各位领导：\r\n　　大家好！", "各位领导：\n大家好！"),
        ("\u200b我们\ufeff将\x07努力", "我们将努力"),
    ],
)
def test_white_space(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_paragraphs_on_one_line_are_split() -> None:
    page = "  今天开会很重要。   一、提高认识。我们要提高认识。   二、狠抓落实。我们要狠抓落实！"
    assert clean(page).text.split("\n") == [
        "今天开会很重要。", "一、提高认识。我们要提高认识。", "二、狠抓落实。我们要狠抓落实！",
    ]  # fmt: skip


def test_lines_broken_in_print_are_joined() -> None:
    page = (
        "今天我们在这里召开全市创建工作动员大会，主要任务是贯彻落\n"
        "实上级会议精神，总结前一阶段的工作，安排部署下一阶段的重点\n"
        "任务，动员全市上下统一思想、坚定信心，迅速掀起创建工作的新\n"
        "高潮。\n一、提高认识\n创建工作事关全局。\n"
    )
    lines = clean(page).text.split("\n")
    assert len(lines) == 3
    assert lines[0].startswith("今天我们在这里召开全市创建工作动员大会，主要任务是贯彻落实上级")
    assert "line.joined" in rules_of(page)


@given(st.text(max_size=60))
def test_the_text_is_nfc_and_never_more(text: str) -> None:
    aligned = AlignedText(text)
    composed = aligned.apply(characters.compositions(text)).text
    assert composed == unicodedata.normalize("NFC", text)


@given(st.text(max_size=80))
def test_the_shadow_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_traditional_text_folds_to_simplified() -> None:
    assert fold("創建全國文明城市動員大會講話") == "创建全国文明城市动员大会讲话"
    assert clean("創建全國文明城市,我們在行動!").text == "創建全國文明城市，我們在行動！"


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("五面红旗?红旗标兵", True),
        ("你们准备好了吗?我们准备好了", False),
        ("红旗?", False),
        ("党?、政府", True),
    ],
)
def test_lost_characters(line: str, lost: bool) -> None:
    assert is_lost_character(line, line.index("?")) is lost


@pytest.mark.parametrize(
    "line",
    [
        "这份报告还未完，全文共80字，我先说要点，请大家记住。",
        "车间门口写着（禁止拍摄）",
        "他写给我一封感谢信（附照片），我一直留着。",
        "来自：天南海北的志愿者，都是我们的亲人",
        "资料来源：群众来信",
        "文章题目：我们的街道我们的家",
    ],
)
def test_what_a_speaker_says_in_words_like_those_of_a_site_stays(line: str) -> None:
    said = "各单位要把任务一项一项排清楚，让群众看得见变化。"
    (speech,) = parse(
        f"在创文推进会上的讲话\n同志们：\n{said}\n{line}\n{said}\n谢谢大家！", layers=()
    ).speeches
    assert line in speech.text
