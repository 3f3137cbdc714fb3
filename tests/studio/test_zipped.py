"""Files of a folder as one zip: all that was named, nothing else, the same bytes whenever it is made."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from generator.studio.zipped import zipped

FILES = {"b.pdf": b"%PDF-1.7 " * 500, "a.txt": b"words " * 500, "k/c.png": b"\x89PNG"}


def written(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_it_holds_the_bytes_of_what_was_named_and_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(written(tmp_path), ["b.pdf", "a.txt", "a.txt"])) as archive:
        assert archive.namelist() == ["a.txt", "b.pdf"]
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: FILES[name] for name in ("a.txt", "b.pdf")
        }


def test_it_is_the_same_bytes_at_another_time_in_another_order_and_place(tmp_path: Path) -> None:
    first, second = written(tmp_path / "one"), written(tmp_path / "two")
    for name in FILES:
        os.utime(second / name, (1e9, 1e9))
        (second / name).chmod(0o600)
    assert zipped(first, FILES).read_bytes() == zipped(second, reversed(FILES)).read_bytes()
    with zipfile.ZipFile(zipped(first, FILES)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}, (
            "no clock decides its bytes"
        )


def test_what_is_asked_again_is_found_and_not_made_again(tmp_path: Path) -> None:
    path = zipped(written(tmp_path), FILES)
    before = path.stat().st_mtime_ns
    assert zipped(tmp_path, FILES) == path
    assert path.stat().st_mtime_ns == before


def test_another_choice_is_another_zip(tmp_path: Path) -> None:
    assert zipped(written(tmp_path), ["a.txt"]) != zipped(tmp_path, FILES)


def test_words_are_packed_and_files_open_with_usual_rights(tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(written(tmp_path), FILES)) as archive:
        entry = archive.getinfo("a.txt")
        assert entry.compress_size < entry.file_size / 10
        assert {one.external_attr >> 16 & 0o777 for one in archive.infolist()} == {0o644}


def test_a_file_that_is_not_there_leaves_no_half_of_a_zip(tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(FileNotFoundError):
        zipped(tmp_path, [*FILES, "gone.pdf"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.pdf", "k"]
