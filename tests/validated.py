"""page-validation on every PDF that a test makes: `tests/conftest.py` puts it behind the finishing pass."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import BinaryIO, Concatenate, ParamSpec, TypeVar

import page
import pytest

from generator.pdf import document, finish, runs, series
from generator.pdf.packing import Packer

Given = ParamSpec("Given")
Made = TypeVar("Made")

# Every module that finishes a file, each with a name of its own for the finishing pass.
WRITERS = (document, runs, series)


def faults(data: bytes) -> list[str]:
    """What page-validation holds against the file as PDF/UA-1, each once."""
    report = page.validate_pdf_bytes(data, profile="ua1")
    found = sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
    assert bool(found) != report.is_compliant
    return found


def validated(finishing: Callable[Concatenate[Packer, Given], None]) -> Callable[Concatenate[Packer, Given], None]:
    """The finishing pass, closing no file that page-validation refuses."""

    @wraps(finishing)
    def finished(packer: Packer, *args: Given.args, **kwargs: Given.kwargs) -> None:
        finishing(packer, *args, **kwargs)
        found = faults(_written(packer.out))
        assert not found, "page-validation refuses this file as PDF/UA-1:\n" + "\n".join(found)

    return finished


def _written(out: BinaryIO) -> bytes:
    """All that was written, in memory or to the disk."""
    if isinstance(out, io.BytesIO):
        return out.getvalue()
    out.flush()
    return Path(out.name).read_bytes()


def unvalidated(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same with the finishing pass as it is, for what is drawn only to be looked at."""

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with pytest.MonkeyPatch.context() as patch:
            for writer in WRITERS:
                patch.setattr(writer, "finish", finish.finish)
            return make(*args, **kwargs)

    return made
