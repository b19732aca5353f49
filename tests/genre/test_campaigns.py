"""The campaign a speech is for; the expected values of titles stand in `campaign_titles.tsv`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.genre.campaigns import campaign, mentions
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.wordlists import rows

TITLES = [
    line.split("\t")
    for line in Path(__file__).with_name("campaign_titles.tsv").read_text("utf-8").splitlines()[1:]
]
PROSE = "各项任务要逐条落实到人,责任要压实到岗,困难要想在前面。"


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_names_the_campaign(title: str, expected: str) -> None:
    assert campaign(fold(title), "") == (None if expected == "-" else expected)


@pytest.mark.parametrize(("named", "expected"), [
    ("创建全国文明城市", "创文"), ("国家卫生城市", "创卫"), ("脱贫攻坚", "脱贫攻坚"), ("森林防火", "森林防火"),
])  # fmt: skip
def test_a_text_tells_the_campaign_only_where_one_clearly_leads(named: str, expected: str) -> None:
    leads = f"同志们:今天我们部署{named}工作。{PROSE}" + f"{named}没有旁观者。{PROSE}" * 4
    assert campaign("表态发言", leads) == expected
    assert campaign("", leads) == expected
    assert campaign("表态发言", f"同志们:{named}在前。{PROSE * 4}") is None  # a passing mention
    rival = "垃圾分类要抓实。优化营商环境要抓实。"
    assert campaign("表态发言", leads + "垃圾分类要抓实。" * 4) is None  # two compete
    assert campaign("表态发言", leads + rival) == expected
    assert campaign("表态发言", leads + PROSE * 200) is None  # a speech on much else
    assert campaign("表态发言", PROSE * 20 + leads) is None  # not what the speech opens with
    assert campaign("新春致辞", leads) is None  # an occasion is no campaign
    assert campaign("在禁毒工作会上的发言", leads) == "禁毒"  # the title goes before the text
    assert campaign("在禁毒和垃圾分类工作会上的发言", leads) is None


@pytest.mark.parametrize("row", rows("campaigns"), ids=lambda row: row["form"])
def test_a_form_names_its_campaign_in_its_example_only(row: dict[str, str]) -> None:
    assert row["form"] in {mention.form for mention in mentions(row["example"])}
    assert campaign(row["example"], "") == row["campaign"]
    assert row["form"] not in {mention.form for mention in mentions(row["counter_example"])}
    assert campaign(row["counter_example"], "") != row["campaign"]


@pytest.mark.parametrize("row", [row for row in rows("campaigns") if row["not_behind"] or row["not_before"]],
                         ids=lambda row: row["form"])  # fmt: skip
def test_a_form_inside_another_word_names_nothing(row: dict[str, str]) -> None:
    for behind in (row["not_behind"] or "").split("|"):
        for before in (row["not_before"] or "").split("|"):
            word = f"{behind}{row['form']}{before}"
            assert (row["form"] in {mention.form for mention in mentions(word)}) == (word == row["form"])
