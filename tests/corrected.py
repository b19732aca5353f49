"""What tests of corrections share: a page with two speeches, and entries as a builder writes them."""

from __future__ import annotations

import json

PAGE = (
    "某区创建全国文明城市动员大会发言稿两篇\n篇一：某局在创建大会上的表态发言\n各位领导、同志们：\n"
    "今天的大会很重要。我们将全力以赴完成任务！\n谢谢大家！\n某局\n2020年5月1日\n"
    "篇二：某镇在创建大会上的表态发言\n同志们：\n我镇将坚决完成任务！我们有信心。请领导放心。\n"
)


def entry(**fields: str | bool | float) -> str:
    """An entry; what is not said is filled in, and what is None is left out."""
    said = {"page": "a.txt", "field": "title", "value": "别的标题", "who": "某人", "why": "见图片"} | fields
    lines = (
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in said.items()
        if value is not None
    )
    return "[[correction]]\n" + "".join(lines)
