"""A kit from a page: all that can be asked is there, and what is made is what the command line makes."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page

from generator.catalog.kits import fields_of, read_kits
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.kits.offered import offered_kit
from generator.order import open_catalog
from tests.conftest import ROOT, run_in
from tests.studio.served import Served, studio, until, violations

SPACE = ROOT / "tests" / "kits" / "space"
DATE = "May 4, 2027"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PEOPLE = "name,shoe\nAna Ruiz,9\n,8\nLi Wei,7\n"
# Each language light and dark, and each width.
LOOKS = [("es", "light", 1280)]
_ENDED = {"done", "refused", "failed"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A studio whose workspace has a small kit."""
    workspace = tmp_path_factory.mktemp("space") / "workspace"
    shutil.copytree(SPACE, workspace)
    with studio(workspace) as running:
        yield running


def text_of(served: Served, path: str) -> str:
    status, _, body = served.ask("GET", path)
    assert status == 200, path
    return body.decode()


def handed(served: Served, table: str, name: str = "people.csv") -> str:
    """The id of a table that was handed in."""
    _, _, body = served.ask("POST", f"/en/upload/tables?name={name}", table.encode())
    mark: str = json.loads(body)["id"]
    return mark


def begun(served: Served, said: dict[str, str], tongue: str = "en", kit: str = "small") -> str:
    """The address of the job that a form begins."""
    status, headers, _ = served.ask("POST", f"/{tongue}/kit/{kit}", urlencode(said).encode(), FORM)
    assert status == 303
    return headers["location"]


def ended(served: Served, job: str) -> str:
    """How a job ended."""
    for _ in range(600):
        told = json.loads(served.ask("GET", f"{job}/state")[2])
        if told["state"] in _ENDED:
            return str(told["state"])
        time.sleep(0.1)
    raise AssertionError("the job never ends")


@pytest.fixture(scope="module")
def made(small: Served) -> str:
    """The job of the small kit, filled from a table with a faulty row, which is left out."""
    said = {"field.date": DATE, "roster": handed(small, PEOPLE), "people": "3", "keep-going": "1", "lang": "en"}
    job = begun(small, said)
    assert ended(small, job) == "done"
    return job


@pytest.fixture(scope="module")
def typed(small: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command line makes of the same."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    out = folder / "small"
    command = ["kit", "small", "--workspace", small.workspace, "--out", out, "--set", f"date={DATE}", "--people", "3"]
    ran = run_in(ROOT, *map(str, command), "--records", str(folder / "people.csv"), "--keep-going")
    assert ran.code == 0, ran.err
    return out


def zip_of(served: Served, job: str) -> zipfile.ZipFile:
    status, headers, data = served.ask("GET", f"{job}/all.zip")
    assert status == 200
    assert 'filename="small.zip"' in headers["content-disposition"]
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_zip_has_the_same_bytes_as_the_folder_of_the_command_line(small: Served, made: str, typed: Path) -> None:
    ours = zip_of(small, made)
    theirs = {f"small/{path.relative_to(typed).as_posix()}": path for path in typed.rglob("*") if path.is_file()}
    theirs = {name: path for name, path in theirs.items() if not path.name.startswith(".")}
    assert set(ours.namelist()) == set(theirs)
    assert [name for name, path in theirs.items() if ours.read(name) != path.read_bytes()] == []
    assert any(name.endswith("print-all.en.office.pdf") for name in theirs)


def test_the_zip_is_the_same_bytes_each_time(small: Served, made: str) -> None:
    assert small.ask("GET", f"{made}/all.zip")[2] == small.ask("GET", f"{made}/all.zip")[2]


def test_its_page_says_what_to_print_and_how_often(small: Served, made: str, typed: Path) -> None:
    body = text_of(small, made)
    told = json.loads((typed / "kit.json").read_text(encoding="utf-8"))
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in body.split("<tr>")]
    for piece in told["pieces"]:
        row = next(row for row in rows if piece["folder"] in row)
        first, last = piece["pages"]
        times = "once" if piece["times"] == 1 else f"{piece['times']} times"
        assert f"{first}–{last} {times} {piece['sheets']}" in row
        assert all(file["file"] in row for file in piece["files"])
    assert f"{told['print']['pages']} pages" in body
    assert unescape(body).count((typed / "kit.txt").read_text(encoding="utf-8")) == 1


def test_every_file_can_be_saved_from_its_page(small: Served, made: str) -> None:
    links = set(re.findall(rf'href="({made}/files/[^"]+)"', text_of(small, made)))
    names = {link.removeprefix(f"{made}/files/") for link in links}
    assert names == set(zip_of(small, made).namelist())
    for link in links:
        status, headers, _ = small.ask("GET", link)
        assert status == 200
        assert headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["../jobs", "small/../../x", "small%2f..%2f..%2fx", "small", "small/", "/etc/passwd"])
def test_no_other_file_can(small: Served, made: str, name: str) -> None:
    assert small.ask("GET", f"{made}/files/{name}")[0] == 404


def test_rows_that_were_left_out_are_listed_with_the_reason(small: Served, made: str) -> None:
    body = text_of(small, made)
    listed = body[body.index('id="left-out"') :]
    assert re.search(r'<td class="tabular">3</td><td><bdi>8</bdi></td><td lang="en">[^<]*empty', listed)


def test_all_that_was_found_is_told(small: Served, made: str) -> None:
    body = text_of(small, made)
    assert "“shoe”" in body[body.index('class="findings"') :]


def test_a_faulty_row_refuses_the_kit_and_says_which_and_the_form_is_filled_in_again(small: Served) -> None:
    said = {"field.date": DATE, "roster": handed(small, PEOPLE), "people": "3", "flip": "short", "theme": "plain"}
    job = begun(small, said, "es")
    assert ended(small, job) == "refused"
    body = text_of(small, job)
    assert "No se creó nada" in body
    assert 'class="finding error"' in body
    back = next(unescape(link) for link in re.findall(r'href="([^"]+)"', body) if "/kit/small" in link)
    assert {name: values[-1] for name, values in parse_qs(urlsplit(back).query).items()} == said
    form = text_of(small, back)
    assert f'value="{DATE}"' in form
    assert "people.csv" in form
    assert 'value="3"' in form
    assert re.search(r'value="short" checked', form)
    assert re.search(r'<option value="plain" selected', form)


FORGED = [
    ("people", "0"),
    ("people", "three"),
    ("people", "9" * 30),
    ("flip", "sideways"),
    ("roster", "../../etc/passwd"),
    ("roster", "0" * 32),
]


@pytest.mark.parametrize(("name", "value"), FORGED, ids=[f"{name} {value[:9]}" for name, value in FORGED])
def test_what_no_form_of_ours_says_is_refused(small: Served, name: str, value: str) -> None:
    status, _, body = small.ask("POST", "/en/kit/small", urlencode({name: value}).encode(), FORM)
    assert status == 422
    assert b"Traceback" not in body


@pytest.mark.parametrize("kit", ["none", "..%2fsmall", "small.yaml", "%00"])
def test_a_kit_that_is_not_there_is_not_found(small: Served, kit: str) -> None:
    assert small.ask("GET", f"/en/kit/{kit}")[0] == 404
    assert small.ask("POST", f"/en/kit/{kit}", b"people=1", FORM)[0] == 404


@pytest.mark.parametrize("name", list(read_kits(Roots(shipped_root()), Findings())))
def test_the_page_of_every_kit_has_its_pieces_and_every_field_that_can_be_set(small: Served, name: str) -> None:
    roots = Roots(shipped_root())
    kit, catalog = read_kits(roots, Findings())[name], open_catalog(roots)
    body = unescape(text_of(small, f"/en/kit/{name}"))
    for piece in kit.pieces:
        assert f">{catalog.layouts[piece.layout].title}</h3>" in body
        assert f"/picture/{piece.layout}.en.png" in body
    fixed = {"version", "case", "name", "unit"}  # a piece of the kit or its table says these
    wanted = fields_of(kit, catalog).keys() - fixed - catalog.layouts["kit-cover"].fields.keys() | {"date", "course"}
    offered = set(re.findall(r'name="(?:field|picture)\.(\w+)"', body))
    assert wanted <= offered
    assert not offered & fixed
    assert "name (Name), unit" in body
    assert "Sample: <bdi" in re.sub(r"\s+", " ", body)


def test_fields_are_marked_where_any_piece_needs_them_and_show_what_the_kit_has() -> None:
    roots = Roots(shipped_root())
    offer = offered_kit(roots, "campus-101", "es")
    fields = {field.name: field for field in offer.fields}
    declared = [layout.fields for layout in open_catalog(roots).layouts.values()]
    assert fields["date"].must_change
    assert fields["date"].required
    assert any("date" in own and not own["date"].required for own in declared), "some piece does not need it"
    assert fields["role"].sample == "campus-police"
    assert len(fields["role"].options) > 3
    assert fields["course"].sample == "Reconocer la trata de personas"
    assert offer.lang == "es"
    assert offered_kit(roots, "campus-101", "fr").lang == "en"


def test_what_is_left_as_the_kit_has_it_is_not_asked(small: Served, made: str) -> None:
    told = json.loads(zip_of(small, made).read("small/kit.json"))
    assert told["fields"] == {"date": DATE}


@pytest.mark.parametrize(("tongue", "scheme", "width"), LOOKS, ids=["-".join(map(str, look)) for look in LOOKS])
def test_nothing_keeps_anybody_out(small: Served, made: str, page: Page, tongue: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    for path in (f"{tongue}/kit/small", made.lstrip("/").replace("en/", f"{tongue}/", 1)):
        page.goto(f"{small.address}{path}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_roster_is_handed_in_taken_out_again_and_the_kit_made_by_keyboard_alone(
    small: Served, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "our-people.csv"
    table.write_text("name\nAna Ruiz\n", encoding="utf-8")
    page.goto(f"{small.address}en/kit/small")
    page.set_input_files("#roster", table)
    until(page, "() => document.getElementById('roster-id').value.length === 32")
    assert "our-people.csv" in page.inner_text(".drop [role=status]")
    page.focus("#forget")
    page.keyboard.press("Enter")
    assert page.input_value("#roster-id") == ""
    assert page.evaluate("document.activeElement.id") == "roster"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "people":
            page.keyboard.type("0x")
        if page.evaluate("document.activeElement.matches('form.asked .bar button')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.url.endswith("/en/kit/small"), "a number that is none is told by the form"
    page.fill("#people", "2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/en/jobs/"))
    assert page.inner_text("h1") == "Small kit"
