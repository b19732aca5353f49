"""The packages that text reuse needs and that are an extra."""

from __future__ import annotations

from importlib.util import find_spec

from chuangwen_corpus.errors import MissingExtraError

NEEDED = ("numpy", "rapidfuzz")


def check() -> None:
    """Sees that numpy and rapidfuzz are installed.

    Raises:
        MissingExtraError: One of them is not.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"text reuse needs {' and '.join(missing)}, which is not installed.",
            hint="pip install 'chuangwen-corpus[reuse]'",
        )
