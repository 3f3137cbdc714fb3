"""The catalogue: layouts, data and fonts read with their places kept, checked, and frozen."""
