"""The studio as a program: how it starts, what it says, and that nothing of it is left when it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from generator.errors import SetupError
from generator.studio import serve
from tests.studio.served import ROOT

UP = "It runs until you press Ctrl+C here"
UPLOAD = (
    "POST /en/upload/tables?name=list.csv HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Content-Length: 5\r\nConnection: close\r\n\r\na,b\n1"
)
PIECE = "GET /en/piece/campus-glovebox-card HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"


@contextmanager
def begun(temporary: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A studio that says it is up, in a group of processes of its own, and its host."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "generator", "studio", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        cwd=temporary,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stderr
    with process.stdout, process.stderr:
        try:
            said = process.stdout.readline() + process.stdout.readline()
            assert UP in said, said
            yield process, said.partition("http://")[2].partition("/")[0]
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(20)


def answer(host: str, request: str) -> str:
    """The status line of an answer."""
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=60) as connection:
        connection.sendall(request.format(host=host).encode())
        return connection.makefile("rb").readline().decode().strip()


def children(number: int) -> set[int]:
    """The processes that a process began, and those that they began."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) == number and after[0] != "Z":
            found |= {int(path.parent.name), *children(int(path.parent.name))}
    return found


def alive(numbers: set[int]) -> set[int]:
    """Those that still run after they had a while to end."""
    for _ in range(500):
        numbers = {number for number in numbers if Path(f"/proc/{number}/cmdline").exists() and not is_zombie(number)}
        if not numbers:
            break
        time.sleep(0.02)
    return numbers


def is_zombie(number: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    except OSError:
        return True


def folders(temporary: Path) -> list[Path]:
    return list(temporary.glob("handbill-studio-*"))


@pytest.mark.parametrize(
    "ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["Ctrl+C", "ended", "terminal closed"]
)
def test_a_studio_that_ends_takes_its_folder_and_its_workers_with_it_and_says_nothing(
    tmp_path: Path, ending: signal.Signals
) -> None:
    with begun(tmp_path) as (process, host):
        assert "200" in answer(host, UPLOAD)
        assert "200" in answer(host, PIECE)
        assert folders(tmp_path)
        workers = children(process.pid)
        assert workers
        if ending is signal.SIGINT:  # which a terminal sends to all of them
            os.killpg(process.pid, ending)
        else:
            process.send_signal(ending)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert (out, err) == ("", "")
        assert alive(workers) == set()
    assert folders(tmp_path) == []


def test_ctrl_c_while_a_worker_starts_is_quiet(tmp_path: Path) -> None:
    with begun(tmp_path) as (process, host):
        name, _, port = host.partition(":")
        with socket.create_connection((name, int(port))) as connection:
            connection.sendall(PIECE.format(host=host).encode())
            while not children(process.pid):
                time.sleep(0.005)
            os.killpg(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=20)
        assert (process.returncode, err) == (0, "")
    assert folders(tmp_path) == []


def test_a_studio_that_was_killed_leaves_no_workers_and_the_next_removes_its_folder(tmp_path: Path) -> None:
    with begun(tmp_path) as (process, host):
        assert "200" in answer(host, UPLOAD)
        assert "200" in answer(host, PIECE)
        workers = children(process.pid)
        process.kill()
        process.wait(20)
        assert workers
        assert alive(workers) == set()
    (left,) = folders(tmp_path)
    os.utime(left, (0, 0))
    with begun(tmp_path), begun(tmp_path):
        assert not left.exists()
        assert len(folders(tmp_path)) == 2


@pytest.mark.parametrize("age", [0, 3600], ids=["new", "old"])
@pytest.mark.parametrize("used", [True, False], ids=["in use", "left"])
def test_only_an_old_folder_that_nobody_holds_is_removed(tmp_path: Path, age: int, used: bool) -> None:
    folder, other = tmp_path / "handbill-studio-x", tmp_path / "another"
    for one in (folder, other):
        one.mkdir()
        (one / "file").touch()
    (tmp_path / "handbill-studio-link").symlink_to(other)
    then = time.time() - age
    holder = (
        "import sys, pathlib\nfrom generator.batch.held import held\n"
        "with held(pathlib.Path(sys.argv[1])): print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", holder, str(folder)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) if used else nullcontext()
    ) as process:
        if process:
            assert process.stdout.readline()
        os.utime(folder, (then, then))
        serve._sweep(tmp_path)
        assert folder.exists() == (used or age == 0)
        if process:
            process.communicate(b"\n")
    assert (other / "file").exists()


def handbill(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_that_is_taken_is_said_plainly() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = handbill("studio", "--no-browser", "--port", str(port))
    assert ended.returncode == 3
    assert f"Port {port} of this machine is taken" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_the_highest_port_suggests_one_that_exists() -> None:
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.1", 65535))
            other.listen()
        except OSError:
            pass  # somebody else has it, which is as good
        with pytest.raises(SetupError, match="such as 8643"), serve._socket(65535):
            pass


@pytest.mark.parametrize("port", ["-1", "65536", "http", "1.5"])
def test_a_port_that_cannot_be_is_said_plainly(port: str) -> None:
    ended = handbill("studio", f"--port={port}")
    assert ended.returncode == 2
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_libraries_of_the_studio_are_only_loaded_for_it() -> None:
    script = (
        "import sys\nfrom generator import cli\nsys.argv = ['handbill', 'studio', '--help']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        "print(*{'starlette', 'uvicorn', 'jinja2', 'h11'} & set(sys.modules), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "--no-browser" in ended.stdout
    assert ended.stderr.strip() == ""


def test_a_machine_without_the_libraries_is_told_how_to_get_them() -> None:
    script = (
        "import importlib.util, sys\nfind = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'uvicorn' else find(name, *rest)\n"
        "from generator import cli\nsys.argv = ['handbill', 'studio', '--no-browser']\ncli.main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 3
    assert "pip install 'handbill[studio]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_only_this_machine_reaches_the_socket() -> None:
    with serve._socket(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("number", "hosts"),
    [(80, ["127.0.0.1", "localhost"]), (8642, ["127.0.0.1:8642", "localhost:8642"])],
)
def test_the_hosts_are_as_browsers_write_them(number: int, hosts: list[str]) -> None:
    assert serve._hosts(number) == hosts
