"""Pages: a template filled in, in the language that stands first in the address."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from generator import VERSION
from generator.studio.plain import plain
from generator.studio.words import TONGUES, Words, words_of

# The pages that the head of every page leads to, in this order.
MENU = ("gallery", "check", "directory")
_MOST_FIELDS = 200

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def tongue_of(request: Request) -> str:
    """The language of a page: the first part of its address, or English where that is none."""
    first = request.url.path.strip("/").partition("/")[0]
    return first if first in TONGUES else "en"


def words_for(request: Request) -> Words:
    """The words in the language of a page."""
    return words_of(tongue_of(request))


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template; it knows `say`, `plain`, `tongue`, `here` and what else is given."""
    tongue = tongue_of(request)
    query = f"?{request.url.query}" if request.url.query else ""
    rest = request.url.path.removeprefix(f"/{tongue}") or "/gallery"
    page = _templates.get_template(template).render(
        say=words_of(tongue),
        tongue=tongue,
        tongues=[
            (name, label, f"/{name}{rest}{query if request.method == 'GET' else ''}") for name, label in TONGUES.items()
        ],
        menu=MENU,
        here=rest.strip("/").partition("/")[0] or "gallery",
        version=VERSION,
        plain=lambda finding: plain(finding, tongue),
        today=date.today(),
        **values,
    )
    return HTMLResponse(page, status)


async def form_of(request: Request) -> dict[str, list[str]]:
    """What a form said, each field with all its values; raises 400 for what is none, or for more than ours have."""
    try:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        said.setdefault(name, []).append(value)
    return said


def query_of(request: Request) -> dict[str, list[str]]:
    """What an address says behind its question mark, in the form of `form_of`."""
    said: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items()[:_MOST_FIELDS]:
        said.setdefault(name, []).append(value)
    return said
