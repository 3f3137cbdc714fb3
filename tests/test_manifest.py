"""The manifest says what is in the folder, and never what is no longer there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.findings import Finding, Place, Severity
from generator.manifest import NAME, Entry, digest, local_numbers, merged, read_manifest


def entry(name: str, data: bytes, **more: object) -> Entry:
    return Entry(name, digest(data), "card", "en", "press", **more)  # type: ignore[arg-type]


def store(folder: Path, *entries: Entry) -> None:
    (folder / NAME).write_bytes(merged(folder, entries))


def test_an_entry_names_everything_a_reprint_needs(tmp_path: Path) -> None:
    finding = Finding("type.small", Severity.WARNING, Place("a.yaml", 3), "Small.", "Grow it.")
    made = entry("card.pdf", b"x", qrs=("https://a",), contacts=("emergency",), numbers=("911",), findings=(finding,))
    store(tmp_path, made)
    kept = read_manifest(tmp_path)["card.pdf"]
    assert kept["sha256"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert (kept["layout"], kept["language"], kept["purpose"]) == ("card", "en", "press")
    assert (kept["qr_targets"], kept["contacts"], kept["numbers"]) == (["https://a"], ["emergency"], ["911"])
    assert kept["findings"][0]["rule"] == "type.small"


def test_entries_of_files_that_still_stand_are_kept(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    store(tmp_path, entry("old.pdf", b"old"))
    store(tmp_path, entry("new.pdf", b"new"))
    assert set(read_manifest(tmp_path)) == {"old.pdf", "new.pdf"}


@pytest.mark.parametrize("now", [None, b"changed"])
def test_entries_of_files_that_changed_or_went_are_dropped(tmp_path: Path, now: bytes | None) -> None:
    store(tmp_path, entry("old.pdf", b"old"))
    if now is not None:
        (tmp_path / "old.pdf").write_bytes(now)
    store(tmp_path, entry("new.pdf", b"new"))
    assert set(read_manifest(tmp_path)) == {"new.pdf"}


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"files": []}', "{}"])
def test_a_broken_manifest_reads_as_empty_and_is_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path) == {}
    store(tmp_path, entry("new.pdf", b"new"))
    assert json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["manifest"] == 1


def test_a_jobs_own_numbers_are_known_for_these_very_bytes_only(tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(b"card")
    store(tmp_path, entry("card.pdf", b"card", local=("202-555-0142",)))
    assert local_numbers(path, b"card") == ("202-555-0142",)
    assert local_numbers(path, b"card changed") == ()
    assert local_numbers(tmp_path / "other.pdf", b"card") == ()
