"""Merge: two hundred rows of which three are bad, matched, looked at, and made as the command makes them."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Command
from tests.studio.served import Served

PIECE = "campus-glovebox-card"
BAD = {17: "202-555-01", 101: "call the desk", 150: "202-555-0142"}  # the last one is the sample


def rows(count: int = 200) -> bytes:
    """A list of offices; the numbers of three rows are a digit short, no number, and the sample."""
    lines = ["Office,Your dispatch,Room"]
    for number in range(count):
        dispatch = BAD.get(number, f"202-555-01{number % 40:02d}")
        lines.append(f"Campus {number + 1} Police,{dispatch},B{number}")
    return "\n".join(lines).encode()


def hand_in(served: Served, table: bytes, name: str = "offices.csv") -> str:
    """The id of a table that was handed in."""
    status, _, body = served.ask("POST", f"/en/upload/tables?name={name}", table)
    assert status == 200, body
    return str(json.loads(body)["id"])


def test_three_bad_rows_of_two_hundred_are_shown_with_the_reason_and_the_rest_is_made(
    served: Served, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{served.address}en/merge/{PIECE}?{urlencode({'lang': 'es'})}")
    table = {"name": "offices.csv", "mimeType": "text/csv", "buffer": rows()}
    page.get_by_label("Choose a table").set_input_files(table)
    page.wait_for_url("**table=**")
    expect(page.get_by_text("The column “Room” fills no field")).to_be_visible()
    page.get_by_label("Your agency").select_option("Office")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_label("Your agency")).to_have_value("Office")
    expect(page.get_by_text("197 are good. 3 have faults.")).to_be_visible()
    rejects = page.get_by_role("region", name="Rows with faults").locator("tbody tr")
    assert [row.locator("th").inner_text() for row in rejects.all()] == ["19", "103", "152"]
    for row, why in zip(rejects.all(), ("8 digits", "call the desk", "sample"), strict=True):
        expect(row).to_contain_text(why)
    page.get_by_label("Leave out the 3 rows").check()
    page.get_by_role("button", name="Make 197 cards").click()
    page.wait_for_url("**/jobs/**")
    page.get_by_text("was made, read back and found true").wait_for(timeout=60_000)
    with page.expect_download() as coming:
        page.get_by_role("link", name="rejected.csv").click()
    coming.value.save_as(tmp_path / "rejected.csv")
    left_out = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    assert all(f"Campus {number + 1} Police" in left_out for number in BAD)
    assert "Campus 1 Police" not in left_out


def test_the_file_of_a_merge_is_byte_for_byte_that_of_the_command(
    served: Served, tmp_path: Path, process: Command
) -> None:
    table = rows(6)
    asked = {"lang": "es", "table": hand_in(served, table), "column.agency": "Office", "stock": "letter"}
    status, headers, _ = served.ask("POST", f"/en/merge/{PIECE}/make", urlencode(asked).encode())
    assert status == 303
    job = headers["location"]
    served.wait(job)
    name = f"{PIECE}.es.office.pdf"
    made = served.ask("GET", f"{job}/files/{name}")[2]
    (tmp_path / "offices.csv").write_bytes(table)
    options = ["--records", "offices.csv", "--column", "agency=Office", "--lang", "es", "--stock", "letter"]
    ran = process("build", PIECE, *options, "--out", "out")
    assert ran.code == 0, ran.err
    assert made == (tmp_path / "out" / name).read_bytes()


def test_records_are_paged_through_by_keyboard_and_show_the_row_s_own_words(served: Served, page: Page) -> None:
    asked = {"lang": "es", "table": hand_in(served, rows(5)), "column.agency": "Office"}
    page.goto(f"{served.address}es/merge/{PIECE}?{urlencode(asked)}")
    shown = page.locator("#cells")
    expect(shown).to_contain_text("Campus 1 Police")
    first = page.locator("#faces image").first.get_attribute("href")
    page.get_by_role("button", name="Siguiente").focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("Campus 2 Police")
    assert page.locator("#faces image").first.get_attribute("href") != first
    page.get_by_label("Registro", exact=True).fill("99")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Registro", exact=True)).to_have_value("5")
    expect(shown).to_contain_text("Campus 5 Police")


def test_a_row_with_a_fault_is_shown_with_it(served: Served, page: Page) -> None:
    asked = {"lang": "es", "table": hand_in(served, rows(19)), "column.agency": "Office"}
    page.goto(f"{served.address}en/merge/{PIECE}?{urlencode(asked)}")
    page.get_by_label("Record", exact=True).fill("18")
    page.keyboard.press("Tab")
    expect(page.locator("#record-told")).to_contain_text("8 digits")
    expect(page.locator("#faces .spot.error")).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("t.csv", b"", "The file is empty"),
        ("t.xls", b"\xd0\xcf\x11\xe0", "This is no table"),
        ("t.xlsx", b"<html>", "This is no table"),
    ],
    ids=["empty", "old excel", "a page"],
)
def test_what_is_no_table_is_not_taken(served: Served, name: str, table: bytes, said: str) -> None:
    status, _, body = served.ask("POST", f"/en/upload/tables?name={name}", table)
    assert status == 422
    assert said in body.decode()


def test_a_table_that_cannot_be_read_says_what_is_wrong_with_it(served: Served) -> None:
    for table, said in (("agency\nJosé\n".encode("cp1252"), "UTF-8"), (b"agency,agency\na,b\n", "agency")):
        mark = hand_in(served, table)
        status, _, body = served.ask("GET", f"/en/merge/{PIECE}?table={mark}")
        assert status == 200
        assert said in body.decode()
        assert "Make " not in body.decode().partition("<main")[2].partition("finding error")[2]


def test_a_sheet_to_fill_in_is_had_from_the_page(served: Served) -> None:
    status, headers, body = served.ask("GET", f"/en/merge/{PIECE}/template")
    assert status == 200
    assert f'filename="{PIECE}.xlsx"' in headers["content-disposition"]
    assert body.startswith(b"PK")


def test_a_list_from_an_older_windows_program_is_read_once_its_letters_are_named(served: Served) -> None:
    mark = hand_in(served, "Your agency,Your dispatch\nJosé,202-555-0111\n".encode("cp1252"))
    for encoding, rows_found in (("", False), ("cp1252", True)):
        body = served.ask("GET", f"/en/merge/{PIECE}?table={mark}&encoding={encoding}")[2].decode()
        assert ("One row." in body) is rows_found
