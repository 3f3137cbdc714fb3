"""Clauses about the look of a sheet: its size, how it hangs, its least type, and what is bold."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.rules import Sheet
from generator.proof.posting.glyphs import Glyph
from generator.proof.posting.results import ClauseVerdict, Verdict, asks, failed, passed, worst
from generator.proof.posting.sheetread import SheetPage
from generator.proof.posting.subject import Subject, dialled_on
from generator.units import Length

# A cutter is not truer than half a point; type is compared to a tenth, for programs round sizes in pixels.
_CUT, _TYPE = 0.5, 0.1
_INCH = 72.0
_SNIPPET = 40


def look_clauses(subject: Subject) -> Iterator[ClauseVerdict]:
    """Size, orientation, least type and bold, as far as the rule asks for them; a sign is a page."""
    held = [(page, _sheet_for(page, subject.rule.sheets)) for page in subject.pages]
    sheets = subject.rule.sheets
    if any(sheet.width and sheet.height for sheet in sheets):
        yield worst("size", (_size(page, sheet, sheets) for page, sheet in held if sheet))
    if any(sheet.orientation != "any" for sheet in sheets):
        yield worst("orientation", (_orientation(page, sheet) for page, sheet in held if sheet))
    if any(sheet.type for sheet in sheets):
        yield worst("type", (_type(page, sheet.type) for page, sheet in held if sheet and sheet.type))
    if subject.rule.bold == "all":
        yield worst("bold", (_all_bold(page) for page in subject.pages))
    elif subject.rule.bold == "phone":
        yield _phone_bold(subject)


def _sheet_for(page: SheetPage, sheets: tuple[Sheet, ...]) -> Sheet | None:
    """The largest size of the rule that the page is big enough for; a small sign's rules are not for large ones."""
    ranked = sorted(sheets, key=_area, reverse=True)
    return next((sheet for sheet in ranked if _fits(page, sheet)), ranked[-1] if ranked else None)


def _area(sheet: Sheet) -> float:
    return sheet.width.pt * sheet.height.pt if sheet.width and sheet.height else 0.0


def _fits(page: SheetPage, sheet: Sheet) -> bool:
    """Whether a page is as large as asked for, either way up: how it hangs is a clause of its own."""
    if not sheet.width or not sheet.height:
        return True
    small, large = sorted((sheet.width.pt, sheet.height.pt))
    short, long = sorted((page.width, page.height))
    return short >= small - _CUT and long >= large - _CUT


def _inches(width: float, height: float) -> str:
    return f"{round(width / _INCH, 2):g} × {round(height / _INCH, 2):g} in"


def _size(page: SheetPage, sheet: Sheet, sheets: tuple[Sheet, ...]) -> ClauseVerdict:
    seen = _inches(page.width, page.height)
    sizes = [_inches(one.width.pt, one.height.pt) for one in sheets if one.width and one.height]
    limit = f"at least {' or '.join(sizes)}"
    if _fits(page, sheet):
        return passed("size", seen, limit)
    return failed("size", seen, limit, f"{page.name} is {seen}, smaller than asked for.", "Print it on a larger sheet.")


def _orientation(page: SheetPage, sheet: Sheet) -> ClauseVerdict:
    seen = "landscape" if page.width > page.height else "portrait"
    if sheet.orientation in ("any", seen):
        return passed("orientation", seen, sheet.orientation)
    problem = f"{page.name} hangs in {seen}."
    return failed("orientation", seen, sheet.orientation, problem, f"Lay the notice out in {sheet.orientation}.")


def _type(page: SheetPage, least: Length) -> ClauseVerdict:
    """The smallest letter of the sheet, footers and captions too: the law speaks of the notice, not of its body."""
    limit = f"at least {least.pt:g} pt"
    letters = [glyph for glyph in page.glyphs if glyph.is_type]
    if not letters:
        problem = f"{page.name} has no type that could be measured: its words are pictures or outlines."
        return asks("type", problem, "Measure the smallest letters on paper.", limit=limit)
    smallest = min(letters, key=lambda glyph: glyph.size)
    seen = f"{round(smallest.size, 1):g} pt"
    if smallest.size >= least.pt - _TYPE:
        return passed("type", f"{seen}; pictures were not read" if page.pictures else seen, limit)
    problem = f"{page.name} has type of {seen}: “{_line_of(page, smallest)}”."
    return failed(
        "type", seen, limit, problem, f"Set everything on the sheet in {least.pt:g} pt or larger, or leave it out."
    )


def _line_of(page: SheetPage, glyph: Glyph) -> str:
    """The start of the line that a letter stands on."""
    x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    lines = (line for line in page.lines if line.box[0] <= x <= line.box[2] and line.box[1] <= y <= line.box[3])
    text = " ".join(next((line.text for line in lines), glyph.text).split())
    return text if len(text) <= _SNIPPET else f"{text[: _SNIPPET - 1]}…"


def _all_bold(page: SheetPage) -> ClauseVerdict:
    letters = [glyph for glyph in page.glyphs if glyph.is_type]
    plain = next((glyph for glyph in letters if glyph.bold is False), None)
    if plain:
        problem = f"{page.name} has type that is not bold: “{_line_of(page, plain)}”."
        return failed("bold", "not all", "all bold", problem, "Set everything on the sheet in a bold face.")
    if not letters or any(glyph.bold is None for glyph in letters):
        problem = f"The file does not tell whether all type on {page.name} is bold."
        return asks("bold", problem, "Look at the sheet.", limit="all bold")
    return passed("bold", "all bold", "all bold")


def _phone_bold(subject: Subject) -> ClauseVerdict:
    """Every figure of the hotline's number, wherever it stands."""
    limit = "the number in bold"
    verdicts = []
    for name, _, channel in subject.named((*subject.rule.numbers, *subject.rule.any_number)):
        for page in subject.pages:
            for number in dialled_on(page, channel):
                if number.bold:
                    verdicts.append(passed("bold", f"{number.text} in bold", limit))
                elif number.bold is False:
                    problem = f"{number.text} on {page.name} is not bold ({name})."
                    verdicts.append(failed("bold", "not bold", limit, problem, "Set the number in a bold face."))
                else:
                    problem = f"The file does not tell whether {number.text} on {page.name} is bold."
                    verdicts.append(asks("bold", problem, "Look at the sheet.", limit=limit))
    if not verdicts:
        return asks(
            "bold", "The number was not found, so nobody can say whether it is bold.", "See the number’s clause."
        )
    known = [one for one in verdicts if one.verdict is not Verdict.UNKNOWN] or verdicts
    return worst("bold", known)
