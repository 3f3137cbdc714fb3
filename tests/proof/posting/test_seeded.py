"""Promises of the checker: a notice that keeps to a rule fails no clause, and one fault fails one clause alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from generator.errors import Refused
from generator.proof.posting.check import check_pages
from generator.proof.posting.results import RuleResult, Verdict
from tests.proof.posting.walls import BOLD, BOOK, INCH, PLAIN, Draw, Wall, broken, drawn, held, rule

CALIFORNIA, LOUISIANA, MICHIGAN = rule("ca-civ-52.6"), rule("la-15-541.1"), rule("mi-752.1035")
MARYLAND, NEW_MEXICO, NEW_YORK = rule("md-br-15-207"), rule("nm-min-wage"), rule("ny-gbl-206-f")
LODGING, ALCOHOL, KENTUCKY = rule("tx-lodging-54.103"), rule("tx-alcbev-104.07"), rule("ky-219.085")
PICTURE_NUMBER = "1-888-373-7888"


def verdicts(result: RuleResult) -> dict[str, Verdict]:
    """Every clause with its verdict."""
    return {clause.clause: clause.verdict for clause in result.clauses}


def footer(text: str, size: float) -> Draw:
    """A line of its own at the foot of the sheet."""

    def draw(canvas: Canvas, _width: float, _height: float) -> None:
        canvas.setFont(BOLD, size)
        canvas.drawString(20, 20, text)

    return draw


def picture(canvas: Canvas, _width: float, _height: float) -> None:
    """A picture that shows a number, as a scan does."""
    image = Image.new("L", (600, 200), 255)
    ImageDraw.Draw(image).text((20, 60), PICTURE_NUMBER, fill=0, font_size=60)
    canvas.drawImage(ImageReader(image), 40, 40, 300, 100)


def hidden(canvas: Canvas, _width: float, _height: float) -> None:
    """Type that is only there to be searched."""
    text = canvas.beginText(40, 40)
    text.setFont(BOLD, 4)
    text.setTextRenderMode(3)
    text.textLine("a layer to search in")
    canvas.drawText(text)


def outside(canvas: Canvas, width: float, height: float) -> None:
    """A note of the printer's outside the trim."""
    canvas.setFont(PLAIN, 5)
    canvas.drawString(width + 10, height / 2, "proof sheet")


def turned(canvas: Canvas, _width: float, _height: float) -> None:
    """Small type that runs up the edge."""
    canvas.rotate(90)
    canvas.setFont(BOLD, 9)
    canvas.drawString(100, -15, "printed in house")


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_a_notice_that_keeps_to_a_rule_fails_no_clause_of_it(name: str) -> None:
    result = held(Wall(BOOK.rules[name]))
    assert broken(result) == []
    asked = {clause for clause in verdicts(result) if not clause.startswith(("says", "QR", "wording", "bold"))}
    still_open = {clause for clause in asked if verdicts(result)[clause] is Verdict.UNKNOWN}
    assert still_open <= {"more languages", "places", "duty"}


SEEDED = {
    "too small": (Wall(CALIFORNIA, size=(8.27 * INCH, 11.69 * INCH)), "size"),
    "half the sheet": (Wall(CALIFORNIA, size=(5.5 * INCH, 8.5 * INCH), type=16), "size"),
    "14 pt for 16 pt": (Wall(CALIFORNIA, type=14), "type"),
    "14 pt written as 17.5 and scaled": (Wall(CALIFORNIA, type=14, scale=0.8), "type"),
    "small footer": (Wall(CALIFORNIA, drawing=footer("Printed by the county", 9)), "type"),
    "small turned line": (Wall(CALIFORNIA, drawing=turned), "type"),
    "no Spanish": (Wall(CALIFORNIA, langs=("en",)), "language es"),
    "no French": (Wall(LOUISIANA, langs=("en", "es")), "language fr"),
    "languages on two sheets": (Wall(CALIFORNIA, together=False), "share"),
    "police line on a victim's card": (Wall(NEW_YORK, drawing=footer("1-866-347-2423", 12)), "forbidden"),
    "police page on a victim's card": (Wall(NEW_YORK, drawing=footer("www.ice.gov/tipline", 12)), "forbidden"),
    "portrait for landscape": (Wall(ALCOHOL, size=(8.5 * INCH, 11 * INCH)), "orientation"),
    "wrong digit": (
        Wall(CALIFORNIA, exchanged={"ca-cast.voice": "1-888-539-2378"}),
        "number ca-cast.voice",
    ),
    "no hotline": (Wall(MARYLAND, exchanged={"nht-hotline.voice": ""}), "number nht-hotline.voice"),
    "no text code": (Wall(CALIFORNIA, exchanged={"nht-hotline.text": ""}), "number nht-hotline.text"),
    "neither of two": (
        Wall(MICHIGAN, exchanged={"nht-hotline.voice": "", "nht-hotline.text": ""}),
        "any number",
    ),
    "number not bold": (Wall(MARYLAND, number_face=PLAIN), "bold"),
    "words not bold": (Wall(LOUISIANA, face=PLAIN), "bold"),
    "halves for two thirds": (
        Wall(ALCOHOL, parts={"en": (0.0, 0.0, 0.49, 1.0), "es": (0.5, 0.0, 0.49, 1.0)}),
        "share",
    ),
    "two thirds for halves": (
        Wall(NEW_MEXICO, parts={"en": (0.0, 0.0, 0.66, 1.0), "es": (0.67, 0.0, 0.33, 1.0)}),
        "share",
    ),
    "separate signs on one sheet": (Wall(LODGING, together=True), "share"),
    "no keyword": (Wall(NEW_MEXICO, dropped=("HELP",)), "says: The words HELP or INFO to text"),
    "small type on a large sign": (Wall(KENTUCKY, type=12), "type"),
}


@pytest.mark.parametrize(("wall", "clause"), SEEDED.values(), ids=SEEDED)
def test_one_fault_fails_its_clause_and_no_other(wall: Wall, clause: str) -> None:
    result = held(wall)
    assert broken(result) == [clause]
    (failure,) = result.failed
    assert failure.seen
    assert failure.limit
    assert failure.problem.endswith(".")
    assert failure.fix.endswith(".")


ALLOWED = {
    "a larger sheet": Wall(CALIFORNIA, size=(11 * INCH, 17 * INCH)),
    "a sheet on its side": Wall(CALIFORNIA, size=(11 * INCH, 8.5 * INCH)),
    "type written small and scaled up": Wall(CALIFORNIA, scale=4.0),
    "a layer to search in": Wall(CALIFORNIA, drawing=hidden),
    "a note outside the sheet": Wall(CALIFORNIA, drawing=outside),
    "either number": Wall(MICHIGAN, exchanged={"nht-hotline.voice": ""}),
    "the code in letters": Wall(CALIFORNIA, exchanged={"nht-hotline.text": "text BEFREE"}),
    "the number in letters": Wall(CALIFORNIA, exchanged={"ca-cast.voice": "1-888-KEY-2-FRE"}),
    "a small cling": Wall(KENTUCKY, size=(3 * INCH, 3 * INCH), type=10),
    "emergency on a victim's card": Wall(NEW_YORK, drawing=footer("Call 911 in danger", 12)),
}


@pytest.mark.parametrize("wall", ALLOWED.values(), ids=ALLOWED)
def test_what_a_rule_allows_fails_no_clause(wall: Wall) -> None:
    assert broken(held(wall)) == []


def test_a_number_in_a_picture_is_left_to_a_person() -> None:
    result = held(Wall(CALIFORNIA, exchanged={"nht-hotline.voice": ""}, drawing=picture))
    assert broken(result) == []
    assert verdicts(result)["number nht-hotline.voice"] is Verdict.UNKNOWN


def test_a_wrong_digit_is_named_with_the_number_it_should_be() -> None:
    wall, clause = SEEDED["wrong digit"]
    (failure,) = held(wall).failed
    assert failure.clause == clause
    assert "1-888-539-2378" in failure.problem
    assert "1-888-539-2373" in failure.problem


def test_a_separate_sign_needs_every_number_itself() -> None:
    whole, bare = Wall(LODGING), Wall(LODGING, langs=("es",), exchanged={"tx-iwatch.voice": ""})
    assert broken(held(whole)) == []
    assert broken(held(bare)) == ["language en", "number tx-iwatch.voice"]


def test_no_answer_says_that_a_law_is_met() -> None:
    for name, law in BOOK.rules.items():
        result = held(Wall(law))
        assert verdicts(result)["duty"] is Verdict.UNKNOWN, name
        assert "compliant" not in str(result.as_dict()).casefold()


WORDING = {"en": "Anyone held against their will may call.", "es": "Toda persona retenida puede llamar."}


def said(*texts: str) -> Draw:
    """Fixed wording on the sheet, broken into two lines each."""

    def draw(canvas: Canvas, _width: float, _height: float) -> None:
        canvas.setFont(BOLD, 16)
        for row, text in enumerate(texts):
            first, _, rest = text.partition(" ")
            canvas.drawString(30, 140 - 50 * row, first)
            canvas.drawString(30, 120 - 50 * row, rest)

    return draw


@pytest.mark.parametrize(
    ("name", "texts", "verdict"),
    [
        pytest.param("sc-16-3-2100", tuple(WORDING.values()), Verdict.PASS, id="word for word"),
        pytest.param("sc-16-3-2100", (WORDING["en"],), Verdict.FAIL, id="one language lacks"),
        pytest.param("sc-16-3-2100", (WORDING["en"], "Toda persona puede llamar."), Verdict.FAIL, id="a word changed"),
        pytest.param("ca-civ-52.6", (WORDING["en"],), Verdict.UNKNOWN, id="an agency may have newer words"),
    ],
)
def test_fixed_wording_that_we_hold_is_compared_word_for_word(
    name: str, texts: tuple[str, ...], verdict: Verdict
) -> None:
    result = held(Wall(rule(name), drawing=said(*texts)), WORDING)
    assert verdicts(result)["wording"] is verdict


@pytest.mark.parametrize("name", ["ca-civ-52.6", "sc-16-3-2100", "fl-787.29"])
def test_fixed_wording_that_we_do_not_hold_is_left_to_a_person(name: str) -> None:
    assert verdicts(held(Wall(rule(name))))["wording"] is Verdict.UNKNOWN


def test_the_same_notice_gives_the_same_answer() -> None:
    assert drawn(Wall(CALIFORNIA)) == drawn(Wall(CALIFORNIA))
    assert held(Wall(CALIFORNIA)) == held(Wall(CALIFORNIA))


def test_a_picture_is_refused_because_it_has_no_type_to_measure() -> None:
    target = io.BytesIO()
    Image.new("L", (200, 200), 255).save(target, "PNG")
    with pytest.raises(Refused) as refused:
        check_pages(CALIFORNIA, [("notice.png", target.getvalue())], BOOK.directory)
    assert [finding.rule for finding in refused.value.findings] == ["rules.no-pdf"]
