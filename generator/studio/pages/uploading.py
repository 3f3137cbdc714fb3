"""Uploads: the address to which pages send a file, as it is, in the body of a request."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from generator.studio.bodies import TooLargeError
from generator.studio.desk import desk_of
from generator.studio.page import words_for
from generator.studio.uploads import KINDS, MB, NotTakenError


async def upload(request: Request) -> JSONResponse:
    """Receive one file; the answer has its id, or says why it is not taken."""
    kind = KINDS.get(request.path_params["kind"])
    say = words_for(request)
    if kind is None:
        return JSONResponse({"problem": say("error.missing.title")}, 404)
    try:
        taken = await desk_of(request).uploads.take(kind, request.query_params.get("name", ""), request.stream())
    except TooLargeError:
        return JSONResponse({"problem": say("upload.large", limit=kind.limit // MB)}, 413)
    except NotTakenError as error:
        return JSONResponse({"problem": say(f"upload.{error.reason}", limit=kind.limit // MB)}, 422)
    return JSONResponse({"id": taken.id, "name": taken.name})


routes = [Route("/upload/{kind}", upload, methods=["POST"])]
