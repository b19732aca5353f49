from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("坚决做到守土有责、守土负责、守土尽责。", ["守土有责、守土负责、守土尽责"]),
        ("让违规者受罚，让守法者受益，让旁观者受教。", ["让违规者受罚，让守法者受益，让旁观者受教"]),
        (
            "努力营造人人关心创建、人人支持创建、人人参与创建的良好氛围。",
            ["人人关心创建、人人支持创建、人人参与创建"],
        ),
        ("市委、市政府、市人大，文明单位、文明校园、文明家庭。", []),
        ("46个小区、12个路口、30个市场。", []),
        ("我们要加强领导、落实责任。", []),
        ("是信任，是考验，更是责任。", ["是信任，是考验，更是责任"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("parallelism", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "frame",
            "让违规者受罚，让守法者受益，让旁观者受教。",
            {"让违规者受罚，让守法者受益，让旁观者受教": "让…者受…"},
        ),
        ("member_count", "推窗见绿、出门见景、抬头见荫。", {"推窗见绿、出门见景、抬头见荫": "3"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("parallelism", name, text) == expected
