"""Search: the words that mean the same."""
