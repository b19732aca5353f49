"""Tables to files: Parquet, CSV, JSON, metadata and manifest; all or nothing."""

from chuangwen_corpus.publish.build import build
from chuangwen_corpus.publish.result import Result

__all__ = ["Result", "build"]
