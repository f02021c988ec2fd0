"""Re-computes the whole ledger: every hash, and which version stands."""

from qbot.errors import ChainBroken
from qbot.ledger.chain import ChainCheck
from qbot.ports import Store


async def verify(store: Store) -> int:
    """The number of versions, all sound; ChainBroken names the first one that is not."""
    check = ChainCheck()
    async with store.reading() as view:
        async for version in view.reports.all():
            check.add(version)
        series = await view.reports.standing_mismatch()
        if series is not None:
            history = await view.reports.history(series)
            number = history[-1].number if history else check.last_number
            raise ChainBroken(number, f"not this version is shown for {series.indicator} {series.period}")
    return check.last_number
