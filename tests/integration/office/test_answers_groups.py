"""Groups: short, only when addressed, nobody's name, and the rest in private behind a link."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import PLAN, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def hall(store: SqlStore, database: Path, enrol: Enrol) -> TownHall:
    hall = TownHall(store, database)
    contact = await enrol(1, "contact", "food-drug-bureau")
    await hall.bind_group(await enrol(3, "office"))
    months = {f"2017-{month:02}": "95.5" for month in range(1, 13)}
    await hall.report(contact, "food-spot-check", {**months, "2018-02": "94", "2018-03": "483/500"})
    return hall


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


QUESTIONS = {
    "食品抽检合格率多少": "ask_value_food-spot-check",
    "食品合格率走势": "ask_history_food-spot-check",
    "食品和药品合格率各多少": "ask_value_food-spot-check--drug-spot-check",
    "2月食品抽检合格率多少": "ask_value_food-spot-check_2018-02",
    "一季度谁还没报": "ask_missing__2018-Q1",
    "农业局谁还没报": "ask_missing___agriculture-bureau",
    "总体情况怎么样": "ask_overview",
    "谁还没报": "ask_missing",
    "哪些没达标": "ask_unmet",
    "考核排名": "ask_ranking",
    "方案里首席质量官怎么要求": f"ask_plan-text____{PLAN.clauses.index(PLAN.clause['三(四)'])}",
    "投诉打哪个电话": "ask_hotline",
    "现在到哪一步了": "ask_phase",
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_an_answer_in_a_group_is_one_short_message_without_names(
    hall: TownHall, official: Person, question: str
) -> None:
    (said,) = await hall.say(official, f"@qbot {question}", group=True)
    assert said.text.count("\n") <= 8
    assert "用户" not in said.text
    assert said.payload["reply_parameters"]["message_id"] > 0
    (link,) = said.keys
    assert link == {"text": "私聊看详情", "url": f"https://t.me/qbot?start={QUESTIONS[question]}"}


async def test_the_answer_itself_is_in_the_short_form(hall: TownHall, official: Person) -> None:
    (phase,) = await hall.say(official, "@qbot 离自查申报截止还有几天", group=True)
    assert phase.text.startswith("「自查申报」2019年5月1日开始") and "还有484天" in phase.text
    hall.clock.move_to(hall.clock.now().replace(day=20))
    (ranking,) = await hall.say(official, "@qbot 考核排名", group=True)
    assert "全部按时报齐:暂时没有" in ranking.text
    assert "另有36个单位有迟报或未报" in ranking.text
    assert "市商务局" not in ranking.text  # praise in public, chase in private
    (whole,) = await hall.say(official, "@qbot 一季度食品抽检合格率", group=True)
    assert "2018年一季度没有单独报数" in whole.text


async def test_the_link_keeps_period_unit_and_clause(hall: TownHall, official: Person) -> None:
    async def in_private(question: str) -> str:
        (said,) = await hall.say(official, f"@qbot {question}", group=True)
        payload = said.keys[0]["url"].partition("?start=")[2]
        return "\n".join(each.text for each in await hall.say(official, f"/start {payload}"))

    assert "2018年2月:<b>94%</b>" in await in_private("2月食品抽检合格率多少")
    assert "首席质量官" in await in_private("方案里首席质量官怎么要求")
    both = await in_private("食品和药品合格率各多少")
    assert "重点食品" in both and "药品质量安全" in both
    missing = await in_private("农业局谁还没报")
    assert "市农业局" in missing and "市商务局" not in missing


async def test_contacts_are_named_in_private_to_officials_alone(
    hall: TownHall, official: Person, enrol: Enrol
) -> None:
    (private,) = await hall.say(official, "食品抽检谁负责")
    assert "联络员:用户1" in private.text
    (group,) = await hall.say(official, "@qbot 食品抽检谁负责", group=True)
    assert "用户" not in group.text and "联络员" not in group.text
    other = await enrol(8, "contact", "agriculture-bureau")
    (told,) = await hall.say(other, "食品抽检谁负责")
    assert "联络员" not in told.text


@pytest.mark.parametrize("question", QUESTIONS)
async def test_what_is_not_addressed_to_the_bot_is_not_answered(
    hall: TownHall, official: Person, question: str
) -> None:
    assert await hall.say(official, question, group=True, addressed=False) == []


@pytest.mark.parametrize(
    "words", ["2月呢", "那药品呢", "今天中午一起吃饭?", "好的", "R-3", "96.5", "开会用", "方案"]
)
async def test_talk_after_an_answer_is_left_alone(hall: TownHall, official: Person, words: str) -> None:
    await hall.say(official, "@qbot 食品抽检合格率多少", group=True)
    assert await hall.say(official, words, group=True, addressed=False) == []


async def test_a_follow_up_in_a_group_needs_to_be_addressed(hall: TownHall, official: Person) -> None:
    await hall.say(official, "@qbot 食品抽检合格率多少", group=True)
    (said,) = await hall.say(official, "@qbot 2月呢", group=True)
    assert "2018年2月:<b>94%</b>" in said.text


@pytest.mark.parametrize("payload", sorted(set(QUESTIONS.values())))
async def test_the_link_asks_the_same_in_private(hall: TownHall, official: Person, payload: str) -> None:
    said = await hall.say(official, f"/start {payload}")
    assert said
    assert {each.chat_id for each in said} == {official.telegram_user_id}
    assert all("邀请码" not in each.text for each in said)


@pytest.mark.parametrize(
    "payload",
    [
        "ask_value_nuclear-plants",
        "ask_launch",
        "ask_",
        "ask_value",
        "ask_source",
        "ask_value_a_b_c",
        "ask_value_food-spot-check_2018-13",
        "ask_value_food-spot-check_2018_nowhere",
        "ask_plan-text____999",
        "ask_value_food-spot-check_2018-03____",
        "ask_plan-text____x",
    ],
)
async def test_a_forged_link_asks_nothing(hall: TownHall, official: Person, payload: str) -> None:
    (said,) = await hall.say(official, f"/start {payload}")
    assert not any(indicator.name in said.text for indicator in PLAN.indicators)


async def test_a_stranger_gets_nothing_through_a_link(hall: TownHall) -> None:
    stranger = Person(99, 99, "路人", "official")
    (said,) = await hall.say(stranger, "/start ask_value_food-spot-check")
    assert "96.6" not in said.text


async def test_a_link_of_ours_is_no_wrong_invitation_for_a_stranger(hall: TownHall, store: SqlStore) -> None:
    stranger = Person(99, 99, "路人", "official")
    await hall.say(stranger, "/start ask_value_food-spot-check")
    async with store.reading() as tx:
        assert await tx.people.wrong_codes(99, since=hall.clock.now().replace(year=2017)) == []
