"""Pages of one speech that is long enough to be compared, and near copies of them."""

from __future__ import annotations

import random

from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.draft import drafted


def speech(seed: int) -> str:
    """A page of sentences of the generator, a paragraph each three."""
    said = list(drafted(Dice(f"near/{seed}"), leader=False, year=2019).sentences())
    paragraphs = ["".join(said[i : i + 3]) for i in range(0, len(said), 3)]
    return (
        "\n".join(
            ["市教育局在创建全国文明城市大会上的表态发言", "各位领导、同志们：", *paragraphs, "谢谢大家！"]
        )
        + "\n"
    )


def nearly(page: str, seed: int) -> str:
    """The page with a few of its Han characters replaced."""
    choose = random.Random(seed)
    made = list(page)
    body = page.index("：") + 1
    at = [i for i in range(body, len(made)) if "\u4e00" <= made[i] <= "\u9fff"]
    for i in choose.sample(at, max(1, len(at) // 80)):
        made[i] = "某"
    return "".join(made)
