"""Near duplicates: what a sketch tells, who represents whom, and what it costs however much pages have in common."""

from __future__ import annotations

import random
import re
import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.reuse import near, texts
from chuangwen_corpus.reuse.near import NearFinder, near_duplicates
from chuangwen_corpus.reuse.shingles import hashes
from chuangwen_corpus.reuse.sketches import FEWEST, SKETCH, WIDTH, opened, resemblance, sketch


def text(seed: object, length: int = 900) -> str:
    """Characters at random, so two of different seeds have nothing in common."""
    return "".join(chr(0x4E00 + code) for code in random.Random(str(seed)).choices(range(3_000), k=length))


def changed(one: str, count: int, seed: object) -> str:
    """A text with so many characters replaced."""
    choose = random.Random(f"changed {seed}")
    made = list(one)
    for at in choose.sample(range(len(made)), count):
        made[at] = "甲"
    return "".join(made)


def exact(one: str, other: str) -> float:
    """The resemblance by its definition."""
    first, second = (
        {said[i : i + WIDTH] for i in range(len(said) - WIDTH + 1)}
        for said in map(texts.content, (one, other))
    )
    return len(first & second) / len(first | second)


@pytest.fixture
def memo() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        yield made


# --- sketches -----------------------------------------------------------------------------------------------------


def test_a_sketch_is_the_smallest_hashes_of_the_different_shingles() -> None:
    said = text("a", 700) * 2
    every = sorted(set(hashes([texts.content(said)], WIDTH)[0].tolist()))
    assert opened(sketch(said)).tolist() == every[:SKETCH]
    assert len(sketch(said)) == 8 * SKETCH
    # Bytes that no machine and no version writes otherwise.
    assert sketch("".join(map(chr, range(0x4E00, 0x4F00))))[:16].hex() == "0e08a1ca35bc89018bdf7bc63eb01d02"


def test_what_is_not_compared_changes_no_sketch() -> None:
    said = "我们将全力以赴，创建文明城市，" + text("b", 300)
    other = "我們將全力以赴!　創建文明城市 \n" + text("b", 300)
    assert sketch(said) == sketch(other) != b""


@pytest.mark.parametrize(("length", "compared"), [(0, False), (FEWEST + 3, False), (FEWEST + 4, True)])
def test_a_short_text_is_not_compared(length: int, compared: bool) -> None:
    said = "".join(map(chr, range(0x5000, 0x5000 + length)))
    assert bool(sketch(said)) is compared
    rows = list(near_duplicates([("a", said), ("b", said)]))
    assert [(row.document_id, row.representative_id, row.score) for row in rows] == [
        ("b", "a", 1.0)
    ] * compared
    assert sketch(said[:50] * 20) == b""  # fifty shingles again and again


@pytest.mark.parametrize("count", [1, 3, 9])
def test_the_resemblance_of_short_texts_is_exact(count: int) -> None:
    one = text("c", 400)
    other = changed(one, count, count)
    found = resemblance(opened(sketch(one)), opened(sketch(other)))
    assert found == pytest.approx(exact(one, other), abs=1e-12)
    assert 0 < found < 1


def test_the_resemblance_of_long_texts_is_estimated_without_bias() -> None:
    errors = []
    for i in range(40):
        one = text(f"long {i}", 3_000)
        other = changed(one, 10 * (i % 8), i) + text(f"more {i}", 100 * (i % 5))
        errors.append(resemblance(opened(sketch(one)), opened(sketch(other))) - exact(one, other))
    assert max(map(abs, errors)) < 4 * 0.022
    assert abs(sum(errors) / len(errors)) < 4 * 0.022 / len(errors) ** 0.5
    assert any(errors)


def test_resemblance_at_its_ends() -> None:
    one, other, none = opened(sketch(text("d"))), opened(sketch(text("e"))), opened(b"")
    assert (resemblance(one, one), resemblance(one, other), resemblance(none, none)) == (1.0, 0.0, 0.0)
    assert resemblance(one, none) == resemblance(none, one) == 0.0
    some = np.array([7], np.uint64)
    assert (resemblance(some, some), resemblance(some, none)) == (1.0, 0.0)


def test_placeholders_and_signs_go_as_their_patterns_say() -> None:
    placeholder = re.compile(r"某+(?![些种个人时])|(?<![A-Za-z])[xX]{1,}(?![A-Za-z])|[×＊*○●□]+|_{2,}")
    choose = random.Random(4)
    for _ in range(500):
        said = "".join(choose.choices("某某某xXxXa×*_些人\n 局，Ａ９", k=choose.randint(1, 12)))
        for one in (said, said * 40, said * 40 + "𠀀", said * 40 + "\ud800"):
            wanted = re.sub(r"[\W_]+", "", placeholder.sub("x", fold(one))).lower()
            assert texts.content(one) == wanted, one


# --- who represents whom ------------------------------------------------------------------------------------------


def test_near_duplicates_name_the_first() -> None:
    said = [text(i) for i in range(3)]
    inserted = said[1][:450] + "这里插入了一句话" + said[1][450:]
    rows = [
        ("a", said[0]),
        ("b", said[1]),
        ("c", inserted),
        ("d", said[2]),
        ("e", said[0]),
        ("f", ""),
        ("g", ""),
    ]
    found = {row.document_id: (row.representative_id, row.score) for row in near_duplicates(rows)}
    assert found.keys() == {"c", "e"}
    assert found["e"] == ("a", 1.0)
    assert found["c"][0] == "b"
    assert 0.9 < found["c"][1] < 1
    assert list(near_duplicates([])) == []


@pytest.mark.parametrize("least", [0, -1, 1.01])
def test_a_least_resemblance_that_is_none(least: float) -> None:
    with pytest.raises(ValueError, match=f"least is {least}"):
        list(near_duplicates([], least))


def test_of_several_it_is_the_most_alike_then_the_earliest() -> None:
    one = text("f")
    far, close = changed(one, 16, "far"), changed(one, 3, "close")
    assert exact(one, far) < 0.87 < exact(one, close)
    rows = [("far", far), ("close", close), ("copy", one), ("again", one)]
    found = {row.document_id: row.representative_id for row in near_duplicates(rows, 0.86)}
    assert found == {"copy": "close", "again": "close"}
    alike = [("a", one[:450] + text("g", 450)), ("b", text("h", 450) + one[450:]), ("c", one)]
    found = {row.document_id: row.score for row in near_duplicates(alike, 0.3)}
    assert found.keys() == {"c"}


def families(seed: int) -> list[tuple[str, str]]:
    """Texts of some families, from equal to unlike."""
    choose = random.Random(seed)
    stems = [text(f"{seed}/{i}", choose.choice((150, 500, 1_500))) for i in range(12)]
    return [(str(i), changed(choose.choice(stems), choose.choice((0, 1, 3, 10, 20)), i)) for i in range(120)]


@pytest.mark.parametrize("least", [0.5, 0.8, 0.95, 1])
def test_it_is_what_comparing_each_with_each_representative_gives(least: float) -> None:
    rows = families(5)
    kept: list[tuple[str, np.ndarray]] = []
    wanted = []
    for name, said in rows:
        own = opened(sketch(said))
        scores = [(resemblance(other, own), first) for first, other in kept]
        score, first = max(scores, key=lambda one: one[0], default=(0.0, ""))
        if score >= least:
            wanted.append((name, first, round(score, 4)))
        else:
            kept.append((name, own))
    found = [tuple(row) for row in near_duplicates(rows, least)]
    assert found == wanted
    assert len(wanted) > 5
    assert not {first for _, first, _ in wanted} & {name for name, *_ in wanted}


def test_rows_come_as_soon_as_they_are_found() -> None:
    def rows() -> Iterator[tuple[str, str]]:
        yield "a", text("i")
        yield "b", text("i")
        raise AssertionError("the third text is taken before the second has its row")

    assert next(near_duplicates(rows())).document_id == "b"


def test_who_is_only_looked_up_represents_nobody(memo: sqlite3.Connection) -> None:
    finder = NearFinder(memo)
    one = text("j")
    assert finder.like(sketch(one)) == []
    assert finder.find("a", sketch(one)) is None
    assert finder.like(sketch(changed(one, 5, "j"))) == ["a"]
    assert finder.like(b"") == []
    assert finder.find("b", b"") is finder.find("c", b"") is None


# --- what it costs ------------------------------------------------------------------------------------------------


def test_what_many_pages_carry_costs_each_the_same(
    memo: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six tenths of each page are the same; without a bound each would be compared with all before it."""
    carried = text("carried", 900)
    pages = [(str(i), sketch(carried + text(f"own {i}", 600))) for i in range(300)]
    finder = NearFinder(memo)
    compared = Counter[str]()
    real = near.resemblance

    def counted(first: np.ndarray, second: np.ndarray) -> float:
        compared[name] += 1
        return real(first, second)

    monkeypatch.setattr(near, "resemblance", counted)
    for name, drawn in pages:
        assert finder.find(name, drawn) is None
    assert max(compared.values()) == near.COMPARED
    together = [
        np.frombuffer(one, "<u4").tolist() for (one,) in memo.execute("SELECT numbers FROM near_posted")
    ]
    assert max(map(len, together)) == near.MOST_TOGETHER
    posted = Counter(number for one in together for number in one)
    assert set(posted.values()) == {finder._wanted}  # each page can be found, by what is its own
    assert len(posted) == len(pages)
    # And each is: a copy with a few characters changed, of the first pages as of the last.
    for i in (*range(20), *range(280, 300)):
        name = f"copy {i}"
        found = finder.find(name, sketch(changed(carried + text(f"own {i}", 600), 15, i)))
        assert found is not None, i
        assert found.representative_id == str(i)


def test_memory_does_not_grow_with_documents(memo: sqlite3.Connection) -> None:
    finder = NearFinder(memo)
    numbers = np.random.default_rng(6)

    def hold(count: int) -> int:
        for _ in range(count):
            drawn = np.unique(numbers.integers(0, 2**64, SKETCH, np.uint64))
            finder.find("", drawn.astype("<u8").tobytes())
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        few, many = hold(100), hold(700)
    finally:
        tracemalloc.stop()
    assert memo.execute("SELECT count(*) FROM near_sketches").fetchone() == (800,)
    assert many - few < 50_000  # their sketches have 2.8 MB


@pytest.mark.parametrize(
    ("least", "wanted"), [(0.01, SKETCH), (0.5, None), (0.8, 14), (0.95, None), (1, near.SHARED)]
)
def test_so_many_hashes_are_looked_up_that_hardly_a_pair_is_missed(
    least: float, wanted: int | None, memo: sqlite3.Connection
) -> None:
    count = NearFinder(memo, least)._wanted
    assert wanted in (None, count)
    if count < SKETCH:
        numbers = np.random.default_rng(7)
        missed = (numbers.random((200_000, count)) < least).sum(axis=1) < near.SHARED
        assert missed.mean() <= 3 * near.MISSED
        fewer = (numbers.random((200_000, count - 1)) < least).sum(axis=1) < near.SHARED
        assert fewer.mean() > near.MISSED / 3
