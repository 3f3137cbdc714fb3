"""Handbill: layouts and data in, print-ready and proofed PDFs out."""

from __future__ import annotations

VERSION = "0.1.0"
