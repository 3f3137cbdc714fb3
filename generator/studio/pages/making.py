"""Making: what was filled in on the page of a piece becomes files, as a job."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.preview.offer import Offer
from generator.studio.asked import Said, one, order_in
from generator.studio.desk import desk_of
from generator.studio.page import form_of, tongue_of
from generator.studio.tasks.making import make_files
from generator.studio.tasks.previewing import offered

# A booklet for all purposes takes a minute on a slow machine.
SECONDS = 600
OFFER_SECONDS = 20


async def make(request: Request) -> Response:
    """Begin to make the files, and go to the page that shows them."""
    desk, tongue, layout = desk_of(request), tongue_of(request), request.path_params["layout"]
    said = await form_of(request)
    order = order_in(said, layout, desk)
    known: Offer = await desk.quick.run(offered, desk.roots, layout, tongue, seconds=OFFER_SECONDS)
    back = address("piece", layout, said)
    job = desk.jobs.start(
        "make", title_in(known, tongue), back, make_files, desk.roots, order, one(said, "quantity"), seconds=SECONDS
    )
    return RedirectResponse(f"/{tongue}/jobs/{job.id}", 303)


def address(page: str, layout: str, said: Said) -> str:
    """The address of a page of a layout that is filled in with what was said."""
    return f"/{page}/{layout}?{urlencode({name: list(values) for name, values in said.items()}, doseq=True)}"


def title_in(known: Offer, tongue: str) -> str:
    """The title of a layout in the language of a page, or its English one."""
    return next((title.label for title in known.titles if title.id == tongue), known.title)


routes = [Route("/piece/{layout}/make", make, methods=["POST"])]
