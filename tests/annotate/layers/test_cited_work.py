from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《全国文明城市测评体系》要求。", ["全国文明城市测评体系"]),
        ("读《关于推进〈条例〉的通知》。", ["关于推进〈条例〉的通知"]),
        ("没有书名号的条例。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("cited_work", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "kind",
            "《××市文明行为促进条例》、《创建工作实施方案》、《全国文明城市测评体系》、《某某文明网》、《平凡的世界》。",
            {
                "××市文明行为促进条例": "local_rule",
                "创建工作实施方案": "policy_document",
                "全国文明城市测评体系": "assessment_system",
                "某某文明网": "site",
                "平凡的世界": "other",
            },
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("cited_work", name, text) == expected
