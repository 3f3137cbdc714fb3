"""The application: the pages put together behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from generator.catalog.places import shipped_root
from generator.errors import HandbillError, Refused
from generator.studio.desk import Desk
from generator.studio.failures import PLAIN, REFUSED, SaidError, failure
from generator.studio.guard import FORM_BYTES, Guard
from generator.studio.page import render, words_for
from generator.studio.pages import (
    adding,
    checking,
    customise,
    directory,
    gallery,
    jobs,
    kit,
    making,
    merging,
    releasing,
    uploading,
)
from generator.studio.uploads import KINDS
from generator.studio.words import TONGUES

# The modules of the pages. The first route that fits answers: /directory/add is no contact.
PAGES = (adding, checking, customise, directory, gallery, jobs, kit, making, merging, releasing, uploading)
# How the sentences of a refusal are called.
_NAMED = {404: "missing", 413: "large"}
_STATIC = Path(__file__).parent / "static"


class _Tongue(StringConvertor):
    """The first part of an address that is a language of ours."""

    regex = "|".join(TONGUES)


register_url_convertor("tongue", _Tongue())


def application(desk: Desk, hosts: Collection[str]) -> ASGIApp:
    """The studio as an ASGI application that answers to these hosts only, such as `127.0.0.1:8642`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.desk = desk
        try:
            yield
        finally:
            desk.close()

    pages = [route for module in PAGES for route in module.routes]
    app = Starlette(
        routes=[
            Route("/", _welcome),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount("/fonts", StaticFiles(directory=shipped_root() / "fonts" / "public-sans")),
            Mount("/{tongue:tongue}", routes=pages),
        ],
        exception_handlers={HTTPException: _http_error, HandbillError: _foreseen, Exception: _unforeseen},
        lifespan=lifespan,
    )
    return Guard(app, hosts, limit_of)


def limit_of(path: str) -> int:
    """How many bytes a request to an address may have."""
    parts = path.strip("/").split("/")
    kind = KINDS.get(parts[2]) if len(parts) == 3 and parts[1] == "upload" else None
    return kind.limit if kind else FORM_BYTES


async def _welcome(request: Request) -> Response:
    """To the first page, in the language that the browser asks for."""
    wanted = request.headers.get("accept-language", "").lower()
    asked = (part.split(";")[0].strip()[:2] for part in wanted.split(","))
    tongue = next((name for name in asked if name in TONGUES), "en")
    return RedirectResponse(f"/{tongue}/gallery", 303)


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return render(request, "error.html", status, what=_NAMED.get(status, "wrong"), said="", details="", found=())


async def _foreseen(request: Request, error: Exception) -> Response:
    what, status = failure(error) if isinstance(error, HandbillError) else REFUSED
    said = words_for(request)(error.key, **error.values) if isinstance(error, SaidError) else ""
    found = error.findings if isinstance(error, Refused) else ()
    details = "" if said or found or what in PLAIN else str(error)
    return render(request, "error.html", status, what=what, said=said, details=details, found=found)


async def _unforeseen(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the guard tells the terminal
    return render(request, "error.html", 500, what="broken", said="", details="", found=())
