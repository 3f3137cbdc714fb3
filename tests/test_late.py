"""Promises about late modules: named at the top, run at the first touch, and the same module for everybody."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from generator.late import late


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A module `unhurried` that writes into the log when it runs."""
    ran: list[str] = []
    holder = ModuleType("handbill_test_log")
    holder.ran = ran  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "handbill_test_log", holder)
    text = "from handbill_test_log import ran\nran.append(__name__)\nVALUE = object()\n"
    (tmp_path / "unhurried.py").write_text(text, encoding="utf-8")
    (tmp_path / "broken.py").write_text("raise ValueError('broken')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield ran  # type: ignore[misc]
    sys.modules.pop("unhurried", None)
    sys.modules.pop("broken", None)


def test_a_late_module_runs_once_when_it_is_first_asked_for_anything(log: list[str]) -> None:
    module = late("unhurried")
    assert log == []
    assert module.VALUE is module.VALUE
    assert log == ["unhurried"]


def test_whoever_asks_gets_the_same_module(log: list[str]) -> None:
    first, second = late("unhurried"), late("unhurried")
    assert first is second
    assert first.VALUE is sys.modules["unhurried"].VALUE
    assert late("unhurried") is first
    assert log == ["unhurried"]


def test_a_module_that_is_there_already_stays_as_it_is() -> None:
    assert late("sys") is sys


def test_a_module_that_there_is_not_is_told_at_once() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        late("no_such_module_anywhere")


def test_a_module_that_fails_fails_where_it_is_touched(log: list[str]) -> None:
    module = late("broken")
    with pytest.raises(ValueError, match="broken"):
        _ = module.anything
    assert log == []


def test_a_package_knows_its_late_module_as_after_any_import(log: list[str], tmp_path: Path) -> None:
    (tmp_path / "parcel").mkdir()
    (tmp_path / "parcel" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "parcel" / "inside.py").write_text(
        "from handbill_test_log import ran\nran.append(__name__)\nVALUE = 7\n", encoding="utf-8"
    )
    module = late("parcel.inside")
    assert log == []
    assert sys.modules["parcel"].inside is module
    assert sys.modules["parcel"].inside.VALUE == 7
    assert log == ["parcel.inside"]
    for name in ("parcel", "parcel.inside"):
        sys.modules.pop(name)
