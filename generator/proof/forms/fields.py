"""The fields of a finished PDF read back (ISO 32000-1, 12.7): where each stands, what it is called, what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_numbers, as_text, as_whole
from generator.proof.tags.pages import HIDDEN, ObjectKey
from generator.proof.x4.pages import box_of

WIDGET = "/Widget"
_MOST_DEEP = 20  # fields within fields; a form has two
_MOST_ACTIONS = 50  # one after another; some run in a circle
_ACTS = {
    "/SubmitForm": "sends what was filled in",
    "/ImportData": "reads data in",
    "/JavaScript": "runs a script",
    "/Launch": "starts a program",
}


@dataclass(frozen=True)
class Field:
    """A field where it stands on a page: its box and what of the page is kept, its whole name, what it says, and kind.

    `kind` is /Tx, /Btn, /Ch or /Sig, `own` the object that holds its name. `listed` says whether it belongs to the form
    of the file, `drawn` whether it brings its look; `acts` is what it does by itself, in words, `value` what is typed.
    """

    key: ObjectKey
    own: ObjectKey
    page: int
    box: Box | None
    trim: Box | None
    kind: str
    name: str
    spoken: str
    turn: int
    listed: bool
    drawn: bool
    acts: tuple[str, ...]
    value: str = ""


def read_fields(pdf: pikepdf.Pdf) -> tuple[Field, ...]:
    """The fields of a file that are shown, in the order of its pages."""
    form = as_dictionary(pdf.Root.get("/AcroForm"))
    listed = {one.objgen for one in as_items(form.get("/Fields")) if isinstance(one, pikepdf.Dictionary)}
    return tuple(field for number, page in enumerate(pdf.pages, 1) for field in _on(page, number, listed))


def form_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """What the catalogue says of the form; an empty dictionary where there is none."""
    return as_dictionary(pdf.Root.get("/AcroForm"))


def _on(page: pikepdf.Page, number: int, listed: set[ObjectKey]) -> Iterator[Field]:
    trim = box_of(page, "/TrimBox") or box_of(page, "/CropBox") or box_of(page, "/MediaBox")
    for widget in as_items(page.obj.get("/Annots")):
        if not isinstance(widget, pikepdf.Dictionary) or as_name(widget.get("/Subtype")) != WIDGET:
            continue
        if (as_whole(widget.get("/F")) or 0) & HIDDEN:
            continue
        chain = list(_chain(widget))
        named = [(one, as_text(one.get("/T")) or "") for one in chain]
        own = next((one for one, name in named if name), widget)
        place = as_numbers(widget.get("/Rect"))
        yield Field(
            key=widget.objgen,
            own=own.objgen,
            page=number,
            box=_sorted(place) if len(place) == 4 else None,
            trim=trim,
            kind=next((as_name(one.get("/FT")) for one in chain if "/FT" in one), ""),
            name=".".join(name for _, name in reversed(named) if name),
            spoken=next((text for one in chain if (text := as_text(one.get("/TU")))), "").strip(),
            turn=(as_whole(as_dictionary(widget.get("/MK")).get("/R")) or 0) % 360,
            listed=chain[-1].objgen in listed,
            drawn="/N" in as_dictionary(widget.get("/AP")),
            acts=tuple(dict.fromkeys(act for one in chain for act in _acts(one))),
            value=next((text for one in chain if (text := as_text(one.get("/V")))), "").strip(),
        )


def file_acts(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """What the file and its pages do by themselves, and fields that nobody sees, in words; 0 is the whole file."""
    root = pdf.Root
    opening = pikepdf.Dictionary(A=as_dictionary(root.get("/OpenAction")), AA=as_dictionary(root.get("/AA")))
    yield from ((0, f"The file {act}") for act in _acts(opening))
    if "/JavaScript" in as_dictionary(root.get("/Names")):
        yield 0, f"The file {_ACTS['/JavaScript']}"
    for number, page in enumerate(pdf.pages, 1):
        for act in _acts(page.obj):
            yield number, f"The page {act}"
        for widget in map(as_dictionary, as_items(page.obj.get("/Annots"))):
            if as_name(widget.get("/Subtype")) == WIDGET and (as_whole(widget.get("/F")) or 0) & HIDDEN:
                yield from ((number, f"A hidden field {act}") for one in _chain(widget) for act in _acts(one))


def _chain(widget: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The widget and the fields above it, from the inside."""
    one = widget
    for _ in range(_MOST_DEEP):
        yield one
        above = one.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary):
            return
        one = above


def _acts(one: pikepdf.Object) -> Iterator[str]:
    """What the actions of a thing do, and those that follow them."""
    waiting = [one.get("/A"), *(action for _, action in as_dictionary(one.get("/AA")).items())]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return
        action = as_dictionary(waiting.pop(0))
        if (kind := as_name(action.get("/S"))) in _ACTS:
            yield _ACTS[kind]
        after = action.get("/Next")
        waiting += as_items(after) if isinstance(after, pikepdf.Array) else [after] if after is not None else []


def _sorted(place: tuple[float, ...]) -> Box:
    x0, y0, x1, y1 = place
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
