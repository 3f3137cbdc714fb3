"""The catalogue held between previews: read again when a file was touched, and refused as a build would refuse it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.catalog.places import Roots, shipped_root
from generator.catalog.sources import stamp_of
from generator.errors import Refused
from generator.preview import held
from generator.preview.held import catalog_for, whole_catalog
from generator.preview.model import Preview
from generator.preview.shelf import shelf
from generator.preview.show import show
from tests.preview.shown import ordered

CARD = "layouts/cards/indicator-card.yaml"
TITLES = "data/translations/es/layouts.yaml"


class Clock:
    """A clock that goes when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which files are looked at."""
    clock = Clock()
    monkeypatch.setattr(held, "time", clock)
    return clock


@pytest.fixture
def roots(tmp_path: Path) -> Iterator[Roots]:
    """A workspace with a card of its own."""
    path = tmp_path / "own" / "layouts" / "own-card.yaml"
    path.parent.mkdir(parents=True)
    shutil.copyfile(shipped_root() / CARD, path)
    yield Roots(shipped_root(), tmp_path / "own")
    held._held.clear()
    held._stamps.clear()


def _own(roots: Roots) -> Path:
    assert roots.workspace is not None
    return roots.workspace / "layouts" / "own-card.yaml"


def _edit(roots: Roots, old: str, new: str) -> None:
    text = _own(roots).read_text(encoding="utf-8")
    assert old in text
    _own(roots).write_text(text.replace(old, new), encoding="utf-8")


def _shown(roots: Roots) -> Preview:
    return show(roots, ordered("own-card"))


def test_an_edit_beside_the_open_page_is_seen_within_a_second_or_two(roots: Roots, clock: Clock) -> None:
    before = _shown(roots)
    _edit(roots, "theme: beacon", "theme: plain")
    same = _shown(roots)
    clock.now += 1.1
    after = _shown(roots)
    assert same == before
    assert [face.png for face in after.faces] != [face.png for face in before.faces]


def test_files_are_looked_at_once_a_second_and_read_once(
    roots: Roots, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Roots] = []
    read: list[object] = []
    open_ = held.remembered
    monkeypatch.setattr(held, "stamp_of", lambda seen: (looked.append(seen), stamp_of(seen))[1])
    monkeypatch.setattr(held, "remembered", lambda *asked: (read.append(asked), open_(*asked))[1])
    for _ in range(3):
        _shown(roots)
    clock.now += 1.1
    _shown(roots)
    assert (len(looked), len(read)) == (2, 1)


def test_a_catalogue_that_is_refused_gives_its_findings_and_comes_back_when_it_is_mended(
    roots: Roots, clock: Clock
) -> None:
    assert _shown(roots).faces
    _edit(roots, "theme: beacon", "theme: pink")
    clock.now += 1.1
    refused = _shown(roots)
    _edit(roots, "theme: pink", "theme: beacon")
    clock.now += 1.1
    assert refused.faces == ()
    assert "theme.unknown" in [told.finding.rule for told in refused.told]
    assert _shown(roots).faces


def test_a_fault_in_another_language_is_no_fault_of_a_piece(roots: Roots, clock: Clock) -> None:
    assert roots.workspace is not None
    path = roots.workspace / TITLES
    path.parent.mkdir(parents=True)
    path.write_text('indicator-card:\n  title: {text: "Señales", of: "00000000"}\n', encoding="utf-8")
    clock.now += 1.1
    english, spanish = (show(roots, ordered("indicator-card", lang)) for lang in ("en", "es"))
    assert len(english.faces) == 2
    assert spanish.faces == ()
    assert "translation.stale" in [told.finding.rule for told in spanish.told]
    with pytest.raises(Refused):
        catalog_for(roots, ("es",), ("indicator-card",))
    offered = {lang for piece in shelf(roots).pieces for lang in piece.titles}
    assert "es" not in offered
    assert {"en", "ar"} <= offered


def test_what_was_not_touched_is_the_same_object(roots: Roots, clock: Clock) -> None:
    first = whole_catalog(roots)
    clock.now += 1.1
    assert whole_catalog(roots) is first
    assert catalog_for(roots, ("es",), ("own-card",)) is first


def test_while_files_are_edited_only_what_is_asked_for_is_read(roots: Roots, clock: Clock) -> None:
    whole_catalog(roots)
    _edit(roots, "theme: beacon", "theme: plain")
    clock.now += 1.1
    assert set(catalog_for(roots, ("es",), ("own-card",)).translations) == {"es"}
    assert len(whole_catalog(roots).translations) > 10


def test_no_more_catalogues_are_held_than_a_few(roots: Roots, clock: Clock) -> None:
    whole_catalog(roots)
    _edit(roots, "theme: beacon", "theme: plain")
    clock.now += 1.1
    for lang in ("es", "ar", "fr", "ru", "vi", "ko", "tl", "so", "hi", "th"):
        catalog_for(roots, (lang,), ("own-card",))
    assert len(held._held) == held._KEPT


def test_a_stamp_knows_an_edit_of_the_same_length_a_new_file_and_one_that_went(roots: Roots) -> None:
    stamps = [stamp_of(roots)]
    _edit(roots, "theme: beacon", "theme: cobalt")
    stamps.append(stamp_of(roots))
    other = _own(roots).with_name("other.yaml")
    other.write_text("title: Other\n", encoding="utf-8")
    stamps.append(stamp_of(roots))
    other.rename(other.with_name("another.yaml"))
    stamps.append(stamp_of(roots))
    assert len(set(stamps)) == 4
    assert stamp_of(roots) == stamps[-1]
