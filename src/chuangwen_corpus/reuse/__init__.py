"""Text reuse: sentences, paragraphs and speeches that repeat each other, whole, changed or in part."""

from chuangwen_corpus.reuse.extra import check

__all__ = ["check"]
