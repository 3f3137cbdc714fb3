"""Lists of records: read, checked, and written to be filled in."""
