"""The rehearsal's cast and samples."""

from qbot.answering import status
from qbot.clock import city_day
from qbot.ledger.chain import check_chain
from qbot.plan.models import Plan
from qbot.rehearsal import CAST, GROUP_ID, STARTS_AT, furnish
from storage.store import SqlStore


async def test_an_empty_database_is_furnished_once(store: SqlStore, plan: Plan) -> None:
    assert await furnish(store, plan) is True
    async with store.reading() as tx:
        before = [version async for version in tx.reports.all()]
    assert await furnish(store, plan) is False
    async with store.reading() as tx:
        assert [version async for version in tx.reports.all()] == before
        assert len(await tx.people.all()) == len(CAST)


async def test_cast_and_group_are_ready(store: SqlStore, plan: Plan) -> None:
    await furnish(store, plan)
    async with store.reading() as tx:
        people = {each.telegram_user_id: each for each in await tx.people.all()}
        group = await tx.chats.get(GROUP_ID)
    assert sorted(each.role for each in people.values()) == ["contact", "contact", "office", "official"]
    assert all(each.started and each.state == "active" for each in people.values())
    assert {unit for each in people.values() for unit in each.units} == {
        "food-drug-bureau",
        "agriculture-bureau",
    }
    assert group is not None
    assert group.bound


async def test_every_sample_is_marked_as_one_in_word_and_source(store: SqlStore, plan: Plan) -> None:
    await furnish(store, plan)
    async with store.reading() as tx:
        versions = [version async for version in tx.reports.all()]
    assert check_chain(versions) == len(versions) > 0
    assert {version.draft.source for version in versions} == {"sample"}
    assert all(version.draft.text.startswith("【样例】") for version in versions)
    assert all(version.reported_at < STARTS_AT for version in versions)


async def test_the_samples_show_lights_of_several_kinds(store: SqlStore, plan: Plan) -> None:
    await furnish(store, plan)
    async with store.reading() as tx:
        lights = {each.light for each in await status(tx, plan, on=city_day(STARTS_AT))}
    assert {"met", "near", "unmet", "missing"} <= lights


async def test_a_database_in_use_is_not_furnished(store: SqlStore, plan: Plan) -> None:
    async with store.writing() as tx:
        await tx.people.enrol(
            telegram_user_id=5,
            name="李强",
            role="office",
            units=(),
            origin="settings",
            started=True,
            at=STARTS_AT,
        )
    assert await furnish(store, plan) is False
