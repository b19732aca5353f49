"""The loader: a release as Arrow tables and typed records."""

from chuangwen_corpus.corpus.corpus import DOCUMENTS_AT_A_TIME, Corpus, load, released
from chuangwen_corpus.corpus.tables import TableName

__all__ = ["DOCUMENTS_AT_A_TIME", "Corpus", "TableName", "load", "released"]
