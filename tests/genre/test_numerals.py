from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.numerals import amount, bounds, value

DIGITS = "零一二三四五六七八九"


def below_ten_thousand(n: int) -> str:
    printed = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            printed += DIGITS[digit] + name
        elif printed and n and not printed.endswith("零"):
            printed += "零"
    return printed


def printed(n: int) -> str:
    """A number as Chinese prints it, up to 10**16: 一亿零二十万三千."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if n >= unit:
            rest = n % unit
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{printed(n // unit)}{name}{gap}{printed(rest) if rest else ''}"
    return below_ten_thousand(n)


@given(st.one_of(st.integers(1, 10**4), st.integers(1, 10**9), st.integers(1, 10**15)))
@example(120_000_000)
@example(10**12)
@example(3_500_000_000_000)
def test_an_amount_is_what_is_printed(n: int) -> None:
    assert amount(printed(n)) == n
    if n < 10_000:
        assert value(printed(n)) == n


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("百", 100),
        ("二〇", 20),
        ("廿一", 21),
        ("卅", 30),
        ("⑫", 12),
        ("012", 12),
        ("", None),
        ("第一", None),
    ],
)
def test_values(numeral: str, number: int | None) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("word", ["篇", "范文", "例文", "模板", "稿件"])
@pytest.mark.parametrize("numeral", ["三", "三十", "十二", "3", "12"])
@pytest.mark.parametrize("behind", ["篇", "年", "月", "日", "个", "份"])
def test_a_number_that_counts_something_marks_no_speech(word: str, numeral: str, behind: str) -> None:
    """Nor does a part of it."""
    assert speech_marker(word + numeral + behind) is None
    marker = speech_marker(f"{word}{numeral}:某局")
    assert marker is not None
    assert marker.number == value(numeral)


@pytest.mark.parametrize("year", ["2020", "2020年", "1999"])
def test_a_year_marks_no_speech(year: str) -> None:
    assert speech_marker(f"范文{year}") is None


@pytest.mark.parametrize("text", ["1.8万", "2020年", "1.2.3", "3", "十年", "一", "一,2", "0."])
def test_what_marks_no_section(text: str) -> None:
    assert section_marker(text) is None


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("三万亿五千亿", 3.5e12), ("1.8万亿", 1.8e12), ("1,200", 1200), ("零点五", 0.5), ("数百", None)],
)
def test_other_amounts(numeral: str, number: float | None) -> None:
    assert amount(numeral) == number


@pytest.mark.parametrize("low", DIGITS[1:9])
@pytest.mark.parametrize(
    ("before", "behind", "scale"),
    [
        ("", "", 1),
        ("", "十", 10),
        ("", "百", 100),
        ("", "千", 1000),
        ("", "万", 10_000),
        ("二十", "", 1),
        ("", "十万", 100_000),
    ],
)
def test_two_digits_that_follow_each_other_name_a_range(
    low: str, before: str, behind: str, scale: int
) -> None:
    high = DIGITS[DIGITS.index(low) + 1]
    numeral = f"{before}{low}{high}{behind}"
    ends = [(20 if before else 0) + DIGITS.index(digit) * scale for digit in (low, high)]
    assert amount(numeral) is None
    assert bounds(numeral) == (ends[0], ends[1])


@given(st.integers(1, 9_999))
def test_no_number_in_full_is_a_range(number: int) -> None:
    assert bounds(printed(number)) is None
    assert amount(printed(number)) == number


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [
        ("三点五万", 35_000),
        ("二点五亿", 250_000_000),
        ("三点五", 3.5),
        ("一百五", 150),
        ("三万五", 35_000),
        ("一百零五", 105),
        ("二十五", 25),
        ("三八", None),
    ],
)
def test_units_behind_decimals_and_units_left_out(numeral: str, expected: float | None) -> None:
    assert amount(numeral) == expected
