"""The package that text reuse needs and that is an extra."""

from __future__ import annotations

from chuangwen_corpus.errors import need


def check() -> None:
    """Sees that rapidfuzz is installed.

    Raises:
        MissingExtraError: It is not.
    """
    need("text reuse", {"rapidfuzz": "rapidfuzz"}, "reuse")
