"""The names of the TOML files that say something of pages, and are none themselves."""

from __future__ import annotations

SOURCES_FILE = "sources.toml"
WITHDRAWN_FILE = "withdrawn.toml"
CORRECTIONS_FILE = "corrections.toml"
RELEASE_FILE = "release.toml"
ENTRY_FILES = (SOURCES_FILE, WITHDRAWN_FILE, CORRECTIONS_FILE, RELEASE_FILE)


def is_entry_file(name: str) -> bool:
    """Whether a file of this name says something of pages, and is none; the case of letters does not matter."""
    return name.lower() in ENTRY_FILES
