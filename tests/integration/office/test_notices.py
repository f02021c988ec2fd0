"""What is told when something went wrong, to whom, and how often."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.notices import Notices
from handlers.outcomes import GivenUp
from qbot.clock import FixedClock
from qbot.messages import InboxRow, OutboxRow, Outgoing
from qbot.people import Person
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
OFFICE, COLLEAGUE, CONTACT = 1, 2, 7


@pytest.fixture
async def notices(store: SqlStore, at: datetime, enrol: Enrol) -> Notices:
    await enrol(OFFICE, "office")
    await enrol(CONTACT, "contact", "food-drug-bureau")
    return Notices(store, FixedClock(at))


async def told(store: SqlStore, at: datetime) -> list[tuple[int, str]]:
    """Whoever was told, with the words; all is taken as sent."""
    found: list[tuple[int, str]] = []
    while True:
        async with store.writing() as tx:
            rows = await tx.outbox.next_rows(busy=(), limit=99, at=at)
            for row in rows:
                await tx.outbox.sent(row.id, message_id=row.id, at=at)
        if not rows:
            return found
        found += [(row.outgoing.chat_id, str(row.outgoing.payload["text"])) for row in rows]


def update(raw: str) -> InboxRow:
    return InboxRow(id=5, update_id=9, chat_id=CONTACT, raw=raw, tries=3, received_at=datetime(2018, 4, 3))


PRIVATE = (
    '{"update_id": 9, "message": {"chat": {"id": 7, "type": "private"}, "from": {"id": 7}, "text": "x"}}'
)


async def test_the_sender_and_the_office_learn_of_an_update_given_up(
    notices: Notices, store: SqlStore, at: datetime
) -> None:
    await notices.dead(update(PRIVATE), ValueError("boom"))
    heard = dict(await told(store, at))
    assert heard.keys() == {OFFICE, CONTACT}
    assert "没有记录" in heard[CONTACT]
    assert "第 5 号" in heard[OFFICE]


@pytest.mark.parametrize("raw", ["not json", "[]", "{}", "7"])
async def test_an_update_that_cannot_be_read_at_all_is_still_told_to_the_office(
    notices: Notices, store: SqlStore, at: datetime, raw: str
) -> None:
    await notices.dead(update(raw), ValueError("boom"))
    assert [user for user, _ in await told(store, at)] == [OFFICE]


async def test_neither_words_nor_the_error_of_an_update_given_up_are_passed_on(
    notices: Notices, store: SqlStore, at: datetime
) -> None:
    await notices.dead(update(PRIVATE.replace('"x"', '"秘密的话"')), ValueError("boom"))
    assert all("秘密" not in words and "boom" not in words for _, words in await told(store, at))


async def test_who_cannot_be_reached_counts_as_blocked_and_the_office_hears_the_name(
    notices: Notices, store: SqlStore, at: datetime
) -> None:
    await notices.unreachable(CONTACT, "blocked")
    async with store.reading() as tx:
        person = await tx.people.by_user(CONTACT)
    assert person is not None
    assert person.state == "blocked"
    ((user, words),) = await told(store, at)
    assert (user, "用户7" in words) == (OFFICE, True)


async def test_a_groups_title_is_told_escaped(notices: Notices, store: SqlStore, at: datetime) -> None:
    async with store.writing() as tx:
        await tx.chats.see(-5, kind="group", title="<b>&群", at=at)
    await notices.unreachable(-5, "kicked")
    ((_, words),) = await told(store, at)
    assert "&lt;b&gt;&amp;群" in words


async def test_a_removed_person_stays_removed(notices: Notices, store: SqlStore, at: datetime) -> None:
    async with store.writing() as tx:
        person = await tx.people.by_user(CONTACT)
        assert person is not None
        await tx.people.set_state(person.id, "removed", at=at)
    await notices.unreachable(CONTACT, "blocked")
    async with store.reading() as tx:
        person = await tx.people.by_user(CONTACT)
    assert person is not None
    assert person.state == "removed"


async def test_an_office_member_who_is_unreachable_is_not_written_to(
    notices: Notices, store: SqlStore, at: datetime, enrol: Enrol
) -> None:
    await enrol(COLLEAGUE, "office")
    await notices.unreachable(COLLEAGUE, "blocked")
    assert [user for user, _ in await told(store, at)] == [OFFICE]


async def test_who_of_the_office_never_pressed_start_is_not_written_to(
    notices: Notices, store: SqlStore, at: datetime, enrol: Enrol
) -> None:
    await enrol(COLLEAGUE, "office", started=False)
    await notices.dead(update("{}"), ValueError())
    assert [user for user, _ in await told(store, at)] == [OFFICE]


@pytest.mark.parametrize(
    ("kind", "state", "tells"),
    [
        ("reminder", "uncertain", True),
        ("notice", "uncertain", True),
        ("answer", "uncertain", False),
        ("reminder", "unreachable", False),
        ("reminder", "failed", True),
        ("notice", "failed", True),
    ],
)
async def test_the_office_hears_of_reminders_that_may_not_have_arrived(
    notices: Notices, store: SqlStore, at: datetime, *, kind: str, state: str, tells: bool
) -> None:
    outgoing = Outgoing(CONTACT, "sendMessage", {"text": "催"}, kind)  # type: ignore[arg-type]
    await notices.lost(OutboxRow(3, outgoing, 1, at), GivenUp(state, "timeout"))  # type: ignore[arg-type]
    said = [words for _, words in await told(store, at)]
    assert bool(said) is tells
    assert all("用户7" in words for words in said)


async def test_members_of_the_office_do_not_tell_each_other_forever_of_notices_given_up(
    notices: Notices, store: SqlStore, at: datetime, enrol: Enrol
) -> None:
    await enrol(COLLEAGUE, "office")
    outgoing = Outgoing(COLLEAGUE, "sendMessage", {"text": "晨报"}, "notice")
    await notices.lost(OutboxRow(3, outgoing, 1, at), GivenUp("failed", "refused"))
    assert await told(store, at) == []


async def test_what_nobody_asked_for_waits_for_office_hours(store: SqlStore, enrol: Enrol) -> None:
    await enrol(OFFICE, "office")
    await enrol(CONTACT, "contact", "food-drug-bureau")
    night, morning = datetime(2018, 4, 4, 15, tzinfo=UTC), datetime(2018, 4, 8, 1, tzinfo=UTC)
    await Notices(store, FixedClock(night)).unreachable(CONTACT, "blocked")
    assert await told(store, morning - timedelta(seconds=1)) == []
    assert [user for user, _ in await told(store, morning)] == [OFFICE]


async def test_a_year_without_known_holidays_is_told_once(
    notices: Notices, store: SqlStore, at: datetime
) -> None:
    for day in (date(2018, 4, 3), date(2050, 1, 4), date(2050, 1, 5)):
        await notices.unknown_calendar(day)
    assert [user for user, _ in await told(store, at)] == [OFFICE]
