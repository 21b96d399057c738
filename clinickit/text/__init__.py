"""HOW letters become measured lines."""
