"""The directory: contacts with the age and the signer of their checks, each with a form to sign a new one."""

from __future__ import annotations

import datetime
from functools import partial
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.book.listed import Wanted
from generator.studio.asked import one
from generator.studio.desk import desk_of
from generator.studio.page import form_of, query_of, render, tongue_of, words_for
from generator.studio.tasks import directory as tasks
from generator.studio.tasks.directory import One, Page, Typed, Unfit, Used
from generator.studio.words import Words

_SECONDS = 30
_LONGEST_SEARCH = 100
_MONTH, _YEAR = 30.44, 365.25
_FEW_DAYS, _FEW_MONTHS = 60, 24
# In this order people look for somebody to call.
_ROLES = ("emergency", "help", "report", "labour", "officer", "awareness")


async def contacts(request: Request) -> Response:
    """All contacts, or those that are asked for."""
    desk, said = desk_of(request), query_of(request)
    wanted = Wanted(
        one(said, "text").strip()[:_LONGEST_SEARCH], one(said, "role"), one(said, "answers"), one(said, "due") == "yes"
    )
    today = datetime.date.today()
    page: Page = await desk.slow.run(tasks.directory, desk.roots, tongue_of(request), wanted, today, seconds=_SECONDS)
    roles = [role for role in _ROLES if role in page.roles]
    groups = [(role, [listed for listed in page.contacts if listed.aged.contact.role == role]) for role in roles]
    return render(
        request,
        "directory.html",
        page=page,
        wanted=wanted,
        roles=roles,
        groups=[("due", page.contacts)] if wanted.due else groups,
        age=partial(_age, words_for(request)),
    )


async def contact(request: Request) -> Response:
    """One contact in full, with the form to sign a check."""
    return await _contact(request, Typed("", datetime.date.today().isoformat(), ""), ())


async def sign(request: Request) -> Response:
    """Sign a check and show the contact again, or say at each field what is wrong with it."""
    desk, said = desk_of(request), await form_of(request)
    name, typed = request.path_params["contact"], Typed(one(said, "by"), one(said, "on"), one(said, "how"))
    await _found(request)
    if desk.roots.workspace is None:
        return await _contact(request, typed, ())
    unfit: tuple[Unfit, ...] = await desk.slow.run(
        tasks.sign, desk.roots, name, typed, datetime.date.today(), seconds=_SECONDS
    )
    if unfit:
        return await _contact(request, typed, unfit)
    return RedirectResponse(f"/{tongue_of(request)}/directory/{name}?signed={quote(typed.on.strip())}#signed", 303)


async def uses(request: Request) -> Response:
    """Where a contact is used; the script of its page puts this into it."""
    desk, tongue, found = desk_of(request), tongue_of(request), await _found(request)
    name = found.listed.aged.contact.id
    # The workers of previews have the whole catalogue at hand.
    used: Used = await desk.quick.run(tasks.used, desk.roots, tongue, name, seconds=_SECONDS)
    return render(request, "uses.html", used=used, listed=found.listed)


async def _found(request: Request) -> One:
    """The contact of an address; raises 404 where there is none."""
    desk, name = desk_of(request), request.path_params["contact"]
    found: One | None = await desk.slow.run(
        tasks.contact, desk.roots, tongue_of(request), name, datetime.date.today(), seconds=_SECONDS
    )
    if found is None:
        raise HTTPException(404)
    return found


async def _contact(request: Request, typed: Typed, unfit: tuple[Unfit, ...]) -> Response:
    found = await _found(request)
    signed = one(query_of(request), "signed")
    history = found.listed.aged.contact.history
    return render(
        request,
        "contact.html",
        422 if request.method == "POST" else 200,
        found=found,
        typed=typed,
        unfit={problem.part: problem for problem in unfit},
        signed=next((check for check in reversed(history) if check.on.isoformat() == signed), None),
        added=one(query_of(request), "added") == "yes",
        may_sign=desk_of(request).roots.workspace is not None,
        age=partial(_age, words_for(request)),
    )


def _age(say: Words, days: int) -> str:
    """How long ago something was, in words."""
    if days <= 1:
        return say("directory.age-today" if days < 1 else "directory.age-yesterday")
    if days < _FEW_DAYS:
        return say("directory.age-days", count=days)
    months = int(days / _MONTH)
    if months < _FEW_MONTHS:
        return say("directory.age-months", count=months)
    return say("directory.age-years", count=int(days / _YEAR))


routes = [
    Route("/directory", contacts),
    Route("/directory/{contact}", contact),
    Route("/directory/{contact}", sign, methods=["POST"]),
    Route("/directory/{contact}/uses", uses),
]
