"""The gallery shows every piece and kit, and its filters, its search and its pictures keep what they promise."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from PIL import Image
from playwright.sync_api import Page

from generator.catalog.formats import read_formats
from generator.catalog.heads import read_heads
from generator.catalog.kits import read_kits
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from tests.studio.served import Served, studio, until, violations

ROOTS = Roots(shipped_root())
HEADS = {head.id: head for head in read_heads(ROOTS, Findings())}
KITS = tuple(read_kits(ROOTS, Findings()))
FORMATS = read_formats(ROOTS, Findings())
_CARD = re.compile(r'<li class="card" data-id="(?P<id>[^"]+)"(?P<rest>[^>]*)>(?P<inner>.*?)</li>', re.DOTALL)


def cards(served: Served, query: str = "", tongue: str = "en") -> dict[str, str]:
    """The cards that a page shows without any script, by id."""
    status, _, body = served.ask("GET", f"/{tongue}/gallery{query}")
    assert status == 200
    found = _CARD.finditer(body.decode())
    return {card["id"]: card["inner"] for card in found if " hidden" not in card["rest"]}


def shown(page: Page) -> list[str]:
    """The ids of the cards that a person sees."""
    ids = "cards => cards.filter(card => card.checkVisibility()).map(card => card.dataset.id)"
    found: list[str] = page.eval_on_selector_all(".card", ids)
    return found


@pytest.fixture
def plain(page: Page) -> Page:
    """A page whose pictures are one pixel, for what does not depend on them."""
    dot = io.BytesIO()
    Image.new("RGB", (1, 1)).save(dot, "PNG")
    page.route("**/picture/**", lambda route: route.fulfill(body=dot.getvalue(), content_type="image/png"))
    return page


def of(audience: str) -> set[str]:
    return {head.id for head in HEADS.values() if head.audience == audience}


def in_format(*names: str) -> set[str]:
    return {head.id for head in HEADS.values() if head.format in names}


def speaking(lang: str) -> set[str]:
    return {head.id for head in HEADS.values() if lang in head.languages}


def test_every_piece_and_kit_of_the_catalogue_is_there(served: Served) -> None:
    for tongue in ("en", "es"):
        assert set(cards(served, tongue=tongue)) == {*HEADS, *KITS}


def test_titles_are_in_the_language_of_the_page(served: Served) -> None:
    assert "Tarjeta de señales" in cards(served, tongue="es")["indicator-card"]
    assert "Policía universitaria, primer curso" in cards(served, tongue="es")["campus-101"]
    assert "Indicator card" in cards(served)["indicator-card"]


def test_a_card_says_for_whom_it_is_how_large_and_in_which_languages(served: Served) -> None:
    card = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cards(served)["campus-glovebox-card"])))
    assert "Officers" in card
    assert "Postcard, 4 × 6 in" in card
    assert "English, Español" in card
    card = cards(served, tongue="es")["indicator-card-cr80"]
    assert "85.6 × 53.98 mm" in card
    assert "3.5 × 2 pulg." in cards(served, tongue="es")["indicator-card"]


# Each language light and dark, and each width.
LOOKS = [("es", "light", 1280)]
# What is asked, and what the catalogue has of it.
FILTERS = {
    "audience": ("?audience=officer", of("officer")),
    "trainers": ("?audience=trainer", of("trainer") | set(KITS)),
    "format": ("?format=postcard", in_format("postcard")),
    "kits": ("?format=kind:kit", set(KITS)),
    "posters": ("?format=kind:poster", in_format("tabloid-poster", "tabloid-notice")),
    "booklets": ("?format=kind:booklet", in_format("booklet-8", "booklet-12")),
    "language": ("?lang=fr", speaking("fr")),
    "two": ("?lang=fr&audience=survivor", speaking("fr") & of("survivor")),
    "title": ("?q=glove-box", {"campus-glovebox-card"}),
    "id": ("?q=cr80", {"indicator-card-cr80"}),
    "case": ("?q=GLOVE-BOX", {"campus-glovebox-card"}),
    "words in any order": ("?q=fold%20campus", {"campus-glovebox-fold"}),
    "words and filter": ("?q=card&audience=worker", {"worker-rights-card"}),
    "nothing": ("?q=zebra", set()),
    "a value that nobody offers": ("?audience=zebra", set()),
}


@pytest.mark.parametrize(("query", "wanted"), FILTERS.values(), ids=FILTERS)
def test_filters_and_words_find_what_the_catalogue_has(served: Served, query: str, wanted: set[str]) -> None:
    assert set(cards(served, query)) == wanted


@pytest.mark.parametrize("words", ["señales", "senales", "SEÑALES", "sen\u0303ales"])
def test_a_search_folds_accents_and_case(served: Served, words: str) -> None:
    found = set(cards(served, f"?q={quote(words)}", "es"))
    assert {"indicator-card", "indicator-card-cr80"} <= found
    assert len(found) < 6


def test_a_search_in_spanish_finds_english_titles_too(served: Served) -> None:
    assert set(cards(served, "?q=glove-box", "es")) == {"campus-glovebox-card"}


def test_a_purpose_finds_the_pieces_that_can_be_had_so(served: Served) -> None:
    found = set(cards(served, "?purpose=vcard"))
    assert "campus-glovebox-card" in found
    assert not found & {"name-badge", "certificate", *KITS}
    assert set(cards(served, "?purpose=press")) == {*HEADS, *KITS}


def test_only_what_the_catalogue_has_is_offered(served: Served) -> None:
    body = served.ask("GET", "/en/gallery")[2].decode()
    values = set(re.findall(r'<option value="([^"]+)"', body))
    kinds = {f"kind:{kind}" for kind in ("card", "sheet", "poster", "folded", "booklet", "kit")}
    spoken = {lang for head in HEADS.values() for lang in head.languages}
    formats = {head.format for head in HEADS.values()}
    purposes = {"press", "office", "screen", "image", "vcard"}
    assert values == {head.audience for head in HEADS.values()} | kinds | spoken | formats | purposes


def test_how_many_are_shown_is_told_and_the_way_back_too(served: Served) -> None:
    everything = len(HEADS) + len(KITS)
    assert f"{everything} of {everything} are shown." in served.ask("GET", "/en/gallery")[2].decode()
    body = served.ask("GET", "/en/gallery?q=cr80")[2].decode()
    assert f"1 of {everything} is shown." in body
    assert re.search(r'<a id="clear" href="/en/gallery">', body)
    assert "Nothing fits." in served.ask("GET", "/en/gallery?q=zebra")[2].decode()


def test_what_is_typed_is_never_markup(served: Served) -> None:
    typed = quote('"><script>alert(1)</script>')
    body = served.ask("GET", f"/en/gallery?q={typed}")[2].decode()
    assert "<script>alert" not in body


@pytest.mark.parametrize(
    ("address", "piece", "kit"),
    [("/en/gallery", "en", "en"), ("/es/gallery", "es", "es"), ("/es/gallery?lang=fr", "fr", "es")],
    ids=["en", "es", "es with French asked"],
)
def test_cards_lead_to_their_pages_in_the_language_that_they_are_shown_in(
    served: Served, address: str, piece: str, kit: str
) -> None:
    body = served.ask("GET", address)[2].decode()
    tongue = address[1:3]
    assert f'href="/{tongue}/piece/shoe-card?lang={piece}"' in body
    assert f"/{tongue}/picture/shoe-card.{piece}.png" in body
    assert f'href="/{tongue}/kit/campus-101?lang={kit}"' in body


def test_pictures_are_lazy_say_what_they_are_and_keep_true_proportions(served: Served) -> None:
    sizes = {}
    for name, card in cards(served).items():
        if name in HEADS:
            alt, width, height = re.findall(r'alt="([^"]*)" width="(\d+)" height="(\d+)" loading="lazy"', card)[0]
            head, kind = HEADS[name], FORMATS[HEADS[name].format]
            assert head.title in unescape(alt)
            assert (
                abs(int(width) / int(height) - kind.width.pt / kind.height.pt) < 0.03 * kind.width.pt / kind.height.pt
            )
            sizes[max(kind.width.pt, kind.height.pt)] = max(int(width), int(height))
    larger = [sizes[longest] for longest in sorted(sizes)]
    assert larger == sorted(larger), "what is longer on paper is longer on the page"
    assert larger[-1] > 1.8 * larger[0]
    assert "Front of “Child safety card” (Wallet card, 3.5 × 2 in)" in cards(served)["child-safety-card"]


PICTURED = ["child-safety-card.en", "three-steps-poster.es", "hotline-accordion.es", "shoe-card.ar"]


@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_is_a_small_png_of_the_first_face(served: Served, name: str) -> None:
    status, headers, data = served.ask("GET", f"/en/picture/{name}.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    picture, head = Image.open(io.BytesIO(data)), HEADS[name.partition(".")[0]]
    kind = FORMATS[head.format]
    assert picture.format == "PNG"
    assert picture.width <= 480
    assert abs(picture.width / picture.height - kind.width.pt / kind.height.pt) < 0.02
    assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20, "a picture of a piece has more than one colour"


def test_a_picture_is_in_the_language_that_was_asked_for(served: Served) -> None:
    english, spanish = (served.ask("GET", f"/en/picture/child-safety-card.{lang}.png")[2] for lang in ("en", "es"))
    assert english != spanish


def test_a_browser_keeps_a_picture_until_it_would_be_another(served: Served) -> None:
    body = served.ask("GET", "/en/gallery")[2].decode()
    address = unescape(re.findall(r'src="(/en/picture/child-safety-card\.en\.png\?v=\w+)"', body)[0])
    _, headers, _ = served.ask("GET", address)
    assert "immutable" in headers["cache-control"]
    status, again, data = served.ask("GET", address, headers={"If-None-Match": headers["etag"]})
    assert (status, data, again["etag"]) == (304, b"", headers["etag"])
    for other in (address.partition("?")[0], f"{address}0"):
        assert served.ask("GET", other)[1]["cache-control"] == "private, no-cache"
    assert served.ask("GET", address, headers={"If-None-Match": '"other"'})[0] == 200


UNKNOWN = [
    "none.en",
    "child-safety-card.xx",
    "child-safety-card.fr",
    "..%2f..%2fpyproject.en",
    "../../../pyproject.en",
    "%2e%2e.en",
    "child-safety-card.en%00",
    "child-safety-card%0a.en",
    "CON.en",
    "~root.en",
    f"{'a' * 5000}.en",
]


@pytest.mark.parametrize("name", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_is_no_picture_of_ours_is_not_found(served: Served, name: str) -> None:
    status, headers, body = served.ask("GET", f"/en/picture/{name}.png")
    assert status == 404
    assert "text/html" in headers["content-type"]
    assert b"Traceback" not in body


@pytest.mark.parametrize(("tongue", "scheme", "width"), LOOKS, ids=["-".join(map(str, look)) for look in LOOKS])
def test_nothing_keeps_anybody_out(served: Served, page: Page, tongue: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served.address}{tongue}/gallery?audience=officer")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_typing_filters_at_once_and_keeps_the_address_true(served: Served, plain: Page) -> None:
    plain.goto(f"{served.address}es/gallery")
    plain.fill("#q", "SENALES")
    found = shown(plain)
    assert set(found) == set(cards(served, "?q=SENALES", "es"))
    assert plain.url.endswith("/es/gallery?q=SENALES")
    assert plain.evaluate("document.querySelector('.tongues a[lang=en]').search") == "?q=SENALES"
    until(plain, "count => document.getElementById('found').textContent.includes(count)", f"{len(found)} de ")
    plain.select_option("#audience", "worker")
    assert shown(plain) == []
    assert not plain.locator(".shelf h2").first.is_visible(), "a shelf without pieces has no heading"
    plain.click("#clear")
    assert len(shown(plain)) == len(HEADS) + len(KITS)
    assert plain.url.endswith("/es/gallery")
    assert plain.evaluate("document.activeElement.id") == "q"


def test_a_script_finds_what_the_page_without_one_finds(served: Served, plain: Page) -> None:
    plain.goto(f"{served.address}en/gallery")
    for name, (query, wanted) in FILTERS.items():
        plain.click("#clear") if plain.is_visible("#clear") else None
        asked = dict(part.split("=") for part in query[1:].split("&"))
        if "zebra" in asked.get("audience", ""):
            continue  # a list offers no such thing
        for control, value in asked.items():
            if control == "q":
                plain.fill("#q", unquote(value))
            else:
                plain.select_option(f"#{control}", value)
        assert set(shown(plain)) == wanted, name


def test_choosing_a_language_shows_and_opens_the_pieces_in_it(served: Served, plain: Page) -> None:
    plain.goto(f"{served.address}en/gallery?audience=survivor")
    card = plain.locator(".card[data-id=shoe-card]")
    plain.select_option("#lang", "fr")
    assert card.locator("a").get_attribute("href") == "/en/piece/shoe-card?lang=fr"
    assert "/picture/shoe-card.fr.png?v=" in str(card.locator("img").get_attribute("src"))
    plain.select_option("#lang", "")
    assert card.locator("a").get_attribute("href") == "/en/piece/shoe-card?lang=en"


def test_what_is_shown_is_told_once_and_not_at_every_key(served: Served, plain: Page) -> None:
    plain.goto(f"{served.address}en/gallery")
    plain.evaluate(
        """() => {
          window.told = [];
          const status = document.getElementById("found");
          new MutationObserver(() => window.told.push(status.textContent)).observe(status, {childList: true});
        }"""
    )
    assert plain.get_attribute("#found", "role") == "status"
    plain.locator("#q").press_sequentially("glove-box", delay=10)
    until(plain, "() => window.told.length > 0")
    plain.wait_for_timeout(700)
    assert plain.evaluate("window.told") == [f"1 of {len(HEADS) + len(KITS)} is shown."]


def test_the_keyboard_reaches_every_piece_in_the_order_in_which_they_stand(served: Served, plain: Page) -> None:
    plain.goto(f"{served.address}en/gallery")
    plain.focus("#purpose")
    reached = []
    for _ in range(len(HEADS) + len(KITS)):
        plain.keyboard.press("Tab")
        name, ringed = plain.evaluate(
            """() => { const link = document.activeElement;
              return [link.closest(".card")?.dataset.id, getComputedStyle(link, "::after").outlineStyle]; }"""
        )
        reached.append(name)
        assert ringed == "solid", f"the focus on {name} is not to be seen"
    standing = plain.eval_on_selector_all(
        ".card",
        """cards => cards.map(card => [card.getBoundingClientRect(), card.dataset.id])
          .sort(([a], [b]) => Math.abs(a.top - b.top) < 2 ? a.left - b.left : a.top - b.top).map(([, id]) => id)""",
    )
    assert reached == standing
    assert set(reached) == {*HEADS, *KITS}
    plain.keyboard.press("Enter")
    plain.wait_for_url(re.compile(r"/en/(kit|piece)/"))


def test_pieces_stand_by_audience(served: Served) -> None:
    order = [HEADS[name].audience for name in cards(served) if name in HEADS]
    assert order == sorted(order, key=["public", "officer", "survivor", "worker", "trainer"].index)


def test_a_catalogue_that_is_wrong_is_told_with_every_fault_and_its_place(tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "our-card.yaml"
    layout.parent.mkdir()
    layout.write_text("title: Ours\naudience: nobody\nformat: wallet-card\ntheme: none\npanels: {}\n", encoding="utf-8")
    with studio(tmp_path) as running:
        status, _, body = running.ask("GET", "/en/gallery")
        assert status == 422
        assert re.search(r"<bdi>[^<]*our-card\.yaml:2:", body.decode())
        assert body.decode().count('class="finding error"') > 1
        layout.unlink()
        assert "our-card" not in cards(running), "it is looked at again once it was mended"
