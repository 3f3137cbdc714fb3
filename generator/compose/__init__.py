"""Composing: one record merged into a layout, its blocks laid and placed on faces."""
