"""Asking a studio without a browser: a form sent, a job waited for, a page read."""

from __future__ import annotations

import html
import json
import re
import time
from urllib.parse import urlencode

from tests.studio.served import Served

Form = list[tuple[str, str]]


def send(served: Served, path: str, form: Form) -> tuple[int, dict[str, str], str]:
    """A form as a browser sends it."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, answer, body = served.ask("POST", path, urlencode(form).encode(), headers)
    return status, answer, body.decode()


def job(served: Served, path: str, form: Form) -> tuple[str, str]:
    """The address of the job that a form began, and how it ended."""
    status, headers, body = send(served, path, form)
    assert status == 303, body
    address = headers["location"]
    until = time.monotonic() + 120
    while time.monotonic() < until:
        state = json.loads(served.ask("GET", f"{address}/state")[2])["state"]
        if state != "working":
            return address, str(state)
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def read(served: Served, path: str) -> str:
    """A page's source."""
    status, _, body = served.ask("GET", path)
    assert status in (200, 422), body
    return body.decode()


def words(page: str) -> str:
    """The words of a page's source, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def links(page: str) -> list[str]:
    """Where the links of a page's source lead."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]+)"', page)]
