"""The first minutes of a newcomer: the real bot on its own sandbox, played on the chat page."""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from qbot.rehearsal import GROUP_ID
from tests.e2e.bot_process import ROOT
from tests.e2e.rehearsal import Rehearsal

pytestmark = pytest.mark.browser

CONTACT, OFFICIAL = "1001", "1003"
PICTURE = ROOT / "docs" / "images" / "chat-page.png"


@pytest.fixture
async def page(browser: Browser, rehearsal: Rehearsal) -> AsyncIterator[Page]:
    """The page as a desktop shows it; a script error fails the test."""
    context = await browser.new_context(viewport={"width": 1120, "height": 900}, device_scale_factor=1.5)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(rehearsal.root)
    await page.wait_for_selector(".item")
    yield page
    await context.close()
    assert faults == []


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def test_a_contact_reports_and_the_official_asks(page: Page, rehearsal: Rehearsal) -> None:
    await page.select_option("#person", CONTACT)
    await write(page, "3月食品抽检500批次,合格483")
    receipt = page.locator(".message:not(.mine)").last
    await expect(receipt).to_contain_text("已记录 R-")
    await expect(receipt).to_contain_text("96.6%(483/500)")
    await expect(receipt.get_by_role("button", name="撤销")).to_be_visible()
    await page.select_option("#person", OFFICIAL)
    await write(page, "现在食品抽检合格率多少")
    answer = page.locator(".message:not(.mine)").last
    await expect(answer).to_contain_text("96.6%")
    await expect(answer).to_contain_text("2018年3月")
    if os.environ.get("QBOT_SCREENSHOTS") == "1":
        await _show_a_morning(page, rehearsal)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURE)


async def _show_a_morning(page: Page, rehearsal: Rehearsal) -> None:
    """Some more of a contact's morning, for the picture."""
    await rehearsal.people.send(int(OFFICIAL), "@qbot 现在到哪一步了", GROUP_ID)
    await rehearsal.said(GROUP_ID, "整体推进")
    await page.select_option("#person", CONTACT)
    for said in ("3月药品抽查合格率98.5%", "现在食品抽检合格率多少"):
        answers = page.locator(".message:not(.mine)")
        before = await answers.count()
        await write(page, said)
        await expect(answers).to_have_count(before + 1)
