"""The studio in Spanish: nothing that it can say in Spanish is said in English, and what is English is marked so."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator import studio
from generator.catalog.places import Roots, shipped_root
from generator.catalog.stocktitle import StockTitle, stock_title
from generator.errors import HandbillError, Refused, SetupError, UnknownError, UsageError
from generator.findings import Finding, Place, Severity
from generator.kits.offered import offered_kit
from generator.preview.held import whole_catalog
from generator.preview.offer import OfferedStock, Option, offer
from generator.preview.shelf import shelf
from generator.studio.failures import PLAIN, SaidError, failure
from generator.studio.lanes import BusyError, FailedError, TimeUpError
from generator.studio.shown import FILTERS
from generator.studio.words import TONGUES, words_of
from generator.studio.workers import NoMemoryError, NoRoomError
from generator.units import Length
from tests.studio.asking import Form, job, read, send, words
from tests.studio.served import Served, violations
from tests.studio.tongues import Spoken, english_in

HOME = Path(studio.__file__).parent
SHIPPED = Roots(shipped_root(), None)
ES, EN = words_of("es"), words_of("en")
PIECE = "campus-glovebox-card"
FORM: Form = [("lang", "es"), ("field.dispatch", "202-555-0199"), ("quantity", "20")]
LAYOUT = """title: Our own card
audience: public
format: wallet-card
theme: beacon
fields:
  office: {type: text, label: Night office, sample: Room 5}
panels:
  front:
    - text: {text: "{office}"}
  back:
    - text: {text: "{office}"}
"""


@pytest.fixture(scope="module")
def names() -> frozenset[str]:
    """The names of organizations, which are in the language that they give themselves."""
    return frozenset(contact.name for contact in whole_catalog(SHIPPED).contacts.contacts.values())


@pytest.fixture(scope="module")
def made(served: Served) -> str:
    """The address of a job that made a card, on a page in Spanish."""
    form = [*FORM, *(("purpose", name) for name in ("office", "press", "screen", "image", "vcard"))]
    address, state = job(served, f"/es/piece/{PIECE}/make", form)
    assert state == "done"
    return address


# --- things of the catalogue ---------------------------------------------------------------------------------------


def things() -> Iterator[str]:
    """What pages call by the words of the catalogue: labels, faces, formats, looks, stocks, and who read a number."""
    catalog = whole_catalog(SHIPPED)
    for layout in catalog.layouts.values():
        yield from (field.label for field in layout.fields.values())
    for kind in catalog.formats.values():
        yield from (kind.title, *(face.name for face in kind.faces))
    yield from (theme.title for theme in catalog.themes.values())
    for kit in shelf(SHIPPED).kits:
        known = offered_kit(SHIPPED, kit.id, "es")
        yield from (one.label for one in (*known.fields, *known.columns, *known.themes))
    for contact in catalog.contacts.contacts.values():
        yield contact.read_by
    for stock in catalog.stocks.values():
        parts = stock_title(stock.title, stock.brand)
        yield from (part for part in (parts.kind, parts.more) if part)
        yield from () if parts.name else (stock.title,)


def test_everything_that_ships_has_a_name_in_spanish() -> None:
    assert sorted({name for name in things() if ES.thing(name)[1] != "es"}) == []


def test_no_name_of_a_thing_is_kept_that_nothing_has() -> None:
    kept = {key.removeprefix("things.") for key in ES.texts if key.startswith("things.")}
    assert sorted(kept - set(things())) == []


@pytest.mark.parametrize("audience", sorted({row.audience for row in shelf(SHIPPED).pieces}))
def test_every_audience_has_words(audience: str) -> None:
    assert all(ES.has(f"gallery.{kind}-{audience}") for kind in ("audience", "for"))


@pytest.mark.parametrize("layout", sorted(whole_catalog(SHIPPED).layouts))
def test_every_option_and_every_title_is_offered_in_spanish(layout: str) -> None:
    known = offer(SHIPPED, layout, "es")
    assert [option for field in known.fields for option in field.options if option.lang != "es"] == []
    assert "es" in [title.lang for title in known.titles]
    english = offer(SHIPPED, layout)
    assert [[one.id for one in field.options] for field in known.fields] == [
        [one.id for one in field.options] for field in english.fields
    ]


def test_options_without_words_in_a_language_are_english_and_say_so() -> None:
    (line,) = offer(SHIPPED, "errata-label", "xx").fields
    assert {option.lang for option in line.options} == {"en"}
    assert ES.option(Option("x", "Nobody’s words")) == ("Nobody’s words", "en")
    assert ES.option(Option("beacon", "Beacon")) == ("Faro", "es")


def test_a_kit_and_its_pieces_are_offered_in_spanish() -> None:
    known = offered_kit(SHIPPED, "campus-101", "es")
    titles = {piece.id: piece.titles for piece in shelf(SHIPPED).pieces}
    assert known.lang == "es"
    assert [piece.title for piece in known.pieces] == [titles[piece.layout]["es"] for piece in known.pieces]
    assert all(option.lang == "es" for field in known.fields for option in field.options)


# --- stocks, sizes, days -------------------------------------------------------------------------------------------


def stock(name: str) -> OfferedStock:
    return next(one for row in shelf(SHIPPED).pieces for one in offer(SHIPPED, row.id).stocks if one.id == name)


@pytest.mark.parametrize(
    ("name", "spanish", "english"),
    [
        (
            "avery-5371",
            "Avery 5371: tarjetas de presentación, 10 por hoja, 3.5 × 2 pulg.",
            "Avery 5371 business cards, 10 a sheet, 3.5 × 2 in",
        ),
        ("letter", "Papel tamaño carta", "Letter paper"),
    ],
    ids=["cards", "plain-paper"],
)
def test_a_stock_is_called_by_its_package_its_count_and_its_size(name: str, spanish: str, english: str) -> None:
    assert ES.stock(stock(name)) == (spanish, "es")
    assert EN.stock(stock(name)) == (english, "en")


def test_a_sheet_of_another_paper_says_so() -> None:
    size = (Length.parse("85mm"), Length.parse("54mm"))
    named = StockTitle("Avery C32015", "business cards")
    found = OfferedStock("c", "Avery C32015 business cards, 8 an A4 sheet", (), "a4", named, 8, size)
    assert ES.stock(found) == ("Avery C32015: tarjetas de presentación, 8 por hoja A4, 85 × 54 mm", "es")


def test_what_a_stock_of_ones_own_says_more_is_kept_in_its_own_words() -> None:
    size = (Length.parse("3.5in"), Length.parse("2in"))
    plain = OfferedStock("ours", "Acme 12 magnets, 4 a sheet", (), "letter", StockTitle("Acme 12", "magnets"), 4, size)
    assert ES.stock(plain) == ("Acme 12, 4 por hoja, 3.5 × 2 pulg.", "es")
    title = "Acme 12 magnets, 4 a sheet, cut twice"
    more = OfferedStock("ours", title, (), "letter", StockTitle("Acme 12", "magnets", "cut twice"), 4, size)
    assert ES.stock(more) == (title, "en")


@pytest.mark.parametrize(
    ("title", "brand", "parts"),
    [
        ("Avery 8373 business cards, 8 a sheet, with room for bleed", "Avery", ("Avery 8373", "with room for bleed")),
        ("Avery 5305 tent cards, flat 8.5 x 5 in, 2 a sheet", "Avery", ("Avery 5305", "")),
        ("Letter paper, pieces apart", "", ("", "")),
        ("Cards for our desk, 8 a sheet", "Avery", ("", "")),
        ("Avery cards", "Avery", ("", "")),
    ],
    ids=["more", "size", "paper", "another-brand", "no-number"],
)
def test_a_title_of_a_stock_is_taken_apart(title: str, brand: str, parts: tuple[str, str]) -> None:
    found = stock_title(title, brand)
    assert (found.name, found.more) == parts


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [("3.5in", "2in", "3.5 × 2 pulg."), ("4in", "7/3in", "4 × 2 1/3 pulg."), ("1in", "25.4mm", "1 × 1 pulg.")],
)
def test_a_size_is_written_as_people_write_it(width: str, height: str, said: str) -> None:
    assert ES.size(Length.parse(width), Length.parse(height)) == said


def test_a_day_is_written_as_people_write_it() -> None:
    day = datetime.date(2026, 11, 2)
    assert (ES.date(day), EN.date("2026-11-02")) == ("2 de noviembre de 2026", "November 2, 2026")
    assert ES.date("some day") == "some day"


# --- failures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BusyError("x"), 503),
        (TimeUpError("x"), 503),
        (NoMemoryError("x"), 503),
        (NoRoomError("x"), 507),
        (FailedError("x"), 500),
        (UnknownError("x"), 404),
        (UsageError("x"), 422),
        (SetupError("x"), 422),
        (Refused([Finding("field.phone", Severity.ERROR, Place(), "x", "y")]), 422),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, HandbillError) else str(value),
)
def test_every_failure_has_a_title_and_a_sentence_in_each_language(error: HandbillError, status: int) -> None:
    what, found = failure(error)
    assert found == status
    for tongue in TONGUES:
        assert all(words_of(tongue).has(f"error.{what}.{part}") for part in ("title", "text"))


@pytest.mark.parametrize(
    "path",
    [
        "/es/piece/none-such",
        "/es/merge/none-such",
        "/es/release/none-such",
        f"/es/release/{PIECE}?theme=none",
        f"/es/release/{PIECE}?stock=none&for=office",
        f"/es/release/{PIECE}?lang=none",
    ],
    ids=["piece", "merge", "release", "theme", "stock", "language"],
)
def test_a_name_that_nothing_has_is_said_so_in_spanish(served: Served, path: str) -> None:
    status, _, body = served.ask("GET", path)
    source = body.decode()
    assert status == 404
    assert ES("error.unknown.title") in words(source)
    assert english_in(source) == []
    hints = [text for text, lang in Spoken(source).texts if lang == "en" and "There is no" in text]
    assert len(hints) == 1


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        (f"/es/piece/{PIECE}/make", ("purpose", "gold"), ES("customise.purpose-wrong")),
        (f"/es/piece/{PIECE}/make", ("flip", "up"), ES("customise.flip-wrong")),
        ("/es/kit/campus-101", ("people", "many"), ES("kit.people-wrong", most=10_000)),
        ("/es/kit/campus-101", ("roster", "0" * 64), ES("kit.roster-gone")),
    ],
    ids=["purpose", "flip", "people", "roster"],
)
def test_what_a_form_cannot_ask_for_is_said_in_spanish(
    served: Served, path: str, form: tuple[str, str], sentence: str
) -> None:
    status, _, source = send(served, path, [form])
    assert status == 422
    assert sentence in words(source)
    assert english_in(source) == []


def test_findings_that_stop_a_page_are_told_in_spanish_on_it(served: Served) -> None:
    status, _, body = served.ask("GET", f"/es/release/{PIECE}?printer=Nobody&for=office")
    assert status == 422
    assert "calibrado" in words(body.decode())
    assert english_in(body.decode()) == []


def test_a_job_that_fails_says_why_in_spanish(served: Served) -> None:
    address, state = job(served, f"/es/piece/{PIECE}/make", [*FORM, ("theme", "none")])
    source = read(served, address)
    assert state == "failed"
    assert ES("error.unknown.text") in words(source)
    assert english_in(source) == []


def test_a_sentence_that_says_no_more_than_the_page_is_not_repeated() -> None:
    assert {"busy", "slow", "memory", "room", "broken"} == PLAIN
    assert SaidError("kit.roster-gone").key == "kit.roster-gone"


# --- whole pages ---------------------------------------------------------------------------------------------------

PAGES = [
    "/es/gallery",
    "/es/check",
    "/es/directory",
    "/es/directory/hsi-tipline",
    "/es/directory/emergency",
    "/es/directory/hsi-tipline/uses",
    "/es/kit/campus-101",
    "/es/kit/community-101",
    f"/es/merge/{PIECE}",
    f"/es/release/{PIECE}?lang=es",
    *(f"/es/piece/{name}" for name in (PIECE, "errata-label", "knowledge-check", "scenario-card", "kit-cover")),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_in_english_that_is_not_marked_so(served: Served, names: frozenset[str], path: str) -> None:
    assert english_in(read(served, path), names) == []


def test_the_page_of_what_was_made_says_nothing_in_english_that_is_not_marked_so(
    served: Served, names: frozenset[str], made: str
) -> None:
    source = read(served, made)
    assert english_in(source, names) == []
    assert "Papel tamaño carta" in words(source)
    assert "Línea de denuncias de HSI" in words(source)


def test_a_page_without_its_spanish_is_found_out() -> None:
    """The reader of these pages has eyes: it sees what is not marked and passes over what is."""
    page = '<html lang="es"><p>Hola <span lang="en">and the rest</span></p><img alt="The card"><p>Made for you</p>'
    assert english_in(page) == ["The card", "Made for you"]


def test_what_a_layout_of_ones_own_says_is_shown_as_it_is_and_marked_as_english(served: Served) -> None:
    folder = served.workspace / "layouts"
    folder.mkdir(exist_ok=True)
    path = folder / "our-card.yaml"
    path.write_text(LAYOUT, encoding="utf-8")
    try:
        for _ in range(30):  # a studio looks at the files of its folder once a second
            status, _, body = served.ask("GET", "/es/piece/our-card")
            if status == 200:
                break
            time.sleep(0.2)
        texts = Spoken(body.decode()).texts
    finally:
        path.unlink()
        folder.rmdir()
    assert ("Our own card", "en") in texts
    assert ("Night office", "en") in texts


# --- the words themselves ------------------------------------------------------------------------------------------


# Sentences whose keys are put together: by a kind of failure, of a table or of a job, a filter or a control.
JOINED = (
    *("adding.", "error.", "things.", "upload.", "job."),
    *(f"gallery.{name}" for name in FILTERS),
    *(f"release.{name}" for name in ("name", "contact", "paper", "finish")),
    *(f"{kind}.job-" for kind in ("check", "make", "merge", "kit", "release")),
)


def test_every_sentence_that_is_kept_is_said_somewhere() -> None:
    files = [*HOME.glob("*.py"), *HOME.glob("pages/*.py"), *HOME.glob("tasks/*.py"), *HOME.glob("templates/*.html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r"[a-z]+\.[a-z0-9.-]+", source))
    begun = (*JOINED, *(one for one in said if one.endswith("-")))
    whole = {key: re.sub(r"\.(?:one|other)$", "", key) for key in EN.texts}
    assert [key for key, one in whole.items() if not {key, one} & said and not one.startswith(begun)] == []


def test_every_failure_that_has_sentences_can_happen() -> None:
    kept = {key.split(".")[1] for key in EN.texts if key.startswith("error.")} - {"home"}
    source = "".join((HOME / name).read_text(encoding="utf-8") for name in ("failures.py", "app.py"))
    assert {name for name in kept if f'"{name}"' not in source} == set()


@pytest.mark.parametrize(
    "word",
    [
        "scripts",
        "clic",
        "link",
        "email",
        "online",
        "versión final",
        "entrega",
        "publicación",
        "completar",
        "«",
        "dígito",
    ],
)
def test_one_word_is_used_for_one_thing(word: str) -> None:
    findings = (HOME / "words" / "findings.es.yaml").read_text(encoding="utf-8")
    assert [key for key, text in ES.texts.items() if re.search(rf"(?<!\w){word}(?!\w)", text)] == []
    assert word not in ("«", "entrega") or word not in findings


@pytest.mark.parametrize("path", [f"piece/{PIECE}", f"merge/{PIECE}", "kit/campus-101", "check"])
@pytest.mark.parametrize("width", [320])
def test_a_file_is_chosen_in_the_language_of_the_page(served: Served, page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served.address}es/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    label = page.locator(".drop .pick").first
    assert label.inner_text() == "Elegir un archivo"
    box = label.bounding_box()
    assert box
    assert box["height"] >= 24
    with page.expect_file_chooser():
        label.click()
    page.locator(".drop input[type=file]").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert violations(page) == []
