"""The speeches of the golden pages. The pages that `chuangwen sample` writes have sentences of their own, and more."""

from __future__ import annotations

import random

from chuangwen_corpus.sample.talk import Part, Talk

TITLE_HEADS = (
    "在全市创建全国文明城市动员大会上的", "在创建全国文明城市工作推进会上的", "在全区创文攻坚誓师大会上的",
    "在全县文明城市创建工作会议上的", "在创城工作再动员再部署会议上的", "在迎接全国文明城市测评部署会上的",
)  # fmt: skip
GENRES = ("表态发言", "发言", "讲话", "表态发言稿", "动员讲话", "发言稿", "讲话稿")
SALUTATIONS = (
    "同志们：", "各位领导、同志们：", "尊敬的各位领导、各位来宾：", "各位领导：", "尊敬的各位领导，同志们：",
    "市民朋友们：", "各位领导、各位同事：", "老师们、同学们：",
)  # fmt: skip
SPEAKERS = (
    "清河街道",
    "市城市管理局",
    "南湖区",
    "县教育局",
    "东门社区",
    "市交警支队",
    "柳林镇",
    "市市场监管局",
)
OPENINGS = (
    "刚才，会议对下一阶段的创建任务作了安排，听后深受鼓舞，也倍感压力。我们一定把会议精神带回去，落下来。",
    "今天的大会开得及时，目标讲得清楚，路子指得明白。作为一线单位，我们没有退路，只有干字当头。",
    "迎检的日子一天天近了，留给我们的时间不多。借这个机会，我代表全体干部职工表个态。",
    "一座城市的气质，藏在街头巷尾的细节里。把细节抓好，是我们义不容辞的责任。",
    "根据会议安排，下面我就本单位如何做好迎检工作谈几点打算，不妥之处请批评指正。",
    "去年以来，我们的工作有起色，但离群众的期盼还有差距。差距就是方向，问题就是抓手。",
)  # fmt: skip
HEADINGS = (
    "认清形势，把责任扛起来", "对照标准，把短板补起来", "发动群众，把力量聚起来", "压实担子，把作风严起来",
    "守住阵地，把宣传做到位", "盯住顽疾，把整治抓到底", "建好机制，把成果管长久", "当好表率，把队伍带过硬",
    "提高站位抓部署", "细化任务抓落实", "突出重点抓整治", "严明纪律抓督导", "广泛宣传造声势", "建强队伍保运转",
    "思想认识再深化", "工作举措再强化", "环境面貌再优化", "责任链条再固化",
)  # fmt: skip
PARAGRAPHS = (
    "我们将把辖区划成四十二个网格，每个网格定人、定岗、定责，做到街面有人巡、问题有人管。每周五下午开一次碰头会，当周的事当周了结。",
    "针对车辆乱停、摊点外溢、线缆凌乱等老问题，逐条列出清单，逐项明确时限。能当天办的不过夜，需要协调的不推诿。",
    "依托楼栋长和老党员，把宣传册送进家门，把道理讲到炕头。群众听得懂、记得住，才会跟着一起干。",
    "对照测评标准逐条自查，凡是达不到的，一律倒排工期。整改完成一项，验收销号一项，绝不搞表面文章。",
    "领导班子带头下沉，每人包联两个小区、一条背街。干部在现场解决问题，在一线转变作风。",
    "把志愿服务做成常态，周末上街、节日进院。让红马甲成为路口的一道风景，让微笑成为城市的名片。",
    "农贸市场是群众天天去的地方，也是测评必看的点位。我们将硬化地面，疏通下水，规范摊位，让大家买得放心。",
    "学校门口的交通秩序牵着千家万户的心。上下学时段，值班领导、老师、家长志愿者一起上岗，确保孩子们安全通行。",
    "经费不足，我们从牙缝里挤；人手不够，我们白加黑地干。只要思想不滑坡，办法总比困难多。",
    "坚持一把尺子量到底，督查结果每日通报。干得好的当场表扬，拖后腿的上台检讨。",
    "老旧小区改造要先问需于民，再动手施工。楼道亮不亮、管网通不通、停车难不难，让住在里面的人说了算。",
    "窗口单位要把首问负责落到实处，让来办事的人少跑一趟路、少等一刻钟。服务的温度，就是城市的温度。",
    "诚信经营要有章可循，也要有据可查。我们将公开承诺、公开评议、公开结果，请社会各界监督。",
    "校园里的好风气，靠的是日复一日的熏陶。我们将开好主题班会，办好道德讲堂，评好身边榜样。",
)  # fmt: skip
POINTS = (
    "明确专人负责，建立工作台账。", "加大巡查力度，及时发现问题。", "完善硬件设施，补齐设备缺口。",
    "加强业务培训，提高服务水平。", "强化协调联动，形成整体合力。", "及时总结经验，推广有效做法。",
)  # fmt: skip
CLOSINGS = (
    "各位领导、同志们，任务已经明确，号角已经吹响。我们有信心、有决心打赢这一仗，向全市人民交一份合格的答卷！",
    "总之，我们将以这次会议为新的起点，拿出最好的状态，尽到最大的努力，坚决完成上级交给的各项任务！",
    "最后，请领导放心，请群众监督，我们说到做到，不获全胜决不收兵！",
    "同志们，文明城市不是评出来的，是干出来的。让我们携起手来，用行动书写新的篇章！",
)  # fmt: skip
THANKS = ("谢谢大家！", "我的发言完毕，谢谢！", "我的发言到此结束，谢谢大家！")


def talk(choose: random.Random, title: str, *, nested: bool | None = None, plain: bool = False) -> Talk:
    """A speech with this title, its sentences drawn without repetition."""
    paragraphs = choose.sample(PARAGRAPHS, len(PARAGRAPHS))
    headings = choose.sample(HEADINGS, len(HEADINGS))
    nested = choose.random() < 0.25 if nested is None else nested
    parts = []
    for _ in range(0 if plain else choose.randint(2, 4)):
        inside: tuple[Part, ...] = ()
        if nested:
            inside = tuple(
                Part(headings.pop(), (paragraphs.pop(),))
                for _ in range(choose.randint(2, 3))
                if len(paragraphs) > 2
            )
        own = (paragraphs.pop(),) if paragraphs and not (inside and choose.random() < 0.6) else ()
        parts.append(Part(headings.pop(), own, inside))
    closing = (choose.choice(CLOSINGS),) + ((choose.choice(THANKS),) if choose.random() < 0.4 else ())
    opening = tuple(choose.sample(OPENINGS, choose.randint(1, 2)))
    if plain:
        opening += tuple(paragraphs[:3])
    return Talk(
        title, opening, tuple(parts), closing,
        salutation=choose.choice(SALUTATIONS) if choose.random() < 0.7 else None,
    )  # fmt: skip
