"""Passages, the query language and the crosstab: pure functions on arrays and values."""
