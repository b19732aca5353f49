"""The command `chuangwen`: one module a command."""

from chuangwen_corpus.cli.program import app

__all__ = ["app"]
