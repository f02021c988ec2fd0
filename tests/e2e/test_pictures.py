"""Pictures through the public door: by words, by buttons, in a group, and the same as text."""

from tests.e2e.sent_files import fetched, picture
from tests.e2e.town import FOOD, GROUP, LEADER, OFFICE, STRANGER, Town, labels, words

BOT = "qbot"


async def test_a_question_leads_to_the_trend_and_from_there_to_text_and_to_every_pixel(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率95.9%")
    await town.answer(FOOD, "3月食品抽检500批次,合格483")
    figure = await town.answer(LEADER, "现在食品抽检合格率多少")
    await town.people.press(LEADER, LEADER, figure["message_id"], "走势图")
    trend = await town.next(LEADER, after=figure["message_id"])
    assert "重点食品监督抽查合格率" in words(trend)
    assert "达标" in words(trend) and "96.6%" in words(trend)
    assert labels(trend) == ["文字版", "原图", "现在多少", "历史"]
    shown = await picture(town, trend)
    assert shown.width == 1080
    signs = await town.people.calls("sendChatAction")  # the first picture loads the font
    assert [each["params"]["action"] for each in signs][:1] == ["upload_photo"]
    again = await town.answer(LEADER, "食品抽检走势图")
    assert await fetched(town, again) == await fetched(town, trend)
    text = words(await town.answer(LEADER, "文字版"))
    assert "2018年2月 95.9% 未审" in text
    await town.people.press(LEADER, LEADER, trend["message_id"], "原图")
    file = await town.next(LEADER, after=again["message_id"], having="重点食品")
    while "document" not in file:
        file = await town.next(LEADER, after=file["message_id"], having="重点食品")
    assert file["document"]["file_name"] == "走势图.png"
    assert await fetched(town, file) == await fetched(town, trend)
    reporter = words(await town.answer(LEADER, "谁报的"))
    assert "王秀兰" in reporter  # the picture's figure is what was last spoken of


async def test_each_picture_is_found_by_its_words_and_by_its_command(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    status = await town.answer(LEADER, "/status")
    await town.people.press(LEADER, LEADER, status["message_id"], "总体情况图")
    overview = await town.next(LEADER, after=status["message_id"], having="质量指标总览")
    assert "接近1" in words(overview)
    assert labels(overview)[:2] == ["文字版", "原图"]
    heights = [(await picture(town, overview)).height]
    for text, having in (
        ("各部门报送情况图", "各部门报送情况"),
        ("乡镇报送情况图", "各乡镇报送情况"),
        ("/picture 进度", "实施步骤"),
    ):
        shown = await town.answer(LEADER, text)
        assert having in words(shown)
        heights.append((await picture(town, shown)).height)
    assert all(1080 <= height <= 2400 for height in heights)
    text = words(await town.answer(LEADER, "各部门报送情况图文字版"))
    assert "市食品药品监督管理局" in text and "未报" in text
    assert labels(await town.answer(LEADER, "/picture")) == [
        "总体情况图",
        "进度图",
        "各部门报送",
        "各乡镇报送",
    ]
    assert "哪项指标的走势" in words(await town.answer(OFFICE, "走势图"))


async def test_a_group_gets_a_picture_when_it_addresses_the_bot_and_a_forged_button_none(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格483")
    await town.people.send(OFFICE, "食品抽检走势图", chat_id=GROUP)
    shown = await town.answer(OFFICE, f"@{BOT} 食品抽检走势图", GROUP)
    assert "photo" in shown
    assert labels(shown) == ["私聊看详情"]
    assert "王秀兰" not in words(shown)
    assert len(await town.said_by_bot(GROUP)) == 1
    refused = await town.people.press(STRANGER, GROUP, shown["message_id"], "pic:overview::photo", raw=True)
    assert "只对受邀人员开放" in refused["text"]
    forged = await town.people.press(FOOD, GROUP, shown["message_id"], "pic:trend:no-such:photo", raw=True)
    assert forged["text"]
    assert len(await town.said_by_bot(GROUP)) == 1
