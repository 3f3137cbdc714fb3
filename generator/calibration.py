"""Calibration: the sheet that shows how far a printer is off, drawn and read back as any other piece."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.catalog.files import open_named
from generator.catalog.inks import Ink
from generator.catalog.model import Catalog
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.stocks import Stock
from generator.catalog.topics import texts_of
from generator.catalog.words import checked_words
from generator.compose.items import Face, Group, Item, PathItem, Role, TextItem
from generator.compose.passages import words_of
from generator.compose.paths import line
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, Severity, nearest
from generator.frozen import dataclass
from generator.geometry import Rect, Size
from generator.making import DUPLEX, as_of
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DocumentInfo
from generator.press.correction import Correction, corrected
from generator.press.duplex import Flip
from generator.press.grid import shown_size
from generator.press.sheets import Sheet, Slot
from generator.press.vernier import REACH, RULER, back_marks, front_marks, numbered, ruler_marks
from generator.proof.judge import Asked
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.text.faces import FontFace, load_face
from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from generator.units import MM

STATUS = "CALIBRATION"
WORDS_FILE = "data/calibration.yaml"
LANG = "en"
# The rulers, the arms with their numbers, and the lines of words around them.
NEEDED = Size(190 * MM, 250 * MM)

_INK = Ink("ink", (0, 0, 0, 1), (0, 0, 0))
# Points: size and leading.
_TITLE, _SMALL, _HEAD, _WORDS, _FORM = (17.0, 21.0), (6.5, 8.0), (10.5, 15.0), (9.5, 12.5), (9.5, 21.0)
# The step whose lines are filled in by hand, and where the room for that starts, in millimetres.
_FILLED_IN, _ROOM = "back.2", 42.0
# Millimetres from the middle of the sheet: the blocks of words between the arms, and what stands above and below them.
_BLOCK_NEAR, _BLOCK_FAR, _TITLE_UP, _FOOT_DOWN, _RIM_LEFT = 27.0, 88.0, 112.0, 104.0, 95.0

# What surely has room on one line, in characters.
_LONG_OPTION = 30


@dataclass(frozen=True)
class Calibration:
    """What a sheet is made for; with a correction it is the sheet that checks it."""

    printer: str
    tray: str
    flip: Flip
    stock: Stock
    correction: Correction | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        parts = ["calibration", self.printer, self.tray, str(self.flip), "again" * (self.correction is not None)]
        return "-".join(filter(None, (re.sub(r"\W+", "-", part).strip("-").lower() for part in parts))) + ".pdf"

    @property
    def command(self) -> str:
        """What is typed once the sheet is read."""
        tray = f" --tray {_quoted(self.tray)}" if self.tray else ""
        again = " --again" if self.correction else ""
        return (
            f"handbill calibrate --printer {_quoted(self.printer)}{tray} --flip {self.flip}{again} "
            '--read "right 0.0, down 0.0" '
            f"--measured-x {RULER}.0mm --measured-y {RULER}.0mm"
        )


def paper_of(catalog: Catalog, name: str) -> Stock:
    """The plain paper of that name; raises UsageError, or Refused (`calibration.paper`) where the sheet has no room."""
    plain = {stock.id: stock for stock in catalog.stocks.values() if not stock.perforated}
    if name not in plain:
        raise UsageError(f"There is no plain paper “{name}”. {nearest(name, plain)}")
    paper = plain[name].paper
    room = Size(paper.width.pt - 2 * paper.edge.pt, paper.height.pt - 2 * paper.edge.pt)
    if room.width < NEEDED.width or room.height < NEEDED.height:
        seen, limit = shown_size(room), shown_size(NEEDED)
        problem = f"“{name}” has room for {seen}, but a calibration sheet needs {limit}."
        fix = "Calibrate with --paper letter or --paper a4; the reading holds for other papers of the same tray."
        raise Refused([Finding("calibration.paper", Severity.ERROR, plain[name].place, problem, fix, seen, limit)])
    return plain[name]


def calibration_pdf(asked: Calibration, catalog: Catalog) -> bytes:
    """The finished file, proofed; raises Refused for a name without glyphs, and for whatever its proof finds."""
    page = Size(asked.stock.paper.width.pt, asked.stock.paper.height.pt)
    hand = _Hand(asked, catalog, page)
    faces = (hand.front(), hand.back())
    refuse_errors(hand.findings)
    sheets = tuple(_sheet(face, page) for face in faces)
    if asked.correction:
        sheets = corrected(sheets, asked.correction, backs=True)
    info = DocumentInfo(
        title=hand.title,
        lang=LANG,
        made=as_of(catalog),
        subject="calibration",
        status=STATUS,
        duplex=DUPLEX[asked.flip],
    )
    profile = catalog.profiles[USUAL_PROFILE]
    inks = {_INK.name: _INK}
    data = write_pdf(sheets, faces, inks, colour=ColourSpace.CMYK, profile=profile, info=info, links=False)
    words = tuple(words for face in faces for words in words_of(face.root))
    proof = Asked(len(faces), ((), ()), ((), ()), words, tagged=True)
    findings = Findings()
    findings.extend(proof_bytes(data, asked.name, known_directory(catalog.contacts), proof).findings)
    refuse_errors(findings)
    return data


def _sheet(face: Face, page: Size) -> Sheet:
    whole = Rect(0.0, 0.0, page.width, page.height)
    return Sheet(face.name, page, whole, whole, (Slot(face, whole, whole),), Group(Role.ARTIFACT, ()))


def _rules(text: Group, start: float, end: float) -> Group:
    """A line to write on behind each line of a text."""
    lines = [item for item in text.children if isinstance(item, TextItem)]
    steps = tuple(step for item in lines for step in line(start, item.baseline + 2.0, end, item.baseline + 2.0))
    return Group(Role.ARTIFACT, (PathItem(steps, stroke=_INK.name, stroke_width=0.4),))


def _quoted(name: str) -> str:
    """A name as a shell takes it, without quotes where it needs none."""
    return name if re.fullmatch(r"[\w.-]+", name, re.ASCII) else json.dumps(name, ensure_ascii=False)


class _Hand:
    """Sets the words of a sheet and places them, both sides alike; what cannot be set is a finding."""

    def __init__(self, asked: Calibration, catalog: Catalog, page: Size) -> None:
        self.asked, self.page, self.findings = asked, page, Findings()
        self._topics = catalog.topics
        words = open_named(WORDS_FILE, catalog.roots, self.findings)
        refuse_errors(self.findings)
        self._sheet = checked_words(words, self.findings) if words else None
        families = catalog.languages[LANG].fit.families
        self._faces = {
            weight: tuple(load_face(catalog.fonts[family, weight].path) for family in families)
            for weight in ("regular", "bold")
        }
        self._filled = {
            "printer": asked.printer,
            "flip": texts_of(self._topics, f"labels.flip-{asked.flip}")[0],
            "paper": asked.stock.title,
            "length": f"{RULER}\u00a0mm",
        }
        self._filled["tray"] = self._word("tray").replace("{tray}", asked.tray) if asked.tray else ""
        self.title = self._word("again" if asked.correction else "sheet")

    def front(self) -> Face:
        """The side to print first: what to do, the cross, and the lines that shine through."""
        marks = front_marks(self.page, self.asked.flip, _INK.name)
        return self._face("front", self._figure("cross", marks), "")

    def back(self) -> Face:
        """The side that is read: the grid, and lines with their numbers."""
        marks = (*back_marks(self.page, _INK.name), *self._numbers())
        return self._face("back", self._figure("grid", marks), self.asked.command)

    def _face(self, side: str, figure: Group, command: str) -> Face:
        root = Group(Role.DOCUMENT, (*self._heading(side), figure, *self._rulers(), *self._steps(side, command)))
        return Face(side, self.page, 0.0, 0.0, root)

    def _heading(self, side: str) -> Iterator[Group]:
        x, y = self._at(-_BLOCK_FAR, -_TITLE_UP)
        width = 2 * _BLOCK_FAR * MM
        title, y = self._words(Role.H1, self.title, (x, y), width, _TITLE, "bold")
        shown = self._word("setting").replace("{side}", texts_of(self._topics, f"labels.{side}")[0])
        setting, _ = self._words(Role.P, shown, (x, y), width, _WORDS)
        yield from (title, setting)

    def _steps(self, side: str, command: str) -> Iterator[Group]:
        """Four steps in the four corners that the arms leave."""
        width, near, far = (_BLOCK_FAR - _BLOCK_NEAR) * MM, _BLOCK_NEAR, _BLOCK_FAR
        corners = ((-far, -far), (near, -far), (-far, near), (near, near))
        for number, corner in enumerate(corners):
            step = f"{side}.{number}"
            head, y = self._words(Role.H2, self._word(f"{step}.head"), self._at(*corner), width, _HEAD, "bold")
            yield head
            x = self._at(*corner)[0]
            if command and number == len(corners) - 1:
                typed, y = self._words(Role.P, command, (x, y), width, _WORDS, "bold", atoms=True)
                yield typed
                y += _WORDS[1] / 2
            style = _FORM if step == _FILLED_IN else _WORDS
            last = command and number == len(corners) - 1 and self.asked.correction
            said = self._word("checked" if last else f"{step}.text")
            text, _ = self._words(Role.P, said, (x, y), width, style)
            yield text
            if step == _FILLED_IN:
                yield _rules(text, x + _ROOM * MM, x + width)

    def _rulers(self) -> Iterator[Group]:
        half = RULER / 2
        foot, rim = self._at(-half, _FOOT_DOWN), self._at(-_RIM_LEFT, -half)
        length, (size, leading) = self._filled["length"], _SMALL
        under = self._label(length, self.page.width / 2, foot[1] + 6.0 + leading, centred=True)
        beside = self._label(length, rim[0], rim[1] - size)
        yield self._figure("ruler-foot", (ruler_marks(*foot, upright=False, ink=_INK.name), under))
        yield self._figure("ruler-rim", (ruler_marks(*rim, upright=True, ink=_INK.name), beside))

    def _numbers(self) -> Iterator[Item]:
        """The number at each line of the back, and beside the numbers which way they count."""
        x, y = self.page.width / 2, self.page.height / 2
        size, leading = _SMALL
        for upright, at, text in numbered(self.page):
            if upright:
                yield self._label(text, at, y + REACH * MM + leading, centred=True)
            else:
                yield self._label(text, x + REACH * MM + 3.0, at + size / 3)
        along, aside = 45 * MM, REACH * MM + 2 * leading + 6.0
        for word, dx in (("left", -along), ("right", along)):
            yield self._label(self._word(word), x + dx, y + aside, centred=True, style=_HEAD)
        for word, dy in (("up", -along), ("down", along)):
            yield self._label(self._word(word), x + REACH * MM + 18.0, y + dy + 3.5, style=_HEAD)

    def _label(
        self, text: str, x: float, baseline: float, *, centred: bool = False, style: tuple[float, float] = _SMALL
    ) -> TextItem:
        weight = "regular" if style == _SMALL else "bold"
        (words,) = set_text((Span(text, self._style(style[0], weight)),), self.page.width, lang=LANG).lines
        return TextItem(x - words.width / 2 * centred, baseline, words)

    def _words(
        self,
        role: Role,
        text: str,
        at: tuple[float, float],
        width: float,
        style: tuple[float, float],
        weight: str = "regular",
        *,
        atoms: bool = False,
    ) -> tuple[Group, float]:
        """A heading or paragraph with its top-left corner at a point, and where the next one starts."""
        size, leading = style
        look = self._style(size, weight)
        spans: tuple[Span, ...] = (Span(text, look),)
        if atoms:  # a command is broken between its options, so that nobody types half of one
            parts = re.split(r"( )(?=--)", text)
            spans = tuple(Span(part, look, atom=1 < len(part) <= _LONG_OPTION) for part in parts)
        done = set_text(spans, width, lang=LANG)
        for missing in dict.fromkeys(done.missing):
            problem = f"“{missing.character}” cannot be printed: no font of the sheet has it."
            self.findings.error("text.no-glyph", self.asked.stock.place, problem, "Write the name in other letters.")
        lines = tuple(TextItem(at[0], at[1] + leading * number + size, one) for number, one in enumerate(done.lines))
        return Group(role, lines), at[1] + leading * len(lines)

    def _figure(self, word: str, items: tuple[Item, ...]) -> Group:
        return Group(Role.FIGURE, items, alt=self._word(word))

    def _style(self, size: float, weight: str) -> TextStyle:
        faces: tuple[FontFace, ...] = self._faces[weight]
        return TextStyle(faces, size, _INK.name)

    def _at(self, dx: float, dy: float) -> tuple[float, float]:
        """A point so many millimetres from the middle of the sheet."""
        return self.page.width / 2 + dx * MM, self.page.height / 2 + dy * MM

    def _word(self, key: str) -> str:
        """A text of the sheet with its values; of a numbered step the key counts from 0."""
        node = self._sheet
        for part in key.split("."):
            value = node.value if node else None
            node = value[int(part)] if isinstance(value, list) else value.get(part) if isinstance(value, dict) else None
        text = node.value if node and isinstance(node.value, str) else ""
        return re.sub(r"\{(\w+)\}", lambda match: self._filled.get(match[1], match[0]), text)
