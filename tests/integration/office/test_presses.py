"""Presses on buttons: by whom, how often, and on what is no longer open."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

import pytest

from handlers.actions_reporting import Choose, Undo
from handlers.buttons import Action, Ask, Bind, Invite, Remove, encode
from handlers.delivery import Delivery
from handlers.files import Files
from handlers.painter import Painter
from handlers.presses import press
from handlers.texts import asking, receipts, refusals
from handlers.texts import people as people_texts
from handlers.turns import Turn
from handlers.visit import Desk, Visit
from qbot.asking import Half
from qbot.clock import FixedClock
from qbot.messages import InboxRow
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reading.reader import Reader
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
Press = Callable[..., Awaitable[str | None]]
GROUP = -1001


@pytest.fixture
def pressed(store: SqlStore, plan: Plan, at: datetime) -> Press:
    """`await pressed(person, action)`: the words shown beside the button."""

    async def act(
        person: Person | None, action: Action | str, *, later: timedelta = timedelta()
    ) -> str | None:
        when = at + later
        clock = FixedClock(when)
        turn = Turn(InboxRow(1, 1, GROUP, "{}", 0, when), store=store, clock=clock)
        desk = Desk(
            plan=plan,
            reader=Reader(plan),
            store=store,
            clock=clock,
            delivery=cast(Delivery, None),  # a press answers through the outbox
            files=cast(Files, None),  # nothing here fetches a file
            painter=cast(Painter, None),  # nothing here is painted
            bot_id=9,
            bot_username="qbot",
        )
        async with store.reading() as tx:
            chat = await tx.chats.get(GROUP)
        here = Visit(
            desk=desk,
            turn=turn,
            user_id=person.telegram_user_id if person else 99,
            user_name="某人",
            chat_id=GROUP,
            chat_kind="group",
            chat_title="工作群",
            said_at=when,
            message_id=5,
            thread_id=None,
            text="",
            reply_text="",
            reply_subject=None,
            person=person,
            chat=chat,
        )
        return await press(here, action if isinstance(action, str) else encode(action))

    return act


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def question(store: SqlStore, contact: Person, at: datetime) -> int:
    """Which indicator 96.5 belongs to, asked of the contact."""
    async with store.writing() as tx:
        asked = await tx.questions.ask(
            chat_id=GROUP,
            person_id=contact.id,
            kind="indicator",
            payload={
                "half": Half(date(2018, 4, 3), "合格率96.5", 4, value=Decimal("96.5")).to_payload(),
                "choices": ["food-spot-check", "drug-spot-check"],
            },
            at=at,
            expires_at=at + timedelta(days=1),
        )
    return asked.id


async def standing(store: SqlStore) -> dict[str, str]:
    async with store.reading() as tx:
        return {each.series.indicator: str(each.value) for each in await tx.reports.standing()}


async def test_choosing_records_the_figure_for_the_oldest_period_owed_with_the_words_of_its_message(
    pressed: Press, store: SqlStore, contact: Person, question: int
) -> None:
    assert await pressed(contact, Choose(question, 1)) is None
    assert await standing(store) == {"drug-spot-check": "96.5"}
    async with store.reading() as tx:
        (version,) = await tx.reports.by_message(GROUP, 4)
    assert (version.draft.text, version.series.period) == ("合格率96.5\n[药品质量安全抽查合格率]", "2018-03")


async def test_a_second_press_records_nothing_more(
    pressed: Press, store: SqlStore, contact: Person, question: int
) -> None:
    await pressed(contact, Choose(question, 1))
    assert await pressed(contact, Choose(question, 0)) == asking.CLOSED
    assert await standing(store) == {"drug-spot-check": "96.5"}


async def test_none_of_them_records_nothing_and_closes(
    pressed: Press, store: SqlStore, contact: Person, question: int
) -> None:
    assert await pressed(contact, Choose(question, -1)) is None
    assert await pressed(contact, Choose(question, 0)) == asking.CLOSED
    assert await standing(store) == {}


async def test_nobody_answers_for_another(
    pressed: Press, store: SqlStore, enrol: Enrol, question: int
) -> None:
    other = await enrol(8, "contact", "food-drug-bureau")
    assert await pressed(other, Choose(question, 0)) == asking.OF_ANOTHER
    assert await standing(store) == {}


async def test_a_question_that_ran_out_takes_no_answer_and_waits_for_its_last_word(
    pressed: Press, store: SqlStore, contact: Person, question: int
) -> None:
    late = await pressed(contact, Choose(question, 0), later=timedelta(days=1))
    assert late == asking.CLOSED
    assert await standing(store) == {}
    async with store.reading() as tx:
        assert await tx.questions.get(question) is not None


@pytest.mark.parametrize("choice", [2, 99, -2])
async def test_a_choice_that_was_never_offered_is_refused(
    pressed: Press, store: SqlStore, contact: Person, question: int, choice: int
) -> None:
    assert await pressed(contact, Choose(question, choice)) == refusals.STALE_BUTTON
    assert await standing(store) == {}


async def test_only_the_sender_undoes(
    pressed: Press, store: SqlStore, contact: Person, enrol: Enrol, question: int
) -> None:
    await pressed(contact, Choose(question, 0))
    other = await enrol(8, "contact", "agriculture-bureau")
    assert await pressed(other, Undo(1, 1)) == receipts.NOT_YOURS
    assert await pressed(contact, Undo(1, 1)) == "已撤销"
    assert await pressed(contact, Undo(1, 1)) == receipts.UNDONE_ALREADY
    assert await standing(store) == {}


async def test_the_offices_buttons_work_for_the_office_alone(pressed: Press, contact: Person) -> None:
    for action in (Bind(GROUP, 1), Remove(contact.id, 1), Invite("office", "")):
        assert await pressed(contact, action) == people_texts.OFFICE_ONLY


async def test_a_strangers_press_does_nothing(pressed: Press, store: SqlStore, question: int) -> None:
    assert await pressed(None, Choose(question, 0)) == people_texts.INVITED_ONLY
    assert await standing(store) == {}


@pytest.mark.parametrize(
    "data", ["", "undo:1", "none:1:2", "pick:99999:0", "undo:424242:424242", "ask:no-such:food-spot-check"]
)
async def test_stale_and_tampered_buttons_have_their_words(
    pressed: Press, enrol: Enrol, store: SqlStore, at: datetime, data: str
) -> None:
    office = await enrol(1, "office")
    async with store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="工作群", at=at)
        await tx.chats.bind(GROUP, bound=True, by=office.id, at=at)
    assert await pressed(office, data) in (refusals.STALE_BUTTON, asking.CLOSED)


async def test_no_figure_is_told_by_a_button_in_a_group_that_is_not_bound(
    pressed: Press, contact: Person, store: SqlStore
) -> None:
    assert await pressed(contact, Ask("value", "food-spot-check")) is not None
    async with store.reading() as tx:
        assert await tx.outbox.next_due_at() is None
