"""Filing and undoing reports: whose figure it is, what stands, what stays."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from qbot.errors import Gone, NotAllowed
from qbot.ledger.chain import check_chain
from qbot.ledger.versions import Series, Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reporting import Filed, Origin, file_report
from qbot.withdrawing import Withdrawn, last_report, no_longer_said, undo
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    indicator: str
    value: Decimal
    numerator: int | None = None
    denominator: int | None = None
    period: str = "2018-03"
    unit: str | None = None
    said_period: bool = True


def food(value: str = "96.6", unit: str | None = None) -> Item:
    return Item("food-spot-check", Decimal(value), unit=unit)


@dataclass
class Ledger:
    """The use cases, each in its own transaction; messages are numbered as they come."""

    store: SqlStore
    plan: Plan
    at: datetime
    messages: int = 0

    async def file(self, person: Person, *items: Item, message: int | None = None) -> Filed:
        self.messages += 1
        origin = Origin("原文", person.telegram_user_id, message or self.messages)
        async with self.store.writing() as tx:
            return await file_report(tx, self.plan, person, items, origin=origin, at=self.at)

    async def undo(
        self, person: Person, *numbers: int, later: timedelta = timedelta()
    ) -> tuple[Withdrawn, ...]:
        async with self.store.writing() as tx:
            return await undo(tx, person, numbers, origin=Origin("撤销", None, None), at=self.at + later)

    async def last(self, person: Person) -> tuple[int, ...]:
        async with self.store.writing() as tx:
            return await last_report(tx, person)

    async def unsaid(self, filed: Filed, person: Person, message: int) -> tuple[int, ...]:
        origin = Origin("改过", person.telegram_user_id, message)
        async with self.store.writing() as tx:
            return await no_longer_said(tx, filed, origin=origin)

    async def standing(self, series: Series = FOOD) -> str | None:
        async with self.store.reading() as tx:
            versions: dict[Series, Version] = {each.series: each for each in await tx.reports.standing()}
        return str(versions[series].value) if series in versions else None

    async def check(self) -> int:
        async with self.store.reading() as tx:
            assert await tx.reports.standing_mismatch() is None
            return check_chain([version async for version in tx.reports.all()])


@pytest.fixture
def ledger(store: SqlStore, plan: Plan, at: datetime) -> Ledger:
    return Ledger(store, plan, at)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


@pytest.fixture
def township(plan: Plan) -> str:
    return next(unit.id for unit in plan.units if unit.kind == "township")


async def test_the_lead_units_contact_reports_the_citys_figure(ledger: Ledger, contact: Person) -> None:
    filed = await ledger.file(contact, food())
    assert filed.foreign is None
    assert [(each.version.series, each.is_new, each.replaced) for each in filed.recorded] == [
        (FOOD, True, None)
    ]
    assert await ledger.standing() == "96.6"


async def test_the_version_keeps_the_words_and_the_place_of_the_message(
    ledger: Ledger, contact: Person
) -> None:
    version = (await ledger.file(contact, food())).recorded[0].version
    draft = version.draft
    assert (draft.text, draft.chat_id, draft.message_id, draft.reporter_id, draft.source) == (
        "原文",
        7,
        1,
        contact.id,
        "message",
    )
    assert version.reported_at == ledger.at


async def test_a_townships_contact_reports_the_townships_own_figure(
    ledger: Ledger, enrol: Enrol, township: str
) -> None:
    filed = await ledger.file(await enrol(8, "contact", township), food("98"))
    assert filed.recorded[0].version.series == Series("food-spot-check", township, "2018-03")
    assert await ledger.standing() is None


async def test_who_speaks_for_two_townships_must_say_which(ledger: Ledger, enrol: Enrol, plan: Plan) -> None:
    one, two = [unit.id for unit in plan.units if unit.kind == "township"][:2]
    person = await enrol(8, "contact", one, two)
    assert (await ledger.file(person, food())).recorded == ()
    named = await ledger.file(person, food(unit=two))
    assert named.recorded[0].version.series.unit == two


async def test_another_units_indicator_is_not_recorded(ledger: Ledger, contact: Person) -> None:
    filed = await ledger.file(contact, Item("agri-spot-check", Decimal(97)))
    assert filed.recorded == ()
    assert filed.foreign is not None
    assert filed.foreign.indicators == ("agri-spot-check",)
    assert await ledger.check() == 0


async def test_a_unit_that_is_not_ones_own_is_refused_even_for_ones_own_indicator(
    ledger: Ledger, contact: Person, township: str
) -> None:
    filed = await ledger.file(contact, food(unit=township))
    assert filed.recorded == ()
    assert filed.foreign is not None
    assert filed.foreign.unit == township


async def test_a_department_does_not_report_another_departments_indicator_as_its_own(
    ledger: Ledger, contact: Person
) -> None:
    filed = await ledger.file(contact, Item("agri-spot-check", Decimal(97), unit="food-drug-bureau"))
    assert filed.recorded == ()


async def test_of_a_mixed_message_ones_own_part_is_recorded(ledger: Ledger, contact: Person) -> None:
    filed = await ledger.file(contact, food(), Item("agri-spot-check", Decimal(97)))
    assert filed.numbers == (1,)
    assert filed.foreign is not None
    assert filed.foreign.indicators == ("agri-spot-check",)


async def test_the_office_speaks_for_the_unit_that_hosts_it_alone(ledger: Ledger, office: Person) -> None:
    filed = await ledger.file(office, Item("product-pass-rate", Decimal(97), period="2018-Q1"), food())
    assert [each.version.series.unit for each in filed.recorded] == ["quality-bureau"]
    assert filed.foreign is not None


async def test_an_official_reports_nothing(ledger: Ledger, enrol: Enrol) -> None:
    official = await enrol(9, "official")
    with pytest.raises(NotAllowed):
        await ledger.file(official, food())
    assert await ledger.check() == 0


async def test_a_figure_said_twice_in_one_message_is_one_version(ledger: Ledger, contact: Person) -> None:
    filed = await ledger.file(contact, food("96"), food("97"))
    assert filed.numbers == (1,)
    assert await ledger.standing() == "97"


async def test_the_same_figure_again_makes_no_new_version(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    again = await ledger.file(contact, food("96.60"))
    assert [(each.version.number, each.is_new) for each in again.recorded] == [(1, False)]
    assert again.numbers == ()
    assert await ledger.check() == 1


async def test_the_same_rate_with_counts_behind_it_is_a_new_version(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    counted = Item("food-spot-check", Decimal("96.6"), 483, 500)
    assert (await ledger.file(contact, counted)).numbers == (2,)


async def test_the_rate_alone_does_not_blot_out_the_counts_behind_it(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, Item("food-spot-check", Decimal("96.6"), 483, 500))
    assert (await ledger.file(contact, food())).numbers == ()
    other = Item("food-spot-check", Decimal("96.6"), 966, 1000)
    assert (await ledger.file(contact, other)).numbers == (2,)


async def test_a_new_figure_replaces_and_keeps_the_former(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("96.6"))
    filed = await ledger.file(contact, food("95.8"))
    (recorded,) = filed.recorded
    assert recorded.replaced is not None
    assert (recorded.replaced.number, recorded.version.number) == (1, 2)
    assert await ledger.standing() == "95.8"
    assert await ledger.check() == 2


async def test_undoing_lets_the_former_stand_again(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("96.6"))
    await ledger.file(contact, food("95.8"))
    (withdrawn,) = await ledger.undo(contact, 2)
    assert withdrawn.stands is not None
    assert withdrawn.stands.number == 1
    assert await ledger.standing() == "96.6"
    assert await ledger.check() == 3


async def test_undoing_the_only_version_leaves_nothing(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    (withdrawn,) = await ledger.undo(contact, 1)
    assert withdrawn.stands is None
    assert await ledger.standing() is None


async def test_undoing_twice_does_no_harm(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    await ledger.undo(contact, 1)
    with pytest.raises(Gone):
        await ledger.undo(contact, 1)
    assert await ledger.check() == 2


async def test_a_withdrawal_itself_cannot_be_withdrawn(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    await ledger.undo(contact, 1)
    with pytest.raises(Gone):
        await ledger.undo(contact, 2)


async def test_nobody_undoes_what_another_reported(ledger: Ledger, contact: Person, enrol: Enrol) -> None:
    await ledger.file(contact, food())
    with pytest.raises(NotAllowed):
        await ledger.undo(await enrol(8, "contact", "food-drug-bureau"), 1)
    assert await ledger.standing() == "96.6"


async def test_a_range_that_reaches_into_anothers_reports_undoes_none(
    ledger: Ledger, contact: Person, enrol: Enrol
) -> None:
    other = await enrol(8, "contact", "agriculture-bureau")
    await ledger.file(contact, food())
    await ledger.file(other, Item("agri-spot-check", Decimal(97)))
    with pytest.raises(NotAllowed):
        await ledger.undo(contact, 1, 2)
    assert await ledger.standing() == "96.6"


@pytest.mark.parametrize(("later", "works"), [(DAY, True), (DAY + timedelta(seconds=1), False)])
async def test_the_sender_undoes_within_a_day(
    ledger: Ledger, contact: Person, later: timedelta, works: bool
) -> None:
    await ledger.file(contact, food())
    if works:
        assert len(await ledger.undo(contact, 1, later=later)) == 1
    else:
        with pytest.raises(Gone, match="too old"):
            await ledger.undo(contact, 1, later=later)


async def test_the_office_undoes_anything_at_any_time(
    ledger: Ledger, contact: Person, office: Person
) -> None:
    await ledger.file(contact, food())
    (withdrawn,) = await ledger.undo(office, 1, later=90 * DAY)
    assert withdrawn.version.number == 1


async def test_a_number_that_does_not_exist_is_gone(ledger: Ledger, contact: Person) -> None:
    with pytest.raises(Gone):
        await ledger.undo(contact, 99)


async def test_an_undone_figure_can_be_reported_again(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food())
    await ledger.undo(contact, 1)
    assert (await ledger.file(contact, food())).numbers == (3,)
    assert await ledger.standing() == "96.6"


async def test_the_last_report_is_all_that_one_message_brought(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("95"))
    await ledger.file(contact, food("96"), Item("drug-spot-check", Decimal(99)))
    assert sorted(await ledger.last(contact)) == [2, 3]


async def test_after_an_undo_the_report_before_is_the_last(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("95"))
    await ledger.file(contact, Item("drug-spot-check", Decimal(99)))
    await ledger.undo(contact, 2)
    assert await ledger.last(contact) == (1,)


async def test_who_reported_nothing_has_nothing_to_undo(ledger: Ledger, contact: Person) -> None:
    with pytest.raises(Gone):
        await ledger.last(contact)


async def test_an_edit_of_the_value_leaves_nothing_unsaid(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("95"), message=50)
    assert await ledger.unsaid(await ledger.file(contact, food("96"), message=50), contact, 50) == ()


async def test_an_edit_of_the_period_leaves_the_former_period_to_be_taken_back(
    ledger: Ledger, contact: Person
) -> None:
    await ledger.file(contact, food(), message=50)
    february = Item("food-spot-check", Decimal("96.6"), period="2018-02")
    assert await ledger.unsaid(await ledger.file(contact, february, message=50), contact, 50) == (1,)


async def test_what_another_message_has_replaced_is_not_taken_back(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food("95"), message=50)
    await ledger.file(contact, food("96"), message=51)
    february = Item("food-spot-check", Decimal("96.6"), period="2018-02")
    assert await ledger.unsaid(await ledger.file(contact, february, message=50), contact, 50) == ()


async def test_an_edit_that_is_not_recorded_takes_nothing_back(ledger: Ledger, contact: Person) -> None:
    await ledger.file(contact, food(), message=50)
    foreign = await ledger.file(contact, Item("agri-spot-check", Decimal(97)), message=50)
    assert await ledger.unsaid(foreign, contact, 50) == ()
