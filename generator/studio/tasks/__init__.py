"""What the pages have done in worker processes, a module for each kind of work."""
