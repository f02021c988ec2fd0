"""The dialogues of the users' manual, on the chat page; QBOT_SCREENSHOTS=1 takes its pictures."""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.bot_process import ROOT
from tests.e2e.rehearsal import Rehearsal

CONTACT, FARMER, OFFICIAL, OFFICE = "1001", "1002", "1003", "1004"
BOT = "质量强市小助手"
PICTURES = ROOT / "docs" / "images"


@pytest.fixture
async def page(browser: Browser, rehearsal: Rehearsal) -> AsyncIterator[Page]:
    """The page as a phone shows it; a script error fails the test."""
    context = await browser.new_context(viewport={"width": 430, "height": 860}, device_scale_factor=2)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(rehearsal.root)
    await page.wait_for_selector(".item")
    yield page
    await context.close()
    assert faults == []


async def enter(page: Page, person: str) -> None:
    """Be somebody, in the private chat with the bot."""
    await page.select_option("#person", person)
    await page.locator("#list .item").filter(has_text=BOT).first.click()
    await page.wait_for_selector("#text", state="visible")


async def say(page: Page, text: str, having: str) -> None:
    """Write something and wait for an answer with these words."""
    await page.fill("#text", text)
    await page.press("#text", "Enter")
    await expect(page.locator(".message:not(.mine)").last).to_contain_text(having)


async def press(page: Page, label: str, having: str) -> None:
    """Press the last button with this label and wait for words of the bot."""
    await page.get_by_role("button", name=label, exact=True).last.click()
    await heard(page, having)


async def heard(page: Page, having: str) -> None:
    """Wait until the bot has said these words."""
    await expect(page.locator(".message:not(.mine)").filter(has_text=having).last).to_be_visible()


async def picture(page: Page, name: str) -> None:
    """Keep what is to be seen, where pictures are wanted."""
    if os.environ.get("QBOT_SCREENSHOTS") == "1":
        await page.screenshot(path=PICTURES / f"manual-{name}.png")


async def test_a_contact_reports_is_asked_back_and_corrects(page: Page) -> None:
    await enter(page, CONTACT)
    await say(page, "3月食品抽检500批次,合格483", "已记录")
    await say(page, "3月合格率98.6", "哪项指标")
    await press(page, "药品", "已记录")
    await picture(page, "report")
    await say(page, "更正:3月食品抽检合格率69.6%", "写反")
    await picture(page, "doubt")
    await press(page, "改为96.6%", "96.6%")
    await say(page, "更正:3月药品抽检483批次合格500", "是否两个数写反")
    await picture(page, "exchanged")
    await press(page, "改为483/500(96.6%)", "96.6%(483/500)")


async def test_a_contact_without_a_figure_promises_one(page: Page) -> None:
    await enter(page, FARMER)
    await say(page, "农产品周四报", "承诺")
    await picture(page, "promise")
    await say(page, "逐项填报", "1/")
    await say(page, "97.2", "逐项填报结束")
    await picture(page, "walk")


async def test_a_contact_sends_a_table_and_a_paper(page: Page, rehearsal: Rehearsal) -> None:
    await enter(page, CONTACT)
    table = "指标,期次,抽检批次,合格批次\n食品抽检,3月,500,483\n药品,3月,197,200\n"
    await rehearsal.people.document(int(CONTACT), "三月.csv", table.encode("utf-8-sig"))
    receipt = await rehearsal.said(int(CONTACT), "读了 2 条")
    asked = await rehearsal.said(int(CONTACT), "两个数写反")
    assert asked["message_id"] > receipt["message_id"]
    await rehearsal.people.document(int(CONTACT), "检测报告.pdf", b"%PDF-1.4", caption="R-54")
    await heard(page, "检测报告.pdf")
    await picture(page, "files")


async def test_an_official_asks(page: Page) -> None:
    await enter(page, OFFICIAL)
    await say(page, "现在食品抽检合格率多少", "重点食品")
    await picture(page, "official")
    await say(page, "谁还没报", "应报")


async def test_the_office_reviews_and_reports_for_a_unit(page: Page, rehearsal: Rehearsal) -> None:
    await rehearsal.people.send(int(CONTACT), "3月食品抽检500批次,合格483")
    await rehearsal.said(int(CONTACT), "已记录")
    await enter(page, OFFICE)
    await say(page, "代市农业局报:3月农产品97.2", "代报")
    await say(page, "待审", "佐证 0 件")
    await picture(page, "review")


async def test_the_office_hears_of_an_emergency_and_of_what_was_not_understood(
    page: Page, rehearsal: Rehearsal
) -> None:
    await enter(page, OFFICE)
    await rehearsal.people.send(int(FARMER), "突发:某超市疑似食物中毒3人送医")
    await heard(page, "突发情况 E-1")
    await press(page, "已阅", "已阅1人:陈思雨")
    await picture(page, "incident")
    await rehearsal.people.send(int(FARMER), "放心菜97.1")
    await heard(page, "有待认领的消息")
    await say(page, "待认领", "可能是")
    await picture(page, "claims")
