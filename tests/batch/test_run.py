"""A run of many units: the same bytes by whomever they are made, and after whatever end."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from generator import VERSION
from generator.batch import run as running
from generator.batch.held import NAME as LOCK
from generator.batch.held import held
from generator.batch.journal import NAME as JOURNAL
from generator.batch.run import How, Ran, run
from generator.batch.tally import Tally
from generator.batch.work import Unit
from generator.batch.workers import Workers, results
from generator.errors import Refused, SetupError, UsageError
from tests.batch.small import Small, contents
from tests.conftest import ROOT

RESUME, RESTART, KEEP_GOING = How(resume=True), How(restart=True), How(keep_going=True)


def made(out: Path, work: Small, how: How | None = None, look: Callable[[Tally], None] = lambda _: None) -> Ran:
    return run(work, work.open(), out, how or How(), look)


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """What an unbroken run of eight units leaves."""
    made(tmp_path / "whole", Small(8))
    return contents(tmp_path / "whole")


def stopped(out: Path, after: int, work: Small | None = None) -> None:
    """A run of eight units that is interrupted after so many of them."""

    def interrupt(tally: Tally) -> None:
        if tally.done >= after * 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(out, work or Small(8), look=interrupt)


def test_a_run_leaves_its_files_and_what_closes_it_and_nothing_else(whole: dict[str, bytes]) -> None:
    units = {f"{folder}{number}.txt" for number in range(8) for folder in ("", "inner/")}
    assert set(whole) == units | {"manifest.json", "inner/list.json"}


@pytest.mark.parametrize("jobs", [3])
def test_processes_make_the_same_bytes_and_findings_as_one(tmp_path: Path, whole: dict[str, bytes], jobs: int) -> None:
    one, many = made(tmp_path / "a", Small(8)), made(tmp_path / "b", Small(8), How(Workers(jobs)))
    assert contents(tmp_path / "b") == whole
    assert many.findings == one.findings
    assert many.files == one.files
    assert len(one.findings) == 4


def test_no_jobs_means_a_process_for_each_core() -> None:
    assert Workers(0).processes >= 1
    assert Workers(3).processes == 3


def test_results_come_in_the_order_of_the_units_however_long_each_takes(tmp_path: Path) -> None:
    work, units = Small(9), [Unit(f"u{number}", 2, number) for number in (8, 0, 5, 3, 1)]
    came = [
        (unit.key, result.value["number"]) for unit, result in results(work, work.open(), units, tmp_path, Workers(2))
    ]
    assert came == [("u8", 8), ("u0", 0), ("u5", 5), ("u3", 3), ("u1", 1)]


def test_no_more_units_are_taken_up_than_the_workers_need(tmp_path: Path) -> None:
    taken: list[int] = []

    def units() -> Iterator[Unit]:
        for number in range(100):
            taken.append(number)
            yield Unit(f"u{number}", 2, number)

    coming = results(Small(100), Small(100).open(), units(), tmp_path, Workers(2))
    next(coming)
    assert len(taken) <= 5
    coming.close()


def test_a_run_whose_check_fails_makes_nothing_and_touches_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing of this can be made"):
        made(tmp_path / "out", Small(8, refused=True))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("after", range(1, 9))
def test_an_interrupt_leaves_whole_files_and_a_journal_and_resuming_makes_the_rest(
    tmp_path: Path, whole: dict[str, bytes], after: int
) -> None:
    stopped(tmp_path / "out", after)
    left = contents(tmp_path / "out")
    assert left.pop(JOURNAL)
    assert left == {name: whole[name] for name in left}
    assert len(left) == after * 2
    ran = made(tmp_path / "out", Small(8), RESUME)
    assert contents(tmp_path / "out") == whole
    assert ran.stood == after * 2
    assert len(ran.findings) == 4
    assert set(ran.files) == set(whole)


def test_a_run_may_be_stopped_again_and_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for after in (2, 3, 7):
        with pytest.raises(KeyboardInterrupt):
            made(tmp_path / "out", Small(8), RESUME, interrupt_at(after * 2))
    made(tmp_path / "out", Small(8), RESUME)
    assert contents(tmp_path / "out") == whole


def interrupt_at(pieces: int) -> Callable[[Tally], None]:
    def look(tally: Tally) -> None:
        if tally.done == pieces and tally.done > tally.before:
            raise KeyboardInterrupt

    return look


@pytest.mark.parametrize("name", ["0.txt", "inner/1.txt"])
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text("half")], ids=["gone", "changed"])
def test_resuming_makes_again_what_does_not_stand_as_it_was_put(
    tmp_path: Path, whole: dict[str, bytes], name: str, spoil: Callable[[Path], object]
) -> None:
    stopped(tmp_path / "out", 4)
    spoil(tmp_path / "out" / name)
    ran = made(tmp_path / "out", Small(8), RESUME)
    assert contents(tmp_path / "out") == whole
    assert ran.stood == 6


def test_a_unit_that_was_noted_but_not_moved_is_made_again(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(running, "put_in_place", die)
        with pytest.raises(KeyboardInterrupt):
            made(tmp_path / "out", Small(8))
    assert set(contents(tmp_path / "out")) == {JOURNAL}
    assert made(tmp_path / "out", Small(8), RESUME).stood == 0
    assert contents(tmp_path / "out") == whole


def test_a_run_that_died_while_it_closed_is_closed_by_resuming(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    true_put = running.put_in_place

    def die(folder: Path, out: Path, names: Iterable[str]) -> None:
        names = list(names)
        true_put(folder, out, names[:1] if "manifest.json" in names else names)
        if "manifest.json" in names:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(running, "put_in_place", die)
        with pytest.raises(KeyboardInterrupt):
            made(tmp_path / "out", Small(8))
    assert "manifest.json" not in contents(tmp_path / "out")
    assert made(tmp_path / "out", Small(8), RESUME).stood == 16
    assert contents(tmp_path / "out") == whole


def test_an_unfinished_run_is_refused_with_both_ways_on(tmp_path: Path) -> None:
    stopped(tmp_path / "out", 3)
    left = contents(tmp_path / "out")
    with pytest.raises(UsageError, match=r"3 parts made\. Go on with --resume, or begin anew with --restart"):
        made(tmp_path / "out", Small(8))
    assert contents(tmp_path / "out") == left


@pytest.mark.parametrize("other", [Small(9), Small(8, salt="other")], ids=["more units", "other data"])
def test_a_run_of_another_order_is_not_gone_on_with(tmp_path: Path, other: Small) -> None:
    stopped(tmp_path / "out", 3)
    with pytest.raises(UsageError, match="another order"):
        made(tmp_path / "out", other, RESUME)


def test_a_run_of_another_handbill_is_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(tmp_path / "out", 3)
    monkeypatch.setattr(running, "VERSION", f"{VERSION}.1")
    with pytest.raises(UsageError, match="another Handbill"):
        made(tmp_path / "out", Small(8), RESUME)


def test_restarting_takes_back_what_the_unfinished_run_put_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    stopped(tmp_path / "out", 7)
    (tmp_path / "out" / "4.txt").write_text("edited since", encoding="utf-8")
    made(tmp_path / "out", Small(2), RESTART)
    left = contents(tmp_path / "out")
    assert left.pop("mine.txt") == b"mine"
    assert left.pop("4.txt") == b"edited since"
    assert {name for name in left if name.endswith(".txt")} == {"0.txt", "1.txt", "inner/0.txt", "inner/1.txt"}


def test_restarting_leaves_files_that_a_manifest_lists(tmp_path: Path, whole: dict[str, bytes]) -> None:
    stopped(tmp_path / "out", 3)
    manifest = {"files": {"2.txt": {"sha256": hashlib.sha256(whole["2.txt"]).hexdigest()}}}
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "out", Small(8, salt="x"), RESTART, interrupt_at(2))
    assert (tmp_path / "out" / "2.txt").read_bytes() == whole["2.txt"]
    assert not (tmp_path / "out" / "1.txt").exists()


def test_resuming_where_nothing_was_stopped_just_runs(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for _ in range(2):
        made(tmp_path / "out", Small(8), RESUME)
        assert contents(tmp_path / "out") == whole


def test_a_faulty_unit_stops_the_run_and_leaves_the_good_ones(tmp_path: Path, whole: dict[str, bytes]) -> None:
    with pytest.raises(Refused) as refusal:
        made(tmp_path / "out", Small(8, bad=(3, 5)))
    assert [str(finding.place) for finding in refusal.value.findings if finding.rule == "small.bad"] == ["3.txt"]
    left = contents(tmp_path / "out")
    assert left.pop(JOURNAL)
    assert {name for name in left if "/" not in name} == {"0.txt", "1.txt", "2.txt"}
    made(tmp_path / "out", Small(8), RESUME)
    assert contents(tmp_path / "out") == whole


@pytest.mark.parametrize("jobs", [1, 2])
def test_keeping_going_makes_the_good_ones_and_names_the_others(tmp_path: Path, jobs: int) -> None:
    ran = made(tmp_path / "out", Small(8, bad=(3, 5)), How(Workers(jobs), keep_going=True))
    assert ran.failed == ("u3", "u5")
    assert {str(finding.place) for finding in ran.findings if finding.rule == "small.bad"} == {"3.txt", "5.txt"}
    left = contents(tmp_path / "out")
    assert JOURNAL not in left
    assert [entry[0] for entry in json.loads(left["manifest.json"])] == ["u0", "u1", "u2", "u4", "u6", "u7"]
    assert not {"3.txt", "5.txt", "inner/3.txt"} & set(left)


def test_a_folder_in_the_way_of_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "out" / "0.txt").mkdir(parents=True)
    with pytest.raises(SetupError, match=r"0\.txt cannot be moved"):
        made(tmp_path / "out", Small(2))


def test_a_second_run_in_the_folder_is_refused_while_the_first_is_at_work(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with process(out, count=40, rest=0.05) as first:
        wait_for(lambda: (out / JOURNAL).exists() and (out / "0.txt").exists())
        second = subprocess.run(command(out), cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        assert second.returncode == 3
        assert "Another run is at work" in second.stderr
        assert first.poll() is None


def test_a_lock_left_behind_by_a_dead_run_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / LOCK).touch()
    with held(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()


def test_a_file_where_the_folder_should_be_is_an_error_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(SetupError, match="cannot be written"):
        made(tmp_path / "out", Small(2))


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def command(out: Path, count: int = 40, jobs: int = 1, rest: float = 0.0, *flags: str) -> list[str]:
    return [sys.executable, "-m", "tests.batch.small", str(out), str(count), str(jobs), str(rest), *flags]


def process(out: Path, count: int = 40, jobs: int = 1, rest: float = 0.0) -> subprocess.Popen[bytes]:
    """A run as a process of its own, killed at the end of the block if it still lives."""
    return Killed(command(out, count, jobs, rest), cwd=ROOT, env=environment(), stderr=subprocess.PIPE)


class Killed(subprocess.Popen[bytes]):
    def __exit__(self, *args: object) -> None:
        self.kill()
        self.communicate()


def wait_for(there: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.002)


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 2)])
def test_a_run_killed_at_any_moment_resumes_to_the_same_bytes(tmp_path: Path, seed: int, jobs: int) -> None:
    dice, out = random.Random(seed), tmp_path / "out"  # noqa: S311 - moments, not secrets
    made(tmp_path / "whole", Small(40))
    expected = contents(tmp_path / "whole")
    units = dice.randint(0, 36)
    with process(out, 40, jobs, 0.01) as killed:
        wait_for(lambda: (out / JOURNAL).exists() and (out / JOURNAL).read_bytes().count(b"\n") > units)
        time.sleep(dice.uniform(0, 0.02))
        killed.kill()
        killed.wait()
        left = contents(out)
        assert {
            name: data for name, data in left.items() if not name.startswith((".", JOURNAL))
        }.items() <= expected.items()
        assert set(left) != set(expected)
    again = subprocess.run(
        command(out, 40, jobs, 0.0, "--resume"),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert contents(out) == expected


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with process(out, 400, 2, 0.05) as killed:
        wait_for((out / "0.txt").exists)
        children = [int(pid) for pid in Path(f"/proc/{killed.pid}/task/{killed.pid}/children").read_text().split()]
        assert len(children) == 2
        killed.kill()
        killed.wait()
        wait_for(lambda: not any(alive(pid) for pid in children), 10)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_is_killed_ends_the_run_with_a_sentence_and_resuming_makes_the_rest(tmp_path: Path) -> None:
    deadly = Small(8, deadly=str(tmp_path / "deadly"))
    with pytest.raises(SetupError, match="A worker process was ended from outside"):
        made(tmp_path / "out", deadly, How(Workers(2)))
    made(tmp_path / "out", deadly, How(Workers(2), resume=True))
    made(tmp_path / "whole", Small(8))
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_an_interrupt_ends_the_workers_and_leaves_no_staging(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with process(out, 400, 2, 0.02) as run_:
        wait_for((out / "3.txt").exists)
        run_.send_signal(signal.SIGINT)
        run_.wait(30)
    left = set(contents(out))
    assert not [name for name in left if name.startswith(".")]
    assert JOURNAL in left
