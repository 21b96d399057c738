"""The same handout as one accessible web page."""
