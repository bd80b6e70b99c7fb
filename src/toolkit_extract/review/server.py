"""How does the desk get onto a page of the browser, and of nobody else's?

A web application for one person at one machine, on 127.0.0.1 alone. All that says anything of a return wants the token
that the program printed, as a header that no other site can set; the token stands behind the `#` of the address, so
that no request line and no other server ever holds it. `Host` and `Origin` are checked, so that a name that resolves to
this machine gets nothing. Pages load nothing from elsewhere and run no script but ours.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import cache
from importlib import resources

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit_extract.errors import ToolkitExtractError
from toolkit_extract.review.desk import Conflict, Desk, Refused, Request

HOST = "127.0.0.1"
TOKEN_HEADER = "x-review-token"  # noqa: S105  (the name of a header)
MAX_BODY = 1_000_000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
SCRIPTS = ("state.js", "queue.js", "item.js", "deciding.js", "editor.js", "review.js")
"""In the order in which they run, after the evidence and the desk: each uses what stands before it."""


@cache
def asset(name: str) -> bytes:
    """A file of the page."""
    return (resources.files("toolkit_extract.review") / "page" / name).read_bytes()


@cache
def script(desk: str) -> bytes:
    """The page's script: one file, so that the browser asks once.

    Args:
        desk: the part that knows where items come from and decisions go to: `served.js` or `mailed.js`.
    """
    return b"\n".join(asset(name) for name in ("evidence.js", desk, *SCRIPTS))


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "/": (lambda: asset("page.html"), "text/html; charset=utf-8"),
    "/review.css": (lambda: asset("review.css"), "text/css; charset=utf-8"),
    "/review.js": (lambda: script("served.js"), "text/javascript; charset=utf-8"),
}


def application(desk: Desk, token: str, port: int) -> Starlette:
    """The application; `port` is the one that its address will have."""
    routes = [Route(path, _file(content, kind)) for path, (content, kind) in FILES.items()]
    routes += [
        Route("/api/queue", _answering(lambda _: desk.queue())),
        Route("/api/items/{item:path}/pages/{page:int}", _answering(
            lambda request: desk.page(request.path_params["item"], request.path_params["page"])
        )),
        Route("/api/items/{item:path}", _answering(lambda request: desk.detail(request.path_params["item"]))),
        Route("/api/changes/{cursor:int}", _answering(lambda request: desk.changes(request.path_params["cursor"]))),
        Route("/api/decisions", _Decisions(desk), methods=["POST"]),
        Route("/api/tables", _answering(
            lambda _: {"words": desk.write().words, "unwritten": desk.unwritten}
        ), methods=["POST"]),
    ]  # fmt: skip
    return Starlette(routes=routes, middleware=[Middleware(_Guard, token=token, port=port)])


def serve(desk: Desk, *, port: int = 0, ready: Callable[[str], None] = lambda _: None) -> None:
    """Serve the desk until Ctrl-C, and end the process that draws for it.

    Args:
        desk: what to serve.
        port: of 127.0.0.1; any free one with 0.
        ready: called with the address to open, which holds the token, when a browser can be sent to it.

    Raises:
        OSError: the port is taken.
    """
    token = secrets.token_urlsafe(32)
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            application(desk, token, port),
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        warming = threading.Thread(target=desk.warm)
        warming.start()
        try:
            _Server(config, lambda: ready(f"http://{HOST}:{port}/#{token}")).run(sockets=[listener])
        finally:
            desk.drawer.close()
            warming.join()


class _Server(uvicorn.Server):
    """Says when it answers: from then on Ctrl-C ends it in order."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


class _Guard:
    """Lets a request in or not, and puts our headers on every answer."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {f"{HOST}:{port}".encode(), f"localhost:{port}".encode()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *ours]
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        if scope["type"] != "http":
            return _refuse(404, "there is nothing here")
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"")
        if host not in self._hosts:
            return _refuse(403, "this address is not the one that the program printed")
        origin = headers.get(b"origin")
        if origin is not None and origin != b"http://" + host:
            return _refuse(403, "another site may not ask")
        if headers.get(b"sec-fetch-site", b"none") not in {b"none", b"same-origin"}:
            return _refuse(403, "another site may not ask")
        if scope["path"].startswith("/api/"):
            given = headers.get(TOKEN_HEADER.encode(), b"")
            if not hmac.compare_digest(given, self._token):
                return _refuse(
                    401, "open the address that the program printed; it holds the key to this review"
                )
        return None


class _Decisions:
    """Takes decisions in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool

        body = await _body(WebRequest(scope, receive))
        response = (
            _refuse(413, "too much at once") if body is None else await run_in_threadpool(self._take, body)
        )
        await response(scope, receive, send)

    def _take(self, body: bytes) -> Response:
        try:
            return JSONResponse(self._desk.take(Request.model_validate_json(body)))
        except ValidationError:
            return _refuse(422, "this is no decision")
        except Refused as refused:
            return _refuse(422, str(refused))
        except Conflict as conflict:
            return JSONResponse({"error": str(conflict), "keys": conflict.keys, **self._desk.changes(0)}, 409)
        except ToolkitExtractError as error:
            return _refuse(500, str(error))


async def _body(request: WebRequest) -> bytes | None:
    """The body, or none if it is too long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return body


def _answering(ask: Callable[[WebRequest], object]) -> Callable[[WebRequest], Response]:
    """An endpoint that asks the desk, in a thread of its own."""

    def answer(request: WebRequest) -> Response:
        try:
            return JSONResponse(ask(request))
        except KeyError:
            return _refuse(404, "there is no such item; load the page again")
        except ToolkitExtractError as error:
            return _refuse(500, str(error))

    return answer


def _file(content: Callable[[], bytes], kind: str) -> Callable[[WebRequest], Awaitable[Response]]:
    async def answer(_: WebRequest) -> Response:
        return Response(content(), media_type=kind)

    return answer


def _refuse(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status)
