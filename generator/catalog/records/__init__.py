"""Records: the rows of a spreadsheet or list, read as text, one at a time, with the place of every cell."""
