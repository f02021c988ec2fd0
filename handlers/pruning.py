"""Keeps the files folder small: once a day what can be made anew and has not been used for a month goes.

Papers on record (evidence, what was issued, notices) stay for good, and so does what is still to be sent.
"""

from datetime import datetime, timedelta

from handlers.files import Files
from qbot.clock import city_day
from qbot.ports import Store

UNUSED = timedelta(days=30)
PRUNED_ON = "files.pruned_on"


async def prune(store: Store, files: Files, *, now: datetime) -> int:
    """Remove what nobody needs; how many files that were. Raises StorageError."""
    today = city_day(now).isoformat()
    async with store.reading() as tx:
        if await tx.facts.get(PRUNED_ON) == today:
            return 0
    candidates = await files.unused_since(now - UNUSED)
    removed = 0
    if candidates:
        async with store.reading() as tx:
            in_use = await tx.evidence.files_in_use()
        removed = await files.remove([path for path in candidates if path not in in_use], before=now - UNUSED)
    async with store.writing() as tx:
        await tx.facts.set(PRUNED_ON, today)
    return removed
