"""Which lines of a head are one, and which stand apart."""

from __future__ import annotations

import pytest

from chuangwen_corpus.clean import clean
from chuangwen_corpus.parsing import parse

TEXT = "今天把大家请来，是要把迎检前的事情定下来，请大家抓紧落实。\n谢谢大家！\n"


@pytest.mark.parametrize(
    ("line", "office", "unit", "kind"),
    [
        ("党总支书记、校长　罗远山", "党总支书记、校长", None, None),
        ("云溪七中党委副书记、校长罗远山", "党委副书记、校长", "云溪七中", "school"),
        ("师大附中副校长罗远山", "副校长", "师大附中", "school"),
        ("縣委常委、副縣長羅遠山", "縣委常委、副縣長", None, "party"),
        ("县水务局党组书记、局长 罗某某", "党组书记、局长", "县水务局", "government"),
    ],
)
@pytest.mark.parametrize("salutation", ["老师们、同学们：", "同志们：", "各位来宾，朋友们！"])
def test_who_speaks_stands_above_a_whole_salutation(
    line: str, office: str, unit: str | None, kind: str | None, salutation: str
) -> None:
    (speech,) = parse(f"{line}\n{salutation}\n{TEXT}", layers=()).speeches
    assert (speech.salutation, speech.office, speech.unit, speech.kind) == (
        salutation,
        office,
        unit,
        kind,
    )
    assert speech.speaker == line.replace("　", "").replace(" ", "")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("尊敬的县委常委、副县长罗远山", "各位来宾："),
        ("尊敬的罗书记、各位领导", "同志们："),
        ("罗书记、林县长、各位", "来宾："),
    ],
)
def test_a_salutation_broken_in_its_list_is_joined(line: str, following: str) -> None:
    assert f"{line}{following}" in clean(f"{line}\n{following}\n{TEXT}").text


@pytest.mark.parametrize("label", ["【讲话者】县教育局", "【发言人】县教育局"])
def test_a_label_in_brackets_is_no_half_of_a_title(label: str) -> None:
    text = clean(f"{label}\n全县教育系统表态发言\n同志们：\n{TEXT}").text
    assert text.startswith(f"{label}\n全县教育系统表态发言\n")
