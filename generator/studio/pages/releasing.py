"""Releasing: what a print shop must be told and what is still missing, and then the release as a job."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generator.commands.release import USUAL
from generator.findings import Finding, Findings
from generator.order import Order
from generator.preview.offer import Offer
from generator.releasing.missing import Outlook
from generator.releasing.policy import Terms, check_terms
from generator.studio.asked import FIELD, Said, one, order_in
from generator.studio.desk import Desk, desk_of
from generator.studio.page import form_of, query_of, render, tongue_of, words_for
from generator.studio.pages.making import SECONDS, address, title_in
from generator.studio.plain import plain
from generator.studio.tasks.directory import names
from generator.studio.tasks.making import copies_in
from generator.studio.tasks.releasing import AGENCY, look, release_files

_LOOK_SECONDS = 60
# The controls of this page; all others belong to the page of the piece and travel with it.
_NAME, _CONTACT, _QUANTITY, _PAPER, _FINISH, _FOR = "name", "contact", "quantity", "paper", "finish", "for"
_TERMS = (_NAME, _CONTACT, _PAPER, _FINISH, _FOR)
_OWN = (*_TERMS, _QUANTITY)  # the page of the piece asks how many too


async def form(request: Request) -> Response:
    """The page on which a release is asked for, with all that is missing for it."""
    return await _form(request, query_of(request), ())


async def begin(request: Request) -> Response:
    """Begin a release, or show the form again with what is wrong in it."""
    desk, tongue, layout = desk_of(request), tongue_of(request), request.path_params["layout"]
    said = await form_of(request)
    terms, faults = _terms(said)
    if faults:
        return await _form(request, said, faults)
    order = _order(said, layout, desk)
    back = address("release", layout, said)
    title = words_for(request)("release.job", name=terms.name)
    job = desk.jobs.start("release", title, back, release_files, desk.roots, order, terms, seconds=SECONDS)
    return RedirectResponse(f"/{tongue}/jobs/{job.id}", 303)


async def _form(request: Request, said: Said, faults: tuple[Finding, ...]) -> Response:
    desk, tongue, layout = desk_of(request), tongue_of(request), request.path_params["layout"]
    order = _order(said, layout, desk)
    seen: tuple[Outlook, Offer] = await desk.slow.run(look, desk.roots, order, seconds=_LOOK_SECONDS)
    outlook, known = seen
    return render(
        request,
        "release.html",
        422 if faults else 200,
        title=title_in(known, tongue),
        layout=layout,
        offer=known,
        outlook=outlook,
        names=await desk.quick.run(names, desk.roots, tongue, seconds=_LOOK_SECONDS),
        labels={field.name: field.label for field in known.fields},
        said={name: one(said, name) for name in _OWN},
        carried=[(name, value) for name, values in said.items() if name not in _OWN for value in values],
        purposes=[(purpose, purpose in order.purposes) for purpose in known.purposes],
        faults={fault.place.key.removeprefix("--"): plain(fault, tongue) for fault in faults},
        piece=address("piece", layout, {name: values for name, values in said.items() if name not in _TERMS}),
        adding=urlencode({"name": one(said, f"{FIELD}{AGENCY}"), "back": address("release", layout, said)}),
        workspace=desk.roots.workspace is not None,
        FOR=_FOR,
    )


def _order(said: Said, layout: str, desk: Desk) -> Order:
    """The order of the piece, for what is to be released of it."""
    return order_in({**said, "purpose": said.get(_FOR) or USUAL}, layout, desk)


def _terms(said: Said) -> tuple[Terms, tuple[Finding, ...]]:
    """What a release is ordered as, and what is wrong with that."""
    findings = Findings()
    quantity = copies_in(one(said, _QUANTITY), findings)
    told = bool(findings.errors)
    name, contact, paper, finish = (one(said, key).strip() for key in (_NAME, _CONTACT, _PAPER, _FINISH))
    terms = Terms(name, 1 if told else quantity, contact, paper, finish)
    check_terms(terms, findings)
    return terms, findings.errors


routes = [
    Route("/release/{layout}", form),
    Route("/release/{layout}", begin, methods=["POST"]),
]
