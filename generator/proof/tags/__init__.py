"""The structure tree of a finished file read back, and the rules of PDF/UA-1 held to it."""
