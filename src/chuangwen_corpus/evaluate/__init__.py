"""How well pages are parsed and layers are annotated, against gold standards made by readers."""

from chuangwen_corpus.evaluate.figures import Score, Share, wilson
from chuangwen_corpus.evaluate.layers import LayerScore, evaluate_layers
from chuangwen_corpus.evaluate.measures import MEASURES
from chuangwen_corpus.evaluate.pages import Evaluation, PageResult, evaluate, evaluate_page, with_gold

__all__ = [
    "MEASURES",
    "Evaluation",
    "LayerScore",
    "PageResult",
    "Score",
    "Share",
    "evaluate",
    "evaluate_layers",
    "evaluate_page",
    "wilson",
    "with_gold",
]
