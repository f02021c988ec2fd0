"""An office over a real database whose nudges are kept as what they say, not as words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from qbot.clock import CITY_TIME
from qbot.ledger.versions import Draft, Series
from qbot.messages import Outgoing
from qbot.nudging.caps import Withheld
from qbot.nudging.chasing import EVERYBODY, carry_out_wishes, chase
from qbot.nudging.telling import Round, Told, Wording, nudge
from qbot.people import Person
from qbot.plan.models import Plan
from storage.store import SqlStore

FOOD_UNIT = "food-drug-bureau"
MARCH_FOOD = Series("food-spot-check", FOOD_UNIT, "2018-03")
MARCH_DRUG = Series("drug-spot-check", FOOD_UNIT, "2018-03")


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


@dataclass
class Office:
    """The store, and what was put into words for whom: user id and figures."""

    store: SqlStore
    plan: Plan
    digests: list[tuple[int, list[Series]]] = field(default_factory=list)
    others: list[Series] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    unsaid: list[tuple[str, str, list[Series]]] = field(default_factory=list)
    chased: list[Round] = field(default_factory=list)

    async def tick(self, text: str) -> int:
        now = city(text)
        await carry_out_wishes(self.store, self.plan, self.wording, now=now)
        return await nudge(self.store, self.plan, self.wording, now=now)

    async def chase(self, by: Person, text: str, unit: str = EVERYBODY) -> Round | datetime:
        async with self.store.writing() as tx:
            return await chase(tx, self.plan, self.wording, by, unit=unit, now=city(text))

    @property
    def wording(self) -> Wording:
        return Wording(digest=self._digest, unsaid=self._unsaid, chased=self._chased)

    def _digest(self, told: Told, _on: date) -> Sequence[Outgoing]:
        self.told.append(told)
        self.digests.append((told.person.telegram_user_id, [each.series for each in told.entries]))
        self.others = [each.series for each in told.others]
        return [Outgoing(told.person.telegram_user_id, "sendMessage", {"text": "owed"}, "reminder")]

    def _unsaid(self, member: Person, withheld: Sequence[Withheld], _on: date) -> Sequence[Outgoing]:
        for each in withheld:
            name = each.person.name if each.person else ""
            self.unsaid.append((name, each.reason, [entry.series for entry in each.entries]))
        return [Outgoing(member.telegram_user_id, "sendMessage", {"text": "unsaid"}, "notice")]

    def _chased(self, member: Person, done: Round, _on: date) -> Sequence[Outgoing]:
        self.chased.append(done)
        return [Outgoing(member.telegram_user_id, "sendMessage", {"text": "chased"}, "notice")]

    async def report(self, *series: Series) -> None:
        drafts = [Draft(each, "value", 1, "message", "97", value=Decimal(97)) for each in series]
        await self._append(drafts)

    async def promise(self, series: Series, day: str) -> None:
        promised_on = date.fromisoformat(day)
        await self._append([Draft(series, "deferred", 1, "message", "暂无", promised_on=promised_on)])

    async def report_all(self, unit: str, *, but: Sequence[Series] = (), until: str = "2018-02") -> None:
        """A figure for every month up to one, so that nothing is owed from before."""
        months = ["2017-11", "2017-12", *(f"2018-{month:02}" for month in range(1, 13))]
        series = [
            Series(indicator.id, unit, month)
            for indicator in self.plan.led_by(unit)
            if indicator.frequency == "month"
            for month in months[: months.index(until) + 1]
        ]
        await self.report(*(each for each in series if each not in but))

    async def _append(self, drafts: Sequence[Draft]) -> None:
        async with self.store.writing() as tx:
            await tx.reports.append(drafts, at=city("2018-04-03T09:00"))
