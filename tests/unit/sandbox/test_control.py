"""The control API: people act, trouble comes on order, foreign pages and malformed requests are refused."""

import asyncio
from typing import Any

import aiohttp
import pytest

from qbot.clock import FixedClock
from qbot.sandbox import Sandbox
from qbot.sandbox.client import SandboxClient, SandboxRefusedError
from tests.unit.sandbox.conftest import GROUP, LI, NEW, START, TOKEN, WANG, Call, cast


async def test_a_press_waits_for_the_bots_answer(people: SandboxClient, call: Call) -> None:
    markup = {"inline_keyboard": [[{"text": "撤销", "callback_data": "undo"}]]}
    sent = (await call("sendMessage", chat_id=WANG, text="x", reply_markup=markup))["result"]
    pressing = asyncio.create_task(people.press(WANG, WANG, sent["message_id"], "撤销"))
    query = (await call("getUpdates", timeout=5))["result"][0]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("undo", WANG)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="已撤销", show_alert=True)
    assert await pressing == {"answered": True, "text": "已撤销", "show_alert": True}


async def test_a_press_needs_a_button_unless_it_is_raw(people: SandboxClient, call: Call) -> None:
    sent = await people.send(WANG, "x")
    with pytest.raises(SandboxRefusedError, match="no button 'evil'"):
        await people.press(WANG, WANG, sent["message_id"], "evil")
    assert await people.press(WANG, WANG, 999, "evil", raw=True, wait=0) == {"answered": False}
    query = (await call("getUpdates"))["result"][-1]["callback_query"]
    assert (query["data"], query["message"]["date"]) == ("evil", 0)


async def test_an_album_a_forward_and_odd_kinds_reach_the_bot(people: SandboxClient, call: Call) -> None:
    source = await people.send(LI, "原话")
    gif = b"GIF89a\x02\x00\x03\x00" + bytes(20)
    await people.photo(WANG, gif, gif, caption="两张")
    with pytest.raises(SandboxRefusedError, match="no such message"):
        await people.send_content(WANG, forward={"chat_id": LI, "message_id": source["message_id"]})
    own = await people.send_content(LI, forward={"chat_id": LI, "message_id": source["message_id"]})
    await people.send_content(WANG, sticker="👍")
    await people.send_content(WANG, location={"latitude": 30.5, "longitude": 114.3})
    await people.voice(WANG)
    bodies = [u["message"] for u in (await call("getUpdates"))["result"]]
    album = [body for body in bodies if "photo" in body]
    assert len({body["media_group_id"] for body in album}) == 1
    assert [body.get("caption") for body in album] == ["两张", None]
    assert own["forward_origin"]["sender_user"]["id"] == LI
    assert [kind for kind in ("sticker", "location", "voice") if any(kind in body for body in bodies)] == [
        "sticker",
        "location",
        "voice",
    ]


async def test_a_deep_link_starts_the_bot(people: SandboxClient, call: Call) -> None:
    await people.start_bot(NEW, "CODE_1")
    message = (await call("getUpdates"))["result"][0]["message"]
    assert (message["text"], message["entities"][0]["type"]) == ("/start CODE_1", "bot_command")
    assert (await call("sendMessage", chat_id=NEW, text="x"))["ok"]


async def test_adding_and_removing_the_bot_is_told_as_my_chat_member(
    people: SandboxClient, call: Call
) -> None:
    group = await people.add_group("新群", [WANG, LI])
    await people.set_bot_member(group, "kicked", by=WANG)
    updates = [u["my_chat_member"] for u in (await call("getUpdates"))["result"] if "my_chat_member" in u]
    changes = [(u["old_chat_member"]["status"], u["new_chat_member"]["status"]) for u in updates]
    assert changes == [("left", "member"), ("member", "kicked")]


async def test_the_clock_moves_forward_only_and_dates_messages(
    people: SandboxClient, clock: FixedClock
) -> None:
    await people.move_clock(to="2018-04-07T09:00")
    assert (await people.send(WANG, "x"))["date"] == 1523062800
    with pytest.raises(SandboxRefusedError, match="only moves forward"):
        await people.move_clock(to="2018-04-06T09:00")
    with pytest.raises(SandboxRefusedError, match="only moves forward"):
        await people.move_clock(hours=-1)


async def test_429_on_order_names_the_wait_and_ends(people: SandboxClient, call: Call) -> None:
    await people.fault("sendMessage", 429, retry_after=7, times=1)
    answer = await call("sendMessage", chat_id=WANG, text="x")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 7})
    assert (await call("sendMessage", chat_id=WANG, text="x"))["ok"]
    assert [entry["status"] for entry in await people.calls("sendMessage")] == [429, 200]


async def test_a_dropped_answer_was_accepted(people: SandboxClient, call: Call) -> None:
    await people.fault("sendMessage", "drop_after_accept")
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=WANG, text="x")
    assert (await people.wait_for(WANG, lambda m: m.get("text") == "x"))["text"] == "x"


async def test_a_hanging_call_does_nothing_and_does_not_hold_up_the_end(
    root: str, people: SandboxClient, call: Call
) -> None:
    await people.fault("getMe", "hang")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(call("getMe"), 0.05)
    assert (await call("getMe"))["ok"]


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("send", {"text": "x"}, "user_id is missing"),
        ("send", {"user_id": "x", "text": "x"}, "user_id: a whole number is wanted"),
        ("send", {"user_id": WANG, "text": "  "}, "text: a message cannot be empty"),
        ("send", {"user_id": 9, "text": "x"}, "user_id: there is no user 9"),
        ("send", {"user_id": NEW, "chat_id": GROUP, "text": "x"}, "新人 is not in this chat"),
        ("clock", {"to": "soon"}, "to: a time such as 2018-04-07T09:00 is wanted"),
        ("clock", {}, "the clock only moves forward"),
        ("faults", {"status": 299}, "status: "),
        ("faults", {"colour": 1}, "a fault has no colour"),
    ],
)
async def test_a_malformed_request_gets_one_clear_line(
    people: SandboxClient, path: str, body: dict[str, Any], error: str
) -> None:
    with pytest.raises(SandboxRefusedError, match=error) as caught:
        await people.act(path, **body)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_foreign_pages_are_kept_out(
    root: str, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async with http.post(f"{root}/sandbox/clock", json={"days": 1}, headers=headers) as response:
        assert response.status == 403
    async with http.get(f"{root}/sandbox/clock") as response:
        assert (await response.json())["now"].startswith("2018-04-03")


async def test_a_form_cannot_stand_for_a_control_request(root: str, http: aiohttp.ClientSession) -> None:
    async with http.post(f"{root}/sandbox/clock", data='{"days": 1}') as response:
        assert response.status == 400


async def test_a_picture_is_shown_and_anything_else_is_saved(
    root: str, http: aiohttp.ClientSession, people: SandboxClient
) -> None:
    page = (await people.document(WANG, "x.html", b"<script>alert(1)</script>"))["document"]
    async with http.get(f"{root}/sandbox/file/{page['file_id']}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.content_type == "application/octet-stream"


async def test_only_this_machine_is_served() -> None:
    with pytest.raises(ValueError, match="this machine alone"):
        await Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START)).start("0.0.0.0")  # noqa: S104


async def test_stop_is_quick_with_long_polls_open() -> None:
    sandbox = Sandbox(world=cast(), token=TOKEN, clock=FixedClock(START))
    root = await sandbox.start(port=0)
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{root}/sandbox/send", json={"user_id": WANG, "text": "x"}) as response:
            assert response.status == 200
        url = f"{root}/sandbox/messages?chat_id={LI}&changed_after=0&timeout=50"
        waiting = [asyncio.create_task(http.get(url)) for _ in range(3)]
        async with http.get(f"{root}/sandbox/state") as response:
            assert response.status == 200
        async with asyncio.timeout(3):
            await sandbox.stop()
            for response in await asyncio.gather(*waiting, return_exceptions=True):
                if isinstance(response, aiohttp.ClientResponse):
                    response.release()
