"""Handbill: layouts and data in, print-ready and proofed PDFs out."""
