"""Tables to files: Parquet, CSV, JSON, metadata and manifest; all or nothing."""

from chuangwen_corpus.publish.release import Result, build

__all__ = ["Result", "build"]
