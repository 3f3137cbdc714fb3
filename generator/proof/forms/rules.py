"""Rules on forms: every field has a name and says what it is for, lies on the page, and does nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import pikepdf

from generator.frozen import dataclass
from generator.proof.checks import Check
from generator.proof.forms.fields import Field, file_acts, form_of
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import as_dictionary
from generator.proof.ruling import Ruling
from generator.proof.structure import is_embedded
from generator.proof.tags.faults import Fault, counted, quoted
from generator.proof.tags.pages import ObjectKey
from generator.proof.tags.tags import Tags, plain_text
from generator.proof.x4.pages import inside
from generator.proof.x4.subject import Subject

GROUP = "Forms"
_MAKER = "Build it again; if it stays so, report it as a fault of the program that made it."
_TEXT = "/Tx"
_EDGE = 1.0  # point; fields beside each other may share an edge
_SHOWN = 60


@dataclass(frozen=True)
class _Form:
    """The form of a file: its fields, what the catalogue says of it, and the alt texts of its elements by field.

    `acts` is what the file does by itself beside its fields, by page.
    """

    fields: Sequence[Field]
    entries: pikepdf.Object
    alts: Mapping[ObjectKey, str]
    acts: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class _Rule:
    """A rule on the form of any file."""

    name: str
    title: str
    limit: str
    faults: Callable[[_Form], Iterator[Fault]]


def form_checks(subject: Subject, fields: Sequence[Field], tags: Tags | None, *, strict: bool) -> Iterator[Check]:
    """What is asked of the form of any file, if it has one: in a `strict` one faults are errors, else warnings."""
    form = _Form(fields, form_of(subject.pdf), _alts(tags) if tags else {}, tuple(file_acts(subject.pdf)))
    if not fields and not form.acts and "/XFA" not in form.entries:
        return
    for rule in _RULES:
        ruling = Ruling(GROUP, f"form.{rule.name}", rule.title, rule.limit, subject.name)
        tell = ruling.error if strict else ruling.warn
        for fault in rule.faults(form):
            tell(fault.problem, fault.fix, page=fault.page, seen=fault.seen)
        yield ruling.check(_count(ruling, fields))


def asked_check(subject: Subject, fields: Sequence[Field], tags: Tags, asked: Sequence[str]) -> Iterator[Check]:
    """Whether a file of our own has the fields of its layout, in its order; nothing where there are and were none."""
    if not fields and not asked:
        return
    title = "The fields are those of the layout, in its order"
    ruling = Ruling(GROUP, "form.asked", title, counted(len(asked), "field"), subject.name)
    said = {field.key: field for field in fields}
    read = [reference.key for element in tags.every() for reference in element.references]
    found = [said[key] for key in read if key in said]
    for number, (field, wanted) in enumerate(zip(found, asked, strict=False), 1):
        if plain_text(field.spoken) != plain_text(wanted):
            problem = f"Field {number} in reading order is {quoted(field.spoken)} where {quoted(wanted)} was asked for."
            ruling.error(problem, _MAKER, page=field.page, seen=field.spoken)
            break
    if len(found) != len(asked):
        problem = f"{counted(len(found), 'field')} can be read in order where {len(asked)} were asked for."
        ruling.error(problem, _MAKER, seen=str(len(found)))
    yield ruling.check(_count(ruling, fields))


def _count(ruling: Ruling, fields: Sequence[Field]) -> str:
    return counted(ruling.count, "fault") if ruling.count else counted(len(fields), "field")


def _alts(tags: Tags) -> dict[ObjectKey, str]:
    """What the elements of fields say of them."""
    return {one.key: element.alt or "" for element in tags.every() for one in element.references}


def _called(field: Field) -> str:
    return f"The field {quoted(field.spoken or field.name)}" if field.spoken or field.name else "A field"


def _names(form: _Form) -> Iterator[Fault]:
    """ISO 32000-1, 12.7.3.2: fields of one name are one field; and what is in no form nobody can fill in."""
    first: dict[str, Field] = {}
    for field in form.fields:
        if not field.listed:
            fix = "Make it a field of the file’s form again (AcroForm, Fields)."
            yield Fault(field.page, f"{_called(field)} belongs to no form, so it cannot be filled in.", fix, "no form")
        if not field.name:
            problem = f"{_called(field)} has no name, so what is filled in cannot be kept apart."
            yield Fault(field.page, problem, "Give each field a name of its own.", "none")
        elif first.setdefault(field.name, field).own != field.own:
            problem = f"Two fields are called {quoted(field.name)}: what is typed in one appears in the other."
            yield Fault(field.page, problem, "Give each field a name of its own.", field.name)


def _silent(form: _Form) -> Iterator[Fault]:
    """ISO 14289-1, 7.18.1: a field has a TU, or its element an alternative text."""
    for field in form.fields:
        if not field.spoken and not form.alts.get(field.key, "").strip():
            problem = f"{_called(field)} does not say to a screen reader what to fill in."
            yield Fault(field.page, problem, "Describe it: give it a tooltip (TU) with the words beside it.", "none")


def _astray(form: _Form) -> Iterator[Fault]:
    for field in form.fields:
        if field.box is None or field.box[0] >= field.box[2] or field.box[1] >= field.box[3]:
            yield Fault(field.page, f"{_called(field)} has no size, so nobody can see it.", "Draw it again.", "no size")
        elif field.trim is not None and not inside(field.box, field.trim):
            where = ", ".join(f"{edge:.1f}" for edge in field.box)
            problem = f"{_called(field)} reaches over the edge of the page."
            yield Fault(field.page, problem, "Move it onto the page (TrimBox).", where)
    for one, other in combinations(form.fields, 2):
        if one.page == other.page and _covers(one.box, other.box):
            problem = f"{_called(other)} lies over {quoted(one.spoken or one.name)}: only one of them can be filled in."
            yield Fault(one.page, problem, "Move them apart.", other.name)


def _covers(one: Box | None, other: Box | None) -> bool:
    """Whether two fields share more than their edges."""
    if one is None or other is None:
        return False
    return all(min(one[i + 2], other[i + 2]) - max(one[i], other[i]) > _EDGE for i in (0, 1))


def _filled(form: _Form) -> Iterator[Fault]:
    """A number that stands in a field is drawn by the viewer, and no proof of the page sees it."""
    for field in form.fields:
        if field.value:
            problem = (
                f"{_called(field)} is filled in already, with {quoted(field.value[:_SHOWN])}, which no rule reads."
            )
            yield Fault(field.page, problem, "Empty it, or look at it yourself.", field.value[:_SHOWN])


def _undrawn(form: _Form) -> Iterator[Fault]:
    """ISO 32000-1, 12.7.3.3, and ISO 14289-1, 7.21.4.1: what a viewer sets typed words in comes with the file."""
    for field in form.fields:
        if not field.drawn:
            problem = f"{_called(field)} brings no look of its own, so each viewer draws it as it likes."
            yield Fault(field.page, problem, "Save the form with appearances (AP).", "none")
    if any(field.kind == _TEXT for field in form.fields):
        fonts = as_dictionary(as_dictionary(form.entries.get("/DR")).get("/Font"))
        for name, font in fonts.items():
            if isinstance(font, pikepdf.Dictionary) and not is_embedded(font):
                shown = str(font.get("/BaseFont", name)).lstrip("/")
                problem = f"The font {quoted(shown)}, in which words are typed, is not in the file."
                yield Fault(0, problem, "Embed the fonts of the form (DR).", shown)


def _acting(form: _Form) -> Iterator[Fault]:
    """What is typed may be about a person in danger: a form that sends it anywhere is told of, and so is a script."""
    fix = "Take scripts and buttons that send out of the form; print it, or save it and hand it over."
    if "/XFA" in form.entries:
        yield Fault(
            0, "The form draws itself (XFA), which most viewers and all screen readers do not show.", fix, "XFA"
        )
    for page, act in form.acts:
        yield Fault(page, f"{act} by itself.", fix, act)
    for field in form.fields:
        for act in field.acts:
            yield Fault(field.page, f"{_called(field)} {act} by itself.", fix, act)


_RULES = (
    _Rule("name", "Every field has a name of its own", "one each", _names),
    _Rule("spoken", "Every field says what to fill in", "a tooltip (TU)", _silent),
    _Rule("place", "Fields lie on the page", "in the trim", _astray),
    _Rule("look", "Fields bring their look and their fonts", "AP, embedded fonts", _undrawn),
    _Rule("filled", "Fields wait to be filled in", "empty", _filled),
    _Rule("acts", "No field does anything by itself", "no scripts, nothing sent", _acting),
)
