"""Fixtures of the studio's tests."""

from tests.studio.served import chromium, logo, page, served

__all__ = ["chromium", "logo", "page", "served"]
