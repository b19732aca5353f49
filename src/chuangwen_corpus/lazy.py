"""Properties that are computed once an object."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 12):
    from functools import cached_property
else:
    # Python 3.11 takes a lock each time a value is first asked for, which costs more than most of our values; 3.12
    # has dropped it, and so does this.
    from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

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


__all__ = ["cached_property"]
