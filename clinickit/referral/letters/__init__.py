"""The letter that refers a person on: what it must hold, and what it becomes."""
