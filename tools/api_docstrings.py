"""An extension of griffe for the API page: examples become blocks of code, and fields of records get their descriptions."""

from __future__ import annotations

import ast
import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^(?P<indent>[ ]*)>>> .*(?:\n(?P=indent)\S.*)*", re.MULTILINE)
"""An example of doctest: from its prompt to the next empty line."""


def fenced(text: str) -> str:
    """A docstring with its bare examples in fences; Markdown would take their brackets for links."""

    def block(found: re.Match[str]) -> str:
        indent = found["indent"]
        return f"{indent}```pycon\n{found[0]}\n{indent}```"

    return text if "```" in text else _EXAMPLE.sub(block, text)


def described(value: str) -> str | None:
    """The description in a field of pydantic, `Field(description="…")`, given as code."""
    for node in ast.walk(ast.parse(value, mode="eval")):
        if isinstance(node, ast.keyword) and node.arg == "description":
            return str(ast.literal_eval(node.value))
    return None


class Docstrings(griffe.Extension):
    """Changes docstrings as they are collected."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Fences the examples of an object."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)

    def on_attribute_instance(self, *, attr: griffe.Attribute, **_: Any) -> None:
        """Describes a field, and leaves out the call that defines it."""
        if attr.docstring is None and attr.value is not None and str(attr.value).startswith("Field("):
            text = described(str(attr.value))
            if text:
                attr.docstring = griffe.Docstring(text, parent=attr)
                attr.value = None
