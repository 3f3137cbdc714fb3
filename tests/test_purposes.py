"""One piece for four purposes: the same words in the same order, in inks for the press and in light for the screen."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from generator.compose.passages import words_of
from generator.compose.piece import compose_in
from generator.findings import Findings
from generator.geometry import Rect
from generator.making import Purpose
from generator.pdf.raster import render
from generator.proof.tags.tags import plain_text, read_tags
from tests.compose.samples import shipped
from tests.conftest import Built
from tests.pdf.plates import plates_of
from tests.tools import run_tool

pytestmark = pytest.mark.xdist_group("catalogue")

PURPOSES = (Purpose.PRESS, Purpose.OFFICE, Purpose.SCREEN)
# A card with lists, a mirrored script, one that stacks its marks, a folded piece, a booklet and a table.
PIECES = [
    ("indicator-card", "en"),
    ("hsi-tip-card", "ar"),
    ("three-steps-poster", "my"),
    ("shoe-card", "ur"),
    ("campus-guide", "es"),
    ("interview-handout", "en"),
]
NAMES = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}


@pytest.fixture
def folder(catalogue: Built) -> Path:
    return catalogue.out


def words(path: Path) -> tuple[str, ...]:
    with pikepdf.open(path) as pdf:
        return read_tags(pdf).words()


@pytest.mark.parametrize(("layout", "lang"), PIECES)
def test_the_words_of_a_piece_are_the_same_for_every_purpose(folder: Path, layout: str, lang: str) -> None:
    press, office, screen = (words(folder / f"{layout}.{lang}.{purpose}.pdf") for purpose in PURPOSES)
    assert press == office == screen
    assert len(press) > 5


@pytest.mark.parametrize(("layout", "lang"), [("indicator-card", "en"), ("hsi-tip-card", "ar")])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_words_are_those_of_the_layout_in_its_order(folder: Path, layout: str, lang: str, purpose: Purpose) -> None:
    piece, _ = compose_in(shipped().layouts[layout], shipped(), lang, {}, Findings())
    asked = tuple(plain_text(said) for face in piece.faces for said in words_of(face.root))
    assert words(folder / f"{layout}.{lang}.{purpose}.pdf") == asked


@pytest.mark.parametrize("purpose", PURPOSES)
def test_poppler_finds_the_same_words_in_the_tree(folder: Path, purpose: Purpose) -> None:
    path = folder / f"indicator-card.en.{purpose}.pdf"
    shown = run_tool("pdfinfo", "-struct-text", str(path))
    told = " ".join("".join(re.findall(r'^ *"(.*)"$', shown, re.MULTILINE)).split())
    assert told.replace(" ", "") == "".join(words(path)).replace(" ", "")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_pages_of_a_booklet_are_read_in_order_wherever_they_stand(folder: Path, purpose: Purpose) -> None:
    with pikepdf.open(folder / f"campus-guide.es.{purpose}.pdf") as pdf:
        headings = [one.text() for one in read_tags(pdf).every() if one.role == "H1"]
    with pikepdf.open(folder / "campus-guide.es.screen.pdf") as pdf:
        assert headings == [str(one.title) for one in pdf.open_outline().root]


def only_black(data: bytes, folder: Path, area: Rect) -> bool:
    """Whether an area of the first page has ink on the black plate and on no other."""
    cut = (round(area.x), round(area.y), round(area.right), round(area.bottom))
    inked = {NAMES[name] for name, plate in plates_of(data, folder).items() if plate.crop(cut).getbbox()}
    return inked == {"K"}


def page_of(path: Path, number: int) -> bytes:
    """One page as a file of its own."""
    with pikepdf.open(path) as pdf, pikepdf.new() as alone:
        alone.pages.append(pdf.pages[number])
        written = io.BytesIO()
        alone.save(written)
        return written.getvalue()


def code_on(data: bytes) -> Rect:
    """Where zxing finds the page's code, in points from the top left."""
    dpi = 300
    (found,) = zxingcpp.read_barcodes(render(data, dpi)[0])
    at = found.position
    corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
    xs, ys = [corner.x * 72 / dpi for corner in corners], [corner.y * 72 / dpi for corner in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def test_the_code_of_a_press_card_is_on_the_black_plate_alone(built: Built, tmp_path: Path) -> None:
    page = page_of(built.out / "hsi-tip-card.en.press.pdf", 1)
    assert only_black(page, tmp_path, code_on(page).inset(-4))


def test_black_words_of_a_press_card_are_on_the_black_plate_alone(built: Built, tmp_path: Path) -> None:
    page = page_of(built.out / "hsi-tip-card.en.press.pdf", 1)
    area = place_of(page, "Homeland", tmp_path)
    assert only_black(page, tmp_path, area)


def place_of(page: bytes, word: str, folder: Path) -> Rect:
    """Where Poppler finds a word on the page, in points from the top left."""
    path = folder / "page.pdf"
    path.write_bytes(page)
    found = re.search(
        rf'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">{re.escape(word)}<',
        run_tool("pdftotext", "-bbox", str(path), "-"),
    )
    assert found is not None
    left, top, right, bottom = map(float, found.groups())
    return Rect(left, top, right - left, bottom - top)


@pytest.mark.parametrize("layout", ["hsi-tip-card", "indicator-card"])
def test_no_operator_of_a_press_file_paints_in_light(built: Built, layout: str) -> None:
    with pikepdf.open(built.out / f"{layout}.en.press.pdf") as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/N" not in thing]
        painted = [page.Contents for page in pdf.pages]
        painted += [stream for stream in streams if stream.get("/Subtype") == "/Form"]
        used = {str(one.operator) for stream in painted for one in pikepdf.parse_content_stream(stream)}
        assert {"k", "K", "gs"} <= used
        assert not used & {"rg", "RG", "g", "G", "ri", "sh"}


def test_the_output_profile_is_in_a_press_file_once_and_in_no_other(built: Built) -> None:
    for purpose, times in (("press", 1), ("office", 0), ("screen", 0)):
        with pikepdf.open(built.out / f"hsi-tip-card.en.{purpose}.pdf") as pdf:
            streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
            assert sum(stream.read_bytes()[36:40] == b"acsp" for stream in streams) == times


def test_all_purposes_look_alike_but_for_their_colours(built: Built) -> None:
    screen = render((built.out / "hsi-tip-card.en.screen.pdf").read_bytes(), 72, 0)[0]
    with pikepdf.open(built.out / "hsi-tip-card.en.press.pdf") as pdf:
        left, _, _, top = (float(edge) for edge in pdf.pages[0].TrimBox)
        high = float(pdf.pages[0].MediaBox[3])
    press = render((built.out / "hsi-tip-card.en.press.pdf").read_bytes(), 72, 0)[0]
    trimmed = press.crop(
        (round(left), round(high - top), round(left) + screen.width, round(high - top) + screen.height)
    )
    difference = ImageChops.difference(
        *(image.convert("L").resize((63, 36), Image.Resampling.BOX) for image in (screen, trimmed))
    )
    assert difference.getextrema()[1] < 60
