"""Verdicts over a real ledger: what they need, what they change, and what takes them away."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from qbot import answering
from qbot.errors import Gone
from qbot.ledger.versions import Draft, Flag, Series, Verdict, Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reporting import Origin
from qbot.reviewing import contacts_of, judge, pass_plain, queue, remark
from qbot.withdrawing import undo
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
Report = Callable[..., Awaitable[Version]]
Judge = Callable[..., Awaitable[Version]]
ON = date(2018, 4, 10)


@pytest.fixture
async def contact(enrol: Enrol) -> Person:
    return await enrol(7, "contact", "food-drug-bureau")


@pytest.fixture
async def office(enrol: Enrol) -> Person:
    return await enrol(1, "office")


@pytest.fixture
def report(store: SqlStore, contact: Person, at: datetime) -> Report:
    """`await report("96.6", period="2018-02", flags=("jump",))`: the version stored."""

    async def add(value: str, *, period: str = "2018-03", flags: tuple[Flag, ...] = ()) -> Version:
        draft = Draft(
            series=Series("food-spot-check", "food-drug-bureau", period),
            state="value",
            value=Decimal(value),
            reporter_id=contact.id,
            source="message",
            text=f"食品抽检{value}",
            flags=flags,
        )
        async with store.writing() as tx:
            (version,) = await tx.reports.append([draft], at=at)
        return version

    return add


@pytest.fixture
def judged(store: SqlStore, office: Person, at: datetime) -> Judge:
    async def act(number: int, verdict: Verdict, *, seen: int = 0, reason: str | None = None) -> Version:
        async with store.writing() as tx:
            return await judge(tx, office, number, verdict=verdict, seen=seen, reason=reason, at=at)

    return act


async def standing(store: SqlStore) -> Version:
    async with store.reading() as tx:
        (version,) = await tx.reports.standing(periods={"2018-03"})
    return version


async def test_a_returned_figure_is_owed_again_and_a_passed_one_is_not(
    store: SqlStore, plan: Plan, report: Report, judged: Judge
) -> None:
    async def owed() -> set[str]:
        async with store.reading() as tx:
            open_ = await answering.missing(tx, plan, on=ON, units={"food-drug-bureau"})
        return {each.indicator for each in open_}

    await report("96.6")
    assert "food-spot-check" not in await owed()
    assert (await judged(1, "returned", reason="缺佐证")).verdict == "returned"
    assert "food-spot-check" in await owed()
    await report("96.6")
    assert "food-spot-check" not in await owed()


async def test_a_verdict_is_given_only_on_what_the_reviewer_had_in_view(
    store: SqlStore, report: Report, judged: Judge
) -> None:
    await report("96.6")
    await judged(1, "passed")
    with pytest.raises(Gone, match="judged"):
        await judged(1, "returned")
    assert (await standing(store)).verdict == "passed"
    assert (await judged(1, "returned", seen=1)).verdict == "returned"
    await report("97")
    with pytest.raises(Gone, match="replaced"):
        await judged(1, "passed", seen=2)
    with pytest.raises(Gone, match="unknown figure"):
        await judged(99, "passed")


async def test_a_change_is_unreviewed_and_its_undoing_brings_the_verdict_back(
    store: SqlStore, report: Report, judged: Judge, contact: Person, at: datetime
) -> None:
    await report("96.6")
    await judged(1, "passed")
    await report("97")
    assert (await standing(store)).verdict is None
    async with store.writing() as tx:
        await undo(tx, contact, [2], origin=Origin("撤回", None, None), at=at)
    restored = await standing(store)
    assert (restored.number, restored.verdict) == (1, "passed")


async def test_what_is_flagged_or_replaced_waits_in_front_and_is_not_passed_in_bulk(
    store: SqlStore, plan: Plan, report: Report, office: Person, at: datetime
) -> None:
    await report("96.6", period="2018-01")
    await report("70", period="2018-02", flags=("jump",))
    await report("95")
    await report("96")
    async with store.writing() as tx:
        waiting = await queue(tx, plan)
        assert [each.number for each in waiting.all] == [2, 4, 1]
        with pytest.raises(Gone, match="changed"):
            await pass_plain(tx, plan, office, until=4, expected=3, at=at)
        chosen = await pass_plain(tx, plan, office, until=4, expected=1, at=at)
    assert [each.number for each in chosen] == [1]
    async with store.reading() as tx:
        assert [each.number for each in (await queue(tx, plan)).all] == [2, 4]


async def test_bulk_passes_nothing_that_came_after_it_was_confirmed(
    store: SqlStore, plan: Plan, report: Report, office: Person, at: datetime
) -> None:
    await report("96.6", period="2018-01")
    await report("96.7", period="2018-02")
    async with store.writing() as tx:
        await pass_plain(tx, plan, office, until=1, expected=1, at=at)
        assert [each.number for each in (await queue(tx, plan)).all] == [2]


async def test_a_remark_needs_a_figure(
    store: SqlStore, report: Report, contact: Person, at: datetime
) -> None:
    await report("96.6")
    async with store.writing() as tx:
        await remark(tx, contact, 1, step="answered", words="都是糕点", at=at)
        (entry,) = await tx.reviews.of(1)
        assert (entry.step, entry.words) == ("answered", "都是糕点")
        with pytest.raises(Gone):
            await remark(tx, contact, 2, step="answered", words="?", at=at)


async def test_only_contacts_who_can_be_reached_are_told(
    store: SqlStore, enrol: Enrol, contact: Person, at: datetime
) -> None:
    colleague = await enrol(8, "contact", "food-drug-bureau", "agriculture-bureau")
    blocked = await enrol(9, "contact", "food-drug-bureau")
    await enrol(10, "contact", "agriculture-bureau")
    async with store.writing() as tx:
        await tx.people.set_state(blocked.id, "blocked", at=at)
        told = await contacts_of(tx, "food-drug-bureau")
    assert {each.id for each in told} == {contact.id, colleague.id}
