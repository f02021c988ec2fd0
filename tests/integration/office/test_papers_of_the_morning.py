"""The morning tells of an issued brief that was overtaken, and of a self-check whose phase runs out."""

from datetime import datetime
from decimal import Decimal

from handlers.texts.morning import morning as words
from qbot.briefing import issue_again, issue_now, issued_snapshot
from qbot.documents.issue import snapshot_of
from qbot.ledger.versions import Draft
from qbot.nudging.morning import morning_of
from qbot.nudging.papers import Papers, papers
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.conftest import Enrol
from tests.integration.office.nudge_stage import MARCH_DRUG, MARCH_FOOD, city

ISSUED = city("2018-04-10T10:00")
MORNING = city("2018-04-11T08:40")


async def report(store: SqlStore, person: Person, value: str, *, at: datetime, drug: bool = False) -> None:
    series = MARCH_DRUG if drug else MARCH_FOOD
    draft = Draft(series, "value", person.id, "message", value, value=Decimal(value))
    async with store.writing() as tx:
        await tx.reports.append([draft], at=at)


async def issue(store: SqlStore, plan: Plan, by: Person, *, checksum: str | None = None) -> None:
    async with store.reading() as tx:
        snapshot = snapshot_of(plan, await issue_now(tx, plan, at=ISSUED))
    async with store.writing() as tx:
        await tx.issued.add(
            "brief", 1, snapshot=snapshot.content(), checksum=checksum or snapshot.checksum, file="x",
            by=by.id, at=ISSUED,
        )  # fmt: skip


async def found(store: SqlStore, plan: Plan, *, now: datetime = MORNING) -> Papers:
    async with store.reading() as tx:
        return await papers(tx, plan, now=now)


async def test_a_corrected_figure_of_an_issued_brief_is_told_until_a_note_says_so(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    office = await enrol(1, "office")
    await report(store, office, "94.6", at=ISSUED)
    await issue(store, plan, office)
    await report(store, office, "98.6", at=MORNING, drug=True)  # late, which corrects nothing
    assert (await found(store, plan)).is_quiet
    await report(store, office, "96.6", at=MORNING)
    assert (await found(store, plan)).to_correct == 1
    async with store.reading() as tx:
        told = words(plan, await morning_of(tx, plan, now=MORNING))
        issued = await issued_snapshot(tx, 1)
        assert issued is not None
        rebuilt = snapshot_of(plan, await issue_again(tx, plan, issued))
    assert any("简报第1期签发后有数更正" in block for block in told.blocks)
    assert "简报第1期更正说明" in [button.label for row in told.buttons for button in row]
    async with store.writing() as tx:
        await tx.issued.add(
            "correction", 1, snapshot=rebuilt.content(), checksum=rebuilt.checksum, file="y",
            by=office.id, at=MORNING,
        )  # fmt: skip
    assert (await found(store, plan)).to_correct is None


async def test_a_brief_that_was_altered_in_the_database_is_told_and_stops_nothing(
    store: SqlStore, plan: Plan, enrol: Enrol
) -> None:
    office = await enrol(1, "office")
    await issue(store, plan, office, checksum="ab")
    assert (await found(store, plan)).altered == 1
    async with store.reading() as tx:
        told = words(plan, await morning_of(tx, plan, now=MORNING))
    assert any("校验码不一致" in block for block in told.blocks)


async def test_the_self_check_is_asked_for_in_the_last_fortnight_of_its_phase(
    store: SqlStore, plan: Plan
) -> None:
    assert (await found(store, plan, now=city("2019-07-16T08:40"))).self_check is None
    due = (await found(store, plan, now=city("2019-07-17T08:40"))).self_check
    assert due is not None
    assert (due.phase.id, due.days_left, due.lacking) == ("self-check", 14, 25)
    async with store.reading() as tx:
        told = words(plan, await morning_of(tx, plan, now=city("2019-07-31T08:40")))
    assert any("「自查申报」今天结束,自查材料还有25项不齐" in block for block in told.blocks)
    assert (await found(store, plan, now=city("2019-08-01T08:40"))).self_check is None
