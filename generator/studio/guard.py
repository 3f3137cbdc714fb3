"""The guard before the pages: only pages of this studio may ask, and no request is larger or slower than it may be."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.studio.bodies import Body, TooLargeError, TooSlowError
from generator.studio.trouble import trouble

_log = logging.getLogger(__name__)

# A form of a layout has some dozens of short fields.
FORM_BYTES = 256 * 1024
_LENGTH = re.compile(r"[0-9]{1,18}")
_METHODS = ("GET", "HEAD", "POST")
# Pages of other sites may neither read, nor frame, nor call ours (Fetch Metadata, W3C working draft).
_FOREIGN = ("cross-site", "same-site")
_POLICY_VIOLATED = 1008  # RFC 6455, 7.4.1
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Refuses what no page of ours would ask, bounds every body, and puts the headers on every answer.

    Whoever goes away before the answer ends the work for it.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], limit_of: Callable[[str], int]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in hosts)
        self._limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATED})
            return
        headers = Headers(scope=scope)
        body = Body(receive, headers, self._limit_of(scope["path"]))
        answer = _Answer(send, body)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await refusal(scope, receive, answer.send)
            return
        try:
            await self._answered(scope, body, answer)
        except TooLargeError:
            await answer.end(PlainTextResponse("Too large.", 413), scope, receive)
        except TooSlowError:
            await answer.end(PlainTextResponse("Too slow.", 408), scope, receive)
        except ClientDisconnect:
            return  # nobody is left to be answered
        except Exception as error:  # the door is the one place that may catch everything
            _log.error("The studio failed to answer %r: %s", scope["path"], trouble(error))
            text = "Something went wrong inside Handbill. The window it was started from has the details."
            await answer.end(PlainTextResponse(text, 500), scope, receive)

    async def _answered(self, scope: Scope, body: Body, answer: _Answer) -> None:
        """Have the pages answer, for as long as somebody waits for it."""
        working = asyncio.ensure_future(self._app(scope, body.receive, answer.send))
        leaving = asyncio.create_task(body.left())
        try:
            await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                await working
            else:
                working.cancel()
                await asyncio.wait({working})
                if not working.cancelled():
                    working.exception()  # nobody is left to be told
        finally:
            working.cancel()
            leaving.cancel()

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        """What is refused before anything is read; None for what may come in."""
        if _only(headers, "host") not in self._hosts:  # or a name that leads here would make us another site
            return PlainTextResponse("This address is not served here.", 421)
        if method not in _METHODS:
            return PlainTextResponse("Not done here.", 405)
        if self._is_foreign(method, headers):
            return PlainTextResponse("Only a page of this studio may ask for this.", 403)
        length = headers.getlist("content-length")
        # Two ways to say where a body ends are how requests are smuggled (RFC 9112, 6.1).
        if len(length) + len(headers.getlist("transfer-encoding")) > 1 or not all(map(_LENGTH.fullmatch, length)):
            return PlainTextResponse("How long?", 400)
        return None

    def _is_foreign(self, method: str, headers: Headers) -> bool:
        """Whether another site sends it: browsers say so, and say it of every POST."""
        if method == "POST" and _only(headers, "origin") not in self._origins:
            return True
        return headers.get("sec-fetch-site") in _FOREIGN and not _is_link(method, headers)


def _only(headers: Headers, name: str) -> str:
    """The value of a header that must be there once."""
    values = headers.getlist(name)
    return values[0].lower() if len(values) == 1 else ""


def _is_link(method: str, headers: Headers) -> bool:
    """Whether somebody followed a link to us, which shows them a page and does nothing else."""
    return (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


class _Answer:
    """An answer on its way, with the headers that all have; one that has begun cannot be another any more."""

    def __init__(self, send: Send, body: Body) -> None:
        self._send = send
        self._body = body
        self._begun = self._closing = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begun, self._closing = True, not self._body.ended
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if self._closing:  # what is still to come is not wanted
                headers["connection"] = "close"
        elif self._closing and not message.get("more_body", False):
            # Closed at once, a browser that is still sending would never see the answer (RFC 9112, 9.6).
            await self._send({**message, "more_body": True})
            await self._body.drain()
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)

    async def end(self, response: PlainTextResponse, scope: Scope, receive: Receive) -> None:
        if not self._begun:
            await response(scope, receive, self.send)
