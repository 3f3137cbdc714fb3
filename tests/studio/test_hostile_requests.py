"""A studio that was really started, and requests that mean it harm: refused or queued, and the page stays alive."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from generator.studio.app import PAGES
from tests.studio.served import Served

CARD = "campus-glovebox-card"
PREVIEW = f"/en/piece/{CARD}/preview"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# What must not be in any answer: files of the machine, where things lie on it, and how we are made.
TELLING = re.compile(rb"root:x?:|handbill-studio-|/site-packages/|Traceback|\.py\b")
TRICKS = [
    "..",
    "../../../../../../etc/passwd",
    "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%252e%252e%252fetc%252fpasswd",
    "..%5c..%5c..%5cwindows%5cwin.ini",
    "..%c0%af..%c0%afetc%c0%afpasswd",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "C:%5cwindows%5cwin.ini",
    "%5c%5cevil.example%5cshare",
    f"{CARD}%00.yaml",
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "%1b%5b31m",
    "%e2%80%ae",
    "%ff%fe",
    "x" * 5000,
    "a%2eyaml%00",
    "{tongue}",
    "%24%7b7*7%7d",
    "..;",
    "file:%2f%2f%2fetc%2fpasswd",
]
ROUTES = sorted(
    {
        (method, f"/en{route.path}")
        for module in PAGES
        for route in module.routes
        if "{" in route.path
        for method in (route.methods or set()) & {"GET", "POST"}
    }
)
BESIDE = [("GET", "/static/{name}"), ("GET", "/fonts/{name}"), ("GET", "/{name}"), ("GET", "/en/{name}")]


@pytest.fixture(autouse=True)
def _stays_alive(served: Served) -> Iterator[None]:
    """After whatever a test does, a page is answered at once."""
    yield
    begun = time.perf_counter()
    assert served.alive()
    assert time.perf_counter() - begun < 5  # of a machine that does other things too; it is some milliseconds


def raw(served: Served, sent: bytes, seconds: float = 60) -> bytes:
    """All that is answered to some bytes; a connection that is closed on us has answered what it has."""
    name, _, port = served.host.partition(":")
    answer = b""
    with socket.create_connection((name, int(port)), timeout=seconds) as connection:
        try:
            connection.sendall(sent)
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionError:
            pass
    return answer


def head(served: Served, method: str, path: str, *more: str, origin: str | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {served.host}", *more, "Connection: close"]
    if method == "POST":
        lines.append(f"Origin: {origin or f'http://{served.host}'}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


@pytest.mark.parametrize(("method", "route"), [*ROUTES, *BESIDE], ids=lambda part: part)
def test_no_path_leads_out(served: Served, method: str, route: str) -> None:
    costly = re.search(r"/(piece|merge|kit|release|directory)/", route)  # a worker looks for each of these
    for trick in TRICKS[1::4] if costly else TRICKS:
        path = re.sub(r"\{[^}]*\}", lambda _: trick, route)  # noqa: B023 - used at once
        answer = raw(served, head(served, method, path, "Content-Length: 0"))
        if path.endswith("/preview") and status(answer) == 200:  # which tells in a finding that there is no such piece
            assert json.loads(answer.partition(b"\r\n\r\n")[2])["faces"] == []
        else:
            assert 400 <= status(answer) < 500 or b"location: /" in answer.lower(), (path, answer[:80])
        assert not TELLING.search(answer), (path, TELLING.search(answer))
        assert b"set-cookie" not in answer.split(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize("trick", [TRICKS[1], TRICKS[10]])
def test_no_field_of_a_form_leads_out(served: Served, trick: str) -> None:
    names = ("lang", "theme", "stock", "flip", "printer", "tray", "purpose", "quantity", "picture.logo", "field.logo")
    for name in (*names, "field.agency", "table"):
        body = f"{name}={trick}".encode()
        code, _, answer = served.ask("POST", PREVIEW, body)
        assert code in (200, 422), (name, code)
        assert b"root:" not in answer
        assert b"handbill-studio-" not in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "localhost.evil.example:{port}", "[::1]:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/en/gallery", PREVIEW, "/static/style.css", "/en/upload/pictures"])
def test_a_foreign_host_gets_nothing(served: Served, host: str, path: str) -> None:
    host = host.format(port=served.host.partition(":")[2])
    for method in ("GET", "POST"):
        code, headers, body = served.ask(method, path, headers={"Host": host, "Origin": f"http://{host}"})
        assert (code, body) == (421, b"This address is not served here.")
        assert "content-security-policy" in headers


@pytest.mark.parametrize(("method", "route"), [route for route in ROUTES if route[0] == "POST"], ids=lambda part: part)
@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://localhost:1"])
def test_another_site_can_post_nothing(served: Served, method: str, route: str, origin: str) -> None:
    path = re.sub(r"\{[^}]*\}", CARD, route)
    assert status(raw(served, head(served, method, path, "Content-Length: 0", origin=origin))) == 403


def test_a_gigabyte_is_refused_before_it_is_sent(served: Served) -> None:
    for kind, name, begins in (("tables", "a.csv", b"a,b"), ("pdfs", "a.pdf", b"%PDF-")):
        begun = time.perf_counter()
        sent = head(served, "POST", f"/es/upload/{kind}?name={name}", f"Content-Length: {10**9}")
        answer = raw(served, sent + begins)
        assert status(answer) == 413
        assert "demasiado grande" in json.loads(answer.partition(b"\r\n\r\n")[2])["problem"]
        assert time.perf_counter() - begun < 20
    assert status(raw(served, head(served, "POST", PREVIEW, f"Content-Length: {10**9}"))) == 413


def test_a_gigabyte_that_does_not_say_so_is_cut_off(served: Served) -> None:
    name, _, port = served.host.partition(":")
    piece = b"%x\r\n%s\r\n" % (1 << 20, b"%PDF-" + bytes((1 << 20) - 5))
    sent = 0
    with socket.create_connection((name, int(port)), timeout=60) as connection:
        connection.sendall(head(served, "POST", "/en/upload/pdfs?name=a.pdf", "Transfer-Encoding: chunked"))
        try:
            for _ in range(1000):
                connection.sendall(piece)
                sent += len(piece)
        except ConnectionError:
            pass
    assert sent < 300_000_000


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param("logo.svg", SVG, id="svg"),
        pytest.param("logo.png", SVG, id="svg called png"),
        pytest.param("logo.svg", b"\x89PNG\r\n\x1a\n", id="png called svg"),
        pytest.param("../../logo.png", b"", id="empty"),
    ],
)
def test_a_picture_that_is_none_is_refused_in_words(served: Served, name: str, body: bytes) -> None:
    code, headers, answer = served.ask("POST", f"/en/upload/pictures?name={quote(name)}", body)
    assert code == 422
    assert headers["content-type"] == "application/json"
    assert json.loads(answer)["problem"].endswith(".")
    assert b"<svg" not in answer


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        pytest.param(b"\x00\xff\x16\x03\x01\r\n\r\n", {400}, id="no HTTP"),
        pytest.param(b"GET /en/gallery HTTP/1.1\r\n\r\n", {400}, id="no host"),
        pytest.param(b"GET /en/gallery HTTP/1.0\r\n\r\n", {421}, id="old and no host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", {400}, id="two hosts"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", {400, 431}, id="long header"
        ),
        pytest.param(b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n", {400, 414}, id="long address"),
        pytest.param(
            b"GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", {404}, id="proxy"
        ),
        pytest.param(
            b"POST /en/upload/pdfs HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /en/none HTTP/1.1\r\nHost: {host}\r\n\r\n",
            {400},
            id="two lengths",
        ),
        pytest.param(
            b"GET /en/none HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
            {404},
            id="websocket",
        ),
    ],
)
def test_what_is_no_sound_request_is_refused_once(served: Served, sent: bytes, codes: set[int]) -> None:
    answer = raw(served, sent.replace(b"{host}", served.host.encode()))
    assert status(answer) in codes
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"HTTP/1.1 101" not in answer


@pytest.mark.parametrize(
    "path",
    ["/en/gallery", "/static/style.css", "/static/none.css", "/none", "/en/gallery/", "/", "/en/jobs/x", PREVIEW],
)
def test_every_answer_has_the_headers_that_protect_it(served: Served, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT"):
        _, headers, _ = served.ask(method, path)
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_a_form_with_more_fields_or_bytes_than_ours_is_refused(served: Served) -> None:
    assert served.ask("POST", PREVIEW, b"&".join(b"a=b" for _ in range(5000)))[0] == 400
    assert served.ask("POST", PREVIEW, b"a=" + b"b" * 300_000)[0] == 413
    assert served.ask("POST", PREVIEW, b"\xff\xfe=\xff")[0] == 400


async def fetched(served: Served, sent: bytes, *, goes: bool) -> bytes:
    """The answer to some bytes, of which a client that goes waits for none."""
    name, _, port = served.host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    try:
        writer.write(sent)
        await writer.drain()
        return b"" if goes else await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


def preview(served: Served, number: int) -> bytes:
    body = urlencode({"field.agency": f"Police {number}", "lang": "en"}).encode()
    return head(served, "POST", PREVIEW, f"Content-Length: {len(body)}") + body


def at_once(served: Served, sent: list[bytes], *, goes: bool = False) -> list[bytes]:
    async def whole() -> list[bytes]:
        return await asyncio.gather(*(fetched(served, one, goes=goes) for one in sent))

    return asyncio.run(whole())


def test_five_hundred_previews_at_once_are_answered_or_told_to_wait(served: Served) -> None:
    raw(served, preview(served, 0))
    answers = at_once(served, [preview(served, number) for number in range(500)])
    codes = [status(answer) for answer in answers]
    assert set(codes) == {200, 503}
    assert codes.count(200) >= 10
    assert status(raw(served, preview(served, 1))) == 200


def test_ten_previews_at_once_do_not_mix(served: Served) -> None:
    sent = [preview(served, number) for number in range(10)]
    together = [answer.partition(b"\r\n\r\n")[2] for answer in at_once(served, sent)]
    alone = [raw(served, one).partition(b"\r\n\r\n")[2] for one in sent]
    assert together == alone
    assert len(set(alone)) == 10
    assert all(json.loads(answer)["faces"] for answer in alone)


def test_five_hundred_clients_that_go_away_leave_the_studio_free(served: Served) -> None:
    raw(served, preview(served, 0))
    at_once(served, [preview(served, number) for number in range(500)], goes=True)
    begun = time.perf_counter()
    answer = raw(served, preview(served, 1))
    while status(answer) == 503 and time.perf_counter() - begun < 10:  # those that left are noticed one by one
        answer = raw(served, preview(served, 1))
    assert status(answer) == 200
    assert time.perf_counter() - begun < 10
