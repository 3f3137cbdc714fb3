"""Job tickets: what a print shop can order from, set and proofed like a piece, with hashes nobody dials."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import Made
from generator.catalog.jobdefaults import JobDefault, read_job_defaults
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.making import Purpose
from generator.manifest import Basis, Entry
from generator.order import prepare
from generator.press.duplex import Flip
from generator.proof.known import known_directory
from generator.proof.numbers import read_text
from generator.proof.plain import plain_text, squeezed
from generator.releasing.policy import Terms
from generator.releasing.ticket import ticket_of
from generator.releasing.ticketsheet import in_bytes, ticket_pdf
from tests.compose.samples import shipped
from tests.releasing import TERMS, order, refresh, released, write

CARD, FOLDED, BOOKLET = "hsi-tip-card", "relief-brochure", "campus-guide"
DISPATCH = {"dispatch": "1-866-347-2423"}


@pytest.fixture
def office(workspace: Path) -> Path:
    """A workspace whose contacts were called lately."""
    refresh(workspace)
    return workspace


def ticket(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "job-ticket.json").read_text(encoding="utf-8"))
    return content


def printed(data: Path) -> str:
    """The words of the printed ticket on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(data).pages).split())


def drawn(entries: tuple[Entry, ...], layout: str = CARD, terms: Terms = TERMS) -> tuple[bytes, Findings]:
    """The printed ticket of files that were never made."""
    findings = Findings()
    prepared = prepare(Roots(shipped_root()), order(Path("out"), layout), findings)
    content = ticket_of(prepared, Made(entries, Basis()), terms, {})
    return ticket_pdf(content, prepared, findings), findings


def entry(name: str, sha256: str) -> Entry:
    return Entry(name, sha256, CARD, "en", "screen", pages=2)


def test_the_ticket_says_what_was_ordered_of_whom_and_that_nothing_may_be_altered(office: Path) -> None:
    folder = released(office, CARD, FOLDED).folder
    content, words = ticket(folder), printed(folder / "job-ticket.pdf")
    assert (content["release"], content["date"], content["quantity"]) == ("campus-1", "2026-11-20", 2500)
    assert content["contact"] == TERMS.contact
    assert "2,500 of each of 2 pieces" in words
    assert "J. Doe, 202-555-0199, jdoe@campus.edu" in words
    assert "campus-1, 2026-11-20" in words
    assert "Nothing in these files may be altered" in words
    assert all(label in words for label in ("Approved for print", "Name", "Signature", "Date"))


def test_a_card_has_its_sizes_bleed_sides_and_turn(office: Path) -> None:
    (piece,) = ticket(released(office, CARD, flip=Flip.SHORT).folder)["pieces"]
    assert piece["finished_size"] == {"in": "3.5 × 2 in", "mm": "88.9 × 50.8 mm"}
    assert piece["flat_size"] == piece["finished_size"]
    assert piece["bleed"] == {"in": "0.125 in", "mm": "3.2 mm"}
    assert (piece["sides"], piece["turn"], piece["folds"], piece["binding"]) == (2, "short edge", [], "")
    assert piece["inks"] == {"process": ["Cyan", "Magenta", "Yellow", "Black"], "spot": []}
    assert piece["printing_condition"] == "FOGRA39L Coated"


def test_a_folded_piece_has_its_panels_and_its_size_when_folded(office: Path) -> None:
    (piece,) = ticket(released(office, FOLDED).folder)["pieces"]
    assert piece["flat_size"]["in"] == "11 × 8.5 in"
    assert piece["finished_size"]["in"] == "3.6875 × 8.5 in"
    widths = [[panel["in"] for panel in fold["panels"]] for fold in piece["folds"]]
    assert widths == [["3.625 in", "3.6875 in", "3.6875 in"], ["3.6875 in", "3.6875 in", "3.625 in"]]


def test_a_piece_that_folds_down_and_a_booklet_have_their_sizes(office: Path) -> None:
    folder = released(office, "table-tent", BOOKLET, fields=DISPATCH).folder
    tent, book = ticket(folder)["pieces"]
    assert (tent["finished_size"]["in"], tent["flat_size"]["in"]) == ("8.5 × 2.5 in", "8.5 × 5 in")
    assert (book["finished_size"]["in"], book["flat_size"]["in"]) == ("5.5 × 8.5 in", "11 × 8.5 in")
    assert (book["sides"], book["binding"], book["turn"]) == (12, "Saddle-stitched", "")
    assert book["fields"] == {"Your dispatch": "1-866-347-2423"}
    assert "12 pages" in printed(folder / "job-ticket.pdf")


def test_paper_and_finish_are_recommended_unless_they_are_ordered(office: Path) -> None:
    first = released(office, CARD).folder
    (piece,) = ticket(first)["pieces"]
    assert piece["paper"] == {"text": "14 pt uncoated cover, about 310 g/m²", "recommended": True}
    assert "about 310 g/m² (recommended)" in printed(first / "job-ticket.pdf")
    terms = Terms("campus-2", 10, TERMS.contact, paper="130 lb kraft", finish="Round corners")
    second = released(office, CARD, terms=terms).folder
    (piece,) = ticket(second)["pieces"]
    assert piece["paper"] == {"text": "130 lb kraft", "recommended": False}
    assert piece["finish"] == {"text": "Round corners", "recommended": False}
    assert "130 lb kraft Finish" in printed(second / "job-ticket.pdf")


def test_every_format_that_ships_has_a_recommended_paper_and_finish() -> None:
    findings = Findings()
    defaults = read_job_defaults(Roots(shipped_root()), shipped().formats, findings)
    assert not findings.found
    assert set(defaults) == set(shipped().formats)
    assert all(re.search(r"g/m²|label|vinyl", default.paper) for default in defaults.values())


def test_a_recommendation_for_a_format_that_does_not_exist_is_refused(workspace: Path) -> None:
    write(workspace, "data/job-defaults.yaml", "walet-card: {paper: Card, finish: Cut}\n")
    findings = Findings()
    defaults = read_job_defaults(Roots(shipped_root(), workspace), shipped().formats, findings)
    assert [finding.rule for finding in findings] == ["job-defaults.format"]
    assert "Did you mean “wallet-card”?" in findings.found[0].fix
    assert defaults["walet-card"] == JobDefault("Card", "Cut")


def test_each_file_is_listed_with_its_fingerprint_in_both_tickets(office: Path) -> None:
    folder = released(office, CARD, purposes=tuple(Purpose)).folder
    (piece,) = ticket(folder)["pieces"]
    words = printed(folder / "job-ticket.pdf").replace(" ", "")
    names = {file["name"] for file in piece["files"]}
    assert names == {path.name for path in folder.iterdir() if path.name.startswith(CARD)}
    for file in piece["files"]:
        sha256 = hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest()
        assert file["sha256"] == sha256
        assert file["name"] in words.replace("\u200b", "")
        assert sha256 in words


def test_the_ticket_is_a_tagged_document_of_the_release(office: Path) -> None:
    with pikepdf.open(released(office, CARD).folder / "job-ticket.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Keywords"]) == "RELEASE campus-1"
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_many_files_take_as_many_pages_as_they_need() -> None:
    data, findings = drawn(tuple(entry(f"card-{at}.pdf", f"{at:02}" * 32) for at in range(70)))
    assert not findings.found
    reader = pypdf.PdfReader(io.BytesIO(data))
    pages = len(reader.pages)
    assert pages >= 3
    for number, page in enumerate(reader.pages, 1):
        assert f"Job ticket campus-1 · page {number} of {pages}" in page.extract_text()
    words = " ".join(page.extract_text() for page in reader.pages)
    assert all(f"card-{at}.pdf" in words.replace("\u200b", "") for at in range(70))


def test_a_long_name_breaks_where_its_parts_meet() -> None:
    name = "a-piece-with-a-very-long-name-that-nobody-would-ever-give-it.zh-Hans.outside-cover.png"
    data, findings = drawn((entry(name, "ab" * 32),))
    assert data
    assert not findings.found


KNOWN = known_directory(shipped().contacts)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64) | st.text("0123456789", min_size=64, max_size=64)


@given(HEX, st.integers(1, 31))
def test_no_fingerprint_reads_as_a_number_wherever_its_line_ends(sha256: str, ends: int) -> None:
    for seen in (sha256, f"8663472424{sha256[10:]}"):
        words = plain_text(in_bytes(seen)).text
        lines = f"{words[: ends * 3 - 1]}\n{words[ends * 3 :]}"
        assert squeezed(lines) == seen
        assert not [number for number in read_text(f"card.pdf Print 2 {lines}\ncard.pdf")[0] if KNOWN.accuses(number)]


def test_pages_of_fingerprints_pass_the_proof_even_of_digits_alone() -> None:
    shas = [hashlib.sha256(str(at).encode()).hexdigest() for at in range(40)]
    shas += [str(int(sha, 16)).zfill(80)[-64:] for sha in shas[:20]] + [f"8663472424{sha[10:]}" for sha in shas[:10]]
    data, findings = drawn(tuple(entry(f"card-{at}.pdf", sha) for at, sha in enumerate(shas)))
    assert data, [str(finding) for finding in findings]
    assert not findings.found


def test_a_wrong_number_on_the_ticket_would_be_found() -> None:
    terms = Terms("r", 1, "J. Doe, 202-555-0199", paper="ask 202-555-0198")
    _, findings = drawn((), terms=terms)
    assert [(finding.rule, finding.seen) for finding in findings] == [("proof.number-unknown", "202-555-0198")]
