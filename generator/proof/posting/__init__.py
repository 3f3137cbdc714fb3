"""Posting rules held against finished sheets, clause by clause."""
