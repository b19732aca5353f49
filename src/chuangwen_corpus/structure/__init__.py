"""Clean text to speeches, sections, paragraphs and sentences."""

from chuangwen_corpus.structure.keep import keep
from chuangwen_corpus.structure.outline import find_speeches
from chuangwen_corpus.structure.sections import divide
from chuangwen_corpus.structure.sentences import of_rest

__all__ = ["divide", "find_speeches", "keep", "of_rest"]
