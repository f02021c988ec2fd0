"""An issue of the brief from the ledger, and an issued one built again."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from qbot.briefing import has_changed, issue_again, issue_now, issued_snapshot, reasons
from qbot.documents.correction import Correction, corrections
from qbot.documents.issue import snapshot_of
from qbot.documents.snapshot import Snapshot
from qbot.errors import SnapshotAltered
from qbot.ledger.versions import Draft, Series, State, Version
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore
from tests.integration.office.conftest import Enrol

AT = datetime(2018, 4, 20, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)
FOOD, DRUG = "food-spot-check", "drug-spot-check"


class Ledger:
    """Reports, an issue, and what has to be corrected of it."""

    def __init__(self, store: SqlStore, plan: Plan, person: Person) -> None:
        self.store, self._plan, self.person = store, plan, person

    async def report(
        self,
        indicator: str,
        value: str | None,
        *,
        at: datetime,
        period: str = "2018-03",
        reason: str | None = None,
        takes_back: int = 0,
    ) -> Version:
        state: State = "withdrawn" if takes_back else "value"
        draft = Draft(
            Series(indicator, "food-drug-bureau", period), state, self.person.id, "message", "原文",
            value=Decimal(value) if value else None, withdraws=takes_back or None, reason=reason,
        )  # fmt: skip
        async with self.store.writing() as tx:
            [version] = await tx.reports.append([draft], at=at)
        return version

    async def issue(self, *, at: datetime = AT) -> Snapshot:
        async with self.store.reading() as tx:
            snapshot = snapshot_of(self._plan, await issue_now(tx, self._plan, at=at))
        async with self.store.writing() as tx:
            await tx.issued.add(
                "brief", snapshot.number, snapshot=snapshot.content(), checksum=snapshot.checksum,
                file="x", by=self.person.id, at=at,
            )  # fmt: skip
        return snapshot

    async def corrected(self, number: int = 1) -> Sequence[Correction]:
        async with self.store.reading() as tx:
            issued = await issued_snapshot(tx, number)
            assert issued is not None
            return corrections(issued, snapshot_of(self._plan, await issue_again(tx, self._plan, issued)))


@pytest.fixture
async def ledger(store: SqlStore, plan: Plan, enrol: Enrol) -> Ledger:
    return Ledger(store, plan, await enrol(7, "contact", "food-drug-bureau"))


async def test_an_issue_counts_what_is_owed_and_follows_the_one_before(ledger: Ledger, plan: Plan) -> None:
    await ledger.report(FOOD, "96.6", at=AT)
    first = await ledger.issue()
    owed = {each.of: each.value for each in first.figures.values() if each.about == "owed"}
    assert int(owed["expected"] or 0) == int(owed["reported"] or 0) + int(owed["open"] or 0)
    assert owed["reported"] == "1"
    async with ledger.store.reading() as tx:
        second = await issue_now(tx, plan, at=LATER)
        assert await issued_snapshot(tx, 2) is None
    assert (second.number, second.previous) == (2, first)


async def test_an_issue_built_again_at_once_is_the_same(ledger: Ledger) -> None:
    await ledger.report(FOOD, "96.6", at=AT)
    await ledger.report(DRUG, "98.5", at=AT)
    snapshot = await ledger.issue()
    assert await ledger.corrected() == ()
    async with ledger.store.reading() as tx:
        assert not await has_changed(tx, snapshot)


async def test_a_correction_is_found_with_its_reason(ledger: Ledger) -> None:
    await ledger.report(FOOD, "94.6", at=AT)
    snapshot = await ledger.issue()
    await ledger.report(FOOD, "96.6", at=LATER, reason="漏计一批")
    found = await ledger.corrected()
    assert (found[0].issued.value, found[0].now and found[0].now.value) == ("94.6", "96.6")
    async with ledger.store.reading() as tx:
        assert await has_changed(tx, snapshot)
        assert await reasons(tx, found) == {found[0].code: "漏计一批"}


async def test_a_figure_taken_back_is_corrected_and_owed(ledger: Ledger) -> None:
    version = await ledger.report(FOOD, "94.6", at=AT)
    await ledger.issue()
    await ledger.report(FOOD, None, at=LATER, takes_back=version.number)
    about = {(each.issued.about, each.issued.of) for each in await ledger.corrected()}
    assert {("figure", FOOD), ("owed", "open")} <= about


async def test_neither_later_verdicts_nor_later_leave_nor_late_figures_correct_an_issue(
    ledger: Ledger, store: SqlStore
) -> None:
    version = await ledger.report(FOOD, "94.6", at=AT)
    await ledger.issue()
    owed = Series(DRUG, "food-drug-bureau", "2018-03")
    async with store.writing() as tx:
        await tx.reviews.add(version.number, step="returned", words="x", person_id=ledger.person.id, at=LATER)
        asked = await tx.extensions.ask(
            owed, by=ledger.person.id, until_on=date(2018, 5, 4), reason="x", at=LATER
        )
        await tx.extensions.decide(asked.id, granted=True, by=ledger.person.id, at=LATER)
    await ledger.report(DRUG, "98.5", at=LATER)
    assert await ledger.corrected() == ()


async def test_a_snapshot_that_does_not_fit_its_checksum_is_refused(ledger: Ledger, store: SqlStore) -> None:
    snapshot = await ledger.issue()
    async with store.writing() as tx:
        await tx.issued.add(
            "brief", 2, snapshot={**snapshot.content(), "number": 2}, checksum=snapshot.checksum,
            file="x", by=ledger.person.id, at=AT,
        )  # fmt: skip
    async with store.reading() as tx:
        with pytest.raises(SnapshotAltered):
            await issued_snapshot(tx, 2)


async def test_a_change_from_a_corrected_issue_is_measured_from_what_stands(ledger: Ledger) -> None:
    await ledger.report(FOOD, "94.6", at=AT)
    first = await ledger.issue()
    corrected = await ledger.report(FOOD, "95.2", at=LATER, reason="漏计一批")
    in_may = AT + timedelta(days=20)
    await ledger.report(FOOD, "96.2", at=in_may, period="2018-04")
    second = await ledger.issue(at=in_may)
    change = second.quoted("change", FOOD)
    assert change is not None
    assert (change.value, change.sources[1:]) == ("1", ("1:A5", f"R-{corrected.number}"))
    assert await ledger.corrected(2) == ()
    async with ledger.store.reading() as tx:
        assert await issued_snapshot(tx, 1) == first
        assert not await has_changed(tx, second)


async def test_a_figure_corrected_after_two_issues_corrects_the_change_that_the_second_told(
    ledger: Ledger,
) -> None:
    await ledger.report(FOOD, "94.6", at=AT)
    await ledger.issue()
    in_may = AT + timedelta(days=20)
    await ledger.report(FOOD, "96.2", at=in_may, period="2018-04")
    second = await ledger.issue(at=in_may)
    await ledger.report(FOOD, "95.2", at=in_may + timedelta(days=1), reason="漏计一批")
    [found] = await ledger.corrected(2)
    assert (found.issued.about, found.issued.value, found.now and found.now.value) == ("change", "1.6", "1")
    async with ledger.store.reading() as tx:
        assert await has_changed(tx, second)
