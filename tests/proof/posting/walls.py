"""Notices made by ReportLab's plain canvas: each keeps to a rule in every clause, until it is spoiled in one."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from generator.catalog.places import Roots, shipped_root
from generator.catalog.rules import PostingRule, find_channel
from generator.posting import RuleBook, open_rulebook
from generator.proof.posting.check import check_pages
from generator.proof.posting.results import RuleResult

BOOK: RuleBook = open_rulebook(Roots(shipped_root()))
INCH = 72.0
MARGIN = 0.25 * INCH
PLAIN, BOLD = "WallPlain", "WallBold"
for _name, _file in ((PLAIN, "Regular"), (BOLD, "Bold")):
    _path = Path(shipped_root(), "fonts", "public-sans", f"PublicSans-{_file}.ttf")
    pdfmetrics.registerFont(TTFont(_name, str(_path)))

# What a notice says beside what its rule names; as long in each language.
WORDS = {
    "en": "Is someone at work keeping your papers? Is anyone not free to leave? Call for help.",
    "es": "¿Alguien tiene sus papeles en el trabajo? ¿Hay una persona que no puede irse? Llame.",
    "fr": "Est-ce que quelqu'un a pris vos papiers au travail ? Vous ne pouvez pas partir ? Appelez.",
}
Draw = Callable[[Canvas, float, float], None]
Shape = tuple[float, float, float, float]  # left, top, width, height of a language's part, in shares of the sheet


@dataclass(frozen=True)
class Wall:
    """How a notice is made; what is left at its default keeps to the rule.

    `exchanged` are numbers printed otherwise than they should be, an empty one not at all; `drawing` draws more.
    """

    rule: PostingRule
    size: tuple[float, float] | None = None
    type: float | None = None
    langs: tuple[str, ...] | None = None
    face: str = BOLD
    number_face: str = BOLD
    exchanged: Mapping[str, str] = field(default_factory=dict)
    together: bool | None = None
    parts: Mapping[str, Shape] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    scale: float = 1.0
    drawing: Draw | None = None


def rule(name: str) -> PostingRule:
    """A rule that ships."""
    return BOOK.rules[name]


def held(wall: Wall, wording: Mapping[str, str] | None = None) -> RuleResult:
    """The notice held against its rule."""
    return check_pages(wall.rule, [("notice.pdf", drawn(wall))], BOOK.directory, wording or {}, BOOK.tongues)


def broken(result: RuleResult) -> list[str]:
    """The clauses that fail."""
    return [clause.clause for clause in result.failed]


def drawn(wall: Wall) -> bytes:
    """The notice as a PDF: a page, or a page for each language where they hang apart."""
    target = io.BytesIO()
    width, height = wall.size or _size(wall.rule)
    canvas = Canvas(target, (width, height), invariant=1)
    langs = wall.langs if wall.langs is not None else wall.rule.languages or ("en",)
    apart = wall.rule.share == "separate" if wall.together is None else not wall.together
    for page in [(lang,) for lang in langs] if apart else [langs]:
        shapes = _shapes(wall, page)
        for lang in shapes:
            _part(canvas, wall, lang, shapes, (width, height))
        if wall.drawing:
            wall.drawing(canvas, width, height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _size(rule: PostingRule) -> tuple[float, float]:
    sheet = next(iter(rule.sheets), None)
    if sheet is None or not sheet.width or not sheet.height:
        return 8.5 * INCH, 11 * INCH
    return sheet.width.pt, sheet.height.pt


def _shapes(wall: Wall, langs: tuple[str, ...]) -> Mapping[str, Shape]:
    """Parts below each other, or side by side where the rule sets their shares."""
    if wall.parts:
        return wall.parts
    if wall.rule.share == "two-thirds" and len(langs) == 2:
        return {langs[0]: (0.0, 0.0, 0.66, 1.0), langs[1]: (0.67, 0.0, 0.33, 1.0)}
    share = 1 / len(langs)
    return {lang: (0.0, index * share, 1.0, share) for index, lang in enumerate(langs)}


def _part(canvas: Canvas, wall: Wall, lang: str, shapes: Mapping[str, Shape], size: tuple[float, float]) -> None:
    """One language's part: its words line by line over its height, then the numbers; a larger part has larger type."""
    shape = shapes[lang]
    least = min((sheet.type.pt for sheet in wall.rule.sheets[:1] if sheet.type), default=9.0)
    areas = [part[2] * part[3] for part in shapes.values()]
    type_ = (wall.type or least) * math.sqrt(shape[2] * shape[3] / min(areas))
    left, top = MARGIN + shape[0] * (size[0] - 2 * MARGIN), size[1] - MARGIN - shape[1] * (size[1] - 2 * MARGIN)
    room = shape[2] * (size[0] - 2 * MARGIN)
    lines = [(line, wall.face) for line in simpleSplit(_words(wall, lang), wall.face, type_, room)]
    lines += [(number, wall.number_face) for number in _numbers(wall)]
    pitch = shape[3] * (size[1] - 2 * MARGIN) / (len(lines) + 0.5)
    canvas.saveState()
    canvas.scale(wall.scale, wall.scale)
    for index, (text, face) in enumerate(lines):
        canvas.setFont(face, type_ / wall.scale)
        canvas.drawString(left / wall.scale, (top - (index + 0.8) * pitch) / wall.scale, text)
    canvas.restoreState()


def _words(wall: Wall, lang: str) -> str:
    said = (item.words.get(lang, ("",))[0].replace("*", "") for item in wall.rule.must_say)
    return " ".join([WORDS[lang], *(words for words in said if words and words not in wall.dropped)])


def _numbers(wall: Wall) -> list[str]:
    """The numbers of the rule, as the directory prints them."""
    names = (*wall.rule.numbers, *wall.rule.any_number)
    channels = {name: find_channel(name, BOOK.directory) for name in names}
    shown = {name: found[1].shown for name, found in channels.items() if found}
    return [text for name, number in shown.items() if (text := wall.exchanged.get(name, number))]
