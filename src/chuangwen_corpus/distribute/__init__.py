"""A release for others to download: the package, the data in archives, notes, a bill of materials, and hashes of all.

The room is not called `release`, as an installed package has its data in a folder of that name.
"""

from chuangwen_corpus.distribute.make import release

__all__ = ["release"]
