"""The corpus page: a release as static files that a browser opens without a server."""

from chuangwen_corpus.browse.write import browse

__all__ = ["browse"]
