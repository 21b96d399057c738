"""WHAT a handout says."""
