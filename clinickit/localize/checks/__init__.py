"""Checks of translations. See `model` (what a check is), `registry` (all of them), `run` (a language's catalogs in, findings out)."""
