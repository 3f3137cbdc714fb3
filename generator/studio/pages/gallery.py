"""The gallery: every piece and kit as pictures, found by audience, format, language, purpose and words."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.errors import UsageError
from generator.preview.shelf import Shelf
from generator.preview.thumbnail import Thumbnail
from generator.studio.desk import desk_of
from generator.studio.page import query_of, render, words_for
from generator.studio.shown import FILTERS, Asked, choices_in, kits_in, sections_in
from generator.studio.tasks.gallery import on_shelf
from generator.studio.tasks.gallery import picture as drawn

# The first look reads the whole catalogue.
_SECONDS = 60
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_DAY = 24 * 60 * 60


async def gallery(request: Request) -> Response:
    """The page of all pieces and kits; what does not fit the filters is on it and hidden, for the script to show."""
    desk, asked = desk_of(request), Asked.of(query_of(request))
    shelf: Shelf = await desk.quick.run(on_shelf, desk.roots, seconds=_SECONDS)
    say = words_for(request)
    sections, kits = sections_in(shelf, asked, say), kits_in(shelf, asked, say)
    cards = [*(card for section in sections for card in section.cards), *kits]
    return render(
        request,
        "gallery.html",
        asked=asked,
        filters=[(name, choices_in(name, shelf, say)) for name in FILTERS],
        sections=sections,
        kits=kits,
        total=len(cards),
        found=sum(not card.hidden for card in cards),
    )


async def picture(request: Request) -> Response:
    """A piece's first face, small; drawn one at a time, and only for somebody who still waits for it."""
    desk, layout, lang = desk_of(request), request.path_params["layout"], request.path_params["lang"]
    if not (_NAME.fullmatch(layout) and _LANG.fullmatch(lang)):
        raise HTTPException(404)
    async with desk.picture:
        if await request.is_disconnected():
            return Response(status_code=204)
        try:
            spare = desk.folder / "pictures"
            found: Thumbnail = await desk.quick.run(drawn, desk.roots, layout, lang, spare, seconds=_SECONDS)
        except UsageError:
            raise HTTPException(404) from None
    lasting = request.query_params.get("v") == found.mark
    headers = {
        "etag": f'"{found.tag}"',
        "cache-control": f"private, max-age={_DAY}, immutable" if lasting else "private, no-cache",
    }
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.png, media_type="image/png", headers=headers)


routes = [
    Route("/gallery", gallery),
    Route("/picture/{layout}.{lang}.png", picture),
]
