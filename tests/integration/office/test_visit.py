"""Who is behind an update, and when it was said."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from telegram import Update

from handlers.delivery import Delivery
from handlers.files import Files
from handlers.painter import Painter
from handlers.turns import Turn, begin
from handlers.visit import Desk, Visit, visit
from qbot.clock import FixedClock
from qbot.messages import InboxRow, NewUpdate, Outgoing
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reading.reader import Reader
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
See = Callable[..., Awaitable[Visit | None]]
GROUP = {"id": -1001, "type": "supergroup", "title": "工作群"}
PRIVATE = {"id": 7, "type": "private", "first_name": "李强"}
LI = {"id": 7, "is_bot": False, "first_name": "李强"}


@pytest.fixture
def see(store: SqlStore, plan: Plan, at: datetime) -> See:
    """The visit of a message with these fields, received at `at` and sent an hour before."""

    async def look(*, rehearsal: bool = False, key: str = "message", **fields: Any) -> Visit | None:
        sent = int((at - timedelta(hours=1)).timestamp())
        message = {"message_id": 5, "date": sent, "chat": PRIVATE, "from": LI, "text": "食品96.5", **fields}
        async with store.writing() as tx:
            await tx.inbox.add([NewUpdate(1, message["chat"]["id"], key, "{}")], at=at)
        clock = FixedClock(at)
        begin(Turn(InboxRow(1, 1, 7, "{}", 0, at), store=store, clock=clock))
        desk = Desk(
            plan=plan,
            reader=Reader(plan),
            store=store,
            clock=clock,
            delivery=cast(Delivery, None),  # nothing here is sent past the outbox
            files=cast(Files, None),  # nothing here fetches a file
            painter=cast(Painter, None),  # nothing here is painted
            bot_id=9,
            bot_username="qbot",
            rehearsal=rehearsal,
        )
        return await visit(desk, Update.de_json({"update_id": 1, key: message}, None))

    return look


async def test_a_person_is_looked_up_for_every_update(
    see: See, enrol: Enrol, store: SqlStore, at: datetime
) -> None:
    stranger = await see()
    person = await enrol(7, "contact", "food-drug-bureau")
    known = await see()
    async with store.writing() as tx:
        await tx.people.set_state(person.id, "removed", at=at)
    removed = await see()
    assert [each and each.person for each in (stranger, known, removed)] == [None, person, None]


@pytest.mark.parametrize("user_id", [1087968824, 777000, 136817688])
async def test_nobody_speaks_for_anonymous_admins_and_linked_channels(see: See, user_id: int) -> None:
    assert (
        await see(**{"chat": GROUP, "from": {"id": user_id, "is_bot": False, "first_name": "Group"}}) is None
    )


async def test_bots_and_channels_are_nobody(see: See) -> None:
    assert await see(**{"from": {**LI, "is_bot": True}}) is None
    assert await see(chat={"id": -5, "type": "channel", "title": "频道"}) is None


async def test_a_message_counts_from_when_it_was_sent(see: See, at: datetime) -> None:
    here = await see()
    assert here is not None
    assert (here.said_at, here.at) == (at - timedelta(hours=1), at)


async def test_an_edited_message_counts_from_when_it_was_first_sent(see: See, at: datetime) -> None:
    here = await see(key="edited_message", edit_date=int(at.timestamp()))
    assert here is not None
    assert here.said_at == at - timedelta(hours=1)


async def test_a_message_from_the_future_counts_from_when_it_came_in(see: See, at: datetime) -> None:
    here = await see(date=int((at + timedelta(days=400)).timestamp()))
    assert here is not None
    assert here.said_at == at


async def test_in_a_rehearsal_the_bots_clock_alone_counts(see: See, at: datetime) -> None:
    here = await see(rehearsal=True)
    assert here is not None
    assert here.said_at == at


async def test_figures_are_told_in_private_and_in_bound_groups_alone(
    see: See, enrol: Enrol, store: SqlStore, at: datetime
) -> None:
    office = await enrol(1, "office")
    private, unknown = await see(), await see(chat=GROUP)
    async with store.writing() as tx:
        await tx.chats.see(GROUP["id"], kind="group", title="工作群", at=at)
        await tx.chats.bind(GROUP["id"], bound=True, by=office.id, at=at)
    bound = await see(chat=GROUP)
    assert [each and each.is_bound for each in (private, unknown, bound)] == [True, False, True]


@pytest.mark.parametrize(("is_topic", "thread"), [(True, 31), (False, None)])
async def test_a_thread_counts_only_where_it_is_a_topic(see: See, is_topic: bool, thread: int | None) -> None:
    here = await see(chat=GROUP, message_thread_id=31, is_topic_message=is_topic)
    assert here is not None
    assert here.thread_id == thread


async def test_a_blocked_person_who_writes_is_reachable_again(
    see: See, enrol: Enrol, store: SqlStore, at: datetime
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    async with store.writing() as tx:
        await tx.people.set_state(person.id, "blocked", at=at)
    here = await see()
    assert here is not None
    async with here.writing():
        pass
    async with store.reading() as tx:
        found, chat = await tx.people.by_user(7), await tx.chats.get(7)
    assert found is not None
    assert chat is not None
    assert (found.state, chat.state) == ("active", "active")


def reply_to(text: str, sender: int) -> dict[str, Any]:
    """A message that is replied to and that no row of the outbox is known to have become."""
    sent_by = {"id": sender, "is_bot": sender == 9, "first_name": "某某"}
    return {"message_id": 4, "date": 1, "chat": PRIVATE, "from": sent_by, "text": text}


async def test_a_receipt_answered_before_its_delivery_is_on_record_is_known_by_its_words(
    see: See, enrol: Enrol
) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    here = await see(reply_to_message=reply_to("✅ 已记录 R-12 · 未审\n重点食品 96.6%", sender=9))
    assert here is not None
    assert here.reply_subject == "R-12"


async def test_only_the_bots_own_words_tell_what_a_reply_is_about(see: See, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    for text, sender in (("✅ 已记录 R-12 · 未审", 7), ("请先看 R-12", 9)):
        here = await see(reply_to_message=reply_to(text, sender=sender))
        assert here is not None
        assert here.reply_subject is None


async def test_a_question_answered_before_its_delivery_is_on_record_is_known_by_its_words(
    see: See, enrol: Enrol, store: SqlStore, at: datetime
) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    payload = {"text": "❓ <b>食品</b> · 96 &gt; 95\n哪一期?", "parse_mode": "HTML"}
    call = Outgoing(7, "sendMessage", payload, "question", subject="question:3")
    async with store.writing() as tx:
        await tx.outbox.add([call], at=at)
    here = await see(reply_to_message=reply_to("❓ 食品 · 96 > 95\n哪一期?", sender=9))
    assert here is not None
    assert here.reply_subject == "question:3"
    other = await see(reply_to_message=reply_to("❓ 药品", sender=9))
    assert other is not None
    assert other.reply_subject is None
