"""The studio: a local page for people who make a card without a terminal."""
