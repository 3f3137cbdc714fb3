"""Imposition: faces placed on sheets of paper, with marks, ruler and slug."""
