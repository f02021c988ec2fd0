"""The shipped plan, a maker of stored versions, and an issue of the brief made from versions."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from qbot.clock import CITY_TIME
from qbot.documents.brief import Letterhead
from qbot.documents.goals import Goal
from qbot.documents.issue import Issue
from qbot.documents.snapshot import Snapshot
from qbot.ledger.chain import GENESIS
from qbot.ledger.current import overview
from qbot.ledger.obligations import expected, owed
from qbot.ledger.versions import Draft, Series, Source, State, Verdict, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan

MakeVersion = Callable[..., Version]
MakeIssue = Callable[..., Issue]

OFFICE = "永城市创建“全国质量强市示范城市”工作领导小组办公室"
HEAD = Letterhead(OFFICE)


def at(on: date, hour: int = 9) -> datetime:
    return datetime.combine(on, time(hour), CITY_TIME)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture
def make_version(plan: Plan) -> MakeVersion:
    """A lead unit's version, reported on the last day of its period unless `reported` says otherwise."""

    def make(
        indicator: str,
        period: str,
        value: str | None,
        *,
        number: int = 1,
        unit: str | None = None,
        state: State = "value",
        source: Source = "message",
        counts: tuple[int, int] | None = None,
        text: str = "原文",
        withdraws: int | None = None,
        promised_on: date | None = None,
        reason: str | None = None,
        reported: datetime | None = None,
        verdict: Verdict | None = None,
    ) -> Version:
        draft = Draft(
            Series(indicator, unit or plan.indicator[indicator].lead_unit, period),
            state,
            7,
            source,
            text,
            value=None if value is None else Decimal(value),
            numerator=counts[0] if counts else None,
            denominator=counts[1] if counts else None,
            withdraws=withdraws,
            promised_on=promised_on,
            reason=reason,
        )
        when = reported or at(Period.parse(period).ends_on, 12)
        return Version(number, draft, when, GENESIS, f"{number:064x}", verdict=verdict)

    return make


@pytest.fixture
def make_issue(plan: Plan) -> MakeIssue:
    """An issue on a day, from standing versions; it looks at what fell due since the year 2018 began."""

    def make(
        versions: Iterable[Version],
        *,
        on: date = date(2018, 4, 14),
        number: int = 3,
        previous: Snapshot | None = None,
    ) -> Issue:
        standing = tuple(versions)
        settled = {version.series for version in standing if version.settles}
        since = date(2018, 1, 1)
        return Issue(
            number=number,
            issued_at=at(on),
            goals=tuple(Goal(each) for each in overview(plan, standing, on=on)),
            owed=owed(plan, settled, on=on, since=since),
            expected=sum(1 for _ in expected(plan, on=on, since=since)),
            previous=previous,
        )

    return make
