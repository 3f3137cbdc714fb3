"""Every page of the studio: nothing keeps people out of it, it fits every width, and docs/studio.md shows it.

`HANDBILL_PICTURES=1 pytest tests/studio/test_pages.py` takes the pictures of docs/studio.md anew.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from starlette.routing import Route

from generator.studio.app import PAGES
from tests.studio.planted import card_with_another_number
from tests.studio.served import ROOT, Served, until, violations

PIECE = "campus-glovebox-card"
SAID = {"lang": "es", "field.agency": "Policía de Río Verde", "field.dispatch": "202-555-0188", "quantity": "200"}
ROWS = "Your agency,Your dispatch\nNorth Campus,202-555-0111\nSouth Campus,202-555-01\nWest Campus,202-555-0133\n"
PICTURES = ROOT / "docs" / "pictures" / "studio"
# A desk, a tablet and a telephone, as they stand beside each other in the docs at half of their size.
SCREENS = {1280: 900, 768: 1024, 320: 640}
# A tablet has the columns of a desk or the one of a telephone.
LOOKED_AT = (1280, 320)
GAP, SCALE, COLOURS = 24, 0.5, 96
# How far a new picture may be from the kept one before somebody has to look: text is set a little differently by
# every version of a browser.
NEAR = 0.12

# Each page by the name of its picture: the address that leads there, as a pattern with the ids of what was made.
ADDRESSES = {
    "gallery": "/gallery?q=card",
    "piece": f"/piece/{PIECE}?{urlencode({**SAID, 'field.dispatch': '202-555-01'})}",
    "made": "{make}",
    "release": f"/release/{PIECE}?{urlencode(SAID)}",
    "merge": f"/merge/{PIECE}?lang=es&table={{table}}",
    "merged": "{merge}",
    "check": "/check",
    "checked": "{check}",
    "directory": "/directory",
    "contact": "/directory/hsi-tipline",
    "uses": "/directory/hsi-tipline/uses",
    "adding": "/directory/add?name=River+State&voice=202-555-0188",
    "kit": "/kit/campus-101",
    "error": "/none",
}
# Routes that show no page of their own: data, files, and forms that lead on to a job.
NO_PAGES = {"/jobs/{job}/state", "/jobs/{job}/all.zip", "/jobs/{job}/files/{name:path}", "/picture/{layout}.{lang}.png"}
NO_PAGES |= {"/merge/{layout}/template"}
# Pictures that are on the screen; those below it, and those that a filter has hidden, are not asked for.
LOADED = """() => [...document.images].every(
  one => one.complete || one.offsetParent === null || one.getBoundingClientRect().top > innerHeight)"""


@pytest.fixture(scope="module")
def made(served: Served, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the addresses need: a table that was handed in, and jobs that are done, one of them of a faulty PDF."""
    table = _upload(served, "tables", "offices.csv", ROWS.encode())
    make = _job(served, f"/en/piece/{PIECE}/make", SAID)
    merge = _job(served, f"/en/merge/{PIECE}/make", {"table": table, "lang": "es", "keep": "yes"})
    pdf = card_with_another_number(tmp_path_factory.mktemp("elsewhere")).read_bytes()
    check = _job(served, "/en/check", {"pdf": _upload(served, "pdfs", "card.pdf", pdf)})
    jobs = {"make": make, "merge": merge, "check": check}
    return {"table": table, **{name: job.removeprefix("/en") for name, job in jobs.items()}}


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """One page for all pictures."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _upload(served: Served, kind: str, name: str, data: bytes) -> str:
    status, _, body = served.ask("POST", f"/en/upload/{kind}?name={quote(name)}", data)
    assert status == 200, body
    return str(json.loads(body)["id"])


def _job(served: Served, path: str, said: dict[str, str]) -> str:
    status, headers, body = served.ask("POST", path, urlencode(said).encode())
    assert status == 303, body
    assert served.wait(headers["location"]) == "done"
    return headers["location"]


def _go(tab: Page, served: Served, tongue: str, name: str, made: dict[str, str], width: int) -> None:
    """Open a page and wait until its pictures are there."""
    tab.set_viewport_size({"width": width, "height": SCREENS[width]})
    tab.goto(f"{served.address}{tongue}{ADDRESSES[name].format(**made)}")
    if name in ("piece", "merge"):
        tab.wait_for_selector("#faces[data-shown] svg")
    until(tab, LOADED, seconds=40)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_keeps_nobody_out_and_is_shown_in_the_docs(
    served: Served, made: dict[str, str], tab: Page, name: str
) -> None:
    shots = []
    for width in SCREENS:
        _go(tab, served, "en", name, made, width)
        assert width not in LOOKED_AT or violations(tab) == [], width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        shots.append(Image.open(io.BytesIO(tab.screenshot())))
    tab.emulate_media(color_scheme="dark")
    _go(tab, served, "es", name, made, 320)
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.emulate_media(color_scheme="light")
    _hold(_beside(shots), PICTURES / f"{name}.png")


def test_every_page_has_its_picture() -> None:
    routes = {
        route.path for page in PAGES for route in page.routes if isinstance(route, Route) and "GET" in route.methods
    }
    shown = set()
    for path in routes - NO_PAGES:
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/?]+", re.escape(path)) + r"(\?|$)")
        if any(pattern.match(address.replace("{make}", "/jobs/x")) for address in ADDRESSES.values()):
            shown.add(path)
    assert routes - NO_PAGES - shown == set()


def test_the_docs_show_the_picture_of_every_page_and_no_other() -> None:
    text = (ROOT / "docs" / "studio.md").read_text(encoding="utf-8")
    assert set(re.findall(r"pictures/studio/([\w-]+)\.png", text)) == set(ADDRESSES)
    assert {path.stem for path in PICTURES.glob("*.png")} == set(ADDRESSES)


def _beside(shots: list[Image.Image]) -> Image.Image:
    """The screens of a page beside each other, from the widest."""
    small = [shot.convert("RGB").resize((int(shot.width * SCALE), int(shot.height * SCALE))) for shot in shots]
    width = sum(shot.width for shot in small) + GAP * (len(small) + 1)
    whole = Image.new("RGB", (width, max(shot.height for shot in small) + 2 * GAP), "#d9dfe4")
    left = GAP
    for shot in small:
        whole.paste(shot, (left, GAP))
        left += shot.width + GAP
    return whole


def _hold(picture: Image.Image, path: Path) -> None:
    """The picture is like the one in the docs; on request it takes its place."""
    if os.environ.get("HANDBILL_PICTURES"):
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    with Image.open(path) as kept:
        assert kept.size == picture.size
        small = [one.convert("L").resize((61, 28), Image.Resampling.BOX) for one in (kept, picture)]
    pairs = zip(small[0].tobytes(), small[1].tobytes(), strict=True)
    off = sum(abs(one - other) for one, other in pairs) / (61 * 28 * 255)
    assert off < NEAR, f"the page has changed: take its picture anew ({off:.3f})"
