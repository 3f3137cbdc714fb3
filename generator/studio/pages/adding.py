"""Adding a number of one's own: a form for an office, its number and who called it."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.catalog.contacts import Answers, ContactRole
from generator.studio.asked import Said, one
from generator.studio.desk import desk_of
from generator.studio.page import form_of, query_of, render, tongue_of
from generator.studio.plain import plain
from generator.studio.tasks.adding import Entry, Outcome, add_own
from generator.studio.tasks.directory import Typed

_SECONDS = 30
_TYPED = ("name", "voice", "answers", "who", "role", "source")
_FIELDS = (*_TYPED, "by", "on", "how", "compared", "back")
# In this order people look for somebody to call; nobody adds another number for emergencies.
_ROLES = tuple(role for role in ContactRole if role is not ContactRole.EMERGENCY)
_ANSWERS = tuple(kind for kind in Answers if kind is not Answers.EMERGENCY)
# The pages that may ask for a number to be added, with what was filled in there.
_BACK = re.compile(r"/(?:piece|release)/[a-z0-9-]+(?:\?[\x21-\x7e]*)?")


async def form(request: Request) -> Response:
    """The form, filled in as far as the address says."""
    said = {"role": [ContactRole.REPORT.value], "on": [datetime.date.today().isoformat()], **query_of(request)}
    return _form(request, said, Outcome())


async def add(request: Request) -> Response:
    """Add the number and go back to where it was asked for, or say at each field what is wrong with it."""
    desk, tongue, said = desk_of(request), tongue_of(request), await form_of(request)
    if desk.roots.workspace is None:
        return _form(request, said, Outcome())
    typed = {name: one(said, name) for name in _TYPED}
    entry = Entry(**typed, compared=one(said, "compared") == "yes")
    check = Typed(one(said, "by"), one(said, "on"), one(said, "how"))
    done: Outcome = await desk.slow.run(add_own, desk.roots, entry, check, datetime.date.today(), seconds=_SECONDS)
    if not done.id:
        return _form(request, said, done)
    back = _back(said)
    signed = {"signed": check.on.strip()} if check.by.strip() else {}
    address = f"{back}#missing" if back else f"/directory/{done.id}?{urlencode({'added': 'yes', **signed})}"
    return RedirectResponse(f"/{tongue}{address}", 303)


def _form(request: Request, said: Said, done: Outcome) -> Response:
    tongue = tongue_of(request)
    told = {finding.place.key.removeprefix("--"): plain(finding, tongue) for finding in reversed(done.findings)}
    return render(
        request,
        "directory-add.html",
        422 if request.method == "POST" else 200,
        said={**{name: one(said, name) for name in _FIELDS}, "back": _back(said)},
        told={name: sentence for name, sentence in told.items() if name in _FIELDS},
        elsewhere=[sentence for name, sentence in told.items() if name not in _FIELDS],
        unfit={problem.part: problem for problem in done.unfit},
        near=done.near,
        wrong={*told, *(problem.part for problem in done.unfit), *(["voice"] if done.near else [])},
        roles=_ROLES,
        kinds=_ANSWERS,
        may_add=desk_of(request).roots.workspace is not None,
    )


def _back(said: Said) -> str:
    """The page of ours to go back to; nothing where none was said."""
    back = one(said, "back")
    return back if _BACK.fullmatch(back) and "#" not in back and "\\" not in back else ""


routes = [
    Route("/directory/add", form),
    Route("/directory/add", add, methods=["POST"]),
]
