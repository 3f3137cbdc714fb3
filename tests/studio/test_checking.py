"""Check a PDF: planted faults told and marked where they stand, true files found true, and bad files refused kindly."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from generator.catalog.places import Roots, shipped_root
from generator.catalog.policies import Policies
from generator.findings import Severity
from generator.proof.bounds import LONGEST_SIDE, MOST_PAGES, out_of_bounds
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.proof.spots import picture_pages
from generator.proof.verdicts import Clock
from generator.proofview import Outcome, view_of
from tests.conftest import Command
from tests.proof import foreign, samples
from tests.studio.asking import job, read, send, words
from tests.studio.planted import card, card_with_another_number
from tests.studio.served import Served

TRUE = "1-866-347-2423"
# How far a mark stands off what it marks, at most, as a share of the page.
AROUND = 0.05


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A card of ours."""
    return card(tmp_path_factory.mktemp("good"), Roots(shipped_root()))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A card of ours as true to the eye, made where the directory has another number; with that number."""
    path = card_with_another_number(tmp_path_factory.mktemp("elsewhere"))
    with pypdfium2.PdfDocument(path) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert TRUE not in text
    numbers = set(re.findall(r"1-\d{3}-\d{3}-\d{4}", text))
    assert len(numbers) == 1
    return path, numbers.pop()


def places(path: Path, text: str) -> list[tuple[int, float, float, float, float]]:
    """The pages, from 1, and left, top, right and bottom in shares of the page of every place where a text stands."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            width, height = page.get_size()
            extracted = page.get_textpage()
            search = extracted.search(text)
            while (match := search.get_next()) is not None:
                boxes = [extracted.get_rect(index) for index in range(extracted.count_rects(*match))]
                left, bottom = (min(box[side] for box in boxes) for side in (0, 1))
                right, top = (max(box[side] for box in boxes) for side in (2, 3))
                found.append((number, left / width, 1 - top / height, right / width, 1 - bottom / height))
    return found


def handed(served: Served, data: bytes, name: str = "card.pdf") -> str:
    """The id of a PDF that was handed in."""
    status, _, body = served.ask("POST", f"/en/upload/pdfs?name={quote(name)}", data)
    assert status == 200, body
    return str(json.loads(body)["id"])


def checked(served: Served, data: bytes, name: str = "card.pdf", tongue: str = "en") -> tuple[str, str]:
    """The address of the job that checked a PDF, and the source of its page."""
    address, state = job(served, f"/{tongue}/check", [("pdf", handed(served, data, name))])
    assert state == "done"
    return address, read(served, address)


def open_checked(page: Page, served: Served, path: Path, tongue: str = "en") -> None:
    """Choose a file with the page, press the button that has the focus, and wait for what was found."""
    page.goto(f"{served.address}{tongue}/check")
    page.set_input_files("#file", path)
    expect(page.locator("#check button")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict", timeout=90_000)


def test_a_planted_digit_is_told_first_and_marked_at_its_place_on_its_page(
    served: Served, page: Page, planted: tuple[Path, str]
) -> None:
    path, wrong = planted
    open_checked(page, served, path)
    expect(page.locator(".verdict")).to_have_text(re.compile("Faults found. Do not print."))
    told = page.locator(".finding.error", has_text=wrong).first
    assert TRUE in told.inner_text()
    page_number = int(re.search(r"page (\d+)", told.locator(".where").inner_text())[1])
    number = told.locator(".number").inner_text()
    picture = page.locator(f"#page-{page_number} img").bounding_box()
    marks = [
        mark.bounding_box()
        for mark in page.locator(f"#page-{page_number} g.mark:has([href='#finding-{number}']) .line").all()
    ]
    expected = [sides for on, *sides in places(path, wrong) if on == page_number]
    assert expected
    assert len(marks) == len(expected)
    for mark, (left, top, right, bottom) in zip(marks, expected, strict=True):
        shares = (
            (mark["x"] - picture["x"]) / picture["width"],
            (mark["y"] - picture["y"]) / picture["height"],
            (mark["x"] + mark["width"] - picture["x"]) / picture["width"],
            (mark["y"] + mark["height"] - picture["y"]) / picture["height"],
        )
        assert shares[0] < left < right < shares[2]
        assert shares[1] < top < bottom < shares[3]
        assert max(left - shares[0], shares[2] - right) < AROUND
        assert max(top - shares[1], shares[3] - bottom) < AROUND


def test_findings_come_by_gravity_and_are_numbered_in_that_order(served: Served) -> None:
    _, source = checked(served, samples.text_page("Call 1-866-347-2424", "www.ice.gov/wrong", "Call 911"))
    kinds = re.findall(r'<li class="finding (\w+)" id="finding-(\d+)"', source)
    order = ["error", "warning", "note"]
    assert {"error", "warning"} <= {kind for kind, _ in kinds}
    assert [order.index(kind) for kind, _ in kinds] == sorted(order.index(kind) for kind, _ in kinds)
    assert [int(number) for _, number in kinds] == list(range(1, len(kinds) + 1))


def test_a_piece_of_ours_is_found_true_with_whose_each_number_is_and_when_it_was_checked(
    served: Served, good: Path
) -> None:
    address, source = checked(served, good.read_bytes(), good.name)
    said = words(source)
    assert "Read back and found true." in said
    assert re.search(rf"{TRUE} number HSI Tip Line May 30, 2024 , too long ago", said)
    assert 'href="/en/directory/hsi-tipline"' in source
    spanish = words(read(served, address.replace("/en/", "/es/")))
    assert "Leído de nuevo y hallado correcto." in spanish


def test_the_report_is_byte_for_byte_the_one_of_the_command_line(
    served: Served, planted: tuple[Path, str], handbill: Command, tmp_path: Path
) -> None:
    path, _ = planted
    copy = tmp_path / "office card.pdf"
    copy.write_bytes(path.read_bytes())
    report = tmp_path / "report.html"
    workspace = ("--workspace", str(served.workspace))
    assert handbill("proof", str(copy), "--report", str(report), *workspace).code == 1
    address, source = checked(served, copy.read_bytes(), copy.name)
    (link,) = re.findall(r'href="([^"]+-proof\.html)"', source)
    status, headers, body = served.ask("GET", quote(link))
    assert status == 200
    assert headers["content-disposition"].startswith("attachment")
    assert body == report.read_bytes()
    assert link.startswith(f"{address}/files/")


def test_a_file_whose_words_are_a_picture_is_never_called_true(served: Served) -> None:
    data = samples.pdf(samples.together(foreign.in_jpeg(foreign.photograph(1), dpi=500), samples.lines("Call 911")))
    said = words(checked(served, data)[1])
    assert "No fault in what could be read." in said
    assert "found true." not in said


def test_a_file_without_anything_of_the_directory_is_not_said_to_hold_true_numbers(served: Served) -> None:
    said = words(checked(served, samples.text_page("Have a good day"))[1])
    assert "no number, address or code of the directory was read" in said
    assert "Every number, address and code" not in said


def broken(data: bytes) -> bytes:
    """A file cut off in its middle."""
    return data[: len(data) // 3]


def long_page(data: bytes) -> bytes:
    """A page longer than any page may be."""
    return resized(data, (200, LONGEST_SIDE + 1))


def longest_page(data: bytes) -> bytes:
    """A page as long as a page may be."""
    return resized(data, (20, LONGEST_SIDE))


def resized(data: bytes, size: tuple[float, float]) -> bytes:
    """The same file on pages of another size."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.pages:
            for box in ("/TrimBox", "/BleedBox", "/CropBox"):
                if box in one:
                    del one[box]
            one.MediaBox = [0, 0, *size]
        pdf.save(target)
    return target.getvalue()


def many_pages(data: bytes, pages: int = MOST_PAGES + 1) -> bytes:
    """The page of a file so many times."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first = pdf.pages[0]
        for _ in range(pages - 1):
            pdf.pages.append(first)
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("spoil", "english", "spanish"),
    [
        pytest.param(broken, "The PDF is damaged", "está dañado", id="damaged"),
        pytest.param(samples.locked, "locked with a password", "no se puede leer", id="locked"),
        pytest.param(lambda _: b"%PDF-1.7\nnothing", "The PDF is damaged", "no se puede leer", id="no pdf"),
        pytest.param(
            many_pages,
            f"has {MOST_PAGES + 1} pages",
            f"páginas: {MOST_PAGES + 1}; máximo: {MOST_PAGES}",
            id="many pages",
        ),
        pytest.param(long_page, "Page 1 is 200 in long", "largo: 200 in; máximo: 200 in", id="long page"),
    ],
)
def test_a_file_that_cannot_be_checked_is_refused_in_plain_words_and_the_studio_goes_on(
    served: Served, spoil: Callable[[bytes], bytes], english: str, spanish: str
) -> None:
    address, source = checked(served, spoil(samples.card()))
    said = words(source)
    assert "This file could not be checked." in said
    assert english in said
    assert "found true" not in said.lower()
    assert "Traceback" not in source
    assert spanish in words(read(served, address.replace("/en/", "/es/")))
    assert served.alive()


def test_a_page_as_long_as_a_page_may_be_is_read(served: Served) -> None:
    _, source = checked(served, longest_page(samples.card()))
    assert "could not be checked" not in words(source)
    assert 'id="page-1"' in source


@pytest.mark.parametrize("mark", ["", "0" * 32, "../../etc/passwd"], ids=["none", "unknown", "a path"])
def test_without_a_file_the_page_asks_for_one_at_its_control(served: Served, mark: str) -> None:
    status, _, source = send(served, "/en/check", [("pdf", mark)])
    assert status == 422
    assert re.search(r'<p role="status" class="told" id="file-status">Choose a PDF first.', source)
    assert re.search(r'id="file"[^>]*aria-describedby="[^"]*file-status[^"]*" aria-invalid="true"', source)


def test_the_pictures_of_the_pages_are_files_of_the_job_and_nothing_else_is(served: Served, good: Path) -> None:
    address, source = checked(served, good.read_bytes(), good.name)
    (front, *_) = re.findall(r'<img src="([^"]+)"', source)
    status, headers, body = served.ask("GET", front)
    assert (status, headers["content-type"], body[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")
    assert served.ask("GET", f"{address}/files/{good.name}")[0] == 404
    assert served.ask("GET", f"{address}/files/..%2F..%2Fhanded")[0] == 404


def test_dropping_a_file_begins_at_once(served: Served, page: Page) -> None:
    page.goto(f"{served.address}en/check")
    transfer = page.evaluate_handle(
        """text => { const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], "dropped.pdf"));
        return transfer; }""",
        base64.b64encode(samples.card()).decode(),
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    page.wait_for_selector(".verdict", timeout=90_000)
    expect(page.locator("h1")).to_have_text("dropped.pdf")


def test_a_finding_leads_to_its_mark_and_back_with_the_keyboard(
    served: Served, page: Page, planted: tuple[Path, str]
) -> None:
    open_checked(page, served, planted[0])
    link = page.locator(".finding .where a[href^='#mark-']").first
    number = link.get_attribute("href").removeprefix("#mark-")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == f"mark-{number}"
    mark = page.locator(f"#mark-{number}")
    expect(mark).to_be_in_viewport()
    assert mark.get_attribute("aria-label") == f"Finding {number}"
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == f"finding-{number}"


def test_marks_tell_how_grave_they_are_without_colour(served: Served, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "both.pdf"
    path.write_bytes(samples.text_page("Call 1-866-347-2424", "Call 1-866-347-2423"))
    open_checked(page, served, path)
    dashes = {
        kind: page.locator(f".mark.{kind} .line").first.evaluate("one => getComputedStyle(one).strokeDasharray")
        for kind in ("error", "warning")
    }
    assert dashes["error"] == "none"
    assert dashes["warning"] != "none"


@pytest.mark.parametrize(
    ("pages", "rules"), [(MOST_PAGES, []), (MOST_PAGES + 1, ["file.pages"])], ids=["as many as", "one more"]
)
def test_as_many_pages_are_looked_through_as_is_said(pages: int, rules: list[str]) -> None:
    found = out_of_bounds(many_pages(samples.card(), pages), "card.pdf")
    assert [finding.rule for finding in found] == rules
    assert all(str(MOST_PAGES) in finding.problem and finding.seen == str(pages) for finding in found)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        pytest.param(samples.card(), Outcome.TRUE, id="true"),
        pytest.param(samples.text_page("Call 1-866-347-2424"), Outcome.FAULTY, id="faulty"),
        pytest.param(samples.pdf(foreign.in_jpeg(foreign.photograph(1), dpi=200)), Outcome.PARTLY, id="a picture"),
        pytest.param(b"%PDF-1.7\nnothing", Outcome.UNREADABLE, id="unreadable"),
    ],
)
def test_the_verdict_is_no_better_than_what_was_read(data: bytes, outcome: Outcome) -> None:
    known = known_directory(samples.small_directory())
    view = view_of(data, proof_bytes(data, "card.pdf", known))
    assert view.outcome is outcome
    assert list(view.numbered.values()) == list(range(1, len(view.findings) + 1))
    assert view.sha256 == hashlib.sha256(data).hexdigest()
    assert (outcome in (Outcome.FAULTY, Outcome.UNREADABLE)) == any(
        finding.severity is Severity.ERROR for finding in view.findings
    )


def test_what_stands_on_several_pages_is_found_true_once() -> None:
    data = samples.pdf(samples.lines(f"Call {TRUE}"), samples.lines(f"Call {TRUE}", "911"))
    result = proof_bytes(data, "two.pdf", known_directory(samples.small_directory()))
    found = view_of(data, result).true
    assert len(found) == len(set(found))
    assert [one.text for one in found].count(TRUE) == 1


def test_a_check_that_is_too_old_is_marked_at_the_number_that_it_is_about() -> None:
    data = samples.pdf(samples.lines(f"Call {TRUE}", x=60, top=80))
    clock = Clock(datetime.date(2026, 11, 1), Policies(180, 365))
    view = view_of(data, proof_bytes(data, "card.pdf", known_directory(samples.small_directory()), clock=clock))
    old = [number for finding, number in view.numbered.items() if finding.rule == "proof.number-stale"]
    (picture,) = picture_pages(data, view.result, view.numbered)
    spots = [spot for spot in picture.spots if set(old) & set(spot.numbers)]
    assert len(spots) == len(old) == 1
    width, height = samples.CARD
    assert 60 / width < spots[0].left + spots[0].width / 2 < 150 / width
    assert spots[0].top < 1 - 80 / height < spots[0].top + spots[0].height + 0.02


@pytest.mark.parametrize("dpi", [50.0, 110.0, 250.0])
def test_a_picture_is_as_sharp_as_asked_and_says_its_pixels(dpi: float) -> None:
    data = samples.card()
    result = proof_bytes(data, "card.pdf", known_directory(samples.small_directory()))
    (picture,) = picture_pages(data, result, {}, dpi)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (picture.width, picture.height) == image.size
    assert abs(picture.width - samples.CARD[0] / 72 * dpi) <= 2
