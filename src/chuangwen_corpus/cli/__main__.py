"""`python -m chuangwen_corpus.cli`."""

import sys

from chuangwen_corpus.cli import app

if __name__ == "__main__":
    sys.exit(app())
