"""Tests of posting rules held against sheets."""
