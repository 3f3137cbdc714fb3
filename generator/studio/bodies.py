"""The body of a request: bounded in bytes and in time, and watched, so that it is known when its client goes away."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

# A file comes from this machine: whoever sends nothing for so long has stopped.
_PAUSE_SECONDS = 20
_WHOLE_SECONDS = 300
# What is read and thrown away of a body that is not wanted.
_DRAINED_SECONDS = 2
_DRAINED_BYTES = 64_000_000


class TooLargeError(HTTPException):
    """A request has more bytes than it may have."""

    def __init__(self) -> None:
        super().__init__(413)


class TooSlowError(HTTPException):
    """A request takes longer to arrive than it may take."""

    def __init__(self) -> None:
        super().__init__(408)


class Body:
    """What a client sends with a request, for the pages to receive; `ended` once nothing more is to come."""

    def __init__(self, receive: Receive, headers: Headers, limit: int) -> None:
        declared = headers.get("content-length", "0")
        self._receive = receive
        self._limit = limit
        self._too_large = declared.isdigit() and int(declared[:19]) > limit
        self._taken = 0
        self._empty = declared == "0" and "transfer-encoding" not in headers
        self._gone = asyncio.Event()
        self._complete = asyncio.Event()
        self._deadline = asyncio.get_running_loop().time() + _WHOLE_SECONDS
        if self._empty:
            self._complete.set()

    @property
    def ended(self) -> bool:
        """Whether all of it has come."""
        return self._complete.is_set()

    async def receive(self) -> Message:
        """The next piece; after the last, that the client has gone, once it has."""
        if self._empty:
            self._empty = False
            return {"type": "http.request", "body": b"", "more_body": False}
        if self.ended:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        if self._too_large:  # as declared: none of it is read
            raise TooLargeError
        message = await self._next()
        self._taken += len(message.get("body", b""))
        if self._taken > self._limit:
            raise TooLargeError
        return message

    async def _next(self) -> Message:
        until = min(self._deadline, asyncio.get_running_loop().time() + _PAUSE_SECONDS)
        try:
            async with asyncio.timeout_at(until):
                message = await self._receive()
        except TimeoutError:
            raise TooSlowError from None
        if not message.get("more_body", False):
            self._complete.set()
        if message["type"] == "http.disconnect":
            self._gone.set()
        return message

    async def left(self) -> None:
        """Return when the client has gone away after it sent everything."""
        await self._complete.wait()
        while not self._gone.is_set():
            if (await self._receive())["type"] == "http.disconnect":
                self._gone.set()

    async def drain(self) -> None:
        """Read what still comes and throw it away, for a moment."""
        try:
            async with asyncio.timeout(_DRAINED_SECONDS):
                while not self.ended and self._taken < self._limit + _DRAINED_BYTES:
                    self._taken += len((await self._next()).get("body", b""))
        except (TimeoutError, TooSlowError):
            return
