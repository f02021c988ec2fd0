"""The chat page in a real browser, against a small scripted bot: what a rehearsal does with its fingers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Page, Route, expect

from qbot.clock import RehearsalClock
from qbot.sandbox import Group, Sandbox, User, World

pytestmark = pytest.mark.browser

TOKEN = "123:secret"
WANG, LI, NEW, GROUP = 1001, 1002, 1003, -1_001_000_000_001
WORLD = World(
    users=(User(WANG, "王芳", "联络员"), User(LI, "李强", "领导"), User(NEW, "新人", started=False)),
    groups=(Group(GROUP, "工作群", (LI, WANG)),),
    bot_name="回声",
)


class EchoBot:
    """Answers every text with itself as HTML and a button, and every press with an alert."""

    def __init__(self, root: str) -> None:
        self._api = f"{root}/bot{TOKEN}/"

    async def run(self) -> None:
        async with aiohttp.ClientSession() as self._http:
            commands = [
                {"command": "report", "description": "报送"},
                {"command": "help", "description": "帮助"},
            ]
            await self._call("setMyCommands", commands=commands)
            offset = 0
            while True:
                for update in await self._call("getUpdates", offset=offset, timeout=30):
                    offset = update["update_id"] + 1
                    await self._handle(update)

    async def _call(self, method: str, **params: Any) -> Any:
        async with self._http.post(self._api + method, json=params) as response:
            return (await response.json())["result"]

    async def _handle(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self._call(
                "answerCallbackQuery", callback_query_id=query["id"], text="收到", show_alert=True
            )
            target = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await self._call("editMessageText", **target, text="已改")
        elif (message := update.get("message")) and "text" in message:
            escaped = message["text"].replace("&", "&amp;").replace("<", "&lt;")
            await self._call(
                "sendMessage",
                chat_id=message["chat"]["id"],
                text=f"回声：<b>{escaped}</b>",
                parse_mode="HTML",
                reply_markup={"inline_keyboard": [[{"text": "按我", "callback_data": "x"}]]},
            )


@pytest.fixture
async def root() -> AsyncIterator[str]:
    sandbox = Sandbox(world=WORLD, token=TOKEN, clock=RehearsalClock(datetime(2018, 4, 3, 1, tzinfo=UTC)))
    root = await sandbox.start(port=0)
    bot = asyncio.create_task(EchoBot(root).run())
    yield root
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    await sandbox.stop()


@pytest.fixture
async def page(browser: Browser, root: str) -> AsyncIterator[Page]:
    """The page as a desktop shows it; a script error or a console error fails the test."""
    context = await browser.new_context(viewport={"width": 1100, "height": 760})
    page = await context.new_page()
    page.set_default_timeout(8000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    await page.goto(root)
    await page.wait_for_selector(".item")
    yield page
    await context.close()
    assert faults == []


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def test_a_message_is_answered_and_its_button_pressed(page: Page) -> None:
    await write(page, "你好")
    await expect(page.locator(".message:not(.mine) .words b")).to_have_text("你好")
    await page.get_by_role("button", name="按我").click()
    await expect(page.locator("#alert p")).to_have_text("收到")
    await page.locator("#alert button").click()
    await expect(page.locator(".message:not(.mine) .words")).to_have_text("已改")
    await expect(page.locator(".message:not(.mine) .meta")).to_contain_text("已编辑")


async def test_markup_in_a_message_stays_text(page: Page) -> None:
    await write(page, "<img src=x onerror=alert(1)>")
    await expect(page.locator(".message:not(.mine) .words b")).to_have_text("<img src=x onerror=alert(1)>")
    assert await page.locator("#messages img").count() == 0


async def test_another_person_sees_their_own_chats_and_the_group(page: Page) -> None:
    await write(page, "只给机器人")
    await expect(page.locator(".message.mine .words")).to_have_text("只给机器人")
    await page.select_option("#person", str(LI))
    await expect(page.locator(".message")).to_have_count(0)
    await page.click(f".item[data-chat='{GROUP}']")
    await write(page, "/report@qbot")
    await expect(page.locator(".message:not(.mine) .words b")).to_have_text("/report@qbot")
    await page.select_option("#person", str(WANG))
    await expect(page.locator(".sender").first).to_have_text("李强")


async def test_the_list_is_the_new_persons_before_their_messages_have_come(page: Page) -> None:
    """A press on the former person's chat would write there in the new one's name, and be refused."""
    held = asyncio.Event()

    async def come_late(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/messages?*", come_late)
    await page.select_option("#person", str(LI))
    await page.locator(".item").filter(has_text="回声").click()
    await write(page, "马上就写")
    await expect(page.locator(".message:not(.mine) .words b")).to_have_text("马上就写")
    held.set()
    await write(page, "再写一句")
    await expect(page.locator(".message.mine .words")).to_have_text(["马上就写", "再写一句"])


async def test_the_clock_moves_and_a_new_day_is_marked(page: Page) -> None:
    await expect(page.locator("#clock")).to_contain_text("2018/4/3")
    await expect(page.locator("#clock")).to_contain_text("周二")
    await page.click("#day")
    await expect(page.locator("#clock")).to_contain_text("2018/4/4")
    await page.click("#hour")
    await expect(page.locator("#clock")).to_contain_text("10:0")
    await page.click("#until")
    await page.fill("#date", "2018-04-08T09:30")
    await page.click("#go")
    await expect(page.locator("#clock")).to_contain_text("2018/4/8")
    await write(page, "新的一天")
    await expect(page.locator(".day").first).to_contain_text("2018年4月8日")


async def test_a_slash_opens_the_menu_and_enter_sends_the_command(page: Page) -> None:
    await page.fill("#text", "/h")
    await expect(page.locator("#menu li")).to_have_count(1)
    await page.press("#text", "Enter")
    await expect(page.locator(".message.mine .words")).to_have_text("/help")


async def test_start_is_pressed_before_anything_is_written(page: Page) -> None:
    await page.select_option("#person", str(NEW))
    await expect(page.locator("#compose")).to_be_hidden()
    await page.click("#start")
    await expect(page.locator(".message:not(.mine) .words b")).to_have_text("/start")
    await expect(page.locator("#compose")).to_be_visible()


async def test_a_message_is_quoted_and_edited_from_its_menu(page: Page) -> None:
    await write(page, "原文")
    await page.locator(".message.mine .bubble").click(button="right")
    await page.get_by_role("menuitem", name="编辑").click()
    await write(page, "改文")
    await expect(page.locator(".message.mine .words")).to_have_text("改文")
    await page.locator(".message.mine .bubble").click(button="right")
    await page.get_by_role("menuitem", name="回复").click()
    await write(page, "跟帖")
    await expect(page.locator(".quote span")).to_have_text("改文")


async def test_a_file_is_sent_and_shown_by_name(page: Page) -> None:
    file: Any = {"name": "台账.csv", "mimeType": "text/csv", "buffer": b"a,b\n"}
    await page.set_input_files("#file", file)
    await expect(page.locator(".file strong")).to_have_text("台账.csv")


async def test_a_phone_shows_the_list_and_one_chat_in_turn(browser: Browser, root: str) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 800})
    page = await context.new_page()
    await page.goto(root)
    await page.click(f".item[data-chat='{GROUP}']")
    await expect(page.locator("#head strong")).to_have_text("工作群")
    await expect(page.locator("#list")).to_be_hidden()
    await page.click(".back")
    await expect(page.locator("#list")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await context.close()
