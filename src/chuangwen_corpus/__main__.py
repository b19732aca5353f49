"""`python -m chuangwen_corpus`: the command."""

from chuangwen_corpus.cli import app

if __name__ == "__main__":
    app()
