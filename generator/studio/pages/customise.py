"""Customise: a form out of the fields of a layout, with a preview that follows each keystroke."""

from __future__ import annotations

import base64
import os
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from generator.making import Purpose
from generator.preview.model import Preview, Told
from generator.preview.offer import Offer
from generator.printers import printers_file, read_printers
from generator.studio.asked import FIELD, PICTURE, Said, one, order_in
from generator.studio.desk import Desk, desk_of
from generator.studio.page import form_of, query_of, render, tongue_of, words_for
from generator.studio.plain import plain
from generator.studio.tasks.previewing import offered, preview
from generator.studio.uploads import KINDS
from generator.studio.words import Words

# A poster in a script with many marks takes a second where a card takes a twentieth of one.
_SECONDS = 20
# What somebody who prints at a desk wants; a press file is asked for.
_USUAL = (Purpose.OFFICE, Purpose.SCREEN, Purpose.IMAGE, Purpose.VCARD)


async def piece(request: Request) -> Response:
    """The page of a layout, filled in with what its address says."""
    desk, said = desk_of(request), query_of(request)
    layout, tongue = request.path_params["layout"], tongue_of(request)
    one_offer: Offer = await desk.quick.run(offered, desk.roots, layout, tongue, seconds=_SECONDS)
    spoken = [language.id for language in one_offer.languages]
    wanted = one(said, "lang") or tongue_of(request)
    purposes = said.get("purpose") or [purpose.value for purpose in _USUAL]
    return render(
        request,
        "customise.html",
        offer=one_offer,
        said={name: one(said, name) for name in said},
        lang=wanted if wanted in spoken else spoken[0],
        title=next((title.label for title in one_offer.titles if title.id == tongue_of(request)), ""),
        purposes=[(purpose, purpose.value in purposes) for purpose in one_offer.purposes],
        printers=_printers(),
        pictures=_pictures(said, desk),
        FIELD=FIELD,
        PICTURE=PICTURE,
    )


async def preview_of(request: Request) -> Response:
    """The preview of what a form says, as data for the script that shows it."""
    desk = desk_of(request)
    order = order_in(await form_of(request), request.path_params["layout"], desk)
    shown: Preview = await desk.quick.run(preview, desk.roots, order, seconds=_SECONDS)
    return JSONResponse(shown_preview(shown, words_for(request)))


def shown_preview(preview: Preview, say: Words) -> dict[str, Any]:
    """A preview as plain data: its faces as pictures, and what was found in the language of the page."""
    faces = [
        {
            **asdict(face),
            "png": "data:image/png;base64," + base64.b64encode(face.png).decode(),
            "label": say.thing(face.name)[0],
        }
        for face in preview.faces
    ]
    told = [_told(number, one_told, say) for number, one_told in enumerate(preview.told, 1)]
    return {"title": preview.title, "lang": preview.lang, "faces": faces, "told": told}


def _told(number: int, told: Told, say: Words) -> dict[str, Any]:
    """A finding as the page shows it: its number, its field, its sentences, and where it stands."""
    sentences = plain(told.finding, say.tongue)
    return {
        "number": number,
        "field": told.field,
        "severity": told.finding.severity.value,
        "problem": sentences.problem,
        "fix": sentences.fix,
        "original": sentences.original,
        "instead": say("customise.instead", sample=told.instead) if told.instead else "",
        "lang": sentences.lang,
        "spots": [asdict(spot) for spot in told.spots],
    }


def _printers() -> list[tuple[str, str]]:
    """The printers that were measured, with their trays; a file of them that is wrong is told when one is used."""
    readings = read_printers(printers_file(os.environ))
    return list(dict.fromkeys((reading.printer, reading.tray) for reading in readings))


def _pictures(said: Said, desk: Desk) -> dict[str, str]:
    """The names of the pictures that were handed in, by the field that shows them."""
    found = {name: desk.uploads.find(KINDS["pictures"], one(said, name)) for name in said if name.startswith(PICTURE)}
    return {name.removeprefix(PICTURE): upload.name for name, upload in found.items() if upload}


routes = [
    Route("/piece/{layout}", piece),
    Route("/piece/{layout}/preview", preview_of, methods=["POST"]),
]
