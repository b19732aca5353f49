"""A release checked against its contract."""
