from __future__ import annotations

import pytest

from layering import annotations, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们齐抓共管、守土有责，全面落实各项任务。", ["齐抓共管", "守土有责"]),
        ("共同努力，未成年人，义务教育。", []),
        ("一如既往地攻坚克难。", ["一如既往", "攻坚克难"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("four_character", text) == expected


def test_expressions_that_follow_at_once_are_a_run() -> None:
    first, second, third = annotations("four_character", "我们齐抓共管、守土有责，大家都要攻坚克难。")
    assert first.attributes["run"] == second.attributes["run"] == first.annotation_id
    assert third.attributes["run"] == third.annotation_id
