from __future__ import annotations

import pytest

from layering import annotations, attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是抓宣传；二是抓整治；三是抓长效。", ["一是抓宣传", "二是抓整治", "三是抓长效"]),
        ("第一，提高认识。第二，落实责任。", ["第一，提高认识", "第二，落实责任"]),
        (
            "首先，动员起来。其次，行动起来。最后，坚持下去。",
            ["首先，动员起来", "其次，行动起来", "最后，坚持下去"],
        ),
        ("一是一，二是二，一心一意。", []),
        ("这是第一要务，首先感谢大家。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("enumeration_item", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("number", "一要动员；二要行动。", {"一要动员": "1", "二要行动": "2"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("enumeration_item", name, text) == expected


def test_dashes_at_the_head_of_paragraphs_and_the_group_they_make() -> None:
    found = annotations("enumeration_item", "我们要做好三件事：\n——抓宣传。\n——抓整治。\n——抓长效。")
    assert [a.text for a in found] == ["——抓宣传", "——抓整治", "——抓长效"]
    assert {a.attributes["list_id"] for a in found} == {found[0].annotation_id}
