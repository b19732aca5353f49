"""What repeats is named by the first that is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from chuangwen_corpus.publish.duplicates import DuplicateFinder


@pytest.fixture
def finder() -> Iterator[DuplicateFinder]:
    made = DuplicateFinder()
    yield made
    made.close()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def rows(
    finder: DuplicateFinder, *pages: tuple[str, str], texts: list[tuple[str, str | None, bytes]] | None = None
):
    sources = [(path, sha256(b"same"), document_id) for path, document_id in pages]
    found = finder.find(sources, texts or [], [b""] * len(sources))
    return [(row.kind, row.document_id, row.speech_id, row.representative_id) for row in found]


def test_the_first_keeps_the_id(finder: DuplicateFinder) -> None:
    one, two, three = (finder.document_id(sha256(b"same"), path) for path in ("a", "b", "c"))
    assert one == sha256(b"same")[:16]
    assert two.startswith(f"{one}-")
    assert len({one, two, three}) == 3
    assert rows(finder, ("a", one), ("b", two)) == [("bytes", two, None, one)]
    assert rows(finder, ("c", three)) == [("bytes", three, None, one)]


def test_where_the_first_gave_no_document_the_next_is_the_first(finder: DuplicateFinder) -> None:
    _, two, three = (finder.document_id(sha256(b"same"), path) for path in ("a", "b", "c"))
    assert rows(finder, ("b", two), ("c", three)) == [("bytes", three, None, two)]


def test_a_speech_that_repeats_is_named_with_its_id(finder: DuplicateFinder) -> None:
    one, other = finder.document_id(sha256(b"1"), "a"), finder.document_id(sha256(b"2"), "b")
    text = hashlib.sha256(b"text").digest()

    def told(path: str, document_id: str, speech_id: str | None):
        return list(
            finder.find([(path, sha256(path.encode()), document_id)], [(document_id, speech_id, text)], [b""])
        )

    found = [*told("a", one, f"{one}.sp1"), *told("b", other, f"{other}.sp9")]
    assert [(row.document_id, row.speech_id, row.representative_id) for row in found] == [
        (other, f"{other}.sp9", f"{one}.sp1")
    ]
    (again,) = told("c", other, None)
    assert (again.document_id, again.speech_id, again.representative_id) == (other, None, f"{one}.sp1")
