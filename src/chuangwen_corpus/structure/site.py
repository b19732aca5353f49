"""Which lines a site speaks in, and not a speaker: by what a line says, apart from where it stands.

A furniture rule that matches is no proof: its words are a speaker's, too. A line is *certain* to be the site's if it
is no sentence and looks like furniture, or if it names the site's own business (小编, 下载本文, 会员免费). It is
*likely* to be if it is a sentence that looks like furniture: outside of speeches that is enough, inside it is not.
"""

from __future__ import annotations

import re
from typing import Literal

from chuangwen_corpus.clean import furniture
from chuangwen_corpus.genre.folding import HAN_CHARACTER
from chuangwen_corpus.genre.markers import speech_marker
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.genre.screen import Screened
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex

_ANOTHER_PAGE = ("related", "neighbour", "comments", "copyright", "summary")
Certainty = Literal["certain", "likely"]

_EDITOR = r"责任编辑(?=\ *(?:[:|/丨\])】]|$)|\ +\w{2,4}$)|(?:^|[;\ ])[一二三初复终]审\ *[:丨|](?=.{2,40}$)|页面有问题吗|帮助我们改进"
"""The site's record of who edited a page; a speaker has 责任编辑 in a sentence."""
_EITHER = r"""小编|本站(?:小编|资料|文档|内容|文章|收集|整理|提供|不保证|不承担|会员|用户|编辑|上传|原创|所有(?:资料|文档|文章|内容|作品|资源))
    |(?:该|此)用户(?:上传|分享)|上传者|本文档|该文档|此文档|(?:登录|购买|付费|开通会员)后(?:可)?(?:查看|阅读|下载)|免费试读|(?:试读|预览)(?:已)?(?:结束|完毕)"""
"""What both patterns below have: a site's business that nobody else has."""
_BUSINESS = Screened(
    _EITHER
    + r"""
    |网友(?:投稿|上传|提供|整理|分享|["“])|文档(?:介绍|简介|下载|预览|内容)
    |下载(?:本文|本文档|该文|全文|原文|地址|链接|积分|券)|(?:免费|立即|点击)下载|(?:阅读|查看|获取|展开)(?:全文|完整)|全文(?:阅读|下载)
    |(?:vip|会员)(?:免费|专享|专免|可见|特权)
    |https?://|www\.|\.com\b|\.cn\b|(?:稿|词|书|信|讲话|发言|演讲|报告)范文|范文(?:网|大全|频道|参考|精选|\d|\d?篇)|文库|文秘网|公文网|笔杆子|原创力|豆丁|道客巴巴|百度(?:文库|搜索|百科)
    |(?:侵权|版权)(?:投诉|声明|归|所有|问题)|(?:侵犯|涉及)(?:您的)?(?:版权|权益)|转载(?:请)?(?:注明|自)|未经(?:许可|授权)
    |(?:相关|热门|推荐|猜你喜欢的?|更多)(?:文章|文档|阅读|范文|推荐)(?![的里说])|猜你喜欢|您可能(?:感兴趣|关注)|[上下]一[篇条](?=\ *(?:[:>|]|$)|\ )|返回(?:顶部|首页|列表)
    |(?:微信)?扫一扫.{0,8}(?:关注|分享|阅读|手机)|(?:^|[,。!;请迎可\ ])关注.{0,8}(?:公众号|微信号)(?!的|后台|[里上中])|长按.{0,6}二维码|微信(?:公众号|订阅号)[:]?|"""
    + _EDITOR
    + r"""|本文(?:来源|标题|链接|地址|由)|文章(?:来源|标题)
    |\[[A-Z](?:/OL)?\]\.|(?:^|[\[\(【,。;])\ ?全文共\d+字(?=[\])】。]*$|[,;]?\ ?(?:预计|大?约|大概|阅读))|文档之家|copyright|©|icp备|公网安备|网站地图|(?:稿|词|辞|书|信|材料|报告|发言|讲话|演讲)(?:应该|要|该)?(?:怎么|如何|怎样)写|(?:发言|演讲|讲话)稿(?:是|具有|又)|(?:供|仅供)(?:大家|您|你|各位)?(?:参考|阅读|借鉴)[,!。]?(?:欢迎|希望|谢谢阅读)""",
    re.VERBOSE | re.IGNORECASE,
)
_ONLY_A_SITE = Screened(
    _EITHER
    + r"""|网友(?:投稿|上传)
    |下载(?:本文|本文档|该文|全文|原文|积分|券)|(?:阅读|查看|获取|展开)全文|全文(?:阅读|下载)
    |(?:vip|会员)(?:免费|专享|专免|可见|特权)(?:查看|阅读|下载)
    |所[在属]栏目\ ?:|内容摘要\ ?:|希望[^。]{0,10}对(?:你|您)们?(?:有|的|会有|能)|如果(?:你|您)?还?有(?:其他|任何)?(?:要求|需要|需求)[^。]{0,20}(?:告诉我|跟我说|联系我)|站内会员|由会员(?:分享|上传)|珍藏版|因篇幅[^。]{0,10}(?:不能|无法|不)|请?点此(?:查看|下载)
    |https?://|www\.|范文(?:网|大全|频道|参考)|文库|文秘网|公文网|(?:侵权|版权)(?:投诉|归)|转载(?:请)?(?:注明|自)|"""
    + _EDITOR
    + r"""|copyright|icp备""",
    re.VERBOSE | re.IGNORECASE,
)
"""What no speaker says in a sentence: by these alone a sentence inside a speech is the site's."""
_STOP = regex("[。!?]")
_FEW = 3
"""Sentences of a paragraph from which on one that looks like furniture says nothing of the others."""
_SPEAKS = regex(r"我们|我(?![国市县区镇乡校局])|同志们|各位(?:领导|代表|同志|来宾|朋友)|让我们|咱们")


@remembered
def certainty(folded: str) -> Certainty | None:
    """How sure it is that a line is the site's; `folded` is stripped."""
    if speech_marker(folded):
        return None
    rule = furniture.rule_of_line(folded)
    sentence = furniture.is_sentence(folded)
    if rule is not None and sentence and _is_in_passing(folded):
        rule = None
    titled = read_title(folded.strip("【】")) is not None
    if names_only_a_site(folded) or (not sentence and names_business(folded) and not titled):
        return "certain"
    if rule is None or (rule.zone == "around" and titled):
        return "likely" if sentence and is_mostly_business(folded) else None
    return "likely" if sentence and rule.id != "summary" else "certain"


_WITHHOLDS = regex(
    r"^(?=[^。]*(?:会员|登[录陆]|注册|付费|购买|充值|点此|扫码))(?=[^。]*(?:全文|全部|完整版|完整内容|更多更全|剩余|余下))[^。]{8,}$|"
    r"未完,?全文共?\d+字|全文共?\d+字,当前显示|因篇幅[^。]{0,10}(?:不能|无法|未能|不)[^。]{0,6}(?:显示|展示|刊登)"
)
_LEADS = Screened(
    r"全文|(?:以下|下面|下文|现将|今将)[^。]{0,40}(?:讲话|发言|致辞|致词|演讲|谈话|演辞|讲稿|实录|节选|摘[要登编]|公开信|慰问信|内容)"
)


def _is_in_passing(folded: str) -> bool:
    """Whether less than half the sentences of a paragraph look like furniture."""
    sentences = [sentence.strip() for sentence in _STOP.split(folded) if sentence.strip()]
    if len(sentences) < _FEW:
        return False
    return sum(furniture.rule_of_line(sentence) is not None for sentence in sentences) * 2 < len(sentences)


def names_only_a_site(folded: str) -> bool:
    """Whether a line names what no speaker has: such a sentence is the site's wherever it stands.

    >>> names_only_a_site("下面是小编整理的发言稿。"), names_only_a_site("本站所有职工从今天起取消休假。")
    (True, False)
    """
    if not _ONLY_A_SITE.search(folded) or _SPEAKS.search(_ONLY_A_SITE.pattern.sub("", folded)):
        return False
    sentences = [sentence for sentence in _STOP.split(folded) if sentence]
    return sum(bool(_ONLY_A_SITE.search(sentence)) for sentence in sentences) * 2 >= len(sentences)


def names_business(folded: str) -> bool:
    """Whether a line names what only a site does: 小编, 下载本文, an address.

    >>> names_business("猜你喜欢"), names_business("相关部门")
    (True, False)
    """
    return bool(_BUSINESS.search(folded))


def rule_of(folded: str) -> str:
    """The rule by which a line is the site's, as edits name it."""
    rule = furniture.rule_of_line(folded)
    return f"furniture.{rule.id}" if rule else "furniture.names_site"


def speaks(folded: str) -> bool:
    """Whether somebody speaks of themselves, or to an audience, in a line."""
    return bool(_SPEAKS.search(folded))


def withholds(folded: str) -> bool:
    """Whether a site says that it shows the whole text to its members only, or not here.

    >>> withholds("仅供会员参考(会员可打开全部文档)"), withholds("因篇幅问题不能全部显示"), withholds("word下载")
    (True, True, False)
    """
    return bool(_WITHHOLDS.search(folded))


def leads_in(folded: str) -> bool:
    """Whether an editor says that a speech follows; who speaks of themselves is no editor."""
    return bool(_LEADS.search(folded)) and not speaks(folded)


def hands_over(folded: str) -> bool:
    """Whether an editor's words end on a line and the text begins behind it.

    >>> hands_over("以下为林部长讲话的全文:"), hands_over("下面我讲三点:")
    (True, False)
    """
    return folded.endswith(":") and leads_in(folded)


@remembered
def is_mostly_business(folded: str) -> bool:
    """Whether half the sentences of a line name a site's business; a paragraph with a site's words glued to it does not."""
    if speaks(folded) and not _ONLY_A_SITE.search(folded):
        return False
    sentences = [sentence for sentence in _STOP.split(folded) if sentence]
    return sum(bool(_BUSINESS.search(sentence)) for sentence in sentences) * 2 >= max(1, len(sentences))


def leads_away(folded: str) -> bool:
    """Whether a list of other pages, or what readers say, begins with a line."""
    rule = furniture.rule_of_line(folded) if certainty(folded) == "certain" else None
    return rule is not None and (rule.id in _ANOTHER_PAGE or rule.scope == "list")


def is_foreign(folded: str) -> bool:
    """Whether a line has no Han character: a translation, a code, a number."""
    return not HAN_CHARACTER.search(folded)
