"""How many speeches an editor's words say that a page holds."""

from __future__ import annotations

import pytest

from chuangwen_corpus.clean import clean
from chuangwen_corpus.structure import declared, find_speeches, keep

TITLE = "在全区迎检动员会上的讲话稿"
TEXT = "同志们：\n今天把大家请来，是要把迎检前的事情定下来，请大家抓紧落实。\n谢谢大家！\n"


@pytest.mark.parametrize(
    ("lead", "count"),
    [
        (f"以下是小编为大家整理的“{TITLE}（精选8篇）”，供大家参考，希望对您有所帮助！", 8),
        (f"下面是小编收集的{TITLE}三篇，欢迎下载参考。", 3),
        (f"以下是小编为大家整理的“{TITLE}”，供大家参考，本站有讲话稿100篇！", None),
        ("以下是小编为大家整理的“安全生产讲话稿（精选8篇）”，供大家参考！", None),
    ],
)
def test_the_count_stands_behind_the_title_that_an_editor_names(lead: str, count: int | None) -> None:
    text = clean(f"{lead}\n{TITLE}\n{TEXT}")
    said = declared.by_editor(*keep(text, find_speeches(text)))
    assert (said.speeches if said else None) == count
    assert said is None or lead.startswith(text.source[slice(*said.source)].strip())
