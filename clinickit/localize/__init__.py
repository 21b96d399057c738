"""IN WHICH WORDS: extraction for translators, catalogs, and a handout put into a language."""
