"""Translating: the files of a language laid down, stamped, checked, signed, and exchanged with other programs."""
