"""Patterns: a piece composed once for all records of one shape, with holes for the lines and codes that differ.

A merge lays a piece out once; of each further record only the lines and codes in which its fields stand are set. That
is sound where nothing else moves, and a pattern makes sure of it: the piece is composed for a second record too, whose
texts are as short as can be, and all but the holes must come out the same. A record that does not fit a pattern,
because a line breaks, a code grows or a letter has no glyph, is composed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.compose.items import AskedNumber, AskedQr, Face, Group, ImageItem, Item, PathItem, Piece, Role, TextItem
from generator.compose.look import FilledCode, FilledWords, Log
from generator.compose.piece import compose_noted
from generator.compose.qr import symbol
from generator.compose.record import Record, Value
from generator.compose.rich import spans
from generator.compose.symbols import rows
from generator.findings import Findings
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.text.bidi import isolated
from generator.text.lines import set_text
from generator.text.model import Line, Span

# Values that only stand for others are characters that no text has and no face shows (Unicode, private use, plane 15).
_FIRST_MARK = 0xF0000
# The share of a line's width by which its start moves when it grows: at the left, in the middle, at the right.
_SLIDES = (0.0, -0.5, -1.0)
_ROUNDING = 0.001

# Lines that a hole remembers: campuses and their numbers come again and again, names do not.
_REMEMBERED = 500

# Where something stands in the tree of a face: the number of the child at each depth.
Route = tuple[int, ...]
# The frames and turns of the groups around an item, from the outside.
Within = tuple[tuple[Rect, int], ...]


@dataclass(frozen=True)
class LineHole:
    """A line of words with fields in them: its place, how it is set, and its words, each span with its parts.

    Of the parts of a span every second one is the name of a field. `x` is where a line of no width would start.
    """

    path: Route
    within: Within
    role: Role
    x: float
    slide: float
    baseline: float
    words: tuple[tuple[Span, tuple[str, ...]], ...]
    note: FilledWords = field(repr=False, compare=False)
    known: dict[tuple[str, ...], tuple[float, Line] | None] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields whose values stand in it."""
        return tuple(dict.fromkeys(name for _, parts in self.words for name in parts[1::2]))


@dataclass(frozen=True)
class CodeHole:
    """A code that leads where a field says: the place of its first module, the module in points, and its figure."""

    path: Route
    within: Within
    x: float
    y: float
    module: float
    alt: str
    note: FilledCode = field(repr=False, compare=False)


@dataclass(frozen=True)
class Form:
    """A face of a pattern: all that its cards share, and its holes in reading order."""

    face: Face
    lines: tuple[LineHole, ...]
    codes: tuple[CodeHole, ...]


@dataclass(frozen=True)
class Pattern:
    """A piece for all records with values for the same fields that fit into its holes.

    The fields `spoken` tell what a picture shows, so that their values are the same for all.
    """

    piece: Piece
    forms: tuple[Form, ...]
    fields: frozenset[str]
    lang: str
    spoken: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """What one record puts into a form: a line with its start for each hole, and rows of modules for each code."""

    form: Form
    record: Record
    lines: tuple[tuple[float, Line], ...]
    codes: tuple[tuple[bytes, ...], ...]

    @property
    def qrs(self) -> tuple[AskedQr, ...]:
        """The codes asked of the card."""
        given = {hole.note.payload: self.record[hole.note.field].link for hole in self.form.codes}
        return tuple(replace(qr, payload=given.get(qr.payload, qr.payload)) for qr in self.form.face.qrs)

    @property
    def numbers(self) -> tuple[AskedNumber, ...]:
        """The numbers asked of the card."""
        return tuple(_number_of(number, self.record) for number in self.form.face.numbers)


def _number_of(number: AskedNumber, record: Record) -> AskedNumber:
    own = record.get(number.contact.removeprefix("field:")) if number.contact.startswith("field:") else None
    return replace(number, shown=own.shown) if own else number


def pattern_of(
    layout: Layout, catalog: Catalog, lang: str, record: Record, findings: Findings
) -> tuple[Piece, Pattern | None]:
    """The piece for a record, and the pattern for others like it; None where one record may move what others share.

    The catalogue is that of the language.
    """
    piece, logs = compose_noted(layout, catalog, lang, record, findings)
    if findings.errors or not record:
        return piece, None
    trial = {name: _stand_in(value) for name, value in record.items()}
    other, others = compose_noted(layout, catalog, lang, trial, Findings())
    forms = []
    for face, log, second, noted in zip(piece.faces, logs, other.faces, others, strict=True):
        form = _form(face, log, second, noted)
        if form is None:
            return piece, None
        forms.append(form)
    spoken = {name: record[name] for log in logs for name in sorted(log.spoken) if name in record}
    return piece, Pattern(piece, tuple(forms), frozenset(record), lang, spoken)


def fill(pattern: Pattern, record: Record) -> tuple[Card, ...] | None:
    """A card for each face of the pattern; None where the record does not fit into it."""
    if record.keys() != pattern.fields or any(record[name] != value for name, value in pattern.spoken.items()):
        return None
    cards = []
    for form in pattern.forms:
        lines, codes = [], []
        for hole in form.lines:
            line = _line(hole, record)
            if line is None:
                return None
            lines.append(line)
        for code in form.codes:
            modules = rows(record[code.note.field].link, code.note.level)
            if len(modules) != code.note.modules:
                return None
            codes.append(modules)
        cards.append(Card(form, record, tuple(lines), tuple(codes)))
    return tuple(cards)


def face_of(card: Card) -> Face:
    """The face as composing the record by itself gives it."""
    root = card.form.face.root
    for hole, (x, line) in zip(card.form.lines, card.lines, strict=True):
        root = _changed(root, hole.path, _put_in(TextItem(x, hole.baseline, line), ""))
    for code, modules in zip(card.form.codes, card.codes, strict=True):
        dark = PathItem(symbol(modules, code.module, code.x, code.y), fill="ink")
        root = _changed(root, code.path, _put_in(dark, card.record[code.note.field].link))
    return replace(card.form.face, root=root, qrs=card.qrs, numbers=card.numbers)


def _line(hole: LineHole, record: Record) -> tuple[float, Line] | None:
    """The hole's line with its start, set once for records that put the same into it."""
    key: tuple[str, ...] = ()
    for name in hole.fields:
        value = record[name]
        key += (value.shown, value.number, value.link)
    known = hole.known
    if key not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        known[key] = _set(hole, record)
    return known[key]


def _set(hole: LineHole, record: Record) -> tuple[float, Line] | None:
    """The hole's line with its start; None where the words do not make one whole line."""
    note, language = hole.note, hole.note.context.language
    given = [_filled(span, parts, record, rtl=language.rtl) for span, parts in hole.words]
    latin = language.id if note.context.latin else "en"
    text = set_text(given, note.measure, lang=language.id, rtl=language.rtl, latin=latin, balance=note.balance)
    if len(text.lines) != 1 or text.missing or text.overfull:
        return None
    line = text.lines[0]
    return hole.x + hole.slide * line.width, line


def _filled(span: Span, parts: Sequence[str], record: Record, *, rtl: bool) -> Span:
    if len(parts) == 1:
        return span
    if not span.link:
        shown = [isolated(record[part].shown, rtl=rtl) if index % 2 else part for index, part in enumerate(parts)]
        return Span("".join(shown), span.style, span.atom)
    text = record[parts[1]].shown
    value = record[parts[1]]
    return Span(text, span.style, span.atom, value.link or f"tel:{value.number}")


def _stand_in(value: Value) -> Value:
    """The shortest value that prints as its kind does; an address stays as long, for its code may not shrink."""
    if value.link:
        last = "1" if value.link[-1] != "1" else "2"
        return Value(f"{value.shown[:-1]}{last}", link=f"{value.link[:-1]}{last}")
    letter = "i" if value.shown != "i" else "l"
    return Value("1" if value.number else letter, number=value.number and "+1")


def _form(face: Face, log: Log, second: Face, noted: Log) -> Form | None:
    """The face with its holes, held against the same face for another record."""
    lines, others = _line_holes(face, log), _line_holes(second, noted)
    codes, other_codes = _code_holes(face, log), _code_holes(second, noted)
    if lines is None or others is None or codes is None or other_codes is None:
        return None
    if _routes(lines, codes) != _routes(others, other_codes):
        return None
    slid = [_slid(hole, other) for hole, other in zip(lines, others, strict=True)]
    places = [(code.x, code.y, code.module, code.alt, code.note.modules) for code in codes]
    if None in slid or places != [(c.x, c.y, c.module, c.alt, c.note.modules) for c in other_codes]:
        return None
    shared, again = (_without(root, (*lines, *codes)) for root in (face.root, second.root))
    if _untold(shared) != _untold(again) or replace(face, root=shared, qrs=(), numbers=()) != replace(
        second, root=shared, qrs=(), numbers=()
    ):
        return None
    return Form(replace(face, root=shared), tuple(hole for hole in slid if hole), tuple(codes))


def _untold(group: Group) -> Group:
    """The tree without what is told of its pictures, which comes from fields that are `spoken` and so stays."""
    if any(isinstance(child, ImageItem) for child in group.children):
        return replace(group, alt="")
    children = tuple(_untold(child) if isinstance(child, Group) else child for child in group.children)
    return replace(group, children=children)


def _routes(lines: Sequence[LineHole], codes: Sequence[CodeHole]) -> list[Route]:
    return [*(line.path for line in lines), *(code.path for code in codes)]


def _line_holes(face: Face, log: Log) -> list[LineHole] | None:
    """The places of all lines with fields; None where such words take more than one line."""
    notes = {id(line): note for note in log.words for line in note.lines}
    holes = []
    for path, within, item in _standing(face.root):
        note = notes.get(id(item.line)) if isinstance(item, TextItem) else None
        if note is None or not isinstance(item, TextItem):
            continue
        words = _words(note)
        if len(note.lines) != 1 or words is None:
            return None
        role = _at(face.root, path[:-1]).role
        holes.append(LineHole(path, within, role, item.x, item.line.width, item.baseline, words, note))
    return holes


def _slid(hole: LineHole, other: LineHole) -> LineHole | None:
    """The hole with the share by which its line slides as it grows, out of the places of two lines.

    Until then `slide` holds the width of the line that stands there.
    """
    grown = hole.slide - other.slide
    if abs(hole.baseline - other.baseline) > _ROUNDING or hole.words != other.words or abs(grown) < _ROUNDING:
        return None
    slide = min(_SLIDES, key=lambda share: abs(hole.x - other.x - share * grown))
    if abs(hole.x - other.x - slide * grown) > _ROUNDING:
        return None
    return replace(hole, x=hole.x - slide * hole.slide, slide=slide)


def _words(note: FilledWords) -> tuple[tuple[Span, tuple[str, ...]], ...] | None:
    """The spans of the words, each parted where a field stands in it; None where a field's own kind decides more."""
    context = note.context.trial()
    names = list(context.record)
    marks = {name: chr(_FIRST_MARK + index) for index, name in enumerate(names)}
    values = {
        name: Value(marks[name], value.number and marks[name], value.link and marks[name])
        for name, value in context.record.items()
    }
    marked = spans(note.text, note.style, replace(context, record=values), ink=note.ink)
    found = tuple((span, tuple(_parts(span.text, marks))) for span in marked)
    alone = all(len(parts) == 3 and parts[0] == parts[2] == "" for span, parts in found if span.link and len(parts) > 1)
    return found if alone else None


def _parts(text: str, marks: Mapping[str, str]) -> Iterator[str]:
    """The text around the marks and, between two stretches of it, the name of the field whose mark stood there."""
    names = {mark: name for name, mark in marks.items()}
    for mark in marks.values():  # which of them a record's own value needs is seen when it is filled in
        text = text.replace(isolated(mark, rtl=True), mark)
    start = 0
    for index, character in enumerate(text):
        if character in names:
            yield from (text[start:index], names[character])
            start = index + 1
    yield text[start:]


def _code_holes(face: Face, log: Log) -> list[CodeHole] | None:
    """The places of all codes of fields; None where nobody can tell two of one payload apart."""
    notes = {note.payload: note for note in log.codes}
    if len(set(log.codes)) != len(notes):
        return None
    holes = []
    for path, within, item in _standing(face.root):
        figure = _at(face.root, path[:-1])
        if isinstance(item, PathItem) and figure.role is Role.FIGURE and figure.link in notes:
            _, corner = item.steps[0]
            note = notes[figure.link]
            holes.append(CodeHole(path, within, corner[0], corner[1], note.module, figure.alt, note))
    return holes


def _standing(group: Group, path: Route = (), within: Within = ()) -> Iterator[tuple[Route, Within, Item]]:
    """Every item with its place in the tree and the turned frames around it, in reading order."""
    around = (*within, (group.frame, group.turn)) if group.frame is not None else within
    for index, child in enumerate(group.children):
        if isinstance(child, Group):
            yield from _standing(child, (*path, index), around)
        else:
            yield (*path, index), around, child


def _at(group: Group, path: Route) -> Group:
    for index in path:
        child = group.children[index]
        if not isinstance(child, Group):
            raise LookupError(path)
        group = child
    return group


def _changed(group: Group, path: Route, change: Callable[[Group, int], Group]) -> Group:
    """The tree with the group around a place changed."""
    index, *rest = path
    if not rest:
        return change(group, index)
    child = _changed(_at(group, (index,)), tuple(rest), change)
    return replace(group, children=(*group.children[:index], child, *group.children[index + 1 :]))


def _taken_out(group: Group, index: int) -> Group:
    """A group without the item at a place; where that was a code it leads nowhere."""
    link = "" if group.role is Role.FIGURE else group.link
    return replace(group, children=(*group.children[:index], *group.children[index + 1 :]), link=link)


def _put_in(item: Item, link: str) -> Callable[[Group, int], Group]:
    def put(group: Group, index: int) -> Group:
        return replace(group, children=(*group.children[:index], item, *group.children[index:]), link=link)

    return put


def _without(root: Group, holes: Sequence[LineHole | CodeHole]) -> Group:
    """The tree without what stands in its holes, the last first, so that the places of the others stay true."""
    for path in sorted((hole.path for hole in holes), reverse=True):
        root = _changed(root, path, _taken_out)
    return root
