"""The rehearsal's cast and its sample figures: who is ready when the sandbox starts for the first time.

Every figure is marked as a sample in the ledger, so that nobody takes it for a report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from qbot.clock import CITY_TIME
from qbot.ledger.obligations import obligation
from qbot.ledger.versions import Draft, Series
from qbot.people import Person, Role
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Store

STARTS_AT = datetime(2018, 4, 3, 9, 0, tzinfo=CITY_TIME)
GROUP_ID = -1001000000001
GROUP_TITLE = "永城质量强市工作群"


@dataclass(frozen=True, slots=True)
class Player:
    """Someone who is ready in the sandbox; `note` is shown under the name."""

    user_id: int
    name: str
    role: Role
    units: tuple[str, ...]
    note: str


CAST = (
    Player(1001, "王秀兰", "contact", ("food-drug-bureau",), "市食药监局 联络员"),
    Player(1002, "李建国", "contact", ("agriculture-bureau",), "市农业局 联络员"),
    Player(1003, "赵明远", "official", (), "副市长 领导"),
    Player(1004, "陈思雨", "office", (), "质量强市办公室"),
)

MONTHS = tuple(Period.parse(text) for text in ("2017-11", "2017-12", "2018-01", "2018-02"))
_MONTHLY: dict[str, tuple[str, ...]] = {
    "agri-spot-check": ("96.2", "96.8", "97.1", "96.9"),
    "food-spot-check": ("94.8", "95.3", "95.6", "95.9"),
    "drug-spot-check": ("98.1", "98.4", "98.2", "97.6"),
    "equipment-accidents": ("0", "0", "0", "0"),
    "air-quality": ("53.3", "48.4", "45.2", "57.1"),
    "water-quality": ("77.8", "77.8", "81.8", "79.2"),
}
_EARLY_AT = datetime(2018, 4, 2, 16, 30, tzinfo=CITY_TIME)
_EARLY: dict[str, str] = {  # the first quarter of 2018, of those who report before they are asked
    "product-pass-rate": "96.3",
    "production-licence-coverage": "99.6",
    "ccc-certificate-coverage": "100",
    "large-project-acceptance": "100",
    "other-project-acceptance": "98.4",
    "energy-standard": "100",
    "supervised-projects": "99.5",
    "quality-filing": "100",
    "national-pilots": "0",
    "provincial-pilots": "3",
    "benchmark-enterprises": "1",
    "benchmark-projects": "2",
    "customer-satisfaction": "82.1",
}
_QUARTERLY: dict[str, str] = {
    "product-pass-rate": "95.6",
    "production-licence-coverage": "99.4",
    "ccc-certificate-coverage": "100",
    "trade-inspection": "99.1",
    "large-project-acceptance": "100",
    "other-project-acceptance": "98.3",
    "energy-standard": "100",
    "supervised-projects": "99.2",
    "quality-filing": "100",
    "national-pilots": "0",
    "provincial-pilots": "3",
    "benchmark-enterprises": "1",
    "benchmark-projects": "2",
    "customer-satisfaction": "81.6",
    "time-honoured-brands": "2",
    "pollutant-emissions": "4120",
}


async def furnish(store: Store, plan: Plan) -> bool:
    """Put cast, working group and samples into an empty database; False when people are there already."""
    at = STARTS_AT.astimezone(UTC)
    async with store.writing() as tx:
        if await tx.people.all():
            return False
        people = {
            player.user_id: await tx.people.enrol(
                telegram_user_id=player.user_id,
                name=player.name,
                role=player.role,
                units=tuple(unit for unit in player.units if unit in plan.unit),
                origin="rehearsal",
                started=True,
                at=at,
            )
            for player in CAST
        }
        for player in CAST:
            await tx.chats.see(player.user_id, kind="private", title=player.name, at=at)
        office = next(person for person in people.values() if person.is_office)
        await tx.chats.see(GROUP_ID, kind="group", title=GROUP_TITLE, at=at)
        await tx.chats.bind(GROUP_ID, bound=True, by=office.id, at=at)
        for reported_at, drafts in _samples(plan, office):
            await tx.reports.append(drafts, at=reported_at)
    return True


def _samples(plan: Plan, reporter: Person) -> Iterator[tuple[datetime, list[Draft]]]:
    """What each period brought, on the day before it was due; of the running one what came early."""
    quarter = Period.parse("2017-Q4")
    for index, month in enumerate(MONTHS):
        figures = {name: values[index] for name, values in _MONTHLY.items()}
        yield _on_time(plan, month), _drafts(plan, figures, month, reporter)
        if month.last == quarter.last:
            yield _on_time(plan, quarter), _drafts(plan, _QUARTERLY, quarter, reporter)
    yield _EARLY_AT.astimezone(UTC), _drafts(plan, _EARLY, Period.parse("2018-Q1"), reporter)


def _on_time(plan: Plan, period: Period) -> datetime:
    indicator = next(each for each in plan.indicators if each.frequency == period.frequency)
    due_on = obligation(plan, indicator, period).due_on
    return datetime.combine(due_on, time(10, 0), CITY_TIME).astimezone(UTC) - timedelta(days=1)


def _drafts(plan: Plan, figures: dict[str, str], period: Period, reporter: Person) -> list[Draft]:
    return [
        Draft(
            series=Series(name, plan.indicator[name].lead_unit, str(period)),
            state="value",
            value=Decimal(text),
            reporter_id=reporter.id,
            source="sample",
            text=f"【样例】{plan.indicator[name].name} {period} {text}{plan.indicator[name].measure}",
        )
        for name, text in figures.items()
        if name in plan.indicator
    ]
