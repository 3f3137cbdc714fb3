"""Jobs: the page of what is being made or was made, its files, and how far it is."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.errors import HandbillError
from generator.studio.desk import desk_of
from generator.studio.jobs import Job, State
from generator.studio.page import render, tongue_of
from generator.studio.tasks.directory import names
from generator.studio.zipped import zipped

_SECONDS = 20
# The kinds of jobs whose pages lead to contacts.
_NAMING = ("check", "make", "release")


def _job(request: Request) -> Job:
    job = desk_of(request).jobs.find(request.path_params["job"])
    if job is None:
        raise HTTPException(404)
    return job


async def job_page(request: Request) -> Response:
    """The page of a job; what it shows once it is done is the template `job-KIND.html`."""
    job, desk = _job(request), desk_of(request)
    called: dict[str, tuple[str, str]] = {}
    if job.state in (State.DONE, State.REFUSED) and job.kind in _NAMING:
        with contextlib.suppress(HandbillError):  # the files are there, whatever is wrong with the directory since
            called = await desk.quick.run(names, desk.roots, tongue_of(request), seconds=_SECONDS)
    return render(request, "job.html", job=job, names=called)


async def state(request: Request) -> Response:
    """How far a job is, for the script that waits for it."""
    job = _job(request)
    done, total, what = job.told
    return JSONResponse({"state": job.state, "done": done, "total": total, "what": what})


async def file(request: Request) -> Response:
    """One file of a job, to be saved; pictures are shown too."""
    path = _job(request).file(request.path_params["name"])
    if path is None or not path.is_file():
        raise HTTPException(404)
    shown = path.suffix == ".png"
    return FileResponse(path, filename=path.name, content_disposition_type="inline" if shown else "attachment")


async def everything(request: Request) -> Response:
    """All files of a job as one zip."""
    job = _job(request)
    if not job.done.packed:
        raise HTTPException(404)
    path = await asyncio.to_thread(zipped, job.folder, job.done.packed)
    return FileResponse(path, filename=f"{job.done.stem}.zip")


async def stop(request: Request) -> Response:
    """End a job and go back."""
    job = _job(request)
    desk_of(request).jobs.stop(job)
    return RedirectResponse(f"/{tongue_of(request)}{job.back}", 303)


routes = [
    Route("/jobs/{job}", job_page),
    Route("/jobs/{job}/state", state),
    Route("/jobs/{job}/all.zip", everything),
    Route("/jobs/{job}/files/{name:path}", file),
    Route("/jobs/{job}/stop", stop, methods=["POST"]),
]
