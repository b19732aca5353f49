"""Corpus linguistics on the tables of a corpus: concordances, frequencies, collocates, keyness, dispersion, diversity.

Every function takes `tokens.Tokens`, the tokens of a corpus or of a part of one, and plain arguments; `Corpus` offers them as
methods. Nothing is imported here, as numpy takes its time.
"""
