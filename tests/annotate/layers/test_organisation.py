from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委、市政府和市委政府、区教育局。", ["市委", "市政府", "市委", "政府", "区教育局"]),
        ("各部门、各单位、学校和企业要参与。", []),
        ("我局会同XX区城管局、幸福社区。", ["我局", "XX区城管局", "幸福社区"]),
        ("市委书记和全国文明城市。", []),
        (
            "下一步由区发改局牵头，请乡派出所配合，再由市残联与县气象局跟进。",
            ["区发改局", "乡派出所", "市残联", "县气象局"],
        ),
        ("市委第三督导组和省委第五巡视组指出了问题。", ["市委第三督导组", "省委第五巡视组"]),
        ("市安委会、区食安办、县河长办、镇水利站要会商。", ["市安委会", "区食安办", "县河长办", "镇水利站"]),
        (
            "县公安局和县供电公司要值守，请省社科院专家授课，村委会要入户。",
            ["县公安局", "县供电公司", "省社科院", "村委会"],
        ),
        ("区委会同有关部门到镇政府办理手续，市委会议作了部署。", ["区委", "镇政府", "市委"]),
        ("东湖新区要划定新区范围，到公交站、林业工作中去。", ["东湖新区"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("organisation", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "level",
            "中央文明办、省住建厅、市妇联、xx区、城关镇、幸福社区。",
            {
                "中央文明办": "central",
                "省住建厅": "province",
                "市妇联": "city",
                "xx区": "county",
                "城关镇": "township",
                "幸福社区": "village",
            },
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("organisation", name, text) == expected
