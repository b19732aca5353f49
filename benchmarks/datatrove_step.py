"""A step of a datatrove pipeline that keeps sentences and words; a module of its own, as workers import it."""

from __future__ import annotations

from typing import Any

from datatrove.pipeline.base import PipelineStep
from datatrove.utils.word_tokenizers import SpaCyTokenizer


class Tokenized(PipelineStep):
    """Adds a document's sentences and words to its metadata."""

    name = "sentences and words"
    type = "tokens"

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:  # noqa: ARG002  # datatrove's signature
        tokenizer = SpaCyTokenizer("zh")
        for document in data:
            document.metadata["sentences"] = tokenizer.sent_tokenize(document.text)
            document.metadata["words"] = tokenizer.word_tokenize(document.text)
            yield document
