"""From an empty workspace to a proofed card in Spanish, by keyboard alone; and every page at three widths."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Command
from tests.studio.served import Served, studio, until

PIECE = "campus-glovebox-card"
AGENCY, DISPATCH = "Policía de Río Verde", "202-555-0188"
# What a screen reader would call the control that has the focus.
NAME = """() => {
  const one = document.activeElement;
  const labels = one.labels ? [...one.labels].map(label => label.innerText).join(' ') : '';
  return (one.getAttribute('aria-label') || labels || one.innerText || one.value || '').trim();
}"""
# Whether the focus is on something that can be seen, with a ring around it.
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const ring = [getComputedStyle(one), getComputedStyle(one, '::after')].some(style => style.outlineStyle !== 'none');
  return ring && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A studio over a workspace in which there is nothing at all."""
    with studio(tmp_path_factory.mktemp("empty")) as running:
        yield running


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus, which is seen at every step."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if str(page.evaluate(NAME)).startswith(name):
            until(page, SEEN, seconds=2)
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_an_officer_makes_a_proofed_card_in_spanish_by_keyboard_alone(
    empty: Served, page: Page, logo: bytes, tmp_path: Path, process: Command
) -> None:
    page.goto(empty.address)
    tab_to(page, "Search")
    page.keyboard.type("glove-box card")
    tab_to(page, "Campus glove-box card")
    page.keyboard.press("Enter")
    page.wait_for_selector("#faces[data-shown] svg")
    tab_to(page, "Your agency")
    page.keyboard.type(AGENCY)
    tab_to(page, "Your dispatch")
    page.keyboard.type(DISPATCH[:-1])
    expect(page.locator("#field-dispatch-told")).to_contain_text("Fault")
    page.keyboard.type(DISPATCH[-1])
    expect(page.locator("#field-dispatch-told")).to_be_empty()
    tab_to(page, "Your logo")
    page.locator(":focus").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": logo})
    expect(page.get_by_text("Taken: logo.png")).to_be_visible()
    tab_to(page, "Language")
    page.keyboard.type("Espa")
    expect(page.get_by_role("combobox", name="Language")).to_have_value("es")
    tab_to(page, "Make and check the files")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/**")
    everything = page.locator("a[href$='/all.zip']")
    everything.wait_for(timeout=60_000)
    tab_to(page, everything.inner_text())
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    coming.value.save_as(tmp_path / "all.zip")

    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    workspace = tmp_path / "ours"
    (workspace / "pictures").mkdir(parents=True)
    (workspace / "pictures" / "our-logo.png").write_bytes(logo)
    values = [f"agency={AGENCY}", f"dispatch={DISPATCH}", "logo=pictures/our-logo.png"]
    options = [option for value in values for option in ("--set", value)]
    stock = ["--stock", "avery-8389", "--purpose", "office,screen,image,vcard"]
    asked = ["build", PIECE, "--lang", "es", *options, *stock, "--workspace", str(workspace), "--out", "out"]
    built = process(*asked)
    assert built.code == 0, built.err
    same = [path.name for path in (tmp_path / "out").iterdir() if path.suffix in (".pdf", ".png", ".vcf")]
    assert {f"{PIECE}.es.office.pdf", f"{PIECE}.es.screen.pdf"} <= set(same)
    for name in same:
        assert made[name] == (tmp_path / "out" / name).read_bytes(), name
    (tmp_path / "theirs.pdf").write_bytes(made[f"{PIECE}.es.screen.pdf"])
    proofed = process("proof", "theirs.pdf", "--json")
    assert DISPATCH in str(proofed.json)


def test_every_control_of_the_form_is_reached_in_the_order_in_which_it_is_read(empty: Served, page: Page) -> None:
    page.goto(f"{empty.address}en/piece/{PIECE}")
    page.wait_for_selector("#faces[data-shown] svg")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to the content"
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'content'")
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.name || ''"))
        if not order[-1] and "Make and check" in page.evaluate(NAME):
            break
    wanted = ["field.agency", "field.dispatch", "field.advocate", "field.task_force", "lang", "theme", "stock"]
    assert [name for name in order if name in wanted] == wanted
