"""The sheet of what to print: true counts of sheets, and never a claim that anything was released."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.making import Purpose
from generator.manifest import Entry
from generator.order import Order, Prepared, prepare
from generator.press.duplex import Flip
from generator.releasing.printsheet import DeskFile, desk_files, print_sheet
from tests.releasing import TODAY

ROOTS = Roots(shipped_root())
Made = tuple[Prepared, tuple[Entry, ...]]


def made(out: Path, layout: str, **more: object) -> Made:
    order = Order(out, (layout,), ("en",), (Purpose.OFFICE, Purpose.SCREEN), today=TODAY)
    order = replace(order, **more)  # type: ignore[arg-type]
    return prepare(ROOTS, order, Findings()), build(ROOTS, order).entries


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The tip card, ten to a sheet of cards."""
    return made(tmp_path_factory.mktemp("card"), "hsi-tip-card", flip=Flip.SHORT)


def text_of(card: Made, copies: int) -> str:
    found = Findings()
    data = print_sheet(*card, copies, found)
    assert not found.errors
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def one(card: Made, copies: int) -> DeskFile:
    return desk_files(*card, copies)[0]


@pytest.mark.parametrize("copies", [1, 2, 9, 10, 11, 200, 1_000_000], ids=str)
def test_the_sheets_hold_all_copies_and_no_sheet_is_too_many(card: Made, copies: int) -> None:
    told = one(card, copies)
    assert (told.sheets - 1) * told.pieces < copies <= told.sheets * told.pieces


def test_without_copies_one_print_of_the_file_is_told(card: Made) -> None:
    told = one(card, 0)
    assert (told.copies, told.sheets) == (0, 1)
    assert told.pieces > 1
    assert f"1 sheet for {told.pieces} copies" in text_of(card, 0)


def test_only_files_for_a_desk_are_told_how_to_print(card: Made) -> None:
    assert [told.file for told in desk_files(*card, 5)] == ["hsi-tip-card.en.office.pdf"]


def test_the_sheet_says_paper_edge_size_and_sheets(card: Made) -> None:
    text, told = text_of(card, 200), one(card, 200)
    assert told.stock in text
    assert "Both sides, flipped on the short edge" in text
    assert "100 %" in text
    assert f"{told.sheets} sheets for 200 copies" in text


def test_a_piece_of_one_side_has_no_edge_to_flip_on(tmp_path: Path) -> None:
    poster = made(tmp_path, "tear-off-poster")
    assert one(poster, 3).flip == ""
    assert "One side" in text_of(poster, 3)


def test_the_sheet_is_a_proof_and_claims_no_release(card: Made) -> None:
    data = print_sheet(*card, 200, Findings())
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = text_of(card, 200)
    assert "PROOF" in text
    assert "no release" in text
    assert not [word for word in ("Approved", "Job ticket", "RELEASE") if word in text]
    assert reader.metadata is not None
    assert reader.metadata.title == "What to print: a proof"


def test_the_same_files_give_the_same_sheet(card: Made) -> None:
    assert print_sheet(*card, 200, Findings()) == print_sheet(*card, 200, Findings())
