"""Scores from the ledger, their time for objections, and what hinders their publication."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qbot.assessing import (
    UnderReview,
    answer_objection,
    draft_now,
    objectionable,
    publish,
    published,
    raise_objection,
    send_out,
    under_review,
    units_of,
)
from qbot.documents.assessment import Assessment
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.tasks.progress import Stated
from storage.store import SqlStore
from tests.integration.office.conftest import Enrol

UNIT = "food-drug-bureau"
AT = datetime(2018, 4, 20, 1, 0, tzinfo=UTC)
OVER = datetime(2018, 5, 4, 1, 0, tzinfo=UTC)
FEBRUARY = Series("food-spot-check", UNIT, "2018-02")
SendOut = Callable[[], Awaitable[UnderReview]]


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


async def drafted(store: SqlStore, plan: Plan, *, at: datetime = AT) -> Assessment:
    assert plan.scoring is not None
    async with store.reading() as tx:
        return await draft_now(tx, plan, rules=plan.scoring, at=at)


@pytest.fixture
def sent(store: SqlStore, plan: Plan, office: Person) -> SendOut:
    """Freeze the scores of now for the units."""

    async def send() -> UnderReview:
        assessment = await drafted(store, plan)
        async with store.writing() as tx:
            await send_out(tx, office, assessment, file="x", at=AT)
            found = await under_review(tx)
        assert found is not None
        return found

    return send


async def test_reports_count_for_completeness_and_orders_cost_points(
    store: SqlStore, plan: Plan, office: Person
) -> None:
    before = (await drafted(store, plan)).of(UNIT)
    async with store.writing() as tx:
        draft = Draft(FEBRUARY, "value", office.id, "message", "原文", value=Decimal("96"))
        await tx.reports.append([draft], at=datetime(2018, 3, 2, 1, 0, tzinfo=UTC))
        await tx.orders.issue(
            FEBRUARY,
            step="order",
            light="red",
            text="请报",
            answer_by_on=None,
            by=office.id,
            year=2018,
            at=AT,
        )
    after = (await drafted(store, plan)).of(UNIT)
    assert before is not None and after is not None
    assert [part.reached for part in before.parts] == [0, 0, 0]
    assert [part.reached for part in after.parts] == [1, 1, 1]
    assert [each.event.kind for each in after.deducted] == ["supervised"]
    assert after.deducted[0].event.note == "督办〔2018〕1号"


async def test_units_to_which_nothing_fell_due_have_no_score(store: SqlStore, plan: Plan) -> None:
    assessment = await drafted(store, plan)
    assert assessment.of("finance-bureau") is None
    early = await drafted(store, plan, at=datetime(2017, 11, 3, tzinfo=UTC))
    assert early.scores == ()


async def test_a_draft_is_published_word_for_word_when_its_time_is_over(
    store: SqlStore, office: Person, sent: SendOut
) -> None:
    draft = await sent()
    assert draft.hinders(draft.assessment.objections_until) == "too-early"
    async with store.writing() as tx:
        with pytest.raises(Gone):
            await publish(tx, office, 1, at=AT)
        assert await published(tx) is None
        await publish(tx, office, 1, at=OVER)
        found = await published(tx)
        assert await under_review(tx) is None
    assert found is not None
    assert found[1] == draft.assessment


async def test_an_open_objection_holds_the_publication_until_it_is_answered(
    store: SqlStore, office: Person, enrol: Enrol, sent: SendOut
) -> None:
    contact = await enrol(7, "contact", UNIT)
    draft = await sent()
    assert units_of(contact, draft.assessment) == (UNIT,)
    async with store.writing() as tx:
        found = await raise_objection(tx, contact, draft, unit=UNIT, text="报过", at=AT)
    async with store.writing() as tx:
        with pytest.raises(Gone):
            await publish(tx, office, 1, at=OVER)
        await answer_objection(tx, office, found.id, text="未收到", at=OVER)
        with pytest.raises(Gone):
            await answer_objection(tx, office, found.id, text="再答", at=OVER)
        await publish(tx, office, 1, at=OVER)


async def test_a_newer_draft_does_not_pass_over_what_was_objected_to_the_one_before(
    store: SqlStore, office: Person, enrol: Enrol, sent: SendOut
) -> None:
    contact = await enrol(7, "contact", UNIT)
    first = await sent()
    async with store.writing() as tx:
        found = await raise_objection(tx, contact, first, unit=UNIT, text="报过", at=AT)
    second = await sent()
    assert [each.id for each in second.objections] == [found.id]
    assert second.hinders(date(2018, 5, 4)) == "unanswered"
    async with store.writing() as tx:
        await answer_objection(tx, office, found.id, text="已改", at=AT)
        await publish(tx, office, 2, at=OVER)


async def test_a_unit_objects_for_itself_within_its_time_and_to_the_newest_draft(
    store: SqlStore, office: Person, enrol: Enrol, sent: SendOut
) -> None:
    contact = await enrol(7, "contact", UNIT)
    await sent()
    async with store.reading() as tx:
        assert await objectionable(tx, contact, number=1, unit=UNIT, on=date(2018, 4, 20))
        with pytest.raises(NotAllowed):
            await objectionable(tx, contact, number=1, unit="agriculture-bureau", on=date(2018, 4, 20))
        with pytest.raises(NotAllowed):
            await objectionable(tx, office, number=1, unit=UNIT, on=date(2018, 4, 20))
        with pytest.raises(Gone):
            await objectionable(tx, contact, number=1, unit=UNIT, on=date(2018, 5, 4))
    second = await sent()
    assert second.assessment.number == 2
    async with store.reading() as tx:
        with pytest.raises(Gone):
            await objectionable(tx, contact, number=1, unit=UNIT, on=date(2018, 4, 20))


async def test_townships_are_scored_by_the_words_that_they_owe(
    store: SqlStore, plan: Plan, office: Person
) -> None:
    async with store.writing() as tx:
        await tx.progress.add(
            item="food-crime", unit="yanji-zhen", person_id=office.id, stated=Stated("running"),
            text="推进中", chat_id=None, message_id=None, at=datetime(2018, 4, 10, 1, tzinfo=UTC),
        )  # fmt: skip
    late = await drafted(store, plan, at=datetime(2018, 5, 10, 1, tzinfo=UTC))
    told, silent = late.of("yanji-zhen"), late.of("chengguan-zhen")
    assert told is not None and silent is not None
    assert [(part.reached, part.counted) for part in told.parts] == [(1, 1), (1, 1), (0, 0)]
    assert (told.total, silent.total, told.is_scaled) == (100, 0, True)
