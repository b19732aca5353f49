"""Pictures of what a corpus says: structure of a speech, dispersion, key words, layers, and who repeats whom.

The modules of this room need vl-convert, fontTools and a font, an extra; `check` says so where they are missing.
"""

from chuangwen_corpus.plot.extra import check

__all__ = ["check"]
