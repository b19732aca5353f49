"""A folder of a user's own lists: read once, checked whole, all faults named at once."""

from chuangwen_corpus.lists.folder import FILES, read_lists

__all__ = ["FILES", "read_lists"]
