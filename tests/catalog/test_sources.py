"""Promises about the digest of a catalogue's files: whatever reading depends on changes it, and nothing else does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.catalog import load_catalog
from generator.catalog.places import Roots, shipped_root
from generator.catalog.sources import _feed, _is_read, digest_of
from generator.findings import Findings

FILES = {
    "layouts/cards/card.yaml": "title: A card\n",
    "data/topics/signs.yaml": "title: Signs\n",
    "data/translations/es/labels.yaml": "title: Letreros\n",
    "data/translations/fr/labels.yaml": "title: Mots\n",
    "data/profiles/press.icc": "profile",
    "data/big.csv": "a,b\n",
    "fonts/register.yaml": "sans: {}\n",
    "fonts/sans/Sans.ttf": "font",
    "pictures/logo.png": "picture",
}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / "shipped" / name, text)
        write(tmp_path / "ours" / name, text)
    return tmp_path / "ours"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def digest(ours: Path, langs: tuple[str, ...] | None = ("es",), pictures: tuple[str, ...] = ()) -> bytes:
    return digest_of(Roots(ours.parent / "shipped", ours), langs, pictures)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word of a layout": lambda ours: write(ours / "layouts/cards/card.yaml", "title: A care\n"),
    "a word of what ships": lambda ours: write(ours.parent / "shipped/data/topics/signs.yaml", "title: Signz\n"),
    "a word of the language": lambda ours: write(ours / "data/translations/es/labels.yaml", "title: Letrero\n"),
    "a profile": lambda ours: write(ours / "data/profiles/press.icc", "profild"),
    "a font that is gone": lambda ours: (ours / "fonts/sans/Sans.ttf").unlink(),
    "a font that is a folder": lambda ours: (
        (ours / "fonts/sans/Sans.ttf").unlink(),
        (ours / "fonts/sans/Sans.ttf").mkdir(),
    ),
    "a new file": lambda ours: write(ours / "data/topics/new.yaml", ""),
    "a new file of another language": lambda ours: write(ours / "data/translations/fr/new.yaml", ""),
    "a file gone": lambda ours: (ours / "data/topics/signs.yaml").unlink(),
    "another name": lambda ours: (ours / "data/topics/signs.yaml").rename(ours / "data/topics/sign.yaml"),
    "a suffix": lambda ours: (ours / "data/topics/signs.yaml").rename(ours / "data/topics/signs.YML"),
    "a stray file": lambda ours: write(ours / "stray.yaml", "panels:\n"),
    "a link to nowhere": lambda ours: (ours / "data/link.yaml").symlink_to(ours / "nowhere"),
    "an empty folder": lambda ours: (ours / "layouts/posters").mkdir(),
}


def linked(ours: Path) -> None:
    write(ours.parent / "elsewhere/more.yaml", "title: More\n")
    (ours / "layouts/linked").symlink_to(ours.parent / "elsewhere")


CHANGES["words behind a link"] = linked


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_an_edit_is_never_missed(change: Callable[[Path], object], ours: Path) -> None:
    before = digest(ours)
    change(ours)
    assert digest(ours) != before


def test_an_edit_that_keeps_size_and_time_is_not_missed(ours: Path) -> None:
    file, before = ours / "layouts/cards/card.yaml", digest(ours)
    times = file.stat()
    write(file, "title: B card\n")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.stat().st_size == times.st_size
    assert digest(ours) != before


def test_an_edit_behind_a_linked_folder_is_not_missed(ours: Path) -> None:
    linked(ours)
    before = digest(ours)
    write(ours.parent / "elsewhere/more.yaml", "title: Less\n")
    assert digest(ours) != before


@pytest.mark.parametrize("name", ["data/translations/fr/labels.yaml", "data/big.csv", "fonts/sans/Sans.ttf"])
def test_what_is_not_read_does_not_count(name: str, ours: Path) -> None:
    before = digest(ours)
    write(ours / name, "another text")
    assert digest(ours) == before


def test_without_a_language_named_all_of_them_count(ours: Path) -> None:
    before = digest(ours, None)
    write(ours / "data/translations/fr/labels.yaml", "title: Paroles\n")
    assert digest(ours, None) != before


def test_a_picture_counts_where_a_layout_shows_it(ours: Path) -> None:
    shown, unshown = digest(ours, pictures=("pictures/logo.png",)), digest(ours)
    write(ours / "pictures/logo.png", "another")
    assert digest(ours) == unshown
    assert digest(ours, pictures=("pictures/logo.png",)) != shown


def test_a_picture_that_a_link_leads_elsewhere_counts(ours: Path) -> None:
    (ours / "pictures/logo.png").unlink()
    write(ours.parent / "outside.png", "picture")
    write(ours / "pictures/other.png", "picture")
    (ours / "pictures/logo.png").symlink_to(ours / "pictures/other.png")
    inside = digest(ours, pictures=("pictures/logo.png",))
    (ours / "pictures/logo.png").unlink()
    (ours / "pictures/logo.png").symlink_to(ours.parent / "outside.png")
    assert digest(ours, pictures=("pictures/logo.png",)) != inside


def test_the_same_files_have_the_same_digest_whatever_order_the_disk_has(ours: Path) -> None:
    before = digest(ours)
    for name, text in reversed(FILES.items()):
        (ours / name).unlink()
        write(ours / name, text)
    assert digest(ours) == before


def test_links_in_a_circle_come_to_an_end(ours: Path) -> None:
    (ours / "layouts/up").symlink_to(ours / "layouts")
    (ours / "data/layouts").symlink_to(ours / "layouts")
    (ours / "layouts/data").symlink_to(ours / "data")
    assert len(digest(ours)) == 32


def test_a_pipe_among_the_files_makes_nobody_wait(ours: Path) -> None:
    before = digest(ours)
    os.mkfifo(ours / "data/pipe.yaml")
    assert digest(ours) != before


@given(st.lists(st.tuples(st.text("ab:0 /", max_size=4), st.binary(max_size=4)), max_size=4))
def test_no_two_rows_of_files_feed_the_same(files: list[tuple[str, bytes]]) -> None:
    fed: list[bytes] = []
    for name, data in files:
        _feed(fed.append, name, data)
    rest, read = b"".join(fed), []
    while rest:
        head, _, rest = rest.partition(b":")
        name_size, data_size = map(int, head.split())
        read.append((rest[:name_size].decode(), rest[name_size : name_size + data_size]))
        rest = rest[name_size + data_size :]
    assert read == files


_watched: list[str] | None = None


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and _watched is not None and isinstance(args[0], (str, bytes, os.PathLike)):
        _watched.append(os.fsdecode(args[0]))


@pytest.mark.parametrize("langs", [("en",), ("es", "ar"), None], ids=str)
def test_every_file_that_reading_opens_is_in_the_digest(langs: tuple[str, ...] | None) -> None:
    global _watched
    sys.addaudithook(_watch)
    roots, _watched = Roots(shipped_root()), []
    catalog = load_catalog(roots, Findings(), langs)
    opened, _watched = _watched, None
    read = None if langs is None else {*langs, *catalog.translations}
    ours = [Path(name).relative_to(roots.shipped).as_posix() for name in opened if name.startswith(f"{roots.shipped}/")]
    files = [name for name in ours if not name.endswith((".py", ".pyc"))]
    assert len(files) > 50
    assert [name for name in files if not _is_read(name, read)] == []
