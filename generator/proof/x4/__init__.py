"""The rules of PDF/X-4 for what is said and held by a finished file."""
