"""Pages of made-up speeches in many layouts, to try everything at any size."""

from chuangwen_corpus.sample.pages import Page, Pages
from chuangwen_corpus.sample.write import Written, write

__all__ = ["Page", "Pages", "Written", "write"]
