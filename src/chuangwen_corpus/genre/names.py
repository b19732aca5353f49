"""Personal names: a surname and one or two characters, or what stands for a name.

The surnames are the 300 commonest of the Ministry of Public Security's reports (全国姓名报告, 2018-2020), with the
double ones of 百家姓. All patterns run on folded text.
"""

from __future__ import annotations

import re

from chuangwen_corpus.genre.folding import HAN

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任卢沈姚姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房"
    "滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇"
    "桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉仝"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|轩辕|长孙|宇文|申屠|南宫|西门"
GIVEN = rf"(?:[{HAN}]|某|[xX×*○])"
NAME = rf"(?:(?:{_COMPOUND}){GIVEN}{{1,2}}|[{SURNAMES}]{GIVEN}{{1,2}}|某某某?|[{SURNAMES}]某某?|[xX]{{2,4}}|[×*○]{{2,3}})"
"""A name as printed, without white space inside."""
SPACED_NAME = rf"(?:[{SURNAMES}]\ +{GIVEN}(?:\ *{GIVEN})?|某\ +某(?:\ +某)?|[{SURNAMES}]\ +某(?:\ +某)?)"
"""A name whose characters are set apart: 郑 某 某."""
_NAME = re.compile(rf"{NAME}|{SPACED_NAME}")


def is_name(folded: str) -> bool:
    """Whether a text may be a personal name, by its surname and its length.

    >>> is_name("刘镜平"), is_name("郑 某 某"), is_name("摘要"), is_name("欧阳明远")
    (True, True, False, True)
    """
    return bool(_NAME.fullmatch(folded))
