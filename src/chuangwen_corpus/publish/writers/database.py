"""The SQLite database in which a build keeps state about its pages: in memory up to a limit, then on disk."""

from __future__ import annotations

import sqlite3

_CACHE_KB = 4_000


def database(tables: str) -> sqlite3.Connection:
    """An empty database, which SQLite puts on disk when it grows and takes away when it is closed.

    Args:
        tables: The statements that make its tables.
    """
    memo = sqlite3.connect("", isolation_level=None)
    # One transaction without end: one for each row takes several times as long.
    memo.executescript(f"PRAGMA cache_size = -{_CACHE_KB}; PRAGMA journal_mode = OFF; {tables} BEGIN;")
    return memo
