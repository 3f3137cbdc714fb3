"""Jobs: each ends as one, in a folder of its own, and what is kept has an end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from generator.studio import jobs as jobs_module
from generator.studio import workers
from generator.studio.jobs import Job, Jobs, State
from generator.studio.lanes import BusyError, Lane
from tests.studio import tasked

SECONDS = 30.0


def with_jobs(folder: Path, work: Callable[[Jobs, Lane], Awaitable[Any]], waiting: int = 20) -> Any:
    async def whole() -> Any:
        lane = Lane(1, waiting)
        try:
            async with asyncio.timeout(60):
                return await work(Jobs(folder, lane), lane)
        finally:
            lane.close()

    return asyncio.run(whole())


async def ended(job: Job) -> Job:
    assert job._running
    await asyncio.wait({job._running})
    return job


def start(jobs: Jobs, task: Callable[..., Any], *args: Any) -> Job:
    return jobs.start("make", "A card", "/gallery", task, *args, seconds=SECONDS)


def test_a_job_gives_the_files_that_it_made_and_no_others(tmp_path: Path) -> None:
    async def work(jobs: Jobs, _: Lane) -> Job:
        job = start(jobs, tasked.make, "whole")
        assert job.state is State.WORKING
        assert job.file("made.txt") is None
        return await ended(job)

    job = with_jobs(tmp_path, work)
    (job.folder / "other.txt").touch()
    made = job.file("made.txt")
    assert (job.state, job.told, job.size) == (State.DONE, (2, 2, "whole"), 5)
    assert made
    assert made.read_text(encoding="utf-8") == "whole"
    for name in ("other.txt", "../made.txt", "", ".", str(made)):
        assert job.file(name) is None


def test_jobs_of_several_tabs_do_not_mix(tmp_path: Path) -> None:
    async def work(jobs: Jobs, _: Lane) -> list[Job]:
        return await asyncio.gather(*(ended(start(jobs, tasked.make, str(name))) for name in range(10)))

    made = with_jobs(tmp_path, work)
    assert [(job.folder / "made.txt").read_text(encoding="utf-8") for job in made] == [str(name) for name in range(10)]
    assert len({job.id for job in made}) == 10


@pytest.mark.parametrize(("reason", "state"), [("refused", State.REFUSED), ("broken", State.FAILED)])
def test_a_job_that_makes_nothing_leaves_nothing(tmp_path: Path, reason: str, state: State) -> None:
    async def work(jobs: Jobs, _: Lane) -> Job:
        return await ended(start(jobs, tasked.make_half, reason))

    job = with_jobs(tmp_path, work)
    assert job.state is state
    assert bool(job.done.findings) == (state is State.REFUSED)
    assert tasked.TYPED not in job.problem
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_was_stopped_leaves_nothing_though_it_was_still_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_LEFT_SECONDS", 0.2)

    async def work(jobs: Jobs, lane: Lane) -> None:
        job = start(jobs, tasked.write_on)
        while not (job.folder / "more.txt").exists():
            await asyncio.sleep(0.01)
        jobs.stop(job)
        assert jobs.find(job.id) is None
        await ended(job)
        assert not job.folder.exists()
        after = await ended(start(jobs, tasked.make, "next"))
        assert after.state is State.DONE
        assert not lane.full

    with_jobs(tmp_path, work)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_job_that_was_stopped_before_it_began_never_begins(tmp_path: Path) -> None:
    async def work(jobs: Jobs, _: Lane) -> None:
        first = start(jobs, tasked.make, "first")
        second = start(jobs, tasked.make, "second")
        await asyncio.sleep(0)
        jobs.stop(second)
        await asyncio.gather(ended(first), ended(second))
        assert not second.folder.exists()
        assert first.state is State.DONE

    with_jobs(tmp_path, work)


def test_a_job_that_cannot_wait_is_told_so_and_pushes_out_none(tmp_path: Path) -> None:
    async def work(jobs: Jobs, _: Lane) -> list[Job]:
        done = await ended(start(jobs, tasked.make, "done"))
        working = [start(jobs, tasked.make, str(name)) for name in range(3)]
        await asyncio.sleep(0)
        for _turn in range(40):
            with pytest.raises(BusyError):
                start(jobs, tasked.make, "too much")
        assert jobs.find(done.id)
        return [await ended(job) for job in working]

    assert [job.state for job in with_jobs(tmp_path, work, waiting=2)] == [State.DONE] * 3
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(("number", "size"), [(3, 10**9), (100, 3500)], ids=["jobs", "bytes"])
def test_only_the_newest_jobs_are_kept_with_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, size: int
) -> None:
    monkeypatch.setattr(jobs_module, "_KEPT", number)
    monkeypatch.setattr(jobs_module, "_KEPT_BYTES", size)

    async def work(jobs: Jobs, _: Lane) -> list[bool]:
        made = [await ended(start(jobs, tasked.make_much, 1000)) for _ in range(8)]
        return [jobs.find(job.id) is not None for job in made]

    assert with_jobs(tmp_path, work) == [False] * 5 + [True] * 3
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("mark", ["", "..", "/", "0" * 32])
def test_what_is_no_id_of_a_job_finds_none(tmp_path: Path, mark: str) -> None:
    assert Jobs(tmp_path, Lane(1, 1)).find(mark) is None
