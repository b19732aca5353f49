"""Generated pages for property tests: anything Unicode, and pieces of the genre thrown together."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "在创建全国文明城市工作动员大会上的表态发言", "表态发言三篇", "篇一", "第二篇", "【第三篇】", "范文3：",
    "同志们:", "各位领导、同志们：", "大家好!", "一、", "二、", "（一）", "(二)", "1.", "（1）", "①",
    "提高认识。", "我们将坚决完成任务", "责任重大,使命光荣", "“五面红旗?红旗标兵”", "《文明条例》", "谢谢大家！",
    "。", "！", "？", "?", "…", "......", "；", ":", "，", ",", '"', "'", "(", ")", " ", "  ", "   ", "\u3000\u3000",
    "\n", "\r\n", "\r", "\n\n", "\u2028", "\x85", "\x0c", "\t", "\u200b", "\ufeff", "\x00\x01", "\xa0",
    "e\u0301", "\uf900", "\u1100\u1161", "\U00020000", "\ufffd", "相关文章", "首页 > 公文", "第1页 共3页",
    "20XX年5月9日", "xx区", "12个", "1.8万", "GDP", "http://example.com/a", "声明：本站不负责", "创建文明城市",
    "某市城管局", "2020年3月1日", "創建文明城市動員大會上的講話",
)  # fmt: skip

genre_text = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
mixed = st.lists(st.one_of(genre_text, any_text), max_size=6).map("".join)
