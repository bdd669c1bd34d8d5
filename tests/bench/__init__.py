"""Benchmarks: ``python -m tests.bench`` prints each figure with its ratio to a floor of the same run."""
