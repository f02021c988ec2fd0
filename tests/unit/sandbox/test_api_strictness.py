"""Where Telegram refuses, the sandbox refuses, in the same words."""

import io
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from qbot.clock import FixedClock
from qbot.sandbox.client import SandboxClient
from tests.unit.sandbox.conftest import BASIC, GROUP, NEW, TOKEN, WANG, Call

Refused = Callable[..., Awaitable[str]]


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "好", **button}]]}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": WANG, "text": " \n"}, "Bad Request: message text is empty"),
        ({"chat_id": WANG, "text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"chat_id": 5, "text": "x"}, "Bad Request: chat not found"),
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": NEW, "text": "x"}, "Forbidden: bot can't initiate conversation with a user"),
        (
            {"chat_id": WANG, "text": "x", "reply_to_message_id": 9},
            "Bad Request: message to be replied not found",
        ),
        ({"chat_id": GROUP, "text": "x", "message_thread_id": 1}, "Bad Request: message thread not found"),
        ({"chat_id": WANG, "text": "x", "parse_mode": "Wiki"}, "Bad Request: unsupported parse_mode"),
        (
            {"chat_id": WANG, "text": "x", "reply_markup": keyboard(callback_data="字" * 22)},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"chat_id": WANG, "text": "x", "reply_markup": keyboard(callback_data="")},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_faulty_message_is_refused(
    refused: Refused, params: dict[str, Any], description: str
) -> None:
    assert await refused("sendMessage", **params) == description


async def test_limits_count_after_entities_are_parsed(call: Call) -> None:
    assert (await call("sendMessage", chat_id=WANG, text="<b>" + "字" * 4096 + "</b>", parse_mode="HTML"))[
        "ok"
    ]


async def test_callback_data_may_have_64_bytes(call: Call) -> None:
    assert (await call("sendMessage", chat_id=WANG, text="x", reply_markup=keyboard(callback_data="x" * 64)))[
        "ok"
    ]


async def test_reply_to_a_missing_message_may_be_sent_without(call: Call) -> None:
    reply = {"message_id": 9, "allow_sending_without_reply": True}
    answer = await call("sendMessage", chat_id=WANG, text="x", reply_parameters=reply)
    assert "reply_to_message" not in answer["result"]


async def test_an_edit_must_change_something(call: Call, refused: Refused) -> None:
    sent = (await call("sendMessage", chat_id=WANG, text="<b>x</b>", parse_mode="HTML"))["result"]
    target = {"chat_id": WANG, "message_id": sent["message_id"]}
    assert (await refused("editMessageText", **target, text="<b>x</b>", parse_mode="HTML")).startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    edited = (await call("editMessageText", **target, text="x"))["result"]
    assert "entities" not in edited
    assert edited["edit_date"] == edited["date"]
    assert (await refused("editMessageCaption", **target, caption="y")).endswith(
        "no caption in the message to edit"
    )


async def test_only_own_messages_can_be_edited(people: SandboxClient, refused: Refused) -> None:
    theirs = await people.send(WANG, "x")
    assert (
        await refused("editMessageText", chat_id=WANG, message_id=theirs["message_id"], text="y")
        == "Bad Request: message can't be edited"
    )
    assert (
        await refused("editMessageText", chat_id=WANG, message_id=99, text="y")
        == "Bad Request: message to edit not found"
    )


async def test_messages_can_be_deleted_for_48_hours(
    call: Call, refused: Refused, clock: FixedClock, people: SandboxClient
) -> None:
    sent = [(await call("sendMessage", chat_id=WANG, text="x"))["result"]["message_id"] for _ in range(2)]
    assert (await call("deleteMessage", chat_id=WANG, message_id=sent[0]))["result"] is True
    assert (
        await refused("deleteMessage", chat_id=WANG, message_id=sent[0])
        == "Bad Request: message to delete not found"
    )
    await people.move_clock(days=3)
    assert (
        await refused("deleteMessage", chat_id=WANG, message_id=sent[1])
        == "Bad Request: message can't be deleted"
    )


async def test_who_blocked_the_bot_gets_nothing_until_they_start_it_again(
    people: SandboxClient, call: Call, refused: Refused
) -> None:
    await people.block(WANG)
    assert await refused("sendMessage", chat_id=WANG, text="x") == "Forbidden: bot was blocked by the user"
    await people.start_bot(WANG)
    assert (await call("sendMessage", chat_id=WANG, text="x"))["ok"]
    updates = (await call("getUpdates"))["result"]
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert statuses == ["kicked", "member"]


async def test_a_bot_that_was_kicked_cannot_write(people: SandboxClient, refused: Refused) -> None:
    await people.set_bot_member(GROUP, "kicked", by=WANG)
    assert (
        await refused("sendMessage", chat_id=GROUP, text="x")
        == "Forbidden: bot was kicked from the supergroup chat"
    )


async def test_a_migrated_group_names_its_new_id(people: SandboxClient, call: Call) -> None:
    new = await people.migrate(BASIC)
    answer = await call("sendMessage", chat_id=BASIC, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    services = [u["message"] for u in (await call("getUpdates"))["result"]]
    assert services[0]["migrate_to_chat_id"] == new
    assert services[1]["migrate_from_chat_id"] == BASIC
    assert (await call("sendMessage", chat_id=new, text="x"))["ok"]


async def test_an_unknown_callback_query_is_too_old(refused: Refused) -> None:
    assert await refused("answerCallbackQuery", callback_query_id="1") == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_wrong_token_and_unknown_method_are_refused(
    root: str, http: aiohttp.ClientSession, call: Call
) -> None:
    async with http.get(f"{root}/bot1:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")
    assert (await call("sendTelepathy"))["error_code"] == 404


async def test_files_keep_their_limits(root: str, http: aiohttp.ClientSession) -> None:
    async def upload(method: str, field: str, data: bytes) -> tuple[int, str]:
        form = aiohttp.FormData({"chat_id": str(WANG)})
        form.add_field(field, io.BytesIO(data), filename="a.bin")
        async with http.post(f"{root}/bot{TOKEN}/{method}", data=form) as response:
            return response.status, (await response.json()).get("description", "")

    assert await upload("sendPhoto", "photo", b"no picture") == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    assert (await upload("sendPhoto", "photo", b"x" * (10 * 2**20 + 1)))[1].endswith("is too big for a photo")
    assert (await upload("sendDocument", "document", b"x" * (50 * 2**20 + 1)))[0] == 413
    assert (await upload("sendDocument", "document", b""))[1] == "Bad Request: file must be non-empty"


async def test_getfile_serves_20_megabytes_and_no_more(
    people: SandboxClient, call: Call, refused: Refused, root: str, http: aiohttp.ClientSession
) -> None:
    small = (await people.document(WANG, "a.txt", b"abc"))["document"]
    path = (await call("getFile", file_id=small["file_id"]))["result"]["file_path"]
    async with http.get(f"{root}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == b"abc"
    big = (await people.document(WANG, "b.bin", bytes(20 * 2**20 + 1)))["document"]
    assert await refused("getFile", file_id=big["file_id"]) == "Bad Request: file is too big"


async def test_commands_are_shown_by_the_narrowest_scope(
    people: SandboxClient, call: Call, refused: Refused
) -> None:
    def menu(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "说明"}]

    await call("setMyCommands", commands=menu("all"))
    await call("setMyCommands", commands=menu("mine"), scope={"type": "chat", "chat_id": WANG})
    await call("setMyCommands", commands=menu("group"), scope={"type": "all_group_chats"})
    assert [await people.commands(WANG), await people.commands(NEW), await people.commands(WANG, GROUP)] == [
        menu("mine"),
        menu("all"),
        menu("group"),
    ]
    assert await refused("setMyCommands", commands=menu("Große")) == "Bad Request: BOT_COMMAND_INVALID"
