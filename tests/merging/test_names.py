"""Names on certificates: whatever people are called, the name is set whole, in letters that are there, and fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from time import process_time

import pytest

from generator.compose.items import TextItem, walk
from generator.compose.pattern import face_of
from generator.compose.record import Value
from generator.findings import Findings, Severity
from generator.making import Purpose
from generator.merging.filling import Filler
from generator.order import Order
from generator.text.model import Line
from tests.compose.samples import shipped
from tests.merging.desk import Desk, manifest_of, written
from tests.names import LONGEST, PARTS, names
from tests.tools import run_tool

COURSE = {
    "course": "Recognizing human trafficking",
    "date": "May 4, 2027",
    "trainer": "Jo Rivera",
    "agency": "Lakeside University Police",
}
# In points: the scale of a certificate, of which only the name steps down, and its width between the margins.
SIZES = [size.pt for size in shipped().themes["beacon"].scales["certificate"]["display"]]
WIDTH = 9.5 * 72
# Three as a rule; long words that leave much of their lines empty may need a fourth.
MOST_LINES, FEW_LINES = 4, 3


@lru_cache(maxsize=2)
def filled(lang: str, count: int) -> Mapping[str, tuple[Line, ...]]:
    """The lines of each of so many names on the certificate, all composed by one filler as a merge does."""
    filler, found = Filler(shipped().layouts["certificate"], shipped(), lang), Findings()
    lines = {}
    for name in names(count):
        record = {key: Value(text) for key, text in {**COURSE, "name": name}.items()}
        made = filler.fill(record, {**COURSE, "name": name}, found)
        assert made is not None, [str(finding) for finding in found]
        root = face_of(made.cards[0]).root
        items = [item for _, item in walk(root) if isinstance(item, TextItem)]
        named = [item.line for item in items if item.line.runs and item.line.runs[0].size in SIZES]
        lines[name] = tuple(named)
    assert not [finding for finding in found if finding.severity is Severity.ERROR]
    return lines


def test_the_list_has_three_hundred_names_of_all_lengths_and_of_many_scripts() -> None:
    found = names(300)
    assert len(set(found)) == 300
    assert min(map(len, found)) <= 2
    assert LONGEST - 5 <= max(map(len, found)) <= LONGEST
    assert len(PARTS) >= 25


@pytest.mark.parametrize(("lang", "count"), [("en", 300), ("es", 45)])
def test_no_name_is_overset_or_lacks_a_letter_on_a_certificate(lang: str, count: int) -> None:
    start = process_time()
    for name, lines in filled(lang, count).items():
        assert letters("".join(line.text for line in lines)) == letters(name)
        assert 1 <= len(lines) <= MOST_LINES, name
        glyphs = [glyph.gid for line in lines for run in line.runs for glyph in run.glyphs]
        assert glyphs, name
        assert 0 not in glyphs, name
        assert all(line.width <= WIDTH + 0.01 for line in lines), name
    assert sum(len(lines) <= FEW_LINES for lines in filled(lang, count).values()) >= 0.98 * count
    assert process_time() - start < 20  # seconds of CPU; 8 for 300 when this was written


def test_names_that_have_room_are_set_large_and_long_ones_in_even_lines() -> None:
    lines = filled("en", 300)
    sizes = {name: {run.size for line in found for run in line.runs} for name, found in lines.items()}
    assert all(len(found) == 1 for found in sizes.values())
    assert all(sizes[name] == {SIZES[0]} for name in sizes if len(name) <= 20)
    assert sum(min(found) >= 36 for found in sizes.values()) > 270
    broken = [[line.width for line in found] for name, found in lines.items() if len(found) > 1 < len(name.split())]
    even = sum(min(widths) > 0.4 * max(widths) for widths in broken)
    assert even > 0.9 * len(broken) > 50


def test_one_name_is_set_in_one_face() -> None:
    for name, lines in filled("en", 300).items():
        scripts = {unicodedata.name(letter).split()[0] for letter in name if letter.isalpha()}
        faces = {run.face.name for line in lines for run in line.runs}
        if len(scripts) == 1:
            assert len(faces) == 1, name


# What other programs read.

READ = ("german", "vietnamese", "yoruba", "greek", "armenian", "georgian", "hebrew", "arabic", "hindi", "tamil",
        "sinhala", "thai", "khmer", "burmese", "amharic", "simplified", "japanese", "korean")  # fmt: skip


@pytest.fixture(scope="module")
def certificates(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words that Poppler reads on each certificate of a merged file."""
    folder = tmp_path_factory.mktemp("certificates")
    table = written(folder / "t.csv", [{**COURSE, "name": PARTS[kind][0]} for kind in READ])
    order = Order(folder / "out", ("certificate",), ("en",), (Purpose.PRESS,))
    merge = desk.merge(table, order=order)
    desk.made(merge)
    assert manifest_of(merge)
    (file,) = Path(folder / "out").rglob("*.pdf")
    return run_tool("pdftotext", "-enc", "UTF-8", str(file), "-").split("\f")


@pytest.mark.parametrize("kind", READ)
def test_poppler_reads_the_name_back(certificates: list[str], kind: str) -> None:
    name, page = PARTS[kind][0], certificates[READ.index(kind)]
    assert letters(name) in letters(page)


def letters(text: str) -> str:
    """What is read aloud of a text: no spaces, joiners and marks of direction."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LMN")
