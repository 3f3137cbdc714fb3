"""Output is whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SetupError
from generator.output import STAGING_PREFIX, move_into_place, staging, write_staged


def test_staged_files_are_moved_over_older_ones(tmp_path: Path) -> None:
    (tmp_path / "card.pdf").write_bytes(b"old")
    with staging(tmp_path) as folder:
        assert write_staged(folder, "card.pdf", b"new") == b"new"
        assert (tmp_path / "card.pdf").read_bytes() == b"old"
        move_into_place(folder, tmp_path, ["card.pdf"])
    assert (tmp_path / "card.pdf").read_bytes() == b"new"
    assert not list(tmp_path.glob(f"{STAGING_PREFIX}*"))


def test_a_failure_while_staging_leaves_older_files_and_no_trace(tmp_path: Path) -> None:
    (tmp_path / "card.pdf").write_bytes(b"old")

    def fail() -> None:
        with staging(tmp_path) as folder:
            write_staged(folder, "card.pdf", b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["card.pdf"]
    assert (tmp_path / "card.pdf").read_bytes() == b"old"


def test_a_folder_that_is_a_file_is_an_error_of_the_machine(tmp_path: Path) -> None:
    blocked = tmp_path / "output"
    blocked.write_text("here first", encoding="utf-8")
    with pytest.raises(SetupError, match="cannot be written"), staging(blocked):
        pass


def test_a_missing_staged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with staging(tmp_path) as folder, pytest.raises(SetupError, match=r"card\.pdf cannot be moved"):
        move_into_place(folder, tmp_path, ["card.pdf"])


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"card\.pdf cannot be written"):
        write_staged(tmp_path / "gone", "card.pdf", b"x")
