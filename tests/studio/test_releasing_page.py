"""Releasing from a page: all that is missing is said at once, and once it is supplied the release is made."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pypdf
import pytest
from playwright.sync_api import Page

from tests.releasing import age, refresh, sign
from tests.studio.asking import Form, job, links, read, send, words
from tests.studio.served import OTHER_LOOKS, Served, studio, violations

PIECE = "hsi-tip-card"
CARD = "campus-glovebox-card"
ORDER: Form = [("name", "campus-1"), ("contact", "J. Doe, 202-555-0142"), ("quantity", "2500")]
# The topics of the tip card, with the labels that may stand on any piece.
TOPICS = ("contacts", "labels", "steps")
CARD_FORM: Form = [("field.dispatch", "202-555-0199"), ("lang", "es"), ("purpose", "office")]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A studio with a workspace in which all stands ready for the tip card, and not for the other one."""
    workspace = tmp_path_factory.mktemp("office")
    refresh(workspace, date.today())
    age(workspace, "nht-hotline", "2023-07-24")
    sign(workspace, "es", *TOPICS)
    with studio(workspace) as running:
        yield running


@pytest.fixture(scope="module")
def released(office: Served) -> str:
    """The address of a job that released the tip card in Spanish."""
    address, state = job(office, f"/en/release/{PIECE}", [("lang", "es"), *ORDER])
    assert state == "done", words(read(office, address))
    return address


@pytest.fixture(scope="module")
def refused(office: Served) -> str:
    """The address of a job that may not release a card, for all that is missing."""
    address, state = job(office, f"/en/release/{CARD}", [*CARD_FORM, ("name", "card-1"), *ORDER[1:]])
    assert state == "refused"
    return address


def asking(piece: str, form: Form) -> str:
    return f"/en/release/{piece}?{urlencode(form)}"


def test_the_page_says_everything_that_is_missing_at_once(office: Served) -> None:
    page = read(office, asking(CARD, CARD_FORM))
    found = links(page)
    assert "3 things are still missing" in words(page)
    contacts = [link.rpartition("/")[2] for link in found if "/directory/" in link and "/add?" not in link]
    assert sorted(contacts) == ["emergency", "hsi-tipline", "nht-hotline", "nht-hotline"]  # once more as a reason
    assert [link.partition("#")[2] for link in found if link.endswith("#field-dispatch")] == ["field-dispatch"]
    assert "read in the source, not called" in words(page)
    assert "handbill review es campus" in page
    assert "Nothing is released on a check that is older than 365 days" in words(page)


def test_a_sample_that_was_left_in_is_missing_too(office: Served) -> None:
    page = read(office, asking(CARD, [("field.dispatch", "202-555-0142")]))
    assert "field “dispatch”" in words(page)
    assert "sample" in words(page)


def test_what_is_missing_for_a_piece_follows_its_language(office: Served) -> None:
    assert "handbill review" not in read(office, asking(CARD, [("field.dispatch", "202-555-0199")]))


def test_while_something_is_missing_the_form_only_looks_again_and_keeps_what_was_typed(office: Served) -> None:
    page = read(office, asking(CARD, [*CARD_FORM, *ORDER]))
    assert '<button formmethod="get">Look again</button>' in page
    assert 'value="campus-1"' in page
    assert '<input type="hidden" name="field.dispatch" value="202-555-0199">' in page
    assert '<input type="hidden" name="lang" value="es">' in page


def test_a_release_that_is_asked_for_all_the_same_is_refused_with_the_same_reasons(
    office: Served, refused: str
) -> None:
    page = read(office, refused)
    assert "3 things are still missing" in words(page)
    assert [link for link in links(page) if "/directory/" in link and "/add?" not in link] == [
        "/en/directory/nht-hotline"
    ]
    assert any(link.startswith(f"/en/piece/{CARD}?") and link.endswith("#field-dispatch") for link in links(page))
    assert office.ask("GET", f"{refused}/all.zip")[0] == 404
    assert not (office.workspace / "release" / "card-1").exists()


@pytest.mark.parametrize(
    ("control", "value"),
    [("name", ""), ("name", "../up"), ("contact", "J. Doe"), ("quantity", "0"), ("quantity", ""), ("paper", "a{b}")],
    ids=["no-name", "name-of-a-path", "nobody-to-reach", "no-copies", "no-quantity", "paper-not-printable"],
)
def test_what_the_shop_must_be_told_is_asked_for_at_its_field(office: Served, control: str, value: str) -> None:
    form = [*(one for one in ORDER if one[0] != control), (control, value)]
    status, _, page = send(office, f"/en/release/{PIECE}", form)
    assert status == 422
    assert page.count('aria-invalid="true"') == 1
    assert f'aria-describedby="{control}-help {control}-told"' in page
    assert f'<a href="#{control}">' in page


def test_nothing_is_missing_once_it_is_supplied(office: Served) -> None:
    page = read(office, asking(PIECE, [("lang", "es")]))
    assert "Nothing is missing" in words(page)
    assert "<button>Release it</button>" in page


def test_a_release_lies_in_the_workspace_and_is_offered_whole(office: Served, released: str) -> None:
    folder = office.workspace / "release" / "campus-1"
    _, headers, data = office.ask("GET", f"{released}/all.zip")
    assert headers["content-disposition"] == 'attachment; filename="campus-1.zip"'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
    assert f"{PIECE}.es.press.pdf" in {path.name for path in folder.iterdir()}
    terms = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["release"]
    assert (terms["name"], terms["quantity"], terms["contact"]) == ("campus-1", 2500, "J. Doe, 202-555-0142")


def test_the_files_of_a_release_say_its_name_and_not_proof(office: Served, released: str) -> None:
    _, _, data = office.ask("GET", f"{released}/files/{PIECE}.es.press.pdf")
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "campus-1" in text
    assert "PROOF" not in text


def test_the_page_of_a_release_says_where_it_stays_and_what_to_send(office: Served, released: str) -> None:
    page = words(read(office, released))
    assert "“campus-1” is released." in page
    assert str(office.workspace / "release" / "campus-1") in page
    assert "Job ticket" in page


def test_a_name_that_is_taken_is_refused_at_its_field(office: Served, released: str) -> None:
    address, state = job(office, f"/en/release/{PIECE}", [("lang", "es"), *ORDER])
    page = read(office, address)
    assert state == "refused"
    assert "One thing is still missing" in words(page)
    assert any(link.startswith(f"/en/release/{PIECE}?") and link.endswith("#name") for link in links(page))
    assert released != address


@pytest.mark.parametrize(("tongue", "scheme"), OTHER_LOOKS[1:])
def test_the_pages_have_no_violation(
    office: Served, page: Page, released: str, refused: str, tongue: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (asking(CARD, CARD_FORM), refused, asking(PIECE, []), released):
        page.goto(office.address.rstrip("/") + address.replace("/en/", f"/{tongue}/", 1))
        assert violations(page) == []
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_form_with_a_fault_has_no_violation(office: Served, page: Page) -> None:
    page.goto(office.address.rstrip("/") + asking(PIECE, []))
    page.get_by_role("button", name="Release it").click()
    assert page.get_by_role("alert").is_visible()
    assert violations(page) == []
