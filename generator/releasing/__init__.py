"""Releases: what may leave the house, in a folder that nobody changes, and what became of it since."""
