"""The directory kept: checks signed, how old each is, and what carries a number."""
