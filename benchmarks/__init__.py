"""Measurements: never tests. `make bench` prints a table, `make readers` writes docs/readers.md."""
