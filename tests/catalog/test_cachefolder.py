"""Promises about the cache folder: only the user's own is used, and what cannot be kept is no fault."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from generator.catalog.cachefolder import VARIABLE, cache_folder, read_trusted, sweep, write_whole


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    folder = cache_folder({"XDG_CACHE_HOME": str(tmp_path / "cache")}, "linux")
    assert folder == tmp_path / "cache" / "handbill"
    assert mode(folder) == 0o700


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        pytest.param({}, "linux", "home/.cache/handbill", id="home"),
        pytest.param({"XDG_CACHE_HOME": "relative"}, "linux", "home/.cache/handbill", id="relative-is-ignored"),
        pytest.param({}, "darwin", "home/Library/Caches/handbill", id="mac"),
        pytest.param({"LOCALAPPDATA": "{tmp}/local"}, "win32", "local/handbill/cache", id="windows"),
        pytest.param({VARIABLE: "{tmp}/own", "XDG_CACHE_HOME": "{tmp}/x"}, "linux", "own", id="asked-for"),
    ],
)
def test_each_platform_has_its_place_and_the_user_the_last_word(
    environment: dict[str, str], platform: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    given = {name: value.replace("{tmp}", str(tmp_path)) for name, value in environment.items()}
    assert cache_folder(given, platform) == tmp_path / expected
    assert (tmp_path / expected).is_dir()


@pytest.mark.parametrize("word", ["off", "OFF", "Off"])
def test_the_cache_can_be_turned_off(word: str, tmp_path: Path) -> None:
    assert cache_folder({VARIABLE: word, "XDG_CACHE_HOME": str(tmp_path)}, "linux") is None
    assert list(tmp_path.iterdir()) == []


def test_a_system_without_such_a_place_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder({}, "linux") is None
    assert cache_folder({}, "win32") is None


@pytest.mark.parametrize("rights", [0o770, 0o707, 0o777], ids=oct)
def test_a_folder_that_others_may_write_to_is_not_trusted(rights: int, tmp_path: Path) -> None:
    tmp_path.chmod(rights)
    assert cache_folder({VARIABLE: str(tmp_path)}, "linux") is None


def test_a_folder_that_others_may_only_read_is_trusted(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert cache_folder({VARIABLE: str(tmp_path)}, "linux") == tmp_path


def test_a_folder_of_another_user_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert cache_folder({VARIABLE: str(tmp_path)}, "linux") is None


def test_a_home_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert cache_folder({VARIABLE: str(tmp_path / "file" / "cache")}, "linux") is None


def test_what_is_written_is_read_back_by_its_user_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "kept", b"what is kept")
    assert read_trusted(tmp_path / "kept") == b"what is kept"
    assert mode(tmp_path / "kept") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_file_of_another_user_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "kept", b"what is kept")
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert read_trusted(tmp_path / "kept") is None


def test_a_file_that_others_may_write_is_not_read(tmp_path: Path) -> None:
    write_whole(tmp_path / "kept", b"what is kept")
    (tmp_path / "kept").chmod(0o666)
    assert read_trusted(tmp_path / "kept") is None


def test_a_link_a_folder_a_pipe_and_nothing_are_not_read(tmp_path: Path) -> None:
    write_whole(tmp_path / "kept", b"what is kept")
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert [read_trusted(tmp_path / name) for name in ("link", "folder", "pipe", "nothing")] == [None] * 4


def test_writing_where_nothing_can_be_written_is_no_fault(tmp_path: Path) -> None:
    write_whole(tmp_path / "gone" / "kept", b"what is kept")
    (tmp_path / "taken").mkdir()
    write_whole(tmp_path / "taken", b"what is kept")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_what_is_not_written_whole_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    write_whole(tmp_path / "kept", b"older")
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "kept", b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"older"


def test_only_the_newest_are_kept_and_only_of_the_pattern(tmp_path: Path) -> None:
    for age in range(5):
        (tmp_path / f"kept-{age}").write_bytes(b"")
        os.utime(tmp_path / f"kept-{age}", (1000 - age, 1000 - age))
    (tmp_path / "other").write_bytes(b"")
    sweep(tmp_path, "kept-*", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept-0", "kept-1", "other"]


def test_halves_of_killed_processes_go_after_a_day_and_those_at_work_stay(tmp_path: Path) -> None:
    for name, age in ((".new-yesterday", 25 * 60 * 60), (".new-now", 60)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    sweep(tmp_path, "kept-*", 2)
    assert [path.name for path in tmp_path.iterdir()] == [".new-now"]
