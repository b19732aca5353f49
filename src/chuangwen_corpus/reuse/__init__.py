"""Text reuse: sentences, paragraphs and speeches that repeat each other, whole, changed or in part.

The modules of this room need numpy and rapidfuzz, an extra; `check` says so where they are missing.
"""

from chuangwen_corpus.reuse.extra import check

__all__ = ["check"]
