"""Checkpoints: what a stopped build leaves, so that the next one can continue."""
