"""Names of merged cards are read back at every angle and in every direction: a true one is never accused, a slip is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from generator.catalog.places import Roots, shipped_root
from generator.making import Purpose
from generator.order import Order
from generator.press.asked import AskedPage, Spot
from generator.proof.known import known_directory
from generator.proof.run import read_pages
from generator.proof.runs.placed import _Drawn, _lines
from generator.proof.runs.turning import folded, times_on
from tests.compose.samples import shipped
from tests.merging.desk import Desk, written
from tests.proof.samples import small_directory

KNOWN = known_directory(small_directory())
NAMES = {
    "arabic": "محمد عبد الرحمن الشريف",
    "arabic on two lines": "اللهياري بن عبد العزيز فاطمة محمد عبد الرحمن الشريف",
    "urdu": "چودھری ڈاہر گُل",
    "farsi": "می‌رضا آذرپور",
    "hebrew": "שָׂרָה בן־דוד",
    "thaana": "އިބްރާހިމް މުޙައްމަދު",
    "mixed": "Yusuf O’Neill محمد علی",
    "with digits": "محمد علی (۱۲) Room 345",
    "yoruba beside arabic": "Adéọlá Ọlájùmọ̀kẹ́ محمد",
    "latin": "Ana-María Fernández-O’Neill",
}
# Of these pages the first and third are turned by a quarter on their paper, and the second has a panel upside down.
FILES = (
    ("certificate", Purpose.OFFICE),
    ("name-tent", Purpose.PRESS),
    ("name-tent", Purpose.OFFICE),
    ("name-badge", Purpose.OFFICE),
)
IDS = [f"{layout} for {purpose}" for layout, purpose in FILES]


@dataclass(frozen=True)
class Merged:
    """A finished file, and what was asked of its pages."""

    data: bytes
    pages: tuple[AskedPage, ...]

    def faults(self, at: int, asked: AskedPage) -> list[str]:
        """What is said of the words of a page that is held to something asked."""
        read = read_pages(self.data, at, at + 1, KNOWN, [asked])
        assert len(read.pages) == 1
        return [one.problem for one in read.findings if one.rule == "proof.words-missing"]

    def with_name(self, name: str) -> list[int]:
        """The pages that have a name."""
        return [at for at, page in enumerate(self.pages) if name in page.words]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Merged]:
    """The names on each kind of page."""
    folder = tmp_path_factory.mktemp("names")
    desk = Desk(Roots(shipped_root(), folder), shipped())
    course = {"course": "Recognizing trafficking", "date": "May 4, 2027", "trainer": "Jo Rivera", "agency": "Lakeside"}
    table = written(folder / "t.csv", [{**course, "name": name, "unit": "Night shift"} for name in NAMES.values()])
    found = {}
    for key, (layout, purpose) in zip(IDS, FILES, strict=True):
        files = desk.checked(desk.merge(table, order=Order(folder / "out", (layout,), ("en",), (purpose,))))
        (drawn,) = [drawn for unit in files.units() for drawn in files.drawn(unit, folder)]
        found[key] = Merged((folder / drawn.name).read_bytes(), tuple(drawn.pages))
    return found


def asking(page: AskedPage, name: str, other: str) -> AskedPage:
    """The page as if another name had been asked for."""

    def put(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other if one == name else one for one in words)

    return replace(
        page, words=put(page.words), spots=tuple(replace(spot, words=put(spot.words)) for spot in page.spots)
    )


def slips(name: str) -> Iterator[str]:
    """The name with two letters or words in another order, a letter or mark less, and one more, at several places."""
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    for turn in (0, len(places) // 2, len(places) - 2):
        at, to = places[turn : turn + 2]
        if name[at] != name[to]:
            yield f"{name[:at]}{name[to]}{name[at + 1 : to]}{name[at]}{name[to + 1 :]}"
        yield f"{name[:to]}{name[to + 1 :]}"
        yield f"{name[:at]}{name[at]}{name[at:]}"
    first, *rest = name.split()
    yield " ".join([*rest, first])


@pytest.mark.parametrize("key", IDS)
def test_no_true_name_is_accused(merged: dict[str, Merged], key: str) -> None:
    file = merged[key]
    accused = [fault for at, page in enumerate(file.pages) for fault in file.faults(at, page)]
    assert accused == []
    assert all(file.with_name(name) for name in NAMES.values())


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("key", IDS)
def test_a_slip_in_a_name_is_a_finding(merged: dict[str, Merged], key: str, kind: str) -> None:
    file, name = merged[key], NAMES[kind]
    wrong = sorted(set(slips(name)))
    assert name not in wrong
    assert len(wrong) >= 9
    at = file.with_name(name)[0]
    found = file.faults(at, replace(file.pages[at], words=(name, *wrong), spots=()))
    assert len(found) == len(wrong), found


@pytest.mark.parametrize("key", IDS)
@pytest.mark.parametrize(
    ("kind", "part", "other"),
    [
        ("urdu", "گُل", "گل"),
        ("thaana", "މުޙައްމަދު", "މިޙައްމަދު"),
        ("hebrew", "שָׂרָה", "שִׂרָה"),
        ("mixed", "Yusuf", "Yusif"),
        ("mixed", "O’Neill", "O’Niell"),
        ("with digits", "345", "354"),
        ("with digits", "۱۲", "۲۱"),
        ("yoruba beside arabic", "Adéọlá", "Adéolá"),
        ("latin", "Fernández", "Hernández"),
    ],
    ids=[
        "vowel away",
        "another vowel",
        "another point",
        "Latin part",
        "Latin letters",
        "digits",
        "own digits",
        "dot",
        "-",
    ],
)
def test_another_vowel_digit_or_latin_part_is_a_finding(
    merged: dict[str, Merged], key: str, kind: str, part: str, other: str
) -> None:
    file, name = merged[key], NAMES[kind]
    assert part in name
    at = file.with_name(name)[0]
    asked = replace(file.pages[at], words=(name.replace(part, other),), spots=())
    assert len(file.faults(at, asked)) == 1
    assert not file.faults(at, replace(asked, words=(name,)))


def test_names_swapped_between_two_cards_of_a_sheet_are_findings(merged: dict[str, Merged]) -> None:
    file = merged["name-badge for office"]
    page = file.pages[0]
    first, second, *rest = page.spots
    swapped = replace(page, spots=(moved(first, second), moved(second, first), *rest))
    said = " ".join(file.faults(0, swapped))
    assert "On card 1 of the page" in said
    assert "On card 2 of the page" in said
    assert "On card 3" not in said


def moved(spot: Spot, other: Spot) -> Spot:
    return replace(spot, words=other.words)


@pytest.mark.parametrize("key", IDS)
def test_other_words_beside_right_to_left_names_are_held_to_their_order(merged: dict[str, Merged], key: str) -> None:
    file = merged[key]
    at = file.with_name(NAMES["arabic"])[0]
    (fault,) = set(file.faults(at, asking(file.pages[at], "Night shift", "shift Night")))
    assert "shift Night" in fault


# Lines as they stand from their left to their right.


@pytest.mark.parametrize(
    ("lines", "words", "seen"),
    [
        (["Ana Fernández-", "O’Neill"], "Ana Fernández-O’Neill", 1),
        (["Ana Fernández-", "Room 5", "O’Neill"], "Ana Fernández-O’Neill", 0),
        (["O’Neill", "Ana Fernández-"], "Ana Fernández-O’Neill", 0),
        (["Fernández- O’Neill"], "Fernández-O’Neill", 0),
        (["Wolfeschlegel-", "steinhausen"], "Wolfeschlegelsteinhausen", 1),
        (["Wolfeschlegel-steinhausen"], "Wolfeschlegelsteinhausen", 0),
        (["1-888-", "373-7888"], "1-888-373-7889", 0),
        (["דוד־ןב םהרבא", "יול"], "אברהם בן־דוד לוי", 1),
        (["־ןב םהרבא", "דוד"], "אברהם בן־דוד", 1),
        (["דוד", "־ןב םהרבא"], "אברהם בן־דוד", 0),
        (["דמחמ", "دمحم"], "محمد", 1),
        (["ادمحم"], "محمد", 0),
        (["ُدمحم"], "محمد", 0),
        (["دمحم Ana"], "Ana محمد", 1),
        (["Ana دمحم"], "Ana محمد", 1),
        (["Ana دمحم"], "Ana حممد", 0),
        ([".Never alone", ".Ask"], "•", 2),
        ([".Never alone"], "Never alone", 1),
    ],
)
def test_words_stand_on_one_line_or_on_lines_that_follow_each_other(lines: list[str], words: str, seen: int) -> None:
    assert times_on([folded(line) for line in lines], words, 9) == seen


@pytest.mark.parametrize(
    ("along", "height", "lines"),
    [
        (10.0, 100.0, 1),
        (12.0, 109.0, 1),  # a letter of Nastaliq, or a dot of a wide one
        (7.0, 103.0, 1),
        (10.0, 88.0, 2),
        (-20.0, 100.0, 2),
        (40.0, 100.0, 2),
    ],
    ids=["behind it", "high up", "a little back", "below", "far back", "in another column"],
)
def test_a_line_goes_on_where_the_next_letter_stands_near(along: float, height: float, lines: int) -> None:
    first = _Drawn("ا", (0, 0), 0, 10, (0, 0, 10), 100, spoken=False)
    following = _Drawn("چ", (0, 0), 0, 10, (along, along, along + 10), height, spoken=True)
    assert len(list(_lines([first, following]))) == lines
    assert len(list(_lines([first, replace(following, angle=1.57)]))) == 2


def test_a_number_keeps_its_digits_in_any_direction_of_its_text() -> None:
    lines = ["202-555-0110 Ana María"]
    assert times_on(lines, "Ana María 202-555-0110", 1) == 1
    assert times_on(lines, "Ana María 202-555-0101", 1) == 0
    assert times_on(lines, "María Ana 202-555-0110", 1) == 0


def test_what_nobody_sees_is_not_looked_for() -> None:
    assert times_on(["دمحم"], "محمد \u200f", 1) == 1
    assert times_on(["دمحم"], "\u200f", 1) == 0
