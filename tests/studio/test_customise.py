"""Customise: the form of a piece, its preview, and its findings, in a real browser."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.studio.served import Served, until, violations

PIECE = "campus-glovebox-card"


def open_piece(page: Page, served: Served, tongue: str = "en", layout: str = PIECE, **said: str) -> None:
    """Open the page of a piece and wait for its first preview."""
    page.goto(f"{served.address}{tongue}/piece/{layout}?{urlencode(said)}")
    page.wait_for_selector("#faces[data-shown] svg")


def preview(served: Served, layout: str = PIECE, tongue: str = "en", **said: str) -> dict[str, object]:
    """What the studio answers to the script of a page that says this."""
    body = urlencode({name.replace("_", "."): value for name, value in said.items()}).encode()
    status, _, answer = served.ask("POST", f"/{tongue}/piece/{layout}/preview", body)
    assert status == 200, answer
    return json.loads(answer)


def settle(page: Page) -> None:
    """Wait until the preview of the last change is shown."""
    until(page, "document.getElementById('faces').dataset.shown === document.getElementById('piece').dataset.asked")


def test_the_form_has_a_labelled_control_with_its_sample_for_every_field(served: Served, page: Page) -> None:
    open_piece(page, served)
    for label, sample in (("Your agency", "Sample State University Police"), ("Victim advocate", "202-555-0173")):
        control = page.get_by_label(label)
        assert control.input_value() == ""
        help_id = control.get_attribute("aria-describedby").split()[0]
        assert sample in page.locator(f"#{help_id}").inner_text()
    assert "(needed)" in page.locator("#field-dispatch-box label").inner_text()
    assert "(replace the sample before release)" in page.locator("#field-dispatch-box label").inner_text()


def test_a_wrong_number_is_explained_at_its_field_and_marked_where_it_would_stand(served: Served, page: Page) -> None:
    open_piece(page, served)
    field = page.get_by_label("Your dispatch")
    field.fill("202-555-01")
    settle(page)
    told = page.locator("#field-dispatch-told")
    expect(told).to_contain_text("8 digits")
    assert field.get_attribute("aria-invalid") == "true"
    assert "field-dispatch-told" in field.get_attribute("aria-describedby").split()
    number = told.locator(".number").inner_text()
    spot = page.locator("#faces figure:has-text('Back') .spot.error")
    assert spot.locator("text").text_content() == number
    field.fill("202-555-0199")
    settle(page)
    expect(told).to_be_empty()
    assert field.get_attribute("aria-invalid") == "false"
    assert page.locator(".spot.error").count() == 0


def test_guides_show_the_bleed_and_without_them_the_card_is_cut(served: Served, page: Page) -> None:
    open_piece(page, served)
    cut = page.locator("svg.face").first.get_attribute("viewBox").split()
    page.get_by_label("Guides").check()
    whole = page.locator("svg.face").first.get_attribute("viewBox").split()
    assert float(whole[2]) - float(cut[2]) == pytest.approx(18)  # an eighth of an inch on both sides
    for guide in ("trim", "bleed", "safe"):
        assert page.locator(f"svg.face .guide.{guide}").count() == 2
    expect(page.locator("#legend")).to_be_visible()


def test_folds_are_among_the_guides_of_a_piece_that_is_folded(served: Served, page: Page) -> None:
    open_piece(page, served, layout="relief-brochure")
    page.get_by_label("Guides").check()
    assert page.locator("svg.face").first.locator(".guide.fold").count() == 2


def test_true_size_is_the_size_of_the_cut_piece_in_units_of_the_page(served: Served, page: Page) -> None:
    open_piece(page, served)
    page.get_by_label("True size").check()
    box = page.locator("svg.face").first.bounding_box()
    assert box["width"] == pytest.approx(4 * 96, abs=0.5)
    assert box["height"] == pytest.approx(6 * 96, abs=0.5)
    expect(page.locator("#true-help")).to_be_visible()


def test_what_was_typed_is_in_the_address_and_survives_a_reload_and_the_other_language(
    served: Served, page: Page
) -> None:
    open_piece(page, served, lang="es")
    page.get_by_label("Your agency").fill("Río & Co <b>")
    settle(page)
    page.reload()
    page.wait_for_selector("#faces[data-shown]")
    assert page.get_by_label("Your agency").input_value() == "Río & Co <b>"
    page.get_by_role("link", name="Español").click()
    page.wait_for_selector("#faces[data-shown]")
    assert page.get_by_label("Su organismo").input_value() == "Río & Co <b>"
    assert page.get_by_role("combobox", name="Idioma").input_value() == "es"


def test_a_preview_shows_what_its_own_form_said(served: Served) -> None:
    shown = preview(served, field_agency="North Police", lang="es")
    other = preview(served, field_agency="South Police", lang="es")
    assert shown["lang"] == "es"
    assert shown["faces"][0]["png"] != other["faces"][0]["png"]
    assert shown["faces"][1]["png"] == other["faces"][1]["png"]
    assert preview(served, field_agency="North Police", lang="es") == shown


def test_findings_are_told_in_the_language_of_the_page(served: Served) -> None:
    (told,) = preview(served, tongue="es", field_dispatch="12", lang="en")["told"]
    assert told["field"] == "dispatch"
    assert told["lang"] == "es"
    assert told["original"].startswith("The value “12”")


def test_a_logo_that_is_dropped_in_is_on_the_preview_and_can_be_taken_out(
    served: Served, page: Page, logo: bytes
) -> None:
    open_piece(page, served)
    before = page.locator("svg.face image").first.get_attribute("href")
    page.get_by_label("Your logo").set_input_files({"name": "shield.png", "mimeType": "image/png", "buffer": logo})
    until(page, "before => document.querySelector('svg.face image').getAttribute('href') !== before", before)
    expect(page.get_by_text("Taken: shield.png")).to_be_visible()
    page.get_by_role("button", name="Take the logo out").click()
    until(page, "before => document.querySelector('svg.face image').getAttribute('href') === before", before)


def test_a_logo_that_is_no_picture_says_so_beside_its_field(served: Served, page: Page) -> None:
    open_piece(page, served)
    drawing = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='alert(1)'/>"}
    page.context.set_default_timeout(5000)
    page.get_by_label("Your logo").set_input_files(drawing)
    expect(page.locator("#field-logo-box [role=status]")).to_contain_text("An SVG can hold programs")
    assert page.locator("#field-logo-id").input_value() == ""


def test_guides_and_faults_keep_nobody_out(served: Served, page: Page) -> None:
    open_piece(page, served, "es", **{"field.dispatch": "12"})
    page.locator("[name=view-guides]").check()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways(served: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})  # 640 px is 1280 px at 200 %
    open_piece(page, served, "es")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("mark", ["0" * 32, "../../etc/passwd", "/etc/passwd"], ids=["gone", "a way out", "a path"])
def test_a_logo_that_is_no_longer_kept_is_missed_at_its_field(served: Served, mark: str) -> None:
    (told,) = preview(served, picture_logo=mark, field_dispatch="202-555-0199")["told"]
    assert (told["field"], told["severity"]) == ("logo", "error")


def test_a_piece_that_does_not_exist_is_said_so_plainly(served: Served) -> None:
    status, _, body = served.ask("GET", "/en/piece/none-such")
    assert status == 404
    assert "There is no layout" in body.decode()
    assert "Traceback" not in body.decode()
