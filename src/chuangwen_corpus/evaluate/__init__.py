"""How well pages are parsed and layers are annotated, against gold standards made by readers."""

from chuangwen_corpus.evaluate.figures import Score, Share, wilson
from chuangwen_corpus.evaluate.layers import LayerScore, evaluate_layers
from chuangwen_corpus.evaluate.measures import MEASURES
from chuangwen_corpus.evaluate.pages import Evaluation, PageResult, evaluate, evaluate_page, with_gold
from chuangwen_corpus.evaluate.passages import PassageScore, evaluate_passages, totals, write_passage_rows

__all__ = [
    "MEASURES",
    "Evaluation",
    "LayerScore",
    "PageResult",
    "PassageScore",
    "Score",
    "Share",
    "evaluate",
    "evaluate_layers",
    "evaluate_page",
    "evaluate_passages",
    "totals",
    "wilson",
    "with_gold",
    "write_passage_rows",
]
