"""The words by which a sentence shows that the site speaks in it and not the speaker.

Some do so by themselves. Others stand in speeches, too ("a platform for study"); they count where the sentence shows
the site elsewhere, or with another of their kind beside them. This is evidence apart from the patterns of
`clean/furniture.toml`: it tells when one of them takes away what a speaker says.
"""

from __future__ import annotations

import re

from chuangwen_corpus.genre.folding import HAN_RUN
from chuangwen_corpus.lazy import regex

_STRONG = regex(
    r"""小编|网友|此处(?:隐藏|省略)|(?:已|被)(?:省略|隐藏)|隐藏(?:内容|了?\d)|省略\d|本(?:站|网|平台|店|公众号|文库)|该(?:站|用户)|站长|网址|网页|页面|浏览器|互联网|百度|谷歌|搜狐|朋友圈|淘宝|扫一扫|扫码|扫描二维码
    |https?:|www\.|\.com|\.cn|copyright|©|icp|备案号?|版权|著作权|侵权|侵犯|转载|出处|原创|作者|译者|责编|责任编辑|编者|投稿|上传者?|下载
    |文档|文库|范文|模[板版]|文秘|公文|本文|此文|该文|原文|正文|全文|这篇|本篇|文章|[讲发演]言?[讲说话]?稿|致辞稿|材料网
    |word|pdf|ppt|\d+\ ?[km]b|预览|试读|点击|点赞|打赏|评论区|跟帖|会员|vip|付费|充值|金币|退款|客服|所[在属]栏目|上一篇|下一篇|上一页|下一页
    |内容(?:摘要|简介)|导[读语]|字数|字号|\d+\ ?页|\d+\ ?字|页数|解压|怎么写|如何写|怎样写|格式|免责|特别声明|郑重声明|欢迎.{0,4}(?:阅读|来到|访问|光临|使用)|看一?看吧|商业用途|商用|读者|值得一读|账号|客户端|终身免费
    |文稿|示例|润色|扩写|改写|[您你](?:给出|提供)的|为[您你](?:撰写|写|起草|生成)|[您你]还?有(?:任何|其[他它]|更多)?(?:要求|需求)
    |第\ ?页|共\ ?页|[(【\[](?:[^()【】\[\]]{0,12}(?<![战策谋胆方韬侵]))?略[^()【】\[\]]{0,12}[)】\]]|[(【\[][^()【】\[\]]{0,6}删[节减][)】\]]|(?:以下|中间|其余|[下后]文)(?:部分|内容)?[从均已被]?(?:省略|略)""",
    re.VERBOSE | re.IGNORECASE,
)
_WEAK = regex(
    r"""我站|网站|网络|平台|资料|素材|稿件?|内容|编辑|编写|撰写|整理|收集|搜集|分享|提供|来源|来自|用户|您|登录|注册|免费|积分|购买|价格|查看|浏览|阅读
    |收藏|打印|复制|关注|订阅|举报|评论|留言|回复|微信|微博|公众号|二维码|qq|栏目|标签|导航|首页|返回|目录|摘要|参考|借鉴|发言|讲话|演讲|声明|申明
    |联系|删除|反馈|权益|传播|商业|用途|处理|帮助|喜欢|位置|时间|字|资源|使用者|真实性|准确性|核实|未经|许可|严禁|写作|稿子|听众|称呼|告诉我|修改|语气|篇幅|题目""",
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE = regex("[^,;:\\s]+")


def clauses_of_others(folded: str) -> list[str]:
    """The Han characters of each clause of a sentence that does not show the site; the sentence is folded.

    >>> clauses_of_others("下载前请仔细预览,产生的问题平台不予处理.")
    []
    >>> clauses_of_others("会务组给大家准备了测评手册,请会后下载.")
    ['会务组给大家准备了测评手册']
    """
    clauses = [match[0] for match in _CLAUSE.finditer(folded)]
    shows = [bool(_STRONG.search(clause)) for clause in clauses]
    enough = 1 if any(shows) else 2
    found = []
    for clause, strong in zip(clauses, shows, strict=True):
        if not strong and len({match[0] for match in _WEAK.finditer(clause)}) < enough:
            han = "".join(HAN_RUN.findall(clause))
            found += [han] if han else []
    return found
