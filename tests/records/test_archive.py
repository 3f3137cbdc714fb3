"""Archives: what a workbook says of itself is held to limits before any of it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.catalog.records import archive
from generator.catalog.records.archive import is_sound_workbook
from generator.findings import Findings
from tests.records.sheets import xlsx_file


def judged(path: Path) -> list[str]:
    findings = Findings()
    sound = is_sound_workbook(path, path.name, findings)
    assert sound == (not findings.errors)
    return [finding.problem for finding in findings.errors]


def packed(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "people.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {"xl/workbook.xml": b"<workbook/>", **parts}.items():
            made.writestr(name, data)
    return path


def test_a_workbook_is_sound(tmp_path: Path) -> None:
    assert judged(xlsx_file(tmp_path, [["a"], ["1"]])) == []


def test_shared_texts_have_a_limit_of_their_own_for_they_are_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_SHARED", 1_000)
    assert judged(packed(tmp_path, {"xl/sharedStrings.xml": bytes(1_000)})) == []
    assert "Unpacked it would take" in judged(packed(tmp_path, {"xl/sharedStrings.xml": bytes(1_001)}))[0]


def test_an_archive_of_very_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 5)
    assert judged(packed(tmp_path, {f"part{number}": b"" for number in range(4)})) == []
    assert "6 parts" in judged(packed(tmp_path, {f"part{number}": b"" for number in range(5)}))[0]


def test_parts_of_one_name_are_all_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_500)
    path = packed(tmp_path, {"once.bin!": bytes(800), "twice.bin": bytes(800), "third.bin": bytes(800)})
    path.write_bytes(path.read_bytes().replace(b"once.bin!", b"twice.bin"))
    assert "2,411 bytes" in judged(path)[0]


def test_a_locked_workbook_is_refused_as_such(tmp_path: Path) -> None:
    path = packed(tmp_path, {})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # the mark of encryption in the directory
    path.write_bytes(data)
    assert "password" in judged(path)[0]


def test_a_part_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path: Path) -> None:
    path = packed(tmp_path, {"xl/sheet.xml": b"<a>" + b"x" * 200_000})
    data = bytearray(path.read_bytes())
    size = data.rindex(b"PK\x01\x02") + 24  # the size of the last part in the directory
    data[size : size + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert judged(path)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_document_type_is_found_in_any_part_and_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    text = "<?xml version='1.0'?>" + " " * 5_000 + '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert "document type" in judged(packed(tmp_path, {name: text.encode(encoding)}))[0]
