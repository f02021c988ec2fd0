"""Who gets in, as what, and who does not."""

import pytest

from tests.e2e.town import FARM, FOOD, LEADER, NEW, OFFICE, STRANGER, Town, labels, words

SAID = "3月食品抽检500批次,合格483"
STRANGER_WORDS = "只对受邀人员开放"


@pytest.mark.parametrize(
    ("arguments", "role"),
    [
        (("contact", "--unit", "food-drug-bureau", "--name", "周敏"), "联络员(市食品药品监督管理局)"),
        (("official", "--name", "周敏"), "领导"),
        (("office", "--name", "周敏"), "办公室"),
    ],
)
async def test_an_invitation_gives_its_role_once(
    empty_town: Town, arguments: tuple[str, ...], role: str
) -> None:
    town = empty_town
    town.data.mkdir()
    code = await town.invitation(*arguments)
    await town.bot.start()
    welcome = words(await town.answer(NEW, f"/start {code}"))
    assert f"欢迎,周敏!您的身份:{role}" in welcome
    assert town.rows("select role, name from people where telegram_user_id = ?", NEW) == [
        (arguments[0], "周敏")
    ]
    assert "已经用过" in words(await town.answer(STRANGER, f"/start {code}"))
    assert STRANGER_WORDS in words(await town.answer(STRANGER, "/help"))


async def test_an_invitation_is_void_after_seven_days(empty_town: Town) -> None:
    empty_town.data.mkdir()
    code = await empty_town.invitation("official")
    await empty_town.bot.start(QBOT_NOW="2018-04-10T09:00:01+08:00")
    assert "已过期" in words(await empty_town.answer(NEW, f"/start {code}"))
    assert empty_town.rows("select id from people where telegram_user_id = ?", NEW) == []


async def test_five_wrong_codes_lock_out_even_the_right_one(town: Town) -> None:
    code = await town.invitation("official")
    for guess in range(5):
        assert "邀请码不对" in words(await town.answer(NEW, f"/start guess{guess}"))
    assert "输错次数过多" in words(await town.answer(NEW, f"/start {code}"))
    assert "您的身份:领导" in words(await town.answer(STRANGER, f"/start {code}"))


async def test_no_code_is_kept_where_it_could_be_read(empty_town: Town) -> None:
    empty_town.data.mkdir()
    code = await empty_town.invitation("office")
    stored = b"".join(file.read_bytes() for file in empty_town.data.rglob("*") if file.is_file())
    assert code.encode() not in stored


async def test_a_stranger_gets_one_polite_answer_and_no_data(town: Town) -> None:
    await town.answer(FOOD, SAID)
    await town.answer(STRANGER, "现在食品抽检合格率多少")
    for said in ("3月食品抽检合格率90%", "/status", "在吗"):
        await town.people.send(STRANGER, said)
    await town.people.send_content(STRANGER, sticker="👍")
    end = await town.people.send(STRANGER, "/start wrong")
    await town.next(STRANGER, after=end["message_id"], having="邀请码不对")
    polite, refused = await town.said_by_bot(STRANGER)
    assert STRANGER_WORDS in polite
    assert "96.6" not in polite + refused
    assert [row[3] for row in town.figures()] == ["96.6"]


async def test_whom_the_office_removes_is_out_at_once(town: Town) -> None:
    roster = await town.answer(OFFICE, "/people")
    await town.people.press(OFFICE, OFFICE, roster["message_id"], "移除 王秀兰")
    await town.changed(OFFICE, roster["message_id"], "确定移除 王秀兰")
    await town.people.press(OFFICE, OFFICE, roster["message_id"], "确定移除")
    await town.changed(OFFICE, roster["message_id"], "已移除 王秀兰")
    assert STRANGER_WORDS in words(await town.answer(FOOD, SAID))
    assert town.figures() == []


async def test_the_office_s_commands_are_for_the_office(town: Town) -> None:
    for command in ("/invite", "/people", "/groups", "/office"):
        for user in (FARM, LEADER):
            refused = await town.answer(user, command)
            assert "只对办公室开放" in words(refused)
            assert labels(refused) == []
        assert "只对办公室开放" not in words(await town.answer(OFFICE, command))


async def test_a_user_no_longer_named_in_the_settings_is_no_office(town: Town) -> None:
    assert await town.bot.stop() == 0
    await town.bot.start(QBOT_OFFICE=str(LEADER))
    assert STRANGER_WORDS in words(await town.answer(OFFICE, "/people"))
    assert "王秀兰" in words(await town.answer(LEADER, "/people"))
