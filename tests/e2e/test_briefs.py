"""The brief through the public door: looked at, issued with frozen figures, traced, corrected."""

from hashlib import sha256

from tests.e2e.sent_files import document_text, fetched
from tests.e2e.town import FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, words


async def issued(town: Town) -> Message:
    """Issue the next brief; the office's copy."""
    preview = await town.office("简报")
    label = next(each for each in labels(preview) if each.startswith("签发"))
    await town.people.press(OFFICE, OFFICE, preview["message_id"], label)
    return await town.next(OFFICE, after=preview["message_id"], having="校验码")


async def test_an_issued_brief_is_frozen_traced_to_the_message_and_corrected_by_a_note(town: Town) -> None:
    await town.answer(FOOD, "3月食品抽检500批次,合格473")
    preview = await town.office("/brief")
    assert "第1期预览" in words(preview) and "25项指标:接近1 未报24" in words(preview)
    assert "1项未审" in words(preview)
    await town.people.press(OFFICE, OFFICE, preview["message_id"], "生成草稿")
    draft = await town.next(OFFICE, after=preview["message_id"], having="草稿")
    assert draft["document"]["file_name"] == "简报第1期-草稿.docx"
    assert town.rows("select * from issued") == []
    paper = await issued(town)
    text = await document_text(town, paper)
    assert "94.6%" in text and "质量强市示范城市创建工作简报" in text
    (checksum, kept, by) = town.rows("select checksum, file, issued_by from issued")[0]
    assert checksum in text
    assert kept.endswith(sha256(await fetched(town, paper)).hexdigest())
    traced = words(await town.answer(LEADER, "简报第1期A5哪来的"))
    for part in ("简报第1期 A5", "94.6%", "王秀兰", "3月食品抽检500批次,合格473", "R-1"):
        assert part in traced
    shared = words(await town.answer(OFFICE, "@qbot 简报第1期A5哪来的", GROUP))
    assert "94.6%" in shared and "王秀兰" not in shared and "500批次" not in shared
    counted = words(await town.answer(LEADER, "简报第一期B2是怎么来的?"))
    assert "简报第1期 B2" in counted
    assert "没有这一期" in words(await town.answer(LEADER, "简报第9期A1哪来的"))
    assert "没有这个代码" in words(await town.answer(LEADER, "简报第1期A99哪来的"))
    await town.people.press(OFFICE, OFFICE, paper["message_id"], "更正说明")
    none = await town.people.press(OFFICE, OFFICE, paper["message_id"], "更正说明")
    assert "无需更正" in none["text"]
    await town.answer(FOOD, "更正:3月食品抽检500批次,合格483,原因:漏计一批")
    again = await town.office("简报")
    assert "第2期预览" in words(again) and "第1期更正说明" in labels(again)
    await town.people.press(OFFICE, OFFICE, again["message_id"], "第1期更正说明")
    note = await town.next(OFFICE, after=again["message_id"], having="更正说明")
    corrected = await document_text(town, note)
    assert "94.6%" in corrected and "96.6%" in corrected
    assert town.rows("select kind, number from issued order by id") == [("brief", 1), ("correction", 1)]
    await town.people.press(OFFICE, OFFICE, again["message_id"], "第1期更正说明")
    await town.next(OFFICE, after=note["message_id"], having="更正说明")
    assert len(town.rows("select * from issued")) == 2
    assert "94.6%" in words(await town.answer(LEADER, "简报第1期A5的来源"))
    assert by == town.rows("select id from people where role = 'office'")[0][0]


async def test_an_issue_is_issued_once_goes_to_a_group_once_and_is_the_offices_alone(town: Town) -> None:
    preview = await town.office("简报")
    paper = await issued(town)
    late = await town.people.press(OFFICE, OFFICE, preview["message_id"], "签发第1期")
    assert "已经签发过" in late["text"]
    assert "已经签发过" in words(await town.office("签发第1期简报"))
    await town.people.press(OFFICE, OFFICE, paper["message_id"], "发到「工作群」")
    shared = await town.next(GROUP, after=0, having="简报第1期")
    assert await fetched(town, shared) == await fetched(town, paper)
    twice = await town.people.press(OFFICE, OFFICE, paper["message_id"], "发到「工作群」")
    assert "已经发到" in twice["text"]
    assert "已经发到" in words(await town.office("把简报第1期发到工作群"))
    assert "没有这个工作群" in words(await town.office("简报第1期发到没有的群"))
    assert "只对办公室开放" in words(await town.answer(FOOD, "/brief"))
    assert "只对办公室开放" in words(await town.answer(LEADER, "出简报"))
    forged = await town.people.press(FOOD, GROUP, shared["message_id"], "bfi:2", raw=True)
    assert "办公室" in forged["text"]
    reopened = await town.office("/brief 1")
    assert await fetched(town, reopened) == await fetched(town, paper)
    assert "没有这一期" in words(await town.office("/brief 7"))
    assert town.rows("select action from audit where action like 'brief%' order by id") == [
        ("brief-issue",),
        ("brief-send",),
    ]


async def test_figures_that_were_altered_in_the_database_are_not_quoted(town: Town) -> None:
    await issued(town)
    town.write("drop trigger issued_no_update")
    town.write("update issued set snapshot = replace(snapshot, '\"number\":1', '\"number\":9')")
    assert "校验码不一致" in words(await town.answer(LEADER, "简报第1期A5哪来的"))
    assert "校验码不一致" in words(await town.office("简报"))
