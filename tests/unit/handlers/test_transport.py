"""The transport against a server that answers well, badly, late, or not at all."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.bot_api import BotApi, FileMissing
from handlers.transport import AiohttpRequest, NotSent, NotSentInTime, ServerFailed, _proxy_for, seconds_of

TOKEN = "1:token-that-nobody-may-see"
View = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(view: View) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", view)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def api(view: View, *, files: Path | None = None, **limits: Any) -> AsyncIterator[BotApi]:
    async with serving(view) as root, AiohttpRequest(**limits) as request:
        yield BotApi(request, base_url=f"{root}/bot{TOKEN}", files=files)


def answering(status: int, body: Any) -> View:
    async def view(_request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return view


async def silence(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.mark.parametrize(
    ("status", "parameters", "expected"),
    [
        (400, {}, BadRequest),
        (400, {"migrate_to_chat_id": -1005}, ChatMigrated),
        (401, {}, InvalidToken),
        (403, {}, Forbidden),
        (404, {}, InvalidToken),
        (409, {}, Conflict),
        (413, {}, BadRequest),
        (429, {"retry_after": 30}, RetryAfter),
        (429, {}, RetryAfter),
        (500, {}, ServerFailed),
        (502, {}, ServerFailed),
    ],
)
async def test_an_error_of_telegram_keeps_its_meaning(
    status: int, parameters: dict[str, int], expected: type[TelegramError]
) -> None:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": "Bad Request: no"}
    if parameters:
        body["parameters"] = parameters
    async with api(answering(status, body)) as bot:
        with pytest.raises(expected) as caught:
            await bot.call("sendMessage", {"chat_id": 1})
    assert type(caught.value) is expected
    assert TOKEN not in f"{caught.value!r} {caught.value}"
    if isinstance(caught.value, RetryAfter):
        assert seconds_of(caught.value) == parameters.get("retry_after", 1)


async def test_a_refused_connection_was_never_made(unused_tcp_port: int) -> None:
    async with AiohttpRequest() as request:
        bot = BotApi(request, base_url=f"http://127.0.0.1:{unused_tcp_port}/bot{TOKEN}")
        with pytest.raises(NotSent) as caught:
            await bot.call("getMe", {})
    assert TOKEN not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"


async def test_a_full_pool_is_told_apart_from_a_missing_answer() -> None:
    async with api(silence, pool_size=1, connect_timeout=0.05, pool_timeout=0.05) as bot:
        first = asyncio.create_task(bot.call("getMe", {}, read_timeout=0.4))
        await asyncio.sleep(0)
        with pytest.raises(NotSentInTime):
            await bot.call("getMe", {})
        with pytest.raises(TimedOut) as caught:
            await first
    assert not isinstance(caught.value, NotSent)


async def test_silence_after_the_request_may_mean_delivered() -> None:
    async with api(silence, read_timeout=0.05) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.call("sendMessage", {})
    assert not isinstance(caught.value, NotSent)


async def test_a_broken_connection_may_mean_delivered() -> None:
    async with api(hang_up) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.call("sendMessage", {})
    assert not isinstance(caught.value, NotSent | TimedOut)


async def test_a_timeout_given_to_a_call_wins_over_the_default() -> None:
    async def slow(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.1)
        return web.json_response({"ok": True, "result": 1})

    async with api(slow, read_timeout=0.02) as bot:
        assert await bot.call("getMe", {}, read_timeout=5.0) == 1
        with pytest.raises(TimedOut):
            await bot.call("getMe", {})


async def test_an_answer_that_is_no_json_is_an_error_and_logs_no_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def page(_request: web.Request) -> web.StreamResponse:
        return web.Response(text="{'text': '食品抽检96.5'")

    with caplog.at_level(logging.DEBUG, logger="telegram"):
        async with api(page) as bot:
            with pytest.raises(TelegramError, match="Invalid server response"):
                await bot.call("sendMessage", {})
    assert "食品抽检" not in caplog.text


async def test_parameters_arrive_as_the_bot_api_wants_them() -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": dict(await request.post())})

    async with api(echo) as bot:
        sent = {"chat_id": -5, "text": "合格率 96.5% & 达标", "reply_markup": {"inline_keyboard": [[]]}}
        assert await bot.call("sendMessage", sent) == {
            "chat_id": "-5",
            "text": "合格率 96.5% & 达标",
            "reply_markup": '{"inline_keyboard": [[]]}',
        }


async def _parts(request: web.Request) -> web.StreamResponse:
    form = await request.post()
    parts = {
        name: [value.filename, value.file.read().decode()] if isinstance(value, web.FileField) else value
        for name, value in form.items()
    }
    return web.json_response({"ok": True, "result": parts})


async def test_a_file_is_uploaded_from_the_files_folder(tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "a.png").write_text("picture")
    async with api(_parts, files=tmp_path) as bot:
        parts = await bot.call("sendPhoto", {"chat_id": 5, "photo": {"$file": "charts/a.png"}})
    assert parts == {"chat_id": "5", "photo": ["a.png", "picture"]}


async def test_files_within_a_list_are_attached(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("one")
    media = [{"type": "photo", "media": {"$file": "a.png"}, "caption": "图"}]
    async with api(_parts, files=tmp_path) as bot:
        parts = await bot.call("sendMediaGroup", {"media": media})
    name = next(name for name in parts if name != "media")
    assert parts[name] == ["a.png", "one"]
    assert f"attach://{name}" in parts["media"]


@pytest.mark.parametrize("name", ["missing.png", "../outside.txt", "/etc/hostname"])
async def test_only_files_of_the_files_folder_are_sent(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.txt").write_text("private")
    (tmp_path / "files").mkdir()
    async with api(_parts, files=tmp_path / "files") as bot:
        with pytest.raises(FileMissing):
            await bot.call("sendDocument", {"document": {"$file": name}})


async def test_ptb_itself_speaks_through_it() -> None:
    calls: list[str] = []

    async def telegram(request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        calls.append(method)
        user = {"id": 1, "is_bot": True, "first_name": "b", "username": "qbot"}
        message = {"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "好"}
        return web.json_response({"ok": True, "result": user if method == "getMe" else message})

    async with serving(telegram) as root:
        requests = AiohttpRequest(), AiohttpRequest()
        bot = Bot(TOKEN, base_url=f"{root}/bot", request=requests[0], get_updates_request=requests[1])
        async with bot:
            assert (await bot.send_message(5, "好")).message_id == 3
            await bot.send_document(5, InputFile(b"abc", "a.txt"))
    assert calls == ["getMe", "sendMessage", "sendDocument"]
    with pytest.raises(RuntimeError, match="not initialized"):
        await requests[0].do_request(root, "GET")


def test_a_proxy_of_the_environment_is_used_except_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("http_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert _proxy_for("api.telegram.org", "https") == "http://proxy:3128"
    assert _proxy_for("inside.example", "https") is None
    for host in ("127.0.0.1", "localhost", "::1"):
        assert _proxy_for(host, "http") is None
