"""Tracing: from a figure back to the message that brought it, through all that happened to it since."""

from collections.abc import Sequence
from dataclasses import dataclass

from qbot.ledger.reviews import Review
from qbot.ledger.versions import Series, Version, standing
from qbot.ports import Reads

RECENT = 10  # versions whose reviews are told


@dataclass(frozen=True, slots=True)
class Trace:
    """A version with its series: `history` oldest first, `stands` what counts now, how many papers prove any
    of it, and what was said of its last versions in review."""

    version: Version
    history: tuple[Version, ...]
    stands: Version | None
    papers: int
    reviews: tuple[Review, ...]

    @property
    def people(self) -> frozenset[int]:
        """Everyone who had a hand in it."""
        reporters = {each.draft.reporter_id for each in self.history}
        return frozenset(reporters | {each.person_id for each in self.reviews})


async def trace_of_number(tx: Reads, number: int) -> Trace | None:
    """The trace of R-number; None when there is no such version."""
    version = await tx.reports.get(number)
    return await _trace(tx, version) if version else None


async def trace_of_series(tx: Reads, series: Series) -> Trace | None:
    """The trace of what stands for a series; None when nothing does."""
    stands = standing(await tx.reports.history(series))
    return await _trace(tx, stands) if stands else None


async def _trace(tx: Reads, version: Version) -> Trace:
    history: Sequence[Version] = await tx.reports.history(version.series)
    numbers = [each.number for each in history]
    recent = numbers[-RECENT:]
    reviews = [entry for number in recent for entry in await tx.reviews.of(number)]
    return Trace(
        version=version,
        history=tuple(history),
        stands=standing(history),
        papers=len(await tx.evidence.of_numbers(numbers)),
        reviews=tuple(reviews),
    )
