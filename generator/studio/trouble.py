"""Trouble that nobody foresaw: what the terminal is told of it, which is where it arose and never what people typed."""

from __future__ import annotations

import traceback


def trouble(error: BaseException) -> str:
    """The kind of an error and the lines of code it came through, without its message, which may quote a page."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{lines}".rstrip()
