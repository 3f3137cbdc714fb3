"""The text engine: styled words in, lines of placed glyphs out; it knows nothing of cards."""
