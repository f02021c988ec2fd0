"""Moving: a figure that was put into the wrong period goes where it belongs.

It is withdrawn where it stands and stored where it belongs, in one transaction that the caller holds. When
the move is taken back, the figure stands again where it was.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from qbot.ledger.versions import Draft, Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reporting import Filed, Origin, file_drafts

MARK = "[改期次]"


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move: `left` is what stands now where the figure was; nothing was moved where
    `filed` only holds the figure."""

    filed: Filed
    left: Version | None = None


async def draft_in(tx: Reads, version: Version, period: str, *, by: Person) -> Draft:
    """The figure as it would stand in another period. A reason that was given for one figure does not settle
    the change of another one."""
    series = replace(version.series, period=period)
    is_taken = bool(await tx.reports.of_series([series]))
    return replace(
        version.draft,
        series=series,
        text=f"{version.draft.text}\n{MARK}",
        reporter_id=by.id,
        reason=None if is_taken else version.draft.reason,
    )


async def move(
    tx: Writes, plan: Plan, person: Person, version: Version, draft: Draft, *, origin: Origin, at: datetime
) -> Moved:
    """Store the draft in its period and withdraw the version from its own, unless the draft is held."""
    filed = await file_drafts(tx, plan, [draft], at=at, leaving=version.series)
    if not filed.recorded:
        return Moved(filed)
    await tx.reports.append([withdrawal_of(version, person, origin=origin)], at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="move",
        subject=f"R-{filed.recorded[0].version.number}",
        at=at,
        before={"number": version.number, "period": version.series.period},
        after={"number": filed.recorded[0].version.number, "period": draft.series.period},
    )
    return Moved(filed, next(iter(await tx.reports.of_series([version.series])), None))


async def moved_from(tx: Reads, version: Version) -> Version | None:
    """The version that a moved one was before it was moved; None where it was not moved."""
    draft = version.draft
    if not draft.text.endswith(f"\n{MARK}") or draft.chat_id is None or draft.message_id is None:
        return None
    text = draft.text.removesuffix(f"\n{MARK}")
    of_message = await tx.reports.by_message(draft.chat_id, draft.message_id)
    earlier = [each for each in of_message if each.number < version.number and each.draft.text == text]
    return next((each for each in reversed(earlier) if _is_same_but_for_the_period(each, version)), None)


def _is_same_but_for_the_period(one: Version, other: Version) -> bool:
    return replace(one.series, period=other.series.period) == other.series


def withdrawal_of(version: Version, person: Person, *, origin: Origin, reason: str | None = None) -> Draft:
    """The draft by which a person takes a version back; `reason` says why, where that was asked."""
    return replace(
        version.draft,
        state="withdrawn",
        value=None,
        numerator=None,
        denominator=None,
        withdraws=version.number,
        flags=(),
        reason=reason or version.draft.reason,
        reporter_id=person.id,
        source=origin.source,
        text=origin.text,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
    )
