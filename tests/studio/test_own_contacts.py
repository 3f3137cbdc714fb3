"""A number of one's own, added on a page: from a release that lacks it to one that has it, as the command line does."""

from __future__ import annotations

import datetime
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from generator.catalog.checks import CHECKS_FILE
from generator.catalog.contacts import OWN_FILE
from generator.studio.words import words_of
from tests.catalog.test_own_contacts import OWN
from tests.conftest import Command
from tests.releasing import refresh, sign
from tests.studio.asking import Form, job, links, read, send, words
from tests.studio.served import Served, studio, violations

SPANISH = words_of("es")
TODAY = datetime.date.today()
CARD = "campus-glovebox-card"
CARD_FORM: Form = [("field.dispatch", "202-555-0199"), ("field.agency", "Policía de Muestra"), ("lang", "es")]
RELEASE = f"/release/{CARD}?{urlencode([*CARD_FORM, ('name', 'campus-1')])}"
ENTRY = {
    "name": "Policía de Muestra",
    "voice": "202-555-0199",
    "who": "Agentes del campus",
    "answers": "police",
    "role": "report",
    "source": "Página de la policía, leída hoy",
}
SIGNED = {"by": "Luz Peña", "on": TODAY.isoformat(), "how": "call"}


@pytest.fixture(scope="module")
def office_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A studio with a workspace whose numbers were checked today, and whose Spanish somebody has signed."""
    workspace = tmp_path_factory.mktemp("office")
    refresh(workspace, TODAY)
    sign(workspace, "es")
    with studio(workspace) as running:
        yield running


@pytest.fixture
def office(office_of_all: Served) -> Iterator[Served]:
    """That studio, which forgets afterwards what was added."""
    yield office_of_all
    for name in (OWN_FILE, CHECKS_FILE):
        (office_of_all.workspace / name).unlink(missing_ok=True)


def form(**changed: str) -> Form:
    return list((ENTRY | changed).items())


def own(served: Served, file: str = OWN_FILE) -> str:
    path = served.workspace / file
    return path.read_text(encoding="utf-8") if path.exists() else ""


def problems(source: str) -> dict[str, str]:
    """What stands beside each control that is wrong."""
    found = re.findall(r'<span class="problem" id="problem-(\w+)"[^>]*>(.*?)</span>', source)
    return {name: words(said) for name, said in found}


# --- the whole way -------------------------------------------------------------------------------------------------


def test_from_a_release_that_lacks_the_number_to_one_that_has_it(office: Served, page: Page) -> None:
    page.goto(f"{office.address}es{RELEASE}")
    expect(page.locator("#missing")).to_have_text(SPANISH("release.missing-title", count=1))
    page.get_by_role("link", name=SPANISH("adding.link")).click()
    expect(page.get_by_label(SPANISH("adding.name"))).to_have_value("Policía de Muestra")
    expect(page.locator("#voice")).to_have_value("202-555-0199")
    page.get_by_label(SPANISH("adding.who")).fill("Agentes del campus")
    page.get_by_label(SPANISH("adding.answers")).select_option("police")
    page.get_by_label(SPANISH("adding.source")).fill("Su página")
    page.get_by_label(SPANISH("adding.by")).fill("Luz Peña")
    page.get_by_label(SPANISH("directory.how-call")).check()
    page.get_by_role("button", name=SPANISH("adding.add")).click()
    expect(page.locator("#missing")).to_have_text(SPANISH("release.nothing-missing"))
    said = parse_qs(urlsplit(page.url).query)
    assert {name: said[name] for name, _ in CARD_FORM} == {name: [value] for name, value in CARD_FORM}
    assert page.locator("#name").input_value() == "campus-1"
    expect(page.get_by_role("table")).to_contain_text("Policía de Muestra")
    assert "Luz Peña" in own(office, CHECKS_FILE)


def test_what_nobody_signed_is_the_next_thing_that_is_missing(office: Served) -> None:
    status, headers, _ = send(office, "/en/directory/add", [*form(), ("back", RELEASE), ("on", TODAY.isoformat())])
    assert (status, headers["location"]) == (303, f"/en{RELEASE}#missing")
    page = read(office, f"/en{RELEASE}")
    assert "One thing is still missing" in words(page)
    assert "nobody has signed a check of it" in words(page)
    assert "/en/directory/policia-de-muestra" in links(page)
    assert not any("/directory/add" in link for link in links(page))
    signed = [("by", "Luz Peña"), ("on", TODAY.isoformat()), ("how", "call")]
    assert send(office, "/en/directory/policia-de-muestra", signed)[0] == 303
    assert "Nothing is missing" in words(read(office, f"/en{RELEASE}"))


def test_a_refused_release_leads_to_the_form_and_back_too(office: Served) -> None:
    ordered = [*CARD_FORM, ("name", "campus-2"), ("contact", "J. Doe, 202-555-0142"), ("quantity", "100")]
    address, state = job(office, f"/en/release/{CARD}", ordered)
    assert state == "refused"
    (link,) = [link for link in links(read(office, address)) if "/directory/add" in link]
    said = parse_qs(urlsplit(link).query)
    assert (said["voice"], said["name"]) == (["202-555-0199"], ["Policía de Muestra"])
    assert said["back"][0].startswith(f"/release/{CARD}?")
    assert f'href="/en{html.escape(said["back"][0])}"' in read(office, link)


def test_the_files_are_byte_for_byte_those_of_the_command(office: Served, handbill: Command, tmp_path: Path) -> None:
    assert send(office, "/es/directory/add", [*form(), *SIGNED.items()])[0] == 303
    options = [word for name, value in ENTRY.items() for word in (f"--{name}", value)]
    check = ("--by", SIGNED["by"], "--on", SIGNED["on"], "--how", SIGNED["how"])
    (tmp_path / "theirs").mkdir()
    shutil.copytree(office.workspace, tmp_path / "theirs", dirs_exist_ok=True)
    for name in (OWN_FILE, CHECKS_FILE):
        (tmp_path / "theirs" / name).unlink()
    theirs = ("--workspace", str(tmp_path / "theirs"))
    ran = handbill("contacts", "add", "policia-de-muestra", *options, *check, *theirs)
    assert ran.code == 0, ran.err
    for name in (OWN_FILE, CHECKS_FILE):
        assert (tmp_path / "theirs" / name).read_bytes() == (office.workspace / name).read_bytes()


# --- the form ------------------------------------------------------------------------------------------------------


def test_the_directory_leads_to_the_form_and_shows_what_was_added(office: Served) -> None:
    assert "/es/directory/add" in links(read(office, "/es/directory"))
    status, headers, _ = send(office, "/es/directory/add", [*form(), *SIGNED.items()])
    assert status == 303
    added = words(read(office, headers["location"]))
    assert SPANISH("adding.added") in added
    assert SPANISH("directory.signed") + " Luz Peña" in added
    assert "/es/directory/policia-de-muestra" in links(read(office, "/es/directory"))


@pytest.mark.parametrize(
    ("changed", "part", "english", "spanish"),
    [
        pytest.param({"name": " "}, "name", "Write the name of the office.", "", id="no name"),
        pytest.param({"voice": ""}, "voice", "Write its number.", "", id="no number"),
        pytest.param({"voice": "202-555-019"}, "voice", "it has 9 digits", "", id="a digit short"),
        pytest.param({"voice": "866-347-2423"}, "voice", "hsi-tipline", "", id="of another"),
        pytest.param(
            {"voice": "866-347-2424"}, "voice", "slip of the finger", SPANISH("adding.near"), id="one slip away"
        ),
        pytest.param({"who": ""}, "who", "Say who answers", "", id="nobody answers"),
        pytest.param({"answers": ""}, "answers", "what kind of office", "", id="no kind"),
        pytest.param({"answers": "<b>"}, "answers", "is not one of", "", id="another kind"),
        pytest.param({"role": "fun"}, "role", "is not one of", "", id="another role"),
        pytest.param({"source": ""}, "source", "where the number is published", "", id="no source"),
        pytest.param({"how": "call"}, "by", "Write your name", SPANISH("directory.unfit-name"), id="called by nobody"),
        pytest.param(
            {"by": "Ana", "how": ""}, "how", "how you checked", SPANISH("directory.unfit-how"), id="checked in no way"
        ),
        pytest.param(
            {"by": "Ana", "how": "call", "on": "x"},
            "on",
            "is not a date",
            SPANISH("directory.unfit-date", typed="x"),
            id="no day",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    office: Served, changed: dict[str, str], part: str, english: str, spanish: str
) -> None:
    filled = form(**{"on": TODAY.isoformat(), **changed})
    for tongue, sentence in (("en", english), ("es", spanish)):
        status, _, source = send(office, f"/{tongue}/directory/add", [*filled, ("back", RELEASE)])
        assert status == 422
        assert list(problems(source)) == [part]
        assert sentence in problems(source)[part]
        assert f'<a href="#{part}">' in source
        for name, value in filled:
            if name in ("name", "voice", "who", "source", "by", "on"):
                assert re.search(rf'id="{name}" name="{name}"[^>]* value="{re.escape(html.escape(value))}"', source), (
                    name
                )
        assert f'value="{html.escape(RELEASE)}"' in source
    assert own(office) == own(office, CHECKS_FILE) == ""


def test_everything_that_is_wrong_is_said_at_once_and_the_first_has_the_focus(office: Served, page: Page) -> None:
    page.goto(f"{office.address}en/directory/add?voice=12&how=call")
    page.get_by_label("I called the number").check()
    page.get_by_role("button", name="Add the number").click()
    expect(page.locator(".problem")).to_have_count(6)
    expect(page.locator("#name")).to_be_focused()
    assert page.locator("#voice").get_attribute("aria-describedby") == "help-voice problem-voice"
    expect(page.locator("#voice")).to_have_value("12")
    assert violations(page) == []


def test_a_number_one_slip_away_is_added_once_it_was_compared(office: Served) -> None:
    near = form(voice="866-347-2424")
    source = send(office, "/en/directory/add", near)[2]
    assert "HSI Tip Line" in problems(source)["voice"]
    assert 'name="compared" value="yes"' in source
    assert 'name="compared"' not in read(office, "/en/directory/add")
    assert send(office, "/en/directory/add", [*near, ("compared", "yes")])[0] == 303
    assert "1-866-347-2424" in own(office)


def test_two_offices_of_one_name_are_two_contacts(office: Served) -> None:
    assert send(office, "/en/directory/add", form())[1]["location"].startswith("/en/directory/policia-de-muestra?")
    other = send(office, "/en/directory/add", form(voice="202-555-0123"))
    assert other[1]["location"].startswith("/en/directory/policia-de-muestra-2?")


def test_an_office_called_add_has_a_page_of_its_own(office: Served) -> None:
    location = send(office, "/es/directory/add", form(name="Add"))[1]["location"]
    assert location.startswith("/es/directory/add-2?")
    assert "202-555-0199" in words(read(office, location))
    assert 'action="/es/directory/add"' in read(office, "/es/directory/add")


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "https://evil.example/release/x",
        "/\\evil.example",
        "/jobs/1",
        "/release/../../x",
        "/release/x?a\r\nSet-Cookie: a=b",
        "/release/x#y",
        "javascript:alert(1)",
    ],
)
def test_it_goes_back_to_a_page_of_ours_alone(office: Served, back: str) -> None:
    source = read(office, f"/en/directory/add?back={quote(back)}")
    assert f'href="/en{html.escape(back)}"' not in source
    assert 'name="back" value=""' in source
    status, headers, _ = send(office, "/en/directory/add", [*form(), ("back", back)])
    assert (status, headers["location"]) == (303, "/en/directory/policia-de-muestra?added=yes")


def test_a_file_of_ones_own_that_is_faulty_is_said_and_stays(office: Served) -> None:
    path = office.workspace / OWN_FILE
    path.write_text(OWN.replace("campus-dispatch", "hsi-tipline"), encoding="utf-8")
    status, _, source = send(office, "/en/directory/add", form())
    assert status == 422
    assert "hsi-tipline" in words(source)
    assert path.read_text(encoding="utf-8") == OWN.replace("campus-dispatch", "hsi-tipline")


def test_without_a_workspace_the_page_says_how_to_get_one_and_adds_nothing(tmp_path: Path) -> None:
    with studio(tmp_path, named=False) as running:
        assert "handbill studio --workspace" in read(running, "/es/directory/add")
        assert 'name="voice"' not in read(running, "/es/directory/add")
        status, _, answer = send(running, "/en/directory/add", form())
        assert status == 422
        assert "handbill studio --workspace" in answer
    assert list(tmp_path.rglob("*.yaml")) == []
