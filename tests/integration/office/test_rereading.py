"""A new wording against everything that was said before."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal

import pytest

from qbot.aliases import Said
from qbot.ledger.versions import Draft, Series
from qbot.messages import NewUpdate
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.rereading import BATCH, Rereading, WordingFault, reread, wording_fault
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
Heard = Callable[..., Awaitable[None]]
FOOD, DRUG = "food-spot-check", "drug-spot-check"


@pytest.fixture
def heard(store: SqlStore, at: datetime) -> Heard:
    """`await heard("食安率96", chat="group")`: it lies in the inbox."""
    count = 0

    async def add(*texts: str, chat: str = "private") -> None:
        nonlocal count
        updates = []
        for text in texts:
            count += 1
            message = {"text": text, "chat": {"id": 7, "type": chat}}
            updates.append(NewUpdate(count, 7, "message", json.dumps({"message": message})))
        async with store.writing() as tx:
            await tx.inbox.add(updates, at=at)

    return add


async def recorded(store: SqlStore, enrol: Enrol, text: str, indicator: str, at: datetime) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    draft = Draft(
        series=Series(indicator, "food-drug-bureau", "2018-03"),
        state="value",
        value=Decimal(96),
        reporter_id=person.id,
        source="message",
        text=text,
    )
    async with store.writing() as tx:
        await tx.reports.append([draft], at=at)


async def changed(store: SqlStore, plan: Plan, word: str, indicator: str = FOOD) -> tuple[Said | None, int]:
    read = 0

    async def progress(count: int) -> None:
        nonlocal read
        read = count

    found = await reread(store, Rereading(plan, (), word, indicator, mention="@qbot"), progress=progress)
    return found, read


async def test_what_was_not_understood_may_become_clear(store: SqlStore, plan: Plan, heard: Heard) -> None:
    await heard("3月食安率 96.5", "食安率多少", "谢谢", "3月食品抽检96")
    assert await changed(store, plan, "食安率") == (None, 4)


async def test_talk_in_a_group_may_not_turn_into_a_report(store: SqlStore, plan: Plan, heard: Heard) -> None:
    await heard("王哥 96", chat="supergroup")
    found, _ = await changed(store, plan, "王哥")
    assert found is not None
    assert found.text == "王哥 96"


async def test_what_was_said_to_the_bot_in_a_group_may_become_clear(
    store: SqlStore, plan: Plan, heard: Heard
) -> None:
    await heard("@QBot 王哥 96", chat="supergroup")
    assert await changed(store, plan, "王哥") == (None, 1)


async def test_a_reading_that_had_a_meaning_may_not_change(
    store: SqlStore, plan: Plan, enrol: Enrol, at: datetime
) -> None:
    await recorded(store, enrol, "3月食品抽检合格率96%,比药械好", FOOD, at)
    await recorded(store, enrol, "3月药械用的食品抽检96%", FOOD, at)
    found, _ = await changed(store, plan, "药械用的食品", DRUG)
    assert found is not None
    assert found.text == "3月药械用的食品抽检96%"


async def test_what_was_asked_and_answered_otherwise_is_a_change(
    store: SqlStore, plan: Plan, enrol: Enrol, heard: Heard, at: datetime
) -> None:
    text = "食安率:500批,480合格"
    await recorded(store, enrol, f"{text}\n[药品质量安全抽查合格率]", DRUG, at)
    await heard(text)
    assert (await changed(store, plan, "食安率", FOOD))[0] is not None
    assert (await changed(store, plan, "食安率", DRUG))[0] is None


async def test_a_long_history_is_read_in_batches_to_its_end(
    store: SqlStore, plan: Plan, heard: Heard
) -> None:
    await heard(*(f"第{number}次会议开过了" for number in range(BATCH + 3)), "王哥 96")
    assert await changed(store, plan, "王哥") == (None, BATCH + 4)


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("食安率", None),
        ("率", "length"),
        ("食" * 21, "length"),
        ("食安率96", "characters"),
        ("食安 率", "characters"),
        ("食安率,", "characters"),
        ("合格率", "known"),
        ("合格", "known"),
        ("市农业局", "known"),
    ],
)
def test_a_wording_is_a_word_of_its_own(plan: Plan, word: str, fault: WordingFault | None) -> None:
    assert wording_fault(Rereading(plan, (), "甲乙丙", FOOD, mention="@qbot").before, word) == fault
