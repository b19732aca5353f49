"""Tables to files: Parquet, CSV, JSON, metadata and manifest; all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chuangwen_corpus.publish.build import build
    from chuangwen_corpus.publish.result import Result

__all__ = ["Result", "build"]


def __getattr__(name: str) -> Any:
    # The command asks this room for a limit long before it builds, and a build imports everything.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{name.lower()}"), name)
    globals()[name] = value
    return value
