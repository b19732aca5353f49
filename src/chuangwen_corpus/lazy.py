"""What is made when it is first used, and kept: properties of an object, and the regular expressions of a module."""

from __future__ import annotations

import re
import sys
from typing import Any, AnyStr, cast

if sys.version_info >= (3, 12):
    from functools import cached_property
else:
    # Python 3.11 takes a lock each time a value is first asked for, which costs more than most of our values; 3.12
    # has dropped it, and so does this.
    from typing import TYPE_CHECKING, Generic, TypeVar, overload

    if TYPE_CHECKING:
        from collections.abc import Callable
        from typing import Self

    Value_co = TypeVar("Value_co", covariant=True)

    class cached_property(Generic[Value_co]):  # noqa: N801  # named as the one of the standard library
        """A method as an attribute whose value is kept in the object's ``__dict__``."""

        def __init__(self, method: Callable[[Any], Value_co]) -> None:
            self.method = method
            self.__doc__ = method.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        @overload
        def __get__(self, instance: None, owner: type | None = None) -> Self: ...
        @overload
        def __get__(self, instance: object, owner: type | None = None) -> Value_co: ...
        def __get__(self, instance: object, owner: type | None = None) -> Self | Value_co:
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.method(instance)
            return value


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled when it is first used.

    The modules of the parser hold some four hundred, which take a third of a second to compile, and most processes need few of them: a build
    with several workers parses nothing itself, and without layers those of the layers are not tried.

    It has the methods and attributes of `re.Pattern` but is none: give it to no function that asks for one.

    >>> regex("[0-9]+").search("第12条")[0]
    '12'
    """
    return cast("re.Pattern[AnyStr]", LazyRegex(pattern, flags))


class LazyRegex:
    """Stands for a pattern; once it is compiled, the pattern's own methods stand in the ``__dict__`` and cost no detour."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update(
            (known, getattr(compiled, known)) for known in dir(compiled) if not known.startswith("_")
        )
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


__all__ = ["LazyRegex", "cached_property", "regex"]
