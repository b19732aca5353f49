"""What decides between two readings of the same words, each with its nearest relative on the other side."""

from __future__ import annotations

import pytest

from layering import attribute, spans

SAYERS = ("领导", "群众", "大家", "市委、市政府", "市文明办", "各部门", "广大市民", "有的同志", "业主")
SAYS = ("要求", "强调", "希望", "指出", "提出", "说")


@pytest.mark.parametrize("says", SAYS)
@pytest.mark.parametrize("who", SAYERS)
@pytest.mark.parametrize(("stop", "opening"), [("，", "今天的会议很重要。"), ("：", "")])
def test_what_others_demand_is_not_promised_to_the_end_of_their_sentence(
    who: str, says: str, stop: str, opening: str
) -> None:
    """What others demand reaches to the next semicolon or the end of the sentence."""
    demanded = f"{opening}{who}{says}{stop}坚决完成任务；确保环境达标，务必取得实效。我们将努力工作。"
    assert spans("commitment", demanded) == ["确保环境达标", "务必取得实效", "我们将努力工作"]
    assert spans("commitment", demanded.replace(f"{who}{says}{stop}", "")) == [
        "坚决完成任务", "确保环境达标", "务必取得实效", "我们将努力工作",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["我局", "我们", "我"])
def test_what_the_speaker_demands_is_promised(who: str) -> None:
    assert spans("commitment", f"{who}提出：坚决完成任务；确保环境达标。") == ["坚决完成任务", "确保环境达标"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("六月底前，我们将完成整治。", {"我们将完成整治": None}),
        ("三天内，坚决清理干净。", {"三天内，坚决清理干净": "三天内"}),
        ("六月底前完成整治，我们将努力做好。", {"我们将努力做好": None}),
        ("今年，我们将完成整治。", {"我们将完成整治": None}),
        ("今天上午开会结束后，坚决整治。", {"坚决整治": None}),
        ("今天上午开会结束后，我们将开展整治。", {"我们将开展整治": None}),
        ("每天，坚决巡查到位。", {"坚决巡查到位": None}),
        ("我们将在今天完成整治。", {"我们将在今天完成整治": None}),
        ("我们将在六月底前完成整治。", {"我们将在六月底前完成整治": "六月底前"}),
    ],
)
def test_a_phrase_of_time_belongs_to_the_promise_and_only_a_last_day_is_a_deadline(
    text: str, expected: dict[str, str | None]
) -> None:
    assert attribute("commitment", "deadline", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们相信，一定能打赢这场硬仗。", ["一定能打赢这场硬仗"]),
        ("群众相信，一定能打赢这场硬仗。", []),
        ("我们相信，群众一定满意。", []),
        ("“我们坚决完成任务”是口号。", []),
        ("我们已经坚决完成了任务。", []),
        ("我们承诺：抓好宣传，管好市场。", ["抓好宣传", "管好市场"]),
        ("我们将以此为契机，抓好宣传，管好市场。", ["我们将以此为契机，抓好宣传", "管好市场"]),
        ("我们将抓好宣传，管好市场。", ["我们将抓好宣传", "管好市场"]),
        ("要抓好宣传。我们要抓好宣传。", ["要抓好宣传", "我们要抓好宣传"]),
        ("我们要连夜开会。要细化任务，层层传导压力。", ["我们要连夜开会", "要细化任务", "层层传导压力"]),
        ("口号不是空话，而是要拿出韧劲抓落实。", []),
        ("摊位的棚子要收回线内，门前的脸面要擦亮。", []),
        ("下一步要怎么抓？我们要从源头抓起。", ["我们要从源头抓起"]),
        ("难道我们还要等下去吗？", []),
        ("我们将全力以赴，大家说是不是？", ["我们将全力以赴"]),
        ("要不是大家帮忙，我们做不成。要知道担子不轻。要说辛苦，环卫工人最辛苦。", []),
        ("要说到做到。要想办法解决停车难。", ["要说到做到", "要想办法解决停车难"]),
        ("我局将每季度向市委作专题报告。", ["我局将每季度向市委作专题报告"]),
        ("我们不向市里要人手、要经费。要人手、要经费，都不是办法。", []),
        ("我们要充分认识到任务很重。", ["我们要充分认识到任务很重"]),
    ],
)
def test_promises_and_what_only_looks_like_one(text: str, expected: list[str]) -> None:
    assert spans("commitment", text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“讲文明、树新风”", "slogan"), ("“抓早、抓小”", "slogan"), ("“早、小”", "term"),
        ("“不忘初心，牢记使命”", "slogan"), ("“干！”", "slogan"),
        ("“守土有责尽责”精神", "slogan"), ("“守土有责尽责”措施", "term"), ("“铁军”精神", "term"),
        ("“抓宣传、抓整治”活动", "campaign"), ("“抓宣传、抓整治”", "slogan"), ("“抓宣传，抓整治”行动", "slogan"),
        ("“小手拉大手”活动", "campaign"), ("“清洁家园”、“文明出行”等活动", "campaign"), ("“小手拉大手”", "term"),
        ("“清洁行动”", "campaign"), ("“创文”", "campaign"), ("“创文明”", "term"), ("“推动城市提升品质”", "slogan"), ("“行动派”", "term"),
    ],
)  # fmt: skip
def test_a_quotation_is_a_term_a_slogan_or_a_campaign(text: str, kind: str) -> None:
    assert next(iter(attribute("quoted_term", "kind", f"我们叫响{text}。").values())) == kind


SIGNS = ("XX", "xx", "××", "**")


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("在{}年完成", "year"), ("涉及{}个小区", "number"), ("有{}名干部", "number"), ("{}区的工作", "place"),
        ("{}人民的幸福", "place"), ("{}同志讲得好", "person"), ("主任{}，", "person"), ("在{}医院", "organisation"),
        ("{}的工作", "place"), ("{}件", "number"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_sign_stands_for(sign: str, text: str, stands_for: str) -> None:
    assert attribute("placeholder", "stands_for", text.format(sign) + "。") == {sign: stands_for}


@pytest.mark.parametrize(
    ("text", "form", "stands_for"),
    [
        ("在X年完成。", "X", "number"),
        ("在XXX年完成。", "XXX", "year"),
        ("某年完成。", "某", "place"),
        ("某某年完成。", "某某", "place"),
        ("某某个小区。", "某某", "place"),
        ("李某说得好。", "某", "person"),
        ("李某市场很好。", "某", "person"),
        ("王某区很好。", "某", "place"),
        ("张×说得好。", "×", "person"),
        ("好×说得好。", "×", "place"),
    ],
)
def test_one_sign_is_no_year_and_somebody_has_a_surname(text: str, form: str, stands_for: str) -> None:
    assert attribute("placeholder", "stands_for", text) == {form: stands_for}


@pytest.mark.parametrize("tail", ["机制", "环境", "精神", "体系"])
@pytest.mark.parametrize(
    "heads", [("领导", "考核", "督查"), ("市容", "交通", "社会"), ("宣传", "组织", "安全")]
)
def test_a_list_of_nouns_with_one_head_is_no_series(heads: tuple[str, ...], tail: str) -> None:
    assert spans("parallelism", f"我们要完善{'、'.join(head + tail for head in heads)}。") == []


@pytest.mark.parametrize(
    "series",
    [
        "更高目标、更高标准、更高水平", "抓学习、抓宣传、抓整治", "不松劲、不懈怠、不停步", "有人管事、有人干事、有人成事",
        "强化组织领导、强化责任落实、强化督查考核", "电视有影像、广播有声音、报纸有文章", "是信任，是考验，更是责任",
    ],
)  # fmt: skip
def test_a_series_whose_members_say_something(series: str) -> None:
    assert spans("parallelism", f"{series}。") == [series]


@pytest.mark.parametrize(
    "text", ["5月开会、5月部署、5月检查", "是我们大家共同期盼已久的文明城市，是好，是美"]
)
def test_what_is_too_unlike_or_counted_is_no_series(text: str) -> None:
    assert spans("parallelism", f"{text}。") == []
