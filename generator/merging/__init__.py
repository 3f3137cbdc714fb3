"""Merging: a layout filled with every row of a table, as one file of many cards or a file for each."""
