"""How the townships stand with the word that they owe once a quarter (方案 四(一))."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from qbot.ledger.obligations import Obligation, townships, word_owed
from qbot.periods import Period
from qbot.pictures.standing import Standing, standing_of
from qbot.plan.models import Plan
from qbot.ports import Reads
from qbot.tasks.quarterly import quarters_begun, words_told

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """How one quarter stands, by township; `owed` says until when each was or is to tell, and `due_on` is the
    plan's own day."""

    period: Period
    due_on: date
    owed: Mapping[str, Obligation]
    standings: Mapping[str, Standing]

    @property
    def silent(self) -> tuple[str, ...]:
        """The townships that have not told yet, due or not."""
        return tuple(unit for unit, each in self.standings.items() if each in ("missing", "not-due"))


async def quarters_told(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None, running: bool = False
) -> tuple[Quarter, ...]:
    """The quarters that are over, and with `running` the one that is not, the newest first; of these
    townships alone where some are named. None where no township is meant or none is over."""
    asked = [unit for unit in townships(plan) if units is None or unit in units]
    quarters = [each for each in quarters_begun(plan, on=on) if running or each.ends_on < on]
    if not asked or not quarters:
        return ()
    told = await words_told(tx, plan, on=on, units=asked)
    granted = await tx.extensions.granted()
    found = []
    for quarter in reversed(quarters):
        owed = {unit: word_owed(plan, unit, quarter, granted=granted) for unit in asked}
        stand = {
            unit: standing_of(each.due_on, reported_on=told.get(each.series), is_returned=False, on=on)
            for unit, each in owed.items()
        }
        found.append(Quarter(quarter, word_owed(plan, asked[0], quarter).due_on, owed, stand))
    return tuple(found)
