"""What stands above the library: checks that need a printed sheet."""
