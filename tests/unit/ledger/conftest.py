"""The shipped plan and a maker of stored versions."""

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal

import pytest

from qbot.clock import CITY_TIME
from qbot.ledger.chain import GENESIS, digest
from qbot.ledger.versions import Draft, Series, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan

MakeVersion = Callable[..., Version]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture
def make_version(plan: Plan) -> MakeVersion:
    """A lead unit's version, reported on the last day of its period unless `reported` says otherwise."""

    def make(
        indicator: str,
        period: str,
        value: str,
        *,
        number: int = 1,
        unit: str | None = None,
        reported: datetime | None = None,
    ) -> Version:
        series = Series(indicator, unit or plan.indicator[indicator].lead_unit, period)
        draft = Draft(series, "value", 1, "message", f"{indicator} {value}", value=Decimal(value))
        at = reported or datetime.combine(Period.parse(period).ends_on, time(12), CITY_TIME)
        return Version(number, draft, at, GENESIS, digest(number, draft, at, GENESIS))

    return make
