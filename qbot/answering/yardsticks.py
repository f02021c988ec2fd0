"""Reference values for what is asked: read only where an indicator is measured by them, and no further back
than they reach."""

from collections.abc import Iterable

from qbot.ledger.references import NONE, References, has_reference
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator
from qbot.ports import Reads


async def references_for(tx: Reads, indicators: Iterable[Indicator], periods: Iterable[Period]) -> References:
    """What figures of these indicators and periods are measured by."""
    oldest = min(periods, default=None)
    if oldest is None or not any(has_reference(each) for each in indicators):
        return NONE
    return await tx.references.standing(since=oldest)


def oldest_of(versions: Iterable[Version]) -> tuple[Period, ...]:
    """The period of these that is in the earliest year; its text begins with the year. None of none."""
    text = min((each.series.period for each in versions), default=None)
    return (Period.parse(text),) if text else ()
