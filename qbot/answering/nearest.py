"""The nearest thing to what was asked of an indicator: its figure, that of a part or of the time around it,
or why there is none. Lists of several indicators are told by it, as their periods differ."""

from datetime import date

from qbot.answering.figures import Figure, figure_of, history_of, newest, within
from qbot.answering.silence import Silence, reported_as, silence_of
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads


async def nearest(
    tx: Reads, plan: Plan, indicator: Indicator, asked: Period | None, *, on: date
) -> Figure | Silence:
    """The newest figure where no period was named; of a named one its own, its newest part, or the one of the
    period around it."""
    found = await figure_of(tx, indicator, asked)
    if found is not None and found.version is not None:
        return found
    period = asked or Period.last_completed(on, indicator.frequency)
    part = newest(within(period, await history_of(tx, indicator, whole=period)))
    other = await figure_of(tx, indicator, part or reported_as(indicator, period))
    if other is not None and other.version is not None:
        return other
    return await silence_of(tx, plan, indicator, reported_as(indicator, period), on=on)
