"""The text of files that are no text: saved pages (MHTML), Word files and PDFs, read in a process of their own."""

from __future__ import annotations

from chuangwen_corpus.extract.kinds import SUFFIXES
from chuangwen_corpus.extract.run import Extracted, extract

__all__ = ["SUFFIXES", "Extracted", "extract"]
