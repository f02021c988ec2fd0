"""The chain shows every touch."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from qbot.errors import ChainBroken
from qbot.ledger.chain import GENESIS, check_chain, digest
from qbot.ledger.versions import Draft, Series, Version

MakeVersion = Callable[..., Version]

OTHERS: dict[str, Any] = {
    "series": Series("food-spot-check", "food-drug-bureau", "2018-04"),
    "state": "deferred",
    "reporter_id": 2,
    "source": "file",
    "text": "别的话",
    "value": Decimal("99"),
    "numerator": 1,
    "denominator": 1,
    "withdraws": 1,
    "promised_on": date(2018, 5, 1),
    "reason": "因故",
    "chat_id": 5,
    "message_id": 6,
    "flags": ("jump",),
}


@pytest.fixture
def ledger(make_version: MakeVersion) -> list[Version]:
    chain: list[Version] = []
    previous = GENESIS
    for number, value in enumerate(("96", "96.5", "97"), start=1):
        version = make_version("food-spot-check", "2018-03", value, number=number)
        sealed = digest(number, version.draft, version.reported_at, previous)
        chain.append(replace(version, previous_hash=previous, hash=sealed))
        previous = sealed
    return chain


def test_an_untouched_ledger_holds(ledger: list[Version]) -> None:
    assert check_chain(ledger) == 3
    assert check_chain([]) == 0


def test_every_field_of_a_draft_is_tried() -> None:
    assert OTHERS.keys() == {field.name for field in fields(Draft)}


@pytest.mark.parametrize("name", OTHERS)
def test_a_changed_field_breaks_the_chain_at_its_row(ledger: list[Version], name: str) -> None:
    ledger[1] = replace(ledger[1], draft=replace(ledger[1].draft, **{name: OTHERS[name]}))
    with pytest.raises(ChainBroken) as broken:
        check_chain(ledger)
    assert broken.value.number == 2


@pytest.mark.parametrize("name", ["indicator", "unit", "period"])
def test_a_changed_part_of_the_series_breaks_the_chain(ledger: list[Version], name: str) -> None:
    series = replace(ledger[1].series, **{name: "2019"})
    ledger[1] = replace(ledger[1], draft=replace(ledger[1].draft, series=series))
    with pytest.raises(ChainBroken):
        check_chain(ledger)


def test_a_changed_time_breaks_the_chain(ledger: list[Version]) -> None:
    ledger[1] = replace(ledger[1], reported_at=ledger[1].reported_at + timedelta(microseconds=1))
    with pytest.raises(ChainBroken):
        check_chain(ledger)


def test_a_row_sealed_anew_breaks_the_chain_at_the_next(ledger: list[Version]) -> None:
    forged = replace(ledger[1].draft, value=Decimal(99))
    sealed = digest(2, forged, ledger[1].reported_at, ledger[1].previous_hash)
    ledger[1] = replace(ledger[1], draft=forged, hash=sealed)
    with pytest.raises(ChainBroken) as broken:
        check_chain(ledger)
    assert broken.value.number == 3


@pytest.mark.parametrize("row", [0, 1])
def test_a_row_taken_out_is_missed(ledger: list[Version], row: int) -> None:
    del ledger[row]
    with pytest.raises(ChainBroken) as broken:
        check_chain(ledger)
    assert broken.value.number == row + 1


def test_rows_that_changed_places_break_the_chain(ledger: list[Version]) -> None:
    with pytest.raises(ChainBroken):
        check_chain([ledger[1], ledger[0], ledger[2]])
