"""Check a PDF: any PDF handed in, proofed against the directory; the page of the job shows what was found."""

from __future__ import annotations

import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.studio.asked import one
from generator.studio.desk import desk_of
from generator.studio.page import form_of, render, tongue_of
from generator.studio.tasks.checking import check
from generator.studio.uploads import KINDS, MB

_SECONDS = 90
_KIND = KINDS["pdfs"]


async def ask(request: Request) -> Response:
    """The page that takes a PDF."""
    return _page(request)


async def begin(request: Request) -> Response:
    """Begin to check the file that was handed in."""
    desk = desk_of(request)
    handed = desk.uploads.find(_KIND, one(await form_of(request), "pdf"))
    if handed is None:
        return _page(request, "check.none-handed")
    today = datetime.date.today()
    job = desk.jobs.start("check", handed.name, "/check", check, desk.roots, handed.path, today, seconds=_SECONDS)
    return RedirectResponse(f"/{tongue_of(request)}/jobs/{job.id}", 303)


def _page(request: Request, problem: str = "") -> Response:
    return render(request, "check.html", 422 if problem else 200, problem=problem, limit=_KIND.limit // MB)


routes = [Route("/check", ask), Route("/check", begin, methods=["POST"])]
