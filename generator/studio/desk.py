"""What the pages of one studio work with: where things are found, the lanes, the uploads and the jobs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.requests import Request

from generator.catalog.places import Roots
from generator.studio.jobs import Jobs
from generator.studio.lanes import Lane
from generator.studio.uploads import Uploads

# Previews wait in turn, and beyond this a page is told to ask again.
_PREVIEWS, _PREVIEWS_WAITING = 2, 64
_LOOKS_WAITING = 8
_JOBS_WAITING = 12


@dataclass(frozen=True)
class Desk:
    """One running studio.

    `quick` has previews and pictures, `slow` tables and the directory, so that neither waits for files in the making.
    """

    roots: Roots
    folder: Path
    quick: Lane
    slow: Lane
    work: Lane
    jobs: Jobs
    uploads: Uploads
    # One picture of a gallery at a time, so that a preview never waits behind forty of them.
    picture: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    def close(self) -> None:
        """End every worker."""
        for lane in (self.quick, self.slow, self.work):
            lane.close()


def open_desk(roots: Roots, folder: Path) -> Desk:
    """A desk whose files lie in a temporary folder."""
    handed = folder / "handed"
    handed.mkdir()
    quick, slow, work = Lane(_PREVIEWS, _PREVIEWS_WAITING), Lane(1, _LOOKS_WAITING), Lane(1, _JOBS_WAITING)
    return Desk(replace(roots, handed=handed), folder, quick, slow, work, Jobs(folder / "jobs", work), Uploads(handed))


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk
