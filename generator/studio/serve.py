"""Serving: a socket that only this machine reaches, the pages behind it, and a browser in front."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from generator.batch.held import held
from generator.catalog.places import Roots
from generator.errors import SetupError
from generator.studio.app import application
from generator.studio.desk import open_desk

LOOPBACK = "127.0.0.1"
_ENDING_SECONDS = 3
_HIGHEST_PORT = 65535
_PREFIX = "handbill-studio-"
_STALE_SECONDS = 60


def serve(roots: Roots, port: int, said: Callable[[str], None], *, browse: bool) -> None:
    """Serve the studio until it is interrupted; `said` is told the address. SetupError where the port is taken."""
    with _socket(port) as listening, _folder() as folder:
        number = listening.getsockname()[1]
        hosts = _hosts(number)
        address = f"http://{hosts[0]}/"
        desk = open_desk(roots, folder)
        server = uvicorn.Server(
            uvicorn.Config(
                application(desk, hosts),
                loop="asyncio",
                http="h11",  # the strictest, whatever else is installed
                ws="none",
                proxy_headers=False,
                log_level="critical",  # the guard tells what is worth knowing
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_ENDING_SECONDS,
            )
        )
        try:
            with _ended_by(server):
                said(address)
                if browse:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
                server.run(sockets=[listening])
        finally:
            desk.close()


def _hosts(number: int) -> list[str]:
    """What browsers call us; at the port that http has by itself, they do not name it."""
    port = "" if number == 80 else f":{number}"
    return [f"{name}{port}" for name in (LOOPBACK, "localhost")]


@contextmanager
def _ended_by(server: uvicorn.Server) -> Iterator[None]:
    """Within this, a system that ends us, or a terminal that is closed, lets us clean up first, as Ctrl+C does."""

    def end(*_: object) -> None:
        server.should_exit = True

    before = {name: signal.signal(name, end) for name in _ENDINGS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


_ENDINGS = [signal.SIGTERM, *([] if sys.platform == "win32" else [signal.SIGHUP])]


@contextmanager
def _folder() -> Iterator[Path]:
    """The temporary folder of this studio, gone when it ends; those of studios that were killed go too."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name, held(Path(name)):
        yield Path(name)


def _sweep(place: Path) -> None:
    """Remove the folders of ours that no running studio holds; where a system has no locks, none."""
    if sys.platform == "win32":
        return
    for folder in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, SetupError):  # it is in use, or another was faster
            status = folder.lstat()
            ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
            if ours and time.time() - status.st_mtime > _STALE_SECONDS:
                with held(folder):
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _socket(port: int) -> Iterator[socket.socket]:
    """A socket that listens on loopback alone; a port of 0 is any that is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # where the other option would let anybody share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        other = port + 1 if 1024 <= port < _HIGHEST_PORT else 8643
        raise SetupError(
            f"Port {port} of this machine is taken or not allowed. Name another with --port, such as {other}."
        ) from error
    try:
        yield listening
    finally:
        listening.close()
