"""Merge: a table matched to the fields of a piece, its records looked at, and every card made."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.merging.looking import Looked
from generator.merging.merge import PURPOSES, Merge
from generator.preview.offer import Offer
from generator.studio.asked import Said, one, order_in
from generator.studio.desk import Desk, desk_of
from generator.studio.page import form_of, query_of, render, tongue_of, words_for
from generator.studio.pages.customise import shown_preview
from generator.studio.tasks.merging import Record, looked, merged, record, sheet
from generator.studio.tasks.previewing import offered
from generator.studio.uploads import KINDS, Upload

_SECONDS = 60
_WORK_SECONDS = 3600
COLUMN = "column."
# How lists of text are written that are not in UTF-8: by Excel and others on Windows, and by older programs on a Mac.
ENCODINGS = ("", "cp1252", "mac_roman")
# What the page itself asks; all else is carried along from the form of the piece.
_OWN = ("table", "sheet", "encoding", "each", "row", "keep")


async def table(request: Request) -> Response:
    """The page of a merge: without a table it asks for one, else it shows what a merge would make of it."""
    desk, said, layout = desk_of(request), query_of(request), request.path_params["layout"]
    one_offer: Offer = await desk.quick.run(offered, desk.roots, layout, tongue_of(request), seconds=_SECONDS)
    upload = _upload(said, desk)
    found: Looked | None = None
    if upload:
        found = await desk.slow.run(looked, desk.roots, _merge(said, layout, desk, upload), seconds=_SECONDS)
    title = next((title.label for title in one_offer.titles if title.id == tongue_of(request)), "")
    return render(
        request,
        "merge.html",
        offer=one_offer,
        title=title,
        upload=upload,
        looked=found,
        carried=[(name, value) for name, values in said.items() if not _is_own(name) for value in values],
        said={name: one(said, name) for name in said},
        targets=[(field.name, field.label) for field in one_offer.fields],
        filled=_filled(found),
        query=request.url.query,
        encodings=ENCODINGS,
        COLUMN=COLUMN,
    )


async def record_of_table(request: Request) -> Response:
    """One record of a table, as data for the script that pages through them."""
    desk, said, layout = desk_of(request), await form_of(request), request.path_params["layout"]
    upload, number = _upload(said, desk), one(said, "row")
    if upload is None or not (number.isascii() and number.isdigit() and len(number) < 9):
        raise HTTPException(404)
    found: Record = await desk.slow.run(
        record, desk.roots, _merge(said, layout, desk, upload), int(number), seconds=_SECONDS
    )
    cells = {heading: text for heading, text in found.look.cells.items() if text}
    row = {"row": found.look.row, "cells": cells, "copies": found.look.copies}
    return JSONResponse({**row, **shown_preview(found.preview, words_for(request))})


async def make(request: Request) -> Response:
    """Begin to make every card of a table."""
    desk, said, layout = desk_of(request), await form_of(request), request.path_params["layout"]
    upload = _upload(said, desk)
    if upload is None:
        raise HTTPException(404)
    merge = _merge(said, layout, desk, upload)
    back = f"/merge/{layout}?{request.url.query}"
    title = words_for(request)("merge.job", name=upload.name)
    job = desk.jobs.start("merge", title, back, merged, desk.roots, merge, seconds=_WORK_SECONDS)
    return RedirectResponse(f"/{tongue_of(request)}/jobs/{job.id}", 303)


async def template(request: Request) -> Response:
    """A workbook to fill in."""
    desk, layout = desk_of(request), request.path_params["layout"]
    data = await desk.slow.run(sheet, desk.roots, layout, seconds=_SECONDS)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    # The name is that of a layout that there is: small letters, digits and hyphens.
    return Response(data, media_type=kind, headers={"content-disposition": f'attachment; filename="{layout}.xlsx"'})


def _merge(said: Said, layout: str, desk: Desk, upload: Upload) -> Merge:
    order = order_in({**said, "purpose": _purposes(said)}, layout, desk)
    columns = {name.removeprefix(COLUMN): one(said, name) for name in said if name.startswith(COLUMN)}
    return Merge(
        order=order,
        records=upload.path,
        sheet=one(said, "sheet"),
        encoding=one(said, "encoding") if one(said, "encoding") in ENCODINGS else "",
        each=one(said, "each") == "yes",
        keep_going=one(said, "keep") == "yes",
        columns=columns,
    )


def _purposes(said: Said) -> list[str]:
    """What a merge can be made for, of what was asked for."""
    known = [purpose.value for purpose in PURPOSES]
    return [name for name in said.get("purpose", ()) if name in known] or known[:1]


def _upload(said: Said, desk: Desk) -> Upload | None:
    return desk.uploads.find(KINDS["tables"], one(said, "table"))


def _is_own(name: str) -> bool:
    return name in _OWN or name.startswith(COLUMN)


def _filled(found: Looked | None) -> dict[str, str]:
    """The heading by the field that it fills."""
    return {field: heading for heading, field in found.fields.items() if field} if found else {}


routes = [
    Route("/merge/{layout}", table),
    Route("/merge/{layout}/record", record_of_table, methods=["POST"]),
    Route("/merge/{layout}/make", make, methods=["POST"]),
    Route("/merge/{layout}/template", template),
]
