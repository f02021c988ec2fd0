"""The sandbox's front door: one loopback server for the Bot API, the control API and the chat page."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from qbot.sandbox.api import METHODS
from qbot.sandbox.api.polling import RawJson
from qbot.sandbox.changes import Bell
from qbot.sandbox.control import Control
from qbot.sandbox.errors import ApiError, ControlError, SandboxError
from qbot.sandbox.faults import DROP, HANG, CallLog, Fault, FaultPlan
from qbot.sandbox.fields import Fields
from qbot.sandbox.guard import LOOPBACK, Handler, guard
from qbot.sandbox.network import Network
from qbot.sandbox.store import Json, dump
from qbot.sandbox.views import Views
from qbot.sandbox.wire import UPLOAD_LIMIT, Params, read_params
from qbot.sandbox.world import Clock, World

_PAGE = Path(__file__).parent / "page"


class Sandbox:
    """A Telegram for one bot, from `start` to `stop`."""

    def __init__(self, *, world: World, token: str, clock: Clock, state: Path | None = None) -> None:
        self._world = world
        self._token = token
        self._clock = clock
        self._state = state
        self._faults = FaultPlan()
        self._calls = CallLog()
        self._closing = Bell()
        self._net: Network | None = None
        self._runner: web.AppRunner | None = None

    @property
    def network(self) -> Network:
        """The running network. Raises SandboxError before `start`."""
        if self._net is None:
            raise SandboxError("the sandbox is not running")
        return self._net

    async def start(self, host: str = "127.0.0.1", port: int = 8765, *, allow_remote: bool = False) -> str:
        """Serve; returns the root URL. Port 0 takes any free one.

        Raises ValueError for a host that is not this machine, StateError for an unusable state file and
        SandboxError when the port is taken.
        """
        if host not in LOOPBACK and not allow_remote:
            raise ValueError(f"the sandbox listens on this machine alone (127.0.0.1), not on {host}")
        self._net = Network(world=self._world, token=self._token, clock=self._clock, state=self._state)
        self._runner = web.AppRunner(
            self._application(allow_remote=allow_remote),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=0.5,
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.stop()
            raise SandboxError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
        bound = self._runner.addresses[0][1]
        return f"http://[{host}]:{bound}" if ":" in host else f"http://{host}:{bound}"

    async def stop(self) -> None:
        """End all waiting requests, stop serving, write the state."""
        if self._net is None:
            return
        self._closing.close()
        self._net.updates.close()
        self._net.changes.bell.close()
        self._net.presses.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._net.note_time()
        self._net.store.close()
        self._net = self._runner = None
        self._closing = Bell()

    def _application(self, *, allow_remote: bool) -> web.Application:
        app = web.Application(
            middlewares=[guard(allow_remote=allow_remote)], client_max_size=UPLOAD_LIMIT + 2 * 1024 * 1024
        )
        app.router.add_route("*", "/bot{token:[^/]*}/{method}", self._bot_api)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self._file_download)
        self._add_control(app.router)
        app.router.add_get("/", self._index)
        app.router.add_static("/page", _PAGE)
        return app

    def _add_control(self, router: web.UrlDispatcher) -> None:
        control, views = Control(self.network, self._faults), Views(self.network, self._calls)

        async def upload(request: web.Request) -> Json:
            params = await read_params(request)
            return await control.upload(Fields(params.values, self.network), list(params.uploads.values()))

        async def file(request: web.Request) -> web.Response:
            return await views.file(request.match_info["file_id"])

        for name, view in {
            "state": views.state,
            "changes": views.changes,
            "messages": views.messages,
            "commands": views.commands,
            "calls": views.call_log,
            "clock": views.clock,
        }.items():
            router.add_get(f"/sandbox/{name}", self._answering(self._reading(view)))
        for name, act in control.requests.items():
            router.add_post(f"/sandbox/{name}", self._answering(self._acting(act)))
        router.add_post("/sandbox/upload", self._answering(upload))
        router.add_get("/sandbox/file/{file_id}", self._answering(file))

    def _reading(self, view: Callable[[Fields], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[Json]]:
        async def read(request: web.Request) -> Json:
            return await view(Fields(dict(request.query), self.network))

        return read

    def _acting(self, act: Callable[[Fields], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[Json]]:
        async def run(request: web.Request) -> Json:
            if request.content_type != "application/json":
                raise ControlError("a JSON object is wanted (Content-Type: application/json)")
            try:
                body = await request.json()
            except ValueError as error:
                raise ControlError("the body is no JSON") from error
            if not isinstance(body, dict):
                raise ControlError("a JSON object is wanted")
            return await act(Fields(body, self.network))

        return run

    def _answering(self, work: Callable[[web.Request], Awaitable[Json | web.Response]]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                result = await work(request)
            except ControlError as error:
                return web.json_response({"error": str(error)}, status=error.status)
            except ApiError as error:
                return web.json_response({"error": error.description}, status=error.code)
            self.network.store.flush()
            return result if isinstance(result, web.Response) else _json(dump(result))

        return answer

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    async def _file_download(self, request: web.Request) -> web.StreamResponse:
        files = self.network.files
        file_id = files.at_path(request.match_info["path"])
        if request.match_info["token"] != self._token or file_id is None:
            return _refused(ApiError(404, "Not Found"))
        return web.Response(body=await files.read(file_id), content_type="application/octet-stream")

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        if request.match_info["token"] != self._token:
            return _refused(ApiError(401, "Unauthorized"))
        try:
            params = await read_params(request)
        except ApiError as error:
            return _refused(error)
        fault = self._faults.strike(name, params.text("chat_id"))
        await self._delay(fault)
        status, text, description = await self._perform(name, params, fault)
        self._calls.add(method=name, params=params.described(), status=status, description=description)
        if isinstance(status, str):
            await self._cut(request, wait=status == HANG)
        return _json(text, status=status if isinstance(status, int) else 500)

    async def _delay(self, fault: Fault | None) -> None:
        delay = self._faults.latency_ms + (fault.delay_ms if fault else 0)
        if delay:
            await asyncio.sleep(delay / 1000)

    async def _perform(self, name: str, params: Params, fault: Fault | None) -> tuple[int | str, str, str]:
        if fault is not None and fault.status == HANG:
            return HANG, "", ""
        if fault is not None and (ordered := fault.error()) is not None:
            return ordered.code, dump(ordered.body()), ordered.description
        try:
            result = await self._call(name, params)
            self.network.store.flush()
        except ApiError as error:
            return error.code, dump(error.body()), error.description
        text = result if isinstance(result, RawJson) else dump(result)
        return (DROP if fault and fault.status == DROP else 200), f'{{"ok":true,"result":{text}}}', ""

    async def _call(self, name: str, params: Params) -> Any:
        method = METHODS.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found")
        return await method(self.network, params)

    async def _cut(self, request: web.Request, *, wait: bool) -> None:
        while wait and not self._closing.closed:
            await self._closing.wait(3600)
        if request.transport is not None:
            request.transport.abort()


def _json(text: str, *, status: int = 200) -> web.Response:
    return web.Response(
        body=text.encode("utf-8", "surrogatepass"), status=status, content_type="application/json"
    )


def _refused(error: ApiError) -> web.Response:
    return _json(dump(error.body()), status=error.code)
