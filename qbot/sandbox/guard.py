"""Keeps foreign web pages out: a browser here must not drive the sandbox for somebody else's site."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}


def refusal(request: web.Request, *, allow_remote: bool) -> str | None:
    """Why a request is not served, or None: its Host must be this machine, its Origin this very server."""
    host = urlsplit(f"//{request.host}").hostname
    if not allow_remote and host not in LOOPBACK:
        return f"the sandbox answers on 127.0.0.1 and localhost, not on {host}"
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return "requests from other web pages are refused"
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"} and (
        request.headers.get("Sec-Fetch-Mode") != "navigate" or request.method != "GET"
    ):
        return "requests from other web pages are refused"
    return None


def guard(*, allow_remote: bool) -> Middleware:
    """The middleware that refuses with 403 and adds the protective headers."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        reason = refusal(request, allow_remote=allow_remote)
        if reason is not None:
            return web.json_response({"error": reason}, status=403)
        response = await handler(request)
        if not response.prepared:
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return guarded
