from __future__ import annotations

import pytest

from layering import spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同志们，号角已经吹响。", ["同志们"]),
        ("请各位领导放心，请同志们监督。", ["各位领导", "同志们"]),
        ("各级领导要带头，领导干部要下沉。", []),
        ("我们的同志们都很辛苦。", ["同志们"]),
        ("各位对接人，任务已经明确。请各位向导放心。", ["各位对接人", "各位向导"]),
        ("各位对接人员要带头。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("addressee", text) == expected
