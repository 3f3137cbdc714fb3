"""Previews: a piece as it would be made, drawn while it is filled in, and what can be asked of each layout."""
