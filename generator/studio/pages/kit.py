"""Kits: what belongs to one, a form for what its pieces share, and the job that makes all of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.errors import UnknownError
from generator.kits.asked import Ask
from generator.kits.offered import KitOffer
from generator.preview.shelf import Shelf
from generator.studio.asked import FIELD, PICTURE, Said, fields_in, flip_in, one
from generator.studio.desk import Desk, desk_of
from generator.studio.failures import SaidError
from generator.studio.page import form_of, query_of, render, tongue_of, words_for
from generator.studio.shown import small_picture
from generator.studio.tasks.gallery import on_shelf
from generator.studio.tasks.kit import kit_offer, make_kit
from generator.studio.uploads import KINDS

_LOOK_SECONDS = 60
# A kit for a large course is thousands of pages.
_MAKE_SECONDS = 3600
_MOST_PEOPLE = 10_000
ROSTER = "roster"


async def kit(request: Request) -> Response:
    """The page of a kit, filled in with what its address says."""
    desk, said, tongue = desk_of(request), query_of(request), tongue_of(request)
    offered = await _offered(request)
    shelf: Shelf = await desk.quick.run(on_shelf, desk.roots, seconds=_LOOK_SECONDS)
    spoken = [language.id for language in offered.languages]
    lang = next((name for name in (one(said, "lang"), tongue) if name in spoken), spoken[0] if spoken else "en")
    roster = desk.uploads.find(KINDS["tables"], one(said, ROSTER))
    pictures = {piece.id: piece for piece in shelf.pieces}
    say = words_for(request)
    handed = {name: desk.uploads.find(KINDS["pictures"], one(said, name)) for name in said if name.startswith(PICTURE)}
    return render(
        request,
        "kit.html",
        offer=offered,
        pieces=[(piece, small_picture(pictures[piece.layout], lang, shelf.mark, say)) for piece in offered.pieces],
        said={name: one(said, name) for name in said},
        lang=lang,
        roster=roster,
        pictures={name.removeprefix(PICTURE): found.name for name, found in handed.items() if found},
        FIELD=FIELD,
        PICTURE=PICTURE,
    )


async def make(request: Request) -> Response:
    """Begin to make the kit as the form says; its page tells the rest."""
    desk, said = desk_of(request), await form_of(request)
    offered = await _offered(request)
    ask, back = _ask(offered, said, desk), f"/kit/{offered.id}?{urlencode(said, doseq=True)}"
    keep_going = bool(one(said, "keep-going"))
    tongue = tongue_of(request)
    asked = (desk.roots, ask, keep_going, tongue)
    job = desk.jobs.start("kit", offered.title, back, make_kit, *asked, seconds=_MAKE_SECONDS)
    return RedirectResponse(f"/{tongue}/jobs/{job.id}", 303)


async def _offered(request: Request) -> KitOffer:
    desk, name = desk_of(request), request.path_params["kit"]
    try:
        found: KitOffer = await desk.quick.run(kit_offer, desk.roots, name, tongue_of(request), seconds=_LOOK_SECONDS)
    except UnknownError:
        raise HTTPException(404) from None
    return found


def _ask(offered: KitOffer, said: Said, desk: Desk) -> Ask:
    """What the form asks for; what it leaves as the kit has it is not asked at all, as on the command line."""
    usual = {field.name: field.sample for field in offered.fields if field.options}
    fields = {name: value for name, value in fields_in(said, desk).items() if usual.get(name) != value}
    roster = desk.uploads.find(KINDS["tables"], one(said, ROSTER))
    if one(said, ROSTER) and roster is None:
        raise SaidError("kit.roster-gone")
    return Ask(
        kit=offered.id,
        out=Path(),
        lang=one(said, "lang") or "en",
        fields=fields,
        records=roster.path if roster else None,
        people=_people(one(said, "people")),
        theme=one(said, "theme"),
        flip=flip_in(said),
        today=datetime.date.today(),
    )


def _people(text: str) -> int:
    """How many people come; 0 where nothing is said, so that the rows of the roster are counted."""
    text = text.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_PEOPLE):
        raise SaidError("kit.people-wrong", most=_MOST_PEOPLE)
    return int(text)


routes = [
    Route("/kit/{kit}", kit),
    Route("/kit/{kit}", make, methods=["POST"]),
]
