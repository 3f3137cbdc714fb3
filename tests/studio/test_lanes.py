"""Lanes: whatever a task does, its page is told plainly, and the next task is done."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from generator.errors import HandbillError, Refused, UsageError
from generator.studio import workers
from generator.studio.lanes import BusyError, FailedError, Lane, TimeUpError
from generator.studio.uploads import NotTakenError
from tests.studio import tasked

SECONDS = 30.0


def with_lane(
    work: Callable[[Lane], Awaitable[Any]], number: int = 1, waiting: int = 100, seconds: float = SECONDS
) -> Any:
    """What is done with a lane, which is closed after it."""

    async def whole() -> Any:
        lane = Lane(number, waiting)
        try:
            async with asyncio.timeout(seconds * 2):
                return await work(lane)
        finally:
            lane.close()

    return asyncio.run(whole())


def is_running(number: int) -> bool:
    """Whether there is such a process, which is no mere entry that waits to be collected."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text(encoding="ascii")
    except OSError:
        return False


async def ended(number: int) -> bool:
    for _ in range(500):
        if not is_running(number):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("task", "error", "sentence"),
    [
        pytest.param(tasked.exit_at_once, TimeUpError, "ended from outside", id="ends its process"),
        pytest.param(tasked.leave, FailedError, "Something went wrong", id="leaves the program"),
        pytest.param(tasked.fail, FailedError, "Something went wrong", id="fails"),
        pytest.param(tasked.refuse, Refused, "A problem", id="refuses"),
        pytest.param(tasked.refuse_in_parts, FailedError, "Something went wrong", id="refuses with what is unreadable"),
        pytest.param(tasked.give_unsendable, FailedError, "Something went wrong", id="gives what cannot be sent"),
        pytest.param(tasked.give_a_lock, FailedError, "Something went wrong", id="gives a lock"),
        pytest.param(tasked.eat_memory, HandbillError, "more memory", id="eats memory"),
        pytest.param(tasked.fill_the_disk, HandbillError, "no room left", id="fills the disk"),
    ],
)
def test_a_task_that_misbehaves_is_told_as_a_plain_error_and_the_lane_lives(
    task: Callable[..., Any], error: type[HandbillError], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def work(lane: Lane) -> tuple[BaseException, int]:
        with pytest.raises(error, match=sentence) as caught:
            await lane.run(task, seconds=SECONDS)
        return caught.value, await lane.run(tasked.echo, 7, seconds=SECONDS)

    raised, after = with_lane(work)
    assert after == 7
    assert tasked.TYPED not in str(raised)
    assert tasked.TYPED not in capfd.readouterr().err  # what people typed is not for the terminal


def test_the_terminal_is_told_where_a_task_failed(capfd: pytest.CaptureFixture[str]) -> None:
    async def work(lane: Lane) -> None:
        with pytest.raises(FailedError):
            await lane.run(tasked.fail, seconds=SECONDS)

    with_lane(work)
    told = capfd.readouterr().err
    assert "KeyError" in told
    assert "in fail" in told


@pytest.mark.parametrize("value", [tasked.Unsendable(), lambda: 0], ids=["refuses", "lambda"])
def test_what_cannot_be_sent_to_a_worker_is_told_and_takes_no_place(value: object) -> None:
    async def work(lane: Lane) -> int:
        for _ in range(3):
            with pytest.raises(FailedError):
                await lane.run(tasked.echo, value, seconds=SECONDS)
        done: int = await lane.run(tasked.echo, 1, seconds=SECONDS)
        return done

    assert with_lane(work, waiting=0) == 1


def test_a_task_that_hangs_is_ended_at_its_time_and_another_worker_takes_its_place() -> None:
    async def work(lane: Lane) -> tuple[int, int, bool]:
        before = await lane.run(tasked.whoami, seconds=SECONDS)
        with pytest.raises(TimeUpError, match=r"longer than 0\.2 seconds"):
            await lane.run(tasked.wait, 60, seconds=0.2)
        return before, await lane.run(tasked.whoami, seconds=SECONDS), await ended(before)

    before, after, gone = with_lane(work)
    assert before != after
    assert gone


def test_the_time_of_a_task_begins_when_its_worker_is_ready() -> None:
    """Starting Python takes longer than this."""
    assert with_lane(lambda lane: lane.run(tasked.echo, 1, seconds=0.05)) == 1


def test_a_worker_that_was_killed_while_it_waited_costs_no_task() -> None:
    async def work(lane: Lane) -> int:
        number = await lane.run(tasked.whoami, seconds=SECONDS)
        os.kill(number, signal.SIGKILL)
        assert await ended(number)
        done: int = await lane.run(tasked.echo, 5, seconds=SECONDS)
        return done

    assert with_lane(work) == 5


def test_a_worker_serves_many_tasks_and_is_then_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.studio.lanes._TASKS_EACH", 3)

    async def work(lane: Lane) -> list[int]:
        return [await lane.run(tasked.whoami, seconds=SECONDS) for _ in range(6)]

    served = with_lane(work)
    assert len(set(served[:3])) == len(set(served[3:])) == 1
    assert served[0] != served[3]


def test_no_worker_begins_before_it_is_needed_and_none_is_left() -> None:
    lane = Lane(2, 5)
    assert not lane._alive

    async def whole() -> list[int]:
        both = await asyncio.gather(*(lane.run(tasked.wait, 0.3, seconds=SECONDS) for _ in range(2)))
        lane.close()
        with pytest.raises(BusyError):
            await lane.run(tasked.echo, 1, seconds=SECONDS)
        return both

    both = asyncio.run(whole())
    assert len(set(both)) == 2
    assert not any(map(is_running, both))


def test_a_full_queue_says_so_at_once_and_later_takes_tasks_again(tmp_path: Path) -> None:
    async def work(lane: Lane) -> list[Any]:
        first = [asyncio.create_task(lane.run(tasked.hold, tmp_path / "go", seconds=SECONDS)) for _ in range(3)]
        await asyncio.sleep(0)
        assert lane.full
        begun = time.perf_counter()
        with pytest.raises(BusyError):
            await lane.run(tasked.echo, 1, seconds=SECONDS)
        assert time.perf_counter() - begun < 1
        (tmp_path / "go").touch()
        await asyncio.gather(*first)
        return [await lane.run(tasked.echo, value, seconds=SECONDS) for value in range(3)]

    assert with_lane(work, waiting=2) == [0, 1, 2]


def test_ten_tabs_at_once_get_each_its_own_answers_and_its_own_progress_in_order() -> None:
    async def tab(lane: Lane, name: int) -> bool:
        for turn in range(5):
            said: list[Any] = []
            steps = 10 * name + turn
            assert await lane.run(tasked.count, steps, seconds=SECONDS, tell=said.append) == steps
            assert said == [(step, steps, "") for step in range(steps)]
            assert await lane.run(tasked.echo, (name, turn), seconds=SECONDS) == (name, turn)
        return True

    async def work(lane: Lane) -> list[bool]:
        return await asyncio.gather(*(tab(lane, name) for name in range(10)))

    assert with_lane(work, number=2) == [True] * 10


def test_a_lane_that_is_held_up_holds_up_no_other(tmp_path: Path) -> None:
    async def work(lane: Lane) -> int:
        other = Lane(1, 5)
        try:
            held = [asyncio.create_task(lane.run(tasked.hold, tmp_path / "go", seconds=SECONDS)) for _ in range(40)]
            done: int = await other.run(tasked.echo, 9, seconds=SECONDS)
            assert not any(task.done() for task in held)
            (tmp_path / "go").touch()
            await asyncio.gather(*held)
            return done
        finally:
            other.close()

    assert with_lane(work) == 9


def test_more_workers_than_a_pool_has_threads_do_not_wait_for_each_other() -> None:
    async def work(lane: Lane) -> int:
        return len(set(await asyncio.gather(*(lane.run(tasked.wait, 0.5, seconds=SECONDS) for _ in range(10)))))

    assert with_lane(work, number=10, seconds=60) == 10


def test_whoever_goes_away_frees_the_place_in_the_queue(tmp_path: Path) -> None:
    async def work(lane: Lane) -> list[str]:
        first = asyncio.create_task(lane.run(tasked.hold, tmp_path / "go", seconds=SECONDS))
        waiting = [
            asyncio.create_task(lane.run(tasked.mark, tmp_path / f"{name}.done", seconds=SECONDS)) for name in range(5)
        ]
        await asyncio.sleep(0.1)
        assert lane.full
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        assert not lane.full
        (tmp_path / "go").touch()
        await first
        await lane.run(tasked.echo, 1, seconds=SECONDS)
        return [path.name for path in tmp_path.glob("*.done")]

    assert with_lane(work, waiting=5) == []


def test_a_short_task_that_nobody_waits_for_leaves_its_worker_to_the_next() -> None:
    async def work(lane: Lane) -> tuple[int, int]:
        before = await lane.run(tasked.whoami, seconds=SECONDS)
        task = asyncio.create_task(lane.run(tasked.wait, 0.2, seconds=SECONDS))
        await asyncio.sleep(0.05)
        task.cancel()
        return before, await lane.run(tasked.whoami, seconds=SECONDS)

    before, after = with_lane(work)
    assert before == after


def test_a_worker_that_is_still_starting_when_nobody_waits_any_more_is_kept() -> None:
    async def work(lane: Lane) -> int:
        task = asyncio.create_task(lane.run(tasked.wait, 60, seconds=SECONDS))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        begun = list(lane._alive)
        task.cancel()
        await asyncio.wait({task})
        assert list(lane._alive) == begun
        done: int = await lane.run(tasked.echo, 3, seconds=SECONDS)
        assert list(lane._alive) == begun
        return done

    assert with_lane(work) == 3


def test_a_long_task_that_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_LEFT_SECONDS", 0.1)

    async def work(lane: Lane) -> bool:
        number = await lane.run(tasked.whoami, seconds=SECONDS)
        task = asyncio.create_task(lane.run(tasked.wait, 60, seconds=SECONDS))
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
        return await ended(number)

    assert with_lane(work)


def test_arguments_larger_than_a_pipe_reach_a_worker_that_has_not_begun() -> None:
    text = "á" * 3_000_000
    assert with_lane(lambda lane: lane.run(tasked.echo, text, seconds=SECONDS)) == text


def test_every_error_of_the_studio_survives_the_way_between_processes() -> None:
    for error in (BusyError("a"), TimeUpError("b"), FailedError("c"), NotTakenError("svg"), UsageError("d")):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301
        assert (type(again), str(again)) == (type(error), str(error))
