"""The studio: its pages, its guard and its workers."""
