"""What the speaker undertakes: spans, agents, markers, polarity, predicates; each kind with relatives in other words."""

from __future__ import annotations

import pytest

from chuangwen_corpus.parsing import parse
from layering import MOBILISATION, attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们将全面落实会议精神，以更高标准抓好工作。", ["我们将全面落实会议精神", "以更高标准抓好工作"]),
        ("一是抓宣传，确保家喻户晓；二是抓整治，坚决消除死角。", ["确保家喻户晓", "坚决消除死角"]),
        ("我们将以此次会议为契机，努力打造文明窗口。", ["我们将以此次会议为契机，努力打造文明窗口"]),
        (
            "我站将在局党委的领导下，联合交警大队，开展夜查。",
            ["我站将在局党委的领导下，联合交警大队，开展夜查"],
        ),
        (
            "从今天起，我队将逐段清淤，补齐护栏，月底前交付使用。",
            ["我队将逐段清淤", "补齐护栏", "月底前交付使用"],
        ),
        ("我局将排查老旧管线，8月底前，更换闸阀40个。", ["我局将排查老旧管线", "8月底前，更换闸阀40个"]),
        ("我们承诺：抓好宣传，管好市场。", ["抓好宣传", "管好市场"]),
        (
            "在此，我代表物业公司全体员工郑重承诺：电梯困人十分钟内到场，维修记录全部上墙。",
            ["电梯困人十分钟内到场", "维修记录全部上墙"],
        ),
        (
            "我们将严查偷倒垃圾，构成犯罪的，依照刑法追究责任，检举属实的，兑现奖励。",
            ["我们将严查偷倒垃圾", "依照刑法追究责任", "兑现奖励"],
        ),
        ("去年我局曾承诺解决停车难，我们已经全部完成。", []),
        ("过去两年，我校坚决取消了课外收费，努力减轻学生负担。", []),
        ("市财政局将安排资金，群众一定会支持。", []),
        ("市委书记要求我们坚决完成任务。", []),
        ("省厅强调，我们一定要守住底线。对此，我厂将立即停产检修。", ["我厂将立即停产检修"]),
        ("为确保孩子安全，我园将增加两道门禁。", ["我园将增加两道门禁"]),
        ("为了让老人吃上热饭，我们还要增设三个助餐点。", ["我们还要增设三个助餐点"]),
        ("第一批设备将运到，明天将出现大风。", []),
        ("我局将创建工作作为头等大事。", []),
        ("这次会议将责任压到了最后一级。", []),
        ("让我们携起手来，为文明城市而努力奋斗。", []),
        ("任务越重，越要沉住气。", []),
        ("这是一定的成绩，靠大家的努力，要求很高，重要任务。", []),
        ("決不讓一戶掉隊，確保年底前清零。", ["決不讓一戶掉隊", "確保年底前清零"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("commitment", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "modality",
            "我们一定完成，坚决整治，确保达标，力争第一。",
            {"我们一定完成": "certainty", "坚决整治": "resolve", "确保达标": "ensure", "力争第一": "attempt"},
        ),
        ("agent", "我局将全面发力，坚决整治到位。", {"我局将全面发力": "我局", "坚决整治到位": "我局"}),
        ("agent", "我院医护人员将随叫随到。", {"我院医护人员将随叫随到": "我院医护人员"}),
        ("deadline", "我们确保年底前完成46个小区的改造。", {"我们确保年底前完成46个小区的改造": "年底前"}),
        ("deadline", "汛前，我队将加固堤防，入冬前备足煤炭。", {"我队将加固堤防": None, "入冬前备足煤炭": "入冬前"}),
        ("quantity", "我们确保年底前完成46个小区的改造。", {"我们确保年底前完成46个小区的改造": "46个小区"}),
        ("marker_stated", "我镇将硬化道路9公里，架设路灯。", {"我镇将硬化道路9公里": "true", "架设路灯": "false"}),
        ("polarity", "我所将不再收取工本费，严防二次污染，化解积案。",
         {"我所将不再收取工本费": "negative", "严防二次污染": "negative", "化解积案": "positive"}),
        ("polarity", "我们绝不让工人流汗又流泪，确保不发生踩踏事故。",
         {"我们绝不让工人流汗又流泪": "negative", "确保不发生踩踏事故": "negative"}),
        ("beneficiary", "我们将为留守儿童开办夜校，替独居老人代购药品。",
         {"我们将为留守儿童开办夜校": "留守儿童", "替独居老人代购药品": "独居老人"}),
    ],
)  # fmt: skip
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("commitment", name, text) == expected


@pytest.mark.parametrize(
    ("text", "verb", "governed"),
    [
        ("我们将坚决打赢攻坚战。", "打赢", "攻坚战"),
        ("我们将在市委的领导下抓好服务。", "抓好", "服务"),
        ("我们将把责任落实到人。", "落实", "责任"),
        ("我局将把巡查记录公示三天。", "公示", "巡查记录"),
        ("我站将不再受理代办业务。", "不再受理", "代办业务"),
        ("我局将对食堂逐家检查。", "检查", None),
        ("我们将邀请居民代表授课。", "邀请", "居民代表"),
        ("我们将开展市场环境整治。", "开展", "市场环境整治"),
        ("确保群众来信十日内办结。", "办结", None),
        ("我镇坚决贯彻县委决定。", "贯彻", "县委决定"),
        ("我队将分组下沉一线。", "下沉", "一线"),
        ("我所将依照物业管理条例查处私搭乱建。", "查处", "私搭乱建"),
        ("我们一定会完成任务的。", "完成", "任务"),
        ("我们会做该做的。", "做", "该做的"),
    ],
)
def test_predicates_and_objects(text: str, verb: str, governed: str | None) -> None:
    assert list(attribute("commitment", "predicate", text).values()) == [verb]
    assert list(attribute("commitment", "object", text).values()) == [governed]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("我局将履行合同。", "履行"),  # what the dictionary has as one entry
        ("我局将建立健全巡查制度。", "健全"),
        ("我局将采取措施治理内涝。", "治理"),
        ("我局将进一步提高城区保洁标准和频次。", "提高"),
        ("我局将检查验收。", "验收"),  # verbs side by side
        ("我局将总结推广成功的经验。", "推广"),
        ("我局将收集和整理居民意见。", "整理"),
        ("我局将开工建设三条道路。", "建设"),
        ("我局将自觉接受监督。", "接受"),
        ("我局将严肃对待检查。", "对待"),
        ("我局将加快推进改造。", "推进"),
        ("我局将因地制宜发展产业。", "发展"),
        ("我局将压紧压实责任。", "压实"),
        ("我局将做深做细做实群众工作。", "做实"),
        ("我局将加强防火宣传。", "加强"),  # verbs that hold their object
        ("我局将推进治水项目。", "推进"),
        ("我局将消除违规用电隐患。", "消除"),
        ("我局将投入到救灾工作中去。", "投入"),
        ("我局将牢记为百姓服务的宗旨。", "牢记"),
        ("我局将为守护绿水青山贡献力量。", "贡献"),  # behind 为
        ("我局将为全镇扭转落后局面作出贡献。", "作出"),
        ("我局将为企业化解难题尽到责任。", "尽到"),
        ("我局将为项目建设保驾护航。", "护航"),
        ("我局将对待来访不推不拖。", "不拖"),
        ("我局将致力于早预防、早化解。", "致力于"),
        ("我局将加倍努力。", "努力"),
    ],
)
def test_which_of_several_verbs_is_the_predicate(text: str, verb: str) -> None:
    assert list(attribute("commitment", "predicate", text).values()) == [verb]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("确保巡查工作取得扎实成效。", "取得"),
        ("确保供水水质达到国家标准。", "达到"),
        ("确保每一户困难群众都能够得到及时救助。", "得到"),
        ("确保播种按时保质完成。", "完成"),
        ("确保排查整治行动真正落地见效。", "见效"),
        ("确保校园安全稳定。", "稳定"),
        ("确保**平安。", "平安"),
        ("确保灌溉效果。", "确保"),
        ("确保问题整改不反弹。", "不反弹"),
        ("确保各项部署要求落地生根。", "落地生根"),
        ("确保大坝按期建成并交付。", "交付"),
        ("确保施工进度。", "确保"),
        ("确保完成年度投资任务。", "完成"),
        ("确保人员疏散到位。", "疏散到位"),
    ],
)
def test_what_is_ensured(text: str, verb: str) -> None:
    assert list(attribute("commitment", "predicate", text).values()) == [verb]


def test_commitments_that_share_a_marker_are_a_chain() -> None:
    text = "我镇将疏通水渠，加固塘坝。我们还要选聘管水员。"
    chains = attribute("commitment", "chain", text)
    assert chains["我镇将疏通水渠"] == chains["加固塘坝"] != chains["我们还要选聘管水员"]


@pytest.mark.parametrize("layers", [("commitment", "time", "quantity"), ("commitment",)])
def test_deadlines_and_quantities_are_linked_where_their_layers_are_made(layers: tuple[str, ...]) -> None:
    page = (
        "某局在创建大会上的表态发言\n各位代表：\n我局将于六月底前改造12个小区，补齐路灯。\n以上是我的发言。\n"
    )
    document = parse(page, layers=layers)
    ids = {a.annotation_id: a for a in document.annotations}
    first, second = (a for a in document.annotations if a.layer == "commitment")
    for name, other in (("deadline_id", "time"), ("quantity_id", "quantity")):
        linked = first.attributes.get(name)
        assert (linked is not None) == (other in layers)
        assert linked is None or ids[linked].layer == other
        assert name not in second.attributes


def test_what_a_leader_tells_others_to_do_is_none() -> None:
    told = "各级各部门要提高认识，确保落实到位。要加强督查，坚决整改问题。"
    assert spans("commitment", told, MOBILISATION) == []
    assert spans("directive", "我们一定打赢这场硬仗！", MOBILISATION) == ["我们一定打赢这场硬仗"]


@pytest.mark.parametrize(
    "said",
    [
        "这项工作我们必须当成。",
        "我们将当作。",
        "我局将作为。",
        "我们将不。",
        "我们将到。",
        "我们将了。",
        "我局一定的。",
    ],
)
def test_a_clause_of_one_word_behind_its_marker_is_read(said: str) -> None:
    assert parse(f"某局在创建大会上的表态发言\n各位领导：\n{said}\n谢谢大家！".encode()).speeches
