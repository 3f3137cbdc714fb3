"""A studio that was really started, and a real Chromium in front of it."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# English in the dark and Spanish in the light; `test_pages` looks at every page the other way round.
OTHER_LOOKS = [("en", "dark"), ("es", "light")]


@dataclass
class Served:
    """A running studio: its address, its process, and its workspace."""

    address: str
    process: subprocess.Popen[str]
    workspace: Path

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one request, sent as one of our own pages would send it."""
        own = {"Host": self.host, **({"Origin": self.address.rstrip("/")} if method == "POST" else {})}
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body or None, {**own, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def wait(self, job: str, seconds: float = 90) -> str:
        """How a job ended, such as `done`."""
        for _ in range(int(seconds * 10)):
            state = str(json.loads(self.ask("GET", f"{job}/state")[2])["state"])
            if state != "working":
                return state
            time.sleep(0.1)
        raise AssertionError(f"{job} is still at work")

    def alive(self) -> bool:
        """Whether it still answers."""
        return self.process.poll() is None and self.ask("GET", "/en/none")[0] == 404


@contextmanager
def studio(workspace: Path, *, named: bool = True) -> Iterator[Served]:
    """`handbill studio` on a free port, with a workspace, or started in that folder without naming it."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "studio",
        "--no-browser",
        "--port",
        "0",
        *(["--workspace", str(workspace)] if named else []),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=workspace, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address, said
        yield Served(address[0], process, workspace)
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A studio with an empty workspace."""
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "data").mkdir()
    with studio(workspace) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; while it is open, nothing else in the process may run a loop of its own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, on which an error of a script, a missing file or a request to elsewhere is a failure."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab, wrong = context.new_page(), []
    tab.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    tab.on("console", lambda message: wrong.append(message.text) if _is_wrong(message) else None)
    tab.on("request", lambda asked: None if _is_own(asked.url) else wrong.append(f"request to {asked.url}"))
    yield tab
    context.close()
    assert not wrong, wrong


def _is_wrong(message: ConsoleMessage) -> bool:
    """Errors in the console; a refusal of ours (422) is none."""
    return message.type == "error" and "422 (Unprocessable Entity)" not in message.text


def _is_own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:"))


def until(page: Page, script: str, argument: object = None, seconds: float = 15) -> None:
    """Wait until a script says yes; the page's own rules forbid Playwright's way of waiting for one."""
    for _ in range(int(seconds * 50)):
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never: {script}")


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page, by the rules of WCAG 2.2 A and AA and best practice; a line for each."""
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture(scope="session")
def logo() -> bytes:
    """A picture such as an office hands in for a logo."""
    picture = Image.new("RGB", (600, 300), "#103f70")
    ImageDraw.Draw(picture).ellipse((200, 50, 400, 250), fill="white")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
