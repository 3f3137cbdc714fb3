"""Kits: what a trainer prints for one course, made as an order whose items are the pieces, and joined for printing."""
