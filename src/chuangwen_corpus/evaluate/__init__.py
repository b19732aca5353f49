"""How well pages are parsed and layers are annotated, against gold standards made by readers."""

from chuangwen_corpus.evaluate.layers import LayerScore, evaluate_layers
from chuangwen_corpus.evaluate.pages import MEASURES, Evaluation, Score, evaluate

__all__ = ["MEASURES", "Evaluation", "LayerScore", "Score", "evaluate", "evaluate_layers"]
