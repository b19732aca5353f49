"""Two releases compared: versions, documents, tables, and which rules changed what."""

from chuangwen_corpus.compare.difference import Difference
from chuangwen_corpus.compare.releases import diff

__all__ = ["Difference", "diff"]
