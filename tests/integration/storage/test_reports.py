"""The ledger: versions only grow, the chain holds, and what stands is what the history says."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from qbot.errors import ChainBroken, Gone, StorageError
from qbot.ledger.chain import GENESIS, ChainCheck, check_chain
from qbot.ledger.versions import Draft, Series, Version
from qbot.ledger.versions import standing as standing_of
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, MARCH, enrol, figure, withdrawal

FEBRUARY = replace(MARCH, period="2018-02")
DRUGS = replace(MARCH, indicator="drug-inspection-pass-rate")


async def append(store: SqlStore, *drafts: Draft) -> Sequence[Version]:
    async with store.writing() as tx:
        return await tx.reports.append(drafts, at=AT)


async def standing(store: SqlStore, **wanted: Sequence[str]) -> list[int]:
    async with store.reading() as view:
        return [version.number for version in await view.reports.standing(**wanted)]


async def whole_ledger(store: SqlStore) -> list[Version]:
    async with store.reading() as view:
        return [version async for version in view.reports.all()]


async def test_a_version_comes_back_exactly_as_it_was_appended(store: SqlStore, contact: Person) -> None:
    counted = figure(contact, value="96.6", numerator=483, denominator=500, chat_id=-10012, message_id=8)
    deferred = replace(
        figure(contact, series=DRUGS),
        state="deferred",
        value=None,
        promised_on=date(2018, 4, 20),
        reason="样品在检",
    )
    versions = await append(store, counted, deferred)
    assert [version.number for version in versions] == [1, 2]
    assert (versions[0].previous_hash, versions[1].previous_hash) == (GENESIS, versions[0].hash)
    assert [version.draft for version in versions] == [counted, deferred]
    assert await whole_ledger(store) == versions
    async with store.reading() as view:
        assert await view.reports.get(2) == versions[1]
        assert await view.reports.get(3) is None
        assert await view.reports.append([], at=AT) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("96.60", "96.6"),
        ("5E+2", "500"),
        ("-0.0", "0"),
        ("0.000", "0"),
        ("1e-9", "0.000000001"),
        ("100", "100"),
    ],
)
async def test_a_value_is_kept_in_canonical_digits(
    store: SqlStore, contact: Person, written: str, kept: str
) -> None:
    [version] = await append(store, figure(contact, value=written))
    assert f"{version.value:f}" == kept
    assert await whole_ledger(store) == [version]


async def test_a_time_of_another_zone_is_kept_in_utc_and_hashes_the_same(
    store: SqlStore, contact: Person
) -> None:
    in_the_city = AT.astimezone(timezone(timedelta(hours=8)))
    async with store.writing() as tx:
        [version] = await tx.reports.append([figure(contact)], at=in_the_city)
    assert version.reported_at.isoformat() == AT.isoformat()
    assert check_chain(await whole_ledger(store)) == 1


async def test_half_a_character_in_a_message_does_not_keep_the_figure_out(
    store: SqlStore, contact: Person
) -> None:
    await append(store, replace(figure(contact), text="食品 96.6 \ud83d"))
    assert check_chain(await whole_ledger(store)) == 1


async def test_numbers_are_contiguous_and_the_chain_goes_on_over_transactions(
    store: SqlStore, contact: Person
) -> None:
    for _ in range(3):
        await append(store, figure(contact), figure(contact, series=DRUGS))
    with pytest.raises(StorageError):
        await append(store, replace(figure(contact), reporter_id=999))
    await append(store, figure(contact))
    assert check_chain(await whole_ledger(store)) == 7


async def test_a_correction_stands_instead_of_the_first_version(store: SqlStore, contact: Person) -> None:
    first, second = await append(store, figure(contact), figure(contact, value="97.1"))
    assert await standing(store) == [second.number]
    async with store.reading() as view:
        assert await view.reports.history(MARCH) == [first, second]
        assert await view.reports.history(DRUGS) == []


async def test_after_a_withdrawal_the_version_before_stands_again(store: SqlStore, contact: Person) -> None:
    await append(store, figure(contact), figure(contact, value="97.1"))
    await append(store, withdrawal(contact, 2))
    assert await standing(store) == [1]
    await append(store, withdrawal(contact, 1))
    assert await standing(store) == []
    async with store.reading() as view:
        assert len(await view.reports.history(MARCH)) == 4
        assert await view.reports.standing_mismatch() is None


async def test_a_version_can_be_withdrawn_in_the_batch_that_brings_it(
    store: SqlStore, contact: Person
) -> None:
    await append(store, figure(contact), withdrawal(contact, 1), figure(contact, value="97.1"))
    assert await standing(store) == [3]


@pytest.mark.parametrize("number", [2, 9])
async def test_nothing_but_an_open_version_of_the_series_can_be_withdrawn(
    store: SqlStore, contact: Person, number: int
) -> None:
    await append(store, figure(contact), figure(contact, series=DRUGS))
    with pytest.raises(Gone):
        await append(store, withdrawal(contact, number))
    await append(store, withdrawal(contact, 1))
    with pytest.raises(Gone):
        await append(store, withdrawal(contact, 1))
    assert len(await whole_ledger(store)) == 3


async def test_standing_versions_are_chosen_and_ordered_by_indicator_unit_and_period(
    store: SqlStore, contact: Person
) -> None:
    other_unit = replace(MARCH, unit="agriculture-bureau")
    await append(store, *(figure(contact, series=each) for each in (MARCH, FEBRUARY, DRUGS, other_unit)))
    assert await standing(store) == [3, 4, 2, 1]
    assert await standing(store, indicators=[MARCH.indicator]) == [4, 2, 1]
    assert await standing(store, indicators=[MARCH.indicator], units=[MARCH.unit]) == [2, 1]
    assert await standing(store, periods=["2018-02"], units=[MARCH.unit]) == [2]
    assert await standing(store, periods=[]) == []


async def test_a_message_is_known_by_the_versions_it_brought(store: SqlStore, contact: Person) -> None:
    brought = await append(
        store,
        figure(contact, chat_id=501, message_id=8),
        figure(contact, series=DRUGS, chat_id=501, message_id=8),
    )
    await append(store, figure(contact, chat_id=502, message_id=8), figure(contact))
    async with store.reading() as view:
        assert await view.reports.by_message(501, 8) == brought
        assert await view.reports.by_message(501, 9) == []


async def test_the_newest_versions_of_a_reporter_are_those_that_stand(
    store: SqlStore, contact: Person
) -> None:
    other = await enrol(store, 502)
    await append(store, figure(contact), figure(contact, series=DRUGS), figure(contact, series=FEBRUARY))
    await append(store, figure(other, series=DRUGS), withdrawal(contact, 3, series=FEBRUARY))
    await append(store, figure(contact, series=FEBRUARY))
    async with store.reading() as view:
        assert [each.number for each in await view.reports.last_of(contact.id, limit=9)] == [6, 1]
        assert [each.number for each in await view.reports.last_of(contact.id, limit=1)] == [6]


async def test_the_ledger_streams_in_order_over_more_than_one_batch(store: SqlStore, contact: Person) -> None:
    for _ in range(3):
        await append(store, *(figure(contact) for _ in range(700)))
    assert check_chain(await whole_ledger(store)) == 2100


@pytest.mark.parametrize("seed", range(5))
async def test_what_stands_is_what_the_history_says(store: SqlStore, contact: Person, seed: int) -> None:
    chance = random.Random(seed)
    open_versions: dict[Series, list[int]] = {MARCH: [], DRUGS: [], FEBRUARY: []}
    for number in range(1, 41):
        series = chance.choice(list(open_versions))
        withdrawn = chance.random() < 0.4 and open_versions[series]
        if withdrawn:
            target = chance.choice(open_versions[series])
            open_versions[series].remove(target)
            await append(store, withdrawal(contact, target, series=series))
        else:
            open_versions[series].append(number)
            await append(store, figure(contact, series=series))
    async with store.reading() as view:
        histories = [await view.reports.history(series) for series in open_versions]
        expected = {version for history in histories if (version := standing_of(history))}
        assert set(await view.reports.standing()) == expected
        assert await view.reports.standing_mismatch() is None


async def test_a_row_of_the_ledger_can_be_neither_changed_nor_deleted(
    store: SqlStore, contact: Person, database: Path
) -> None:
    await append(store, figure(contact))
    with closing(sqlite3.connect(database)) as raw:
        for change in ("UPDATE report_versions SET value = '99'", "DELETE FROM report_versions"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE report_versions SET value = '99' WHERE number = 2",
        "UPDATE report_versions SET text = text || ' ' WHERE number = 2",
        "UPDATE report_versions SET reported_at = '2018-04-01 00:00:00.000000' WHERE number = 2",
        "UPDATE report_versions SET previous_hash = hash WHERE number = 2",
        "DELETE FROM report_versions WHERE number = 2",
    ],
)
async def test_a_row_touched_behind_the_triggers_is_found(
    store: SqlStore, contact: Person, database: Path, change: str
) -> None:
    await append(store, figure(contact), figure(contact, series=DRUGS), figure(contact, series=FEBRUARY))
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("DROP TRIGGER report_versions_no_update")
        raw.execute("DROP TRIGGER report_versions_no_delete")
        raw.execute(change)
    check = ChainCheck()
    with pytest.raises(ChainBroken) as broken:
        for version in await whole_ledger(store):
            check.add(version)
    assert broken.value.number == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standing SET number = 1 WHERE period = '2018-03'",
        "DELETE FROM standing WHERE period = '2018-03'",
        "INSERT INTO standing VALUES ('drug', 'unit', '2018-03', 1)",
    ],
)
async def test_a_touched_standing_figure_is_found(
    store: SqlStore, contact: Person, database: Path, change: str
) -> None:
    await append(store, figure(contact), figure(contact, value="97.1"), figure(contact, series=FEBRUARY))
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute(change)
    async with store.reading() as view:
        found = await view.reports.standing_mismatch()
    assert found is not None
    assert found.period == "2018-03"


async def test_the_figures_of_some_years_are_those_whose_period_begins_in_them(
    store: SqlStore, contact: Person
) -> None:
    texts = ("2016-12", "2017", "2017-11", "2017-Q4", "2018-01..2018-09", "2018-H2", "2019-01")
    await append(store, *(figure(contact, series=replace(MARCH, period=text)) for text in texts))
    await append(store, figure(contact, series=replace(DRUGS, period="2017-05")))
    async with store.reading() as view:
        found = await view.reports.of_years(2017, 2018, series=[(MARCH.indicator, MARCH.unit)])
    assert [version.series.period for version in found] == sorted(texts[1:-1])


async def test_the_newest_year_is_that_of_the_latest_period_that_stands(
    store: SqlStore, contact: Person
) -> None:
    later = replace(MARCH, period="2019-01")
    added = await append(store, figure(contact), figure(contact, series=later))
    await append(store, withdrawal(contact, added[1].number, series=later))
    known, unknown = (MARCH.indicator, MARCH.unit), (DRUGS.indicator, DRUGS.unit)
    async with store.reading() as view:
        assert await view.reports.newest_years([unknown, known]) == {known: 2018}
        assert await view.reports.newest_years([]) == {}


async def test_a_series_was_first_reported_when_its_first_figure_came(
    store: SqlStore, contact: Person
) -> None:
    deferred = replace(figure(contact, series=DRUGS), state="deferred", value=None)
    for days, draft in enumerate((deferred, figure(contact), figure(contact, value="97"))):
        async with store.writing() as tx:
            await tx.reports.append([draft], at=AT + timedelta(days=days))
    async with store.reading() as view:
        first = await view.reports.first_reported(
            2018, 2018, series=[(MARCH.indicator, MARCH.unit), (DRUGS.indicator, DRUGS.unit)]
        )
    assert first == {MARCH: AT + timedelta(days=1)}


async def test_series_are_found_one_by_one(store: SqlStore, contact: Person) -> None:
    await append(store, *(figure(contact, series=each) for each in (MARCH, FEBRUARY, DRUGS)))
    async with store.reading() as view:
        found = await view.reports.of_series([DRUGS, MARCH, replace(MARCH, unit="elsewhere")])
        assert [version.series for version in found] == [DRUGS, MARCH]
        assert await view.reports.of_series([]) == []


async def test_histories_hold_every_version_of_some_years_with_withdrawals(
    store: SqlStore, contact: Person
) -> None:
    added = await append(store, figure(contact), figure(contact, value="97"), figure(contact, series=DRUGS))
    back = await append(store, withdrawal(contact, added[1].number, series=MARCH))
    await append(store, figure(contact, series=replace(MARCH, period="2016-03")))
    pair = (MARCH.indicator, MARCH.unit)
    async with store.reading() as view:
        found = await view.reports.histories(2017, 2018, series=[pair])
        assert await view.reports.histories(2017, 2018, series=[]) == []
    assert [version.number for version in found] == [added[0].number, added[1].number, back[0].number]
