"""Posters spread over office paper and gang sheets, from the command to the proofed file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from generator.catalog.inks import Ink
from generator.cli import app
from generator.errors import HandbillError, Refused
from generator.ganging import _inks
from generator.press.grid import SAME_SIZE
from generator.proof.codes import OURS
from generator.proof.reading import read_finished
from generator.units import MM
from tests.press.samples import CARD


def run(*args: str) -> Result:
    return CliRunner().invoke(app, args)


def test_a_poster_over_letter_paper_has_each_code_whole_on_one_sheet_and_is_read_back(tmp_path: Path) -> None:
    done = run(
        *("build", "three-steps-poster", "--lang", "en", "--purpose", "office", "--tile", "letter"),
        *("--out", str(tmp_path)),
    )
    assert done.exit_code == 0, done.output
    name = "three-steps-poster.en.office.pdf"
    file = read_finished((tmp_path / name).read_bytes(), name, OURS)
    assert [len(page.qrs) for page in file.pages] == [0, 0, 0, 1]
    assert {(page.boxes.media.width, page.boxes.media.height) for page in file.pages if page.boxes} == {(612, 792)}
    for number, page in enumerate(file.pages, 1):
        assert f"{number}/4" in page.text
        assert "100" in page.text
    assert "Does something" in file.pages[0].text
    assert "Does something" not in file.pages[3].text, "a sheet holds only what is on it"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--tile", "letter", "--stock", "letter"), "in place of --stock"),
        (("--overlap", "10mm"), "--overlap goes with --tile"),
        (("--tile", "letter", "--overlap", "10"), "not a length"),
        (("--tile", "letter", "--overlap", "0mm"), "above nothing"),
    ],
)
def test_options_of_tiling_that_contradict_are_refused(tmp_path: Path, said: tuple[str, ...], why: str) -> None:
    done = run("build", "three-steps-poster", "--lang", "en", "--purpose", "office", "--out", str(tmp_path), *said)
    assert done.exit_code == 2
    assert why in done.output


def test_a_poster_is_not_spread_over_perforated_cards_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "made"
    done = run(
        *("build", "three-steps-poster", "--lang", "en", "--purpose", "office", "--tile", "8371", "--out", str(out))
    )
    assert isinstance(done.exception, Refused)
    assert [finding.rule for finding in done.exception.findings if finding.rule.startswith("tile")] == ["tile.stock"]
    assert not list(out.iterdir())


def test_two_layouts_in_two_languages_share_a_sheet_with_one_cut_list(tmp_path: Path) -> None:
    done = run(
        *("gang", "hsi-tip-card=3", "errata-label", "--paper", "tabloid", "--lang", "en", "--lang", "es"),
        *("--out", str(tmp_path), "--json"),
    )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gang.en.cuts.json", "gang.en.press.pdf"]
    cuts = json.loads((tmp_path / "gang.en.cuts.json").read_text())
    (sheet,) = cuts["sheets"]
    assert cuts["unit"] == "mm"
    said = [(piece["layout"], piece["lang"]) for piece in sheet["pieces"]]
    assert sorted(said) == sorted(
        [(one, lang) for one in 3 * ["hsi-tip-card"] + ["errata-label"] for lang in ("en", "es")]
    )
    cards = [piece for piece in sheet["pieces"] if piece["layout"] == "hsi-tip-card"]
    assert {(piece["width"], piece["height"]) for piece in cards} == {(88.9, 50.8)}
    assert [cut["cut"] for cut in sheet["cuts"]] == list(range(1, len(sheet["cuts"]) + 1))
    file = read_finished((tmp_path / "gang.en.press.pdf").read_bytes(), "gang.en.press.pdf", OURS)
    assert [len(page.qrs) for page in file.pages] == [0, 6]
    front = file.pages[0].boxes
    assert front is not None
    assert front.trim.x / MM == pytest.approx(min(piece["x"] for piece in sheet["pieces"]), abs=SAME_SIZE)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("hsi-tip-card=0",), "says no number of copies"),
        (("hsi-tip-card=many",), "says no number of copies"),
        (("hsi-tip-card", "hsi-tip-card=2"), "named twice"),
    ],
)
def test_quantities_that_are_none_are_refused(said: tuple[str, ...], why: str) -> None:
    done = run("gang", *said, "--paper", "tabloid", "--lang", "en")
    assert done.exit_code == 2
    assert why in done.output


def test_a_gang_on_unknown_paper_names_what_was_meant(tmp_path: Path) -> None:
    done = run("gang", "hsi-tip-card", "--paper", "tablod", "--lang", "en", "--out", str(tmp_path))
    assert isinstance(done.exception, HandbillError)
    assert "tabloid" in str(done.exception)


def test_one_name_has_one_colour_on_a_sheet() -> None:
    assert _inks([CARD, CARD]) == CARD.inks
    other = replace(CARD, inks=(Ink("ink", (1, 0, 0, 0), (0, 0, 0)),))
    with pytest.raises(Refused) as refused:
        _inks([CARD, other])
    assert refused.value.findings[0].rule == "gang.inks"


@pytest.mark.parametrize(
    ("order", "paper", "rule"),
    [
        (("hsi-tip-card",), "8371", "gang.stock"),
        (("sro-guide",), "tabloid", "gang.faces"),
        (("three-steps-poster",), "letter", "gang.too-large"),
    ],
    ids=["perforated", "booklet", "too large"],
)
def test_a_gang_that_cannot_be_is_refused_and_leaves_nothing(
    tmp_path: Path, order: tuple[str, ...], paper: str, rule: str
) -> None:
    out = tmp_path / "made"
    done = run("gang", *order, "--paper", paper, "--lang", "en", "--out", str(out))
    assert isinstance(done.exception, Refused)
    assert [finding.rule for finding in done.exception.findings] == [rule]
    assert not out.exists()


def test_the_same_gang_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = run("gang", "errata-label=2", "--paper", "letter", "--lang", "en", "--out", str(tmp_path / name))
        assert done.exit_code == 0, done.output
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_build_on_a_bare_sheet_says_that_there_is_no_ruler(tmp_path: Path) -> None:
    said = ("--purpose", "office", "--stock", "OL178", "--out", str(tmp_path), "--json")
    done = run("build", "door-hanger", "--lang", "en", *said)
    assert done.exit_code == 0, done.output
    rules = [finding["rule"] for finding in json.loads(done.stdout)["findings"]]
    assert "stock.bare" in rules


def test_each_face_of_a_gang_is_tagged_in_its_own_language(tmp_path: Path) -> None:
    done = run("gang", "errata-label", "--paper", "letter", "--lang", "en", "--lang", "es", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    with pikepdf.open(tmp_path / "gang.en.press.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        said = {str(thing.Lang) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing}
    assert {"en", "es"} <= said


def test_every_language_of_a_gang_stands_on_the_sheet_as_often_as_was_said(tmp_path: Path) -> None:
    done = run(
        *("gang", "errata-label=2", "--paper", "tabloid", "--lang", "en", "--lang", "es"),
        *("--out", str(tmp_path), "--json"),
    )
    assert done.exit_code == 0, done.output
    (sheet,) = json.loads(done.stdout)["sheets"]
    assert sorted(piece["lang"] for piece in sheet["pieces"]) == ["en", "en", "es", "es"]
    name = "gang.en.press.pdf"
    text = read_finished((tmp_path / name).read_bytes(), name, OURS).pages[0].text
    assert text.count("Corrected number") == 2
    assert text.count("Número corregido") == 2


def test_a_poster_that_fits_whole_is_one_sheet(tmp_path: Path) -> None:
    said = ("--purpose", "office", "--tile", "tabloid", "--out", str(tmp_path))
    done = run("build", "tear-off-poster", "--lang", "en", *said)
    assert done.exit_code == 0, done.output
    name = "tear-off-poster.en.office.pdf"
    file = read_finished((tmp_path / name).read_bytes(), name, OURS)
    assert len(file.pages) == 1
    assert "1/1" in file.pages[0].text


@pytest.mark.parametrize("overlap", ["120mm", "5in"])
def test_an_overlap_of_half_a_sheet_is_refused_with_a_smaller_one(tmp_path: Path, overlap: str) -> None:
    said = ("--purpose", "office", "--tile", "letter", "--overlap", overlap, "--out", str(tmp_path))
    done = run("build", "three-steps-poster", "--lang", "en", *said)
    assert isinstance(done.exception, Refused)
    (finding,) = [one for one in done.exception.findings if one.rule == "tile.overlap"]
    assert overlap in finding.problem
    assert "10mm" in finding.fix
