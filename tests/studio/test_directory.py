"""The directory: found, shown with the age of its checks, and signed exactly as the command line signs."""

from __future__ import annotations

import copy
import datetime
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from generator.book.listed import Listed, Wanted, linked, listed, wanted_of
from generator.catalog.places import Roots, shipped_root
from generator.catalog.policies import Policies
from generator.manifest import NAME
from generator.signing import Unsigned, read_day
from generator.studio.pages.directory import _age
from generator.studio.words import words_of
from tests.conftest import Command
from tests.studio.asking import read, send, words
from tests.studio.served import Served, studio, violations

TODAY = datetime.date.today()
SPOKEN = words_of("en").date(TODAY)
LINE = "/en/directory/hsi-tipline"
POLICIES = Policies(180, 365)


@pytest.fixture
def signed_off(served: Served) -> Iterator[Served]:
    """The studio, whose checks are forgotten afterwards."""
    yield served
    (served.workspace / "data" / "checks.yaml").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def every() -> tuple[Listed, ...]:
    """The shipped directory in Spanish."""
    return listed(Roots(shipped_root()), "es", POLICIES, TODAY)


def ids(contacts: tuple[Listed, ...]) -> list[str]:
    return [one.aged.contact.id for one in contacts]


def shown(source: str, tongue: str = "en") -> list[str]:
    """The ids of the contacts that a page of the directory lists."""
    return re.findall(rf'<h3><a href="/{tongue}/directory/([\w-]+)"', source)


def form(by: str = "Ana Ruiz", on: str = TODAY.isoformat(), how: str = "call") -> list[tuple[str, str]]:
    return [("by", by), ("on", on), ("how", how)]


# --- finding -------------------------------------------------------------------------------------------------------


def test_every_contact_is_listed_with_its_numbers_its_age_and_by_whom(
    served: Served, every: tuple[Listed, ...]
) -> None:
    source = read(served, "/en/directory")
    assert sorted(shown(source)) == sorted(ids(every))
    said = words(source)
    for one in every:
        assert one.aged.contact.name in said
        assert f"({words_of('en').date(one.aged.contact.checked_on)})" in said
        assert one.aged.contact.checked_by in said
    assert f"{len(every)} should be checked." in said
    assert said.count("Too old for a release") == len(every)


def test_numbers_stand_left_to_right_as_links_to_dial(served: Served, every: tuple[Listed, ...]) -> None:
    source = read(served, "/es/directory")
    for one in every:
        for channel in one.aged.contact.channels:
            value = f'<bdi dir="ltr" class="value">{html.escape(channel.shown)}</bdi>'
            assert value in source
            if channel.kind in ("voice", "abroad", "tty"):
                assert f'<a href="tel:{channel.value}">{value}</a>' in source
            if channel.kind == "web":
                assert f'<a href="{channel.link}" rel="noreferrer noopener">{value}</a>' in source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("347-2423", ["hsi-tipline", "hsi-ops"], id="digits of a number"),
        pytest.param("(866) 347 24 23", ["hsi-tipline", "hsi-ops"], id="another spelling"),
        pytest.param("911", ["emergency"], id="short number"),
        pytest.param("emergencias", ["emergency"], id="a Spanish name"),
        pytest.param("EMERGENCY", ["emergency"], id="an English name in capitals"),
        pytest.param("befree", ["nht-hotline"], id="letters of a number"),
        pytest.param("nhtrc", ["nht-hotline"], id="another name of it"),
        pytest.param("hsi denuncias", ["hsi-tipline"], id="all words"),
        pytest.param("zebra", [], id="nothing"),
    ],
)
def test_a_search_finds_names_words_and_digits(every: tuple[Listed, ...], text: str, found: list[str]) -> None:
    assert ids(wanted_of(every, Wanted(text))) == found


def test_a_contact_is_chosen_by_what_it_is_for_and_who_answers(every: tuple[Listed, ...]) -> None:
    chosen = wanted_of(every, Wanted(role="help", answers="ngo"))
    assert ids(chosen) == [
        one.aged.contact.id for one in every if (one.aged.contact.role, one.aged.contact.answers) == ("help", "ngo")
    ]
    assert 0 < len(chosen) < len(wanted_of(every, Wanted(role="help"))) < len(every)


def test_what_is_due_comes_with_the_oldest_check_first(served: Served) -> None:
    roots, day = Roots(shipped_root()), datetime.date(2024, 11, 1)
    found = wanted_of(listed(roots, "en", POLICIES, day), Wanted(due=True))
    ages = [one.aged.age for one in found]
    assert ages == sorted(ages, reverse=True)
    current = wanted_of(listed(roots, "en", POLICIES, datetime.date(2024, 6, 1)), Wanted(due=True))
    assert "hsi-tipline" in ids(found)
    assert "hsi-tipline" not in ids(current)
    source = read(served, "/en/directory?due=yes")
    assert shown(source)[0] == "ice-victim-assistance"
    assert "To check, the oldest first" in source


def test_the_form_of_the_search_keeps_what_was_asked(served: Served) -> None:
    source = read(served, f"/es/directory?text={quote('<b>866 347')}&role=report&answers=police")
    assert 'value="&lt;b&gt;866 347"' in source
    assert '<option value="report" selected>' in source
    assert '<option value="police" selected>' in source
    assert "Se hallaron 0 contactos." in words(source)
    assert shown(read(served, "/es/directory?text=866-347&role=officer"), "es") == ["hsi-ops"]


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        (0, "today", "hoy"),
        (1, "yesterday", "ayer"),
        (2, "2 days ago", "hace 2 días"),
        (59, "59 days ago", "hace 59 días"),
        (61, "2 months ago", "hace 2 meses"),
        (365, "11 months ago", "hace 11 meses"),
        (731, "2 years ago", "hace 2 años"),
        (8000, "21 years ago", "hace 21 años"),
    ],
)
def test_an_age_is_told_in_words(days: int, english: str, spanish: str) -> None:
    assert (_age(words_of("en"), days), _age(words_of("es"), days)) == (english, spanish)


def test_addresses_in_a_source_are_links_and_its_words_stay() -> None:
    text = "gacares.org/24-hour-hotline.html (undated); news, 2020-09-30; mail a@ice.dhs.gov; https://www.ice.gov/x."
    parts = linked(text)
    assert "".join(part for part, _ in parts) == text
    assert [link for _, link in parts if link] == ["https://gacares.org/24-hour-hotline.html", "https://www.ice.gov/x"]


# --- one contact ---------------------------------------------------------------------------------------------------


def test_a_contact_shows_its_channels_source_notes_and_where_it_was_read(
    served: Served, every: tuple[Listed, ...]
) -> None:
    said = words(read(served, "/es/directory/hsi-tipline"))
    one = next(one for one in every if one.aged.contact.id == "hsi-tipline")
    contact = one.aged.contact
    assert one.said.name != contact.name
    for text in (
        *(
            one.said.name,
            one.said.who,
            one.said.hours,
            contact.source,
            words_of("es").thing(contact.read_by)[0],
            *contact.notes,
        ),
        *(channel.shown for channel in contact.channels),
        *(channel.note for channel in contact.channels),
        *contact.also_called,
    ):
        assert text in said
    assert "Nadie ha firmado una comprobación todavía." in said


def test_links_to_other_sites_tell_them_nothing_and_are_only_links(served: Served, page: Page) -> None:
    page.goto(f"{served.address}en/directory/ga-cares")  # a request to elsewhere fails the test
    outside = page.locator("main a[href^='https:']")
    assert outside.count() > 0
    for link in outside.all():
        assert set(link.get_attribute("rel").split()) == {"noreferrer", "noopener"}


def test_where_a_contact_is_used_is_put_into_its_page_and_is_what_the_command_says(
    served: Served, page: Page, handbill: Command
) -> None:
    told = handbill("contacts", "uses", "hsi-tipline", "--json", "--workspace", str(served.workspace)).json
    page.goto(f"{served.address}en/directory/hsi-tipline")
    page.wait_for_selector("#uses .used", timeout=60_000)
    pieces = {link.get_attribute("href").rpartition("/")[2] for link in page.locator("#uses .used a").all()}
    assert pieces == {use["layout"] for use in told["layouts"]} | {one["layout"] for one in told["choices"]}
    expect(page.locator("#uses")).to_contain_text(f"{len(told['layouts'])} pieces carry it.")
    assert len(page.locator("#uses").all()) == 1


def test_past_releases_that_carry_a_contact_are_listed_with_what_was_printed(served: Served) -> None:
    folder = served.workspace / "release" / "campus-1"
    folder.mkdir(parents=True)
    manifest = """{"release": {"name": "campus-1", "date": "2026-11-01", "quantity": 500}, "files": {"a.pdf": {
        "layout": "hsi-tip-card", "language": "en", "contacts": ["hsi-tipline"],
        "carries": {"hsi-tipline.voice": "+18663470000"}}}}"""
    (folder / NAME).write_text(manifest, encoding="utf-8")
    lost = served.workspace / "release" / "campus-2" / NAME
    lost.parent.mkdir()
    lost.write_text("{", encoding="utf-8")
    try:
        said = words(read(served, f"{LINE}/uses"))
    finally:
        shutil.rmtree(folder.parent)
    assert "campus-1 November 1, 2026 HSI Tip Line card +18663470000 It is another today." in said
    assert "The records of these releases cannot be read: campus-2" in said


@pytest.mark.parametrize("path", ["/en/directory/none", "/en/directory/none/uses", "/en/directory/..%2f..%2fetc"])
def test_a_contact_that_does_not_exist_is_no_page(served: Served, path: str) -> None:
    assert served.ask("GET", path)[0] == 404


# --- signing -------------------------------------------------------------------------------------------------------


def test_a_signed_check_is_the_line_that_the_command_writes_and_the_page_says_so(
    signed_off: Served, handbill: Command, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    asked = ("--by", "Ana Ruiz", "--on", TODAY.isoformat(), "--how", "call", "--workspace", str(other))
    assert handbill("contacts", "verify", "hsi-tipline", *asked).code == 0
    status, headers, _ = send(signed_off, LINE, form(by="  Ana Ruiz "))
    assert status == 303
    written = (signed_off.workspace / "data" / "checks.yaml").read_bytes()
    assert written == (other / "data" / "checks.yaml").read_bytes()
    said = words(read(signed_off, headers["location"].partition("#")[0]))
    assert f"The check is signed. Ana Ruiz called and vouches that all of it was right on {SPOKEN}." in said
    assert f"{SPOKEN} Ana Ruiz , called the number. It counts." in said
    assert "Last checked today" in said
    listed_now = words(read(signed_off, "/en/directory?text=hsi+tip+line"))
    assert "Good until" in listed_now
    assert "by Ana Ruiz" in listed_now


def test_the_name_of_a_signer_is_text_on_the_page(signed_off: Served) -> None:
    name = '<script>alert("1")</script> {x}'
    status, headers, _ = send(signed_off, LINE, form(by=name, how="page"))
    assert status == 303
    source = read(signed_off, headers["location"].partition("#")[0])
    assert html.escape(name, quote=False).replace('"', "&#34;") in source
    assert "<script>alert" not in source


def test_a_page_says_that_a_check_is_signed_only_where_it_is(served: Served) -> None:
    assert "The check is signed" not in read(served, f"{LINE}?signed={TODAY}")


TOMORROW = (TODAY + datetime.timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("filled", "part", "sentence"),
    [
        pytest.param(form(by=" "), "by", "Write your name, on one line.", id="no name"),
        pytest.param(form(by="a" * 101), "by", "Write your name, on one line.", id="long name"),
        pytest.param(form(on=""), "on", "Say on which day you checked it.", id="no day"),
        pytest.param(form(on="11/22/2026"), "on", "“11/22/2026” is not a date.", id="no date"),
        pytest.param(form(on=TOMORROW), "on", f"{words_of('en').date(TOMORROW)} is still to come.", id="to come"),
        pytest.param(form(on="2020-01-01"), "on", "known to be right up to May 30, 2024", id="older"),
        pytest.param(form(how=""), "how", "Say how you checked it.", id="no way"),
    ],
)
def test_what_cannot_be_signed_is_explained_at_its_field_and_what_was_typed_is_kept(
    served: Served, filled: list[tuple[str, str]], part: str, sentence: str
) -> None:
    status, _, source = send(served, LINE, filled)
    assert status == 422
    assert not (served.workspace / "data" / "checks.yaml").exists()
    (problem,) = re.findall(rf'<span class="problem" id="problem-{part}">(.*?)</span>', source)
    assert sentence in html.unescape(problem)
    assert source.count('class="problem"') == 1
    assert f'aria-describedby="problem-{part}"' in source
    typed = dict(filled)
    assert f'id="by" name="by" autocomplete="name" maxlength="100" required value="{typed["by"]}"' in source
    assert f'value="{typed["on"]}"' in source
    if typed["how"]:
        assert f'value="{typed["how"]}" checked' in source


def test_all_that_is_wrong_is_said_at_once_and_the_first_has_the_focus(served: Served, page: Page) -> None:
    page.goto(f"{served.address}es/directory/hsi-tipline")
    page.get_by_label("Qué día").fill(TOMORROW)
    page.get_by_role("button", name="Firmar").click()
    expect(page.locator(".problem")).to_have_count(3)
    expect(page.get_by_label("Su nombre")).to_be_focused()
    assert page.get_by_label("Qué día").input_value() == TOMORROW
    assert page.get_by_label("Su nombre").get_attribute("aria-invalid") == "true"


def test_a_check_is_signed_with_the_keyboard_alone_and_its_confirmation_has_the_focus(
    signed_off: Served, page: Page
) -> None:
    page.goto(f"{signed_off.address}es/directory/nht-hotline")
    page.get_by_label("Su nombre").focus()
    page.keyboard.type("Luz Peña")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "how":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    said = page.locator("#signed")
    expect(said).to_contain_text("Luz Peña")
    expect(said).to_be_focused()
    assert said.get_attribute("role") == "status"
    assert violations(page) == []


@pytest.mark.parametrize("name", ["emergency", "hstu-mail"])
def test_nobody_is_asked_to_call_where_a_call_is_no_check(served: Served, name: str) -> None:
    source = read(served, f"/en/directory/{name}")
    assert 'name="how" value="page"' in source
    assert 'name="how" value="call"' not in source
    assert ("Never call 911" in source) == (name == "emergency")


def test_without_a_workspace_the_page_says_how_to_get_one_and_signs_nothing(tmp_path: Path) -> None:
    with studio(tmp_path, named=False) as running:
        source = read(running, LINE)
        assert "handbill studio --workspace" in source
        assert 'name="by"' not in source
        status, _, answer = send(running, LINE, form())
        assert status == 422
        assert "handbill studio --workspace" in answer
    assert list(tmp_path.rglob("checks.yaml")) == []


def test_a_faulty_file_of_checks_is_said_and_the_studio_goes_on(signed_off: Served) -> None:
    path = signed_off.workspace / "data" / "checks.yaml"
    path.write_text("contact: hsi-tipline\n", encoding="utf-8")
    status, _, body = signed_off.ask("GET", "/en/directory")
    assert status == 422
    assert "Expected a list of checks" in body.decode()
    path.unlink()
    assert signed_off.ask("GET", "/en/directory")[0] == 200


def test_what_cannot_be_signed_travels_between_processes_with_its_part_and_reason() -> None:
    with pytest.raises(Unsigned) as refused:
        read_day("2026-02-30", TODAY, "checked the contact")
    again = copy.copy(refused.value)  # by the same way as a pickle
    assert (again.part, again.reason, str(again)) == ("on", "date", str(refused.value))
    assert "“2026-02-30” is not a date" in str(again)
