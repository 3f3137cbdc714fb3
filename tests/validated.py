"""page-validation on every PDF that a test makes: `tests/conftest.py` puts it behind the finishing pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import page
import pytest

from generator.pdf import document, finish

Given = ParamSpec("Given")
Made = TypeVar("Made")


def faults(data: bytes) -> list[str]:
    """What page-validation holds against the file as PDF/UA-1, each once."""
    report = page.validate_pdf_bytes(data, profile="ua1")
    found = sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
    assert bool(found) != report.is_compliant
    return found


def validated(finishing: Callable[Given, bytes]) -> Callable[Given, bytes]:
    """The finishing pass, giving no file away that page-validation refuses."""

    @wraps(finishing)
    def finished(*args: Given.args, **kwargs: Given.kwargs) -> bytes:
        file = finishing(*args, **kwargs)
        found = faults(file)
        assert not found, "page-validation refuses this file as PDF/UA-1:\n" + "\n".join(found)
        return file

    return finished


def unvalidated(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same with the finishing pass as it is, for what is drawn only to be looked at."""

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "finish", finish.finish)
            return make(*args, **kwargs)

    return made
