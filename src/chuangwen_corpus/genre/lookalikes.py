"""Characters that look like Han characters and are none: radicals, which converters of fonts write, and compatibility forms."""

from __future__ import annotations

import unicodedata
from functools import cache

LOOKALIKE = "\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
"""Where they are, for use inside a character class; a few characters of the compatibility blocks are Han characters."""

# Unicode's Equivalent_Unified_Ideograph; all others have a compatibility decomposition.
_RADICALS = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 "
    "⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 "
    "⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 "
    "⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 "
    "⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟"
)


@cache
def han_of() -> dict[str, str]:
    """The Han character that each of them looks like.

    >>> han_of()["\u2f00"], han_of()["\u2ee9"], "\ufa0e" in han_of()
    ('一', '黄', False)
    """
    found = {pair[0]: pair[1] for pair in _RADICALS.split()}
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        character = unicodedata.normalize("NFKC", chr(code))
        if character != chr(code) and len(character) == 1:
            found.setdefault(chr(code), character)
    return found
