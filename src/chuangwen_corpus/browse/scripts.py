"""Data as classic scripts, which a browser loads from file:// where it blocks fetch, modules and workers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

FOLDER = "data"
"""Where the data of a page stand, below its folder."""


def encoded(value: Any) -> bytes:
    """A value as JSON (RFC 8259) in UTF-8.

    >>> encoded({"text": ["创文"]}).decode()
    '{"text":["创文"]}'
    """
    return orjson.dumps(value)


def script(name: str, data: bytes) -> bytes:
    r"""A script that hands JSON to the page under a name.

    The JSON stands in a string: an engine parses `JSON.parse("…")` faster than the same text as an expression, and nothing
    in the text can become code. A JSON string is a JavaScript string (ECMAScript 2019, section 12.9.4).

    Args:
        name: What the page asks for.
        data: JSON in UTF-8.

    >>> script("core", encoded(["\u2028</script>"])).decode()
    'chuangwen("core","[\\"\u2028</script>\\"]")\n'
    """
    return b"chuangwen(%s,%s)\n" % (orjson.dumps(name), orjson.dumps(data.decode()))


def write(folder: Path, name: str, data: bytes) -> None:
    """Writes the script of a name into the folder of the data, which is there."""
    (folder / FOLDER / f"{name}.js").write_bytes(script(name, data))


class Names:
    """Numbers for names that come again and again, from 0 in the order of their first use.

    >>> names = Names()
    >>> names.of(["a", "b", "a"]), names.known
    ([0, 1, 0], ['a', 'b'])
    """

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {}

    def of(self, values: Iterable[str | None]) -> list[int]:
        """The numbers of some values."""
        numbers = self.numbers
        return [numbers.setdefault(value, len(numbers)) for value in values]

    @property
    def known(self) -> list[str | None]:
        """The values by their numbers."""
        return list(self.numbers)
