"""The pages of the studio, a module for each: its addresses, and what is said to them."""
