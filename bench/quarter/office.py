"""What the office does in the quarter: review, claims, questions, new wordings, reports for units."""

import re

from bench.quarter.stage import OFFICE, PATIENCE_SECONDS, Message, Stage, words

UNREAD = "农残放心率 97.4"


async def office_april(stage: Stage, users: dict[str, int]) -> None:
    """Review one by one and in bulk, give one back, report for a unit, deal with what was not understood."""
    card = await stage.exchange(OFFICE, "待审", "R-")
    await _press_in_place(stage, card, "通过", "已通过")
    await _press_in_place(stage, card, "退回", "请选原因")
    await _press_in_place(stage, card, "数据存疑", "已退回")
    await stage.exchange(OFFICE, "代市农业局报:4月农产品抽检合格率97.2%", "已记录")
    await stage.exchange(OFFICE, "代市财政局报:4月食品抽检96.5%", "")
    await _inquiry(stage, users["agriculture-bureau"])
    await _claim(stage, users["agriculture-bureau"])
    await stage.exchange(OFFICE, "/office", "待审")


async def office_may(stage: Stage, users: dict[str, int]) -> None:
    """Teach a wording, and pass all that is not flagged."""
    user = users["agriculture-bureau"]
    card = await _not_understood(stage, user, f"5月{UNREAD}")
    await _press_in_place(stage, card, "设为别名…", "说的是哪项指标")
    asked = await stage.press(OFFICE, card, "主要农产品", "的别名")
    await stage.press(OFFICE, asked, "「农残放心率」", "已采用")
    await stage.exchange(user, "更正:5月农残放心率97.9", "79.8% → 97.9%")
    plain = await stage.exchange(OFFICE, "全部通过", "将通过")
    await _press_in_place(stage, plain, plain["reply_markup"]["inline_keyboard"][0][0]["text"], "已通过")


async def _inquiry(stage: Stage, user: int) -> None:
    """Ask about a figure in words; the answer is attached, and the figure passed."""
    receipt = await stage.exchange(user, "4月农产品抽检合格率97.2%", "R-")
    number = (re.search(r"R-(\d+)", words(receipt)) or ["", ""])[1]
    await stage.exchange(OFFICE, f"询问R-{number} 怎么算的", "已就")
    question = await stage.heard(user, f"问 R-{number}", after=receipt["message_id"])
    await stage.exchange(user, "按抽检批次算的", "已作为", reply_to=question["message_id"])
    await stage.exchange(OFFICE, f"R-{number} 通过", "已通过")


async def _claim(stage: Stage, user: int) -> None:
    """A message that was not understood becomes a report once its sender confirms it."""
    card = await _not_understood(stage, user, f"4月{UNREAD}")
    newest = max(each["message_id"] for each in await stage.people.messages(user))
    await _press_in_place(stage, card, "作为报送…", "说的是哪项指标")
    asked = await stage.press(OFFICE, card, "主要农产品", "是哪个数")
    await stage.people.press(OFFICE, OFFICE, asked["message_id"], "2018年4月 97.4%")
    question = await stage.heard(user, "您确认后才记录", after=newest)
    await stage.press(user, question, "对,请记录", "原因")
    await stage.exchange(user, "上级核定", "已记录")


async def _not_understood(stage: Stage, user: int, text: str) -> Message:
    """Say what nobody can read; the office's card about it, behind those that wait already."""
    await stage.exchange(user, text, "转办公室认领")
    card = await stage.exchange(OFFICE, "待认领", "可能是")
    while text not in words(card):
        card = await _next_claim(stage, card)
    return card


async def _next_claim(stage: Stage, card: Message) -> Message:
    """The card once it shows the claim behind."""
    await stage.people.press(OFFICE, OFFICE, card["message_id"], "下一条")
    return await stage.people.wait_for(
        OFFICE,
        lambda message: message["message_id"] == card["message_id"] and words(message) != words(card),
        PATIENCE_SECONDS,
    )


async def _press_in_place(stage: Stage, card: Message, label: str, having: str) -> None:
    """Press a button of a message that then says something else."""
    await stage.people.press(OFFICE, OFFICE, card["message_id"], label)
    await stage.people.wait_for(
        OFFICE,
        lambda message: message["message_id"] == card["message_id"] and having in words(message),
        PATIENCE_SECONDS,
    )
