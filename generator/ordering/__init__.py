"""Orders of many items: a file that names them, their pieces built into folders, and a summary for who prints."""
