"""Making from a page: the same files as the command line's, all in one zip, and what is wrong told at its field."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pypdf
import pytest
from playwright.sync_api import Page

from tests.conftest import run_in
from tests.studio.asking import Form, job, links, read, send, words
from tests.studio.served import OTHER_LOOKS, Served, violations

PIECE = "campus-glovebox-card"
PURPOSES = ("press", "office", "screen", "image", "vcard")
AGENCY, DISPATCH = "Policía de la Universidad & Cía", "202-555-0199"
FORM: Form = [
    ("field.agency", AGENCY),
    ("field.dispatch", DISPATCH),
    ("lang", "es"),
    ("stock", "letter"),
    ("flip", "short"),
    ("quantity", "201"),
    *(("purpose", purpose) for purpose in PURPOSES),
]
BESIDE = {"what-to-print.pdf", "proof-report.html", "manifest.json"}


@pytest.fixture(scope="module")
def handed(served: Served, logo: bytes) -> str:
    """The id of a logo that was handed in."""
    status, _, answer = served.ask("POST", "/en/upload/pictures?name=seal.png", logo)
    assert status == 200
    return str(json.loads(answer)["id"])


@pytest.fixture(scope="module")
def form(handed: str) -> Form:
    """The form of the card with everything filled in, and for all purposes."""
    return [*FORM, ("picture.logo", handed)]


@pytest.fixture(scope="module")
def made(served: Served, form: Form) -> str:
    """The address of a job that made the card for all purposes."""
    address, state = job(served, f"/en/piece/{PIECE}/make", form)
    assert state == "done", words(read(served, address))
    return address


@pytest.fixture(scope="module")
def refused(served: Served) -> str:
    """The address of a job that was refused for a number that is none, and for copies that are none."""
    form = [*(one for one in FORM if one[0] not in ("field.dispatch", "quantity")), ("field.dispatch", "202-555")]
    address, state = job(served, f"/en/piece/{PIECE}/make", [*form, ("quantity", "many")])
    assert state == "refused"
    return address


@pytest.fixture(scope="module")
def packed(served: Served, made: str) -> Iterator[zipfile.ZipFile]:
    """The zip of all files."""
    status, headers, data = served.ask("GET", f"{made}/all.zip")
    assert (status, headers["content-disposition"]) == (200, f'attachment; filename="{PIECE}.es.proof.zip"')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, handed: str, logo: bytes) -> Path:
    """What the command line builds of the same values, with the logo in a workspace."""
    out, workspace = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("workspace")
    picture = f"pictures/{handed}/seal.png"
    (workspace / picture).parent.mkdir(parents=True)
    (workspace / picture).write_bytes(logo)
    said = ["--set", f"agency={AGENCY}", "--set", f"dispatch={DISPATCH}", "--set", f"logo={picture}"]
    said += ["--workspace", str(workspace)]
    options = ["--lang", "es", "--stock", "letter", "--flip", "short", "--purpose", ",".join(PURPOSES)]
    assert run_in(out.parent, "build", PIECE, *said, *options, "--out", str(out)).code == 0
    return out


def test_the_files_are_byte_for_byte_those_of_the_command_line(packed: zipfile.ZipFile, built: Path) -> None:
    names = {path.name for path in built.iterdir() if path.name != "manifest.json"}
    assert len(names) == 6  # three PDFs, two pictures, one address book
    assert {name: packed.read(name) for name in names} == {name: (built / name).read_bytes() for name in names}


def test_the_zip_holds_every_file_and_nothing_else(packed: zipfile.ZipFile, built: Path) -> None:
    assert set(packed.namelist()) == {path.name for path in built.iterdir()} | BESIDE
    assert packed.testzip() is None


def test_what_goes_with_a_proof_says_that_it_is_one(packed: zipfile.ZipFile) -> None:
    sheet = pypdf.PdfReader(io.BytesIO(packed.read("what-to-print.pdf")))
    text = " ".join(page.extract_text() for page in sheet.pages)
    assert all(words in text for words in ("PROOF", "101 sheets for 201 copies", "flipped on the short edge"))
    assert not [word for word in ("Release:", "Approved", "RELEASE", "ticket") if word in text]
    assert "PROOF" in str(sheet.metadata)
    assert "Proof report" in packed.read("proof-report.html").decode()


def test_the_manifest_lists_the_same_files_as_the_command_lines(packed: zipfile.ZipFile, built: Path) -> None:
    ours, theirs = (json.loads(data) for data in (packed.read("manifest.json"), (built / "manifest.json").read_bytes()))
    assert ours["files"] == theirs["files"]
    # The logo lies in a workspace there, whose name it bears, and here it was handed in.
    assert sorted(ours["inputs"].values()) == sorted(theirs["inputs"].values())


def test_the_page_says_how_to_print_and_what_was_read(served: Served, made: str) -> None:
    page = words(read(served, made))
    assert "This is a proof." in page
    assert "Print 101 sheets. That gives you 201 copies." in page
    assert "Both sides, flip on the short edge" in page
    assert "6 files were opened and read" in page
    assert "nobody has checked it: call it before you print" in page


def test_every_file_has_its_link_and_leads_back_to_the_filled_in_form(served: Served, made: str, form: Form) -> None:
    found = links(read(served, made))
    for link in [link for link in found if "/files/" in link]:
        assert served.ask("GET", link)[0] == 200
    assert len([link for link in found if "/files/" in link]) == 10  # the sheet for a desk stands there twice
    back = next(link for link in found if link.startswith(f"/en/piece/{PIECE}?"))
    assert sorted(parse_qsl(urlsplit(back).query)) == sorted(form)
    filled_in = read(served, back)
    assert f'value="{DISPATCH}"' in filled_in
    assert f'value="{html.escape(AGENCY)}"' in filled_in


def test_the_pictures_show_the_faces_as_they_are_cut(served: Served, made: str) -> None:
    for face in ("front", "back"):
        status, headers, data = served.ask("GET", f"{made}/files/.{face}.png")
        assert (status, headers["content-type"], data[:4]) == (200, "image/png", b"\x89PNG")
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert abs(width / height - 6 / 4) < 0.01 or abs(height / width - 6 / 4) < 0.01


def test_what_is_missing_for_a_release_is_told_with_the_way_there(served: Served, made: str) -> None:
    page = read(served, made)
    assert "things are missing for that" in words(page)
    assert any(link.startswith(f"/en/release/{PIECE}?field.agency=") for link in links(page))


def test_a_refusal_names_each_field_and_leads_to_it_with_all_that_was_typed(served: Served, refused: str) -> None:
    page = read(served, refused)
    to_fields = [link for link in links(page) if "#" in link and link.startswith("/en/piece/")]
    assert {link.partition("#")[2] for link in to_fields} == {"field-dispatch", "quantity"}
    assert all("field.dispatch=202-555&" in link and "lang=es" in link for link in to_fields)
    assert "all.zip" not in page
    assert served.ask("GET", f"{refused}/all.zip")[0] == 404


@pytest.mark.parametrize(
    "name", ["none.pdf", "..%2Fmanifest.json", "%2Fetc%2Fpasswd", ".%2Fmanifest.json", "..", ".proof"], ids=str
)
def test_no_file_is_served_that_the_job_did_not_make(served: Served, made: str, name: str) -> None:
    assert served.ask("GET", f"{made}/files/{name}")[0] == 404


@pytest.mark.parametrize("said", [("purpose", "gold"), ("flip", "up")], ids=["purpose", "flip"])
def test_what_no_form_offers_is_refused_at_once(served: Served, said: tuple[str, str]) -> None:
    assert send(served, f"/en/piece/{PIECE}/make", [*FORM, said])[0] == 422


def test_a_piece_that_does_not_exist_is_refused_at_once(served: Served) -> None:
    assert send(served, "/en/piece/no-such-piece/make", FORM)[0] == 404


@pytest.mark.parametrize(("tongue", "scheme"), OTHER_LOOKS[1:])
def test_the_pages_have_no_violation(
    served: Served, page: Page, made: str, refused: str, tongue: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (made, refused):
        page.goto(served.address.rstrip("/") + address.replace("/en/", f"/{tongue}/", 1))
        assert violations(page) == []
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size({"width": 1280, "height": 900})
