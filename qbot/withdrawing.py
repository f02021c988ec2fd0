"""Taking back: a withdrawal is a version of its own, and the figure before it stands again.

Each function works inside one write transaction that the caller holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Version, standing
from qbot.moving import moved_from, withdrawal_of
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reporting import Filed, Origin
from qbot.weighing import is_settled

UNDO_TIME = timedelta(days=1)
MOST_AT_ONCE = 2_000  # as many figures as the longest table brings


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version taken back and what stands in its place now; `back` is the figure that stands again in the
    period it had been moved from."""

    version: Version
    stands: Version | None
    back: Version | None = None


async def undo(
    tx: Writes,
    person: Person,
    numbers: Sequence[int],
    *,
    origin: Origin,
    at: datetime,
    reason: str | None = None,
) -> tuple[Withdrawn, ...]:
    """Take back versions by number; `reason` says why, where that was asked.

    Their sender may within a day, the office at any time. NotAllowed for others; Gone when none of them is
    there to take back any more.
    """
    results: list[Withdrawn] = []
    for version in await _own(tx, person, numbers, at=at):
        history = await tx.reports.history(version.series)
        if _is_open(version, history):
            taken = await _withdraw(tx, version, history, person=person, origin=origin, at=at, reason=reason)
            results.append(taken)
    if not results:
        raise Gone("withdrawn")
    return tuple(results)


async def settled_among(
    tx: Reads, plan: Plan, person: Person, numbers: Sequence[int], *, on: date, at: datetime
) -> tuple[Version, ...]:
    """Those that stand and may only be taken back with a reason: reviewed, or past their due date.
    NotAllowed, Gone as `undo` says."""
    versions = await _own(tx, person, numbers, at=at)
    standing_now = {each.number for each in await tx.reports.of_series([each.series for each in versions])}
    granted = await tx.extensions.granted({each.series.period for each in versions})
    return tuple(
        each
        for each in versions
        if each.number in standing_now
        and (indicator := plan.indicator.get(each.series.indicator)) is not None
        and is_settled(plan, indicator, each, on=on, granted=granted)
    )


async def _own(tx: Reads, person: Person, numbers: Sequence[int], *, at: datetime) -> Sequence[Version]:
    """The versions of these numbers, which the person may take back."""
    versions = [version for number in numbers if (version := await tx.reports.get(number)) is not None]
    if not versions:
        raise Gone("unknown figure")
    for version in versions:
        if not person.is_office and version.draft.reporter_id != person.id:
            raise NotAllowed
        if not person.is_office and at - version.reported_at > UNDO_TIME:
            raise Gone("too old")
    return versions


def _is_open(version: Version, history: Sequence[Version]) -> bool:
    taken_back = {each.draft.withdraws for each in history if each.draft.state == "withdrawn"}
    return version.draft.state != "withdrawn" and version.number not in taken_back


async def _withdraw(
    tx: Writes,
    version: Version,
    history: Sequence[Version],
    *,
    person: Person,
    origin: Origin,
    at: datetime,
    reason: str | None,
) -> Withdrawn:
    draft = withdrawal_of(version, person, origin=origin, reason=reason)
    (withdrawal,) = await tx.reports.append([draft], at=at)
    back = await _put_back(tx, version, at=at)
    stands = standing([*history, withdrawal])
    await tx.audit.add(
        actor_id=person.id,
        action="undo",
        subject=f"R-{version.number}",
        at=at,
        before={"state": version.draft.state, "value": _text(version)},
        after={
            "withdrawal": withdrawal.number,
            "stands": stands.number if stands else None,
            "value": _text(stands),
            "back": back.number if back else None,
            "reason": reason,
        },
    )
    return Withdrawn(version, stands, back)


def _text(version: Version | None) -> str | None:
    return None if version is None or version.value is None else str(version.value)


async def _put_back(tx: Writes, version: Version, *, at: datetime) -> Version | None:
    """Let a figure stand again in the period it had been moved from, unless that one has a newer figure."""
    former = await moved_from(tx, version)
    if former is None:
        return None
    if any(each.number > version.number for each in await tx.reports.of_series([former.series])):
        return None
    (back,) = await tx.reports.append([former.draft], at=at)
    return back


async def no_longer_said(tx: Writes, filed: Filed, *, origin: Origin) -> tuple[int, ...]:
    """After an edit: the numbers of what the message brought before, still stands, and is said no more.

    What is held is still said: until its sender has answered, the former figure stands.
    """
    if origin.chat_id is None or origin.message_id is None or not filed.recorded or filed.unclear:
        return ()
    said = {each.version.series for each in filed.recorded} | {each.draft.series for each in filed.held}
    brought = await tx.reports.by_message(origin.chat_id, origin.message_id)
    earlier = [version for version in brought if version.series not in said]
    standing_now = await tx.reports.standing(
        indicators={version.series.indicator for version in earlier},
        units={version.series.unit for version in earlier},
        periods={version.series.period for version in earlier},
    )
    numbers = {version.number for version in standing_now}
    return tuple(version.number for version in earlier if version.number in numbers)


async def reports_of(
    tx: Reads, person: Person, indicators: Collection[str], periods: Collection[str]
) -> tuple[int, ...]:
    """The numbers of the newest figure that the person reported of each of these indicators and that still
    stands, of one of the periods where any are said."""
    newest: dict[str, int] = {}
    for version in await tx.reports.last_of(person.id, limit=MOST_AT_ONCE):
        series = version.series
        if series.indicator in indicators and (not periods or series.period in periods):
            newest.setdefault(series.indicator, version.number)
    return tuple(sorted(newest.values()))


async def last_promise(tx: Reads, person: Person, indicators: Collection[str]) -> tuple[int, ...]:
    """The numbers of what the person's last 暂无 or 不适用 brought and that still stands, of these indicators
    where any are named."""
    blanks = [
        each
        for each in await tx.reports.last_of(person.id, limit=MOST_AT_ONCE)
        if each.draft.state in ("deferred", "not-applicable")
        and (not indicators or each.series.indicator in indicators)
    ]
    return tuple(sorted(each.number for each in blanks if _of_one_message(each, blanks[0])))


def _of_one_message(one: Version, other: Version) -> bool:
    return (one.draft.chat_id, one.draft.message_id) == (other.draft.chat_id, other.draft.message_id)


async def last_report(
    tx: Reads, person: Person, *, periods: Collection[str] = (), on: date | None = None
) -> tuple[int, ...]:
    """The numbers that the person's last message brought and that still stand, of these periods and of this
    day where one is said; Gone when there are none."""
    recent = [
        version
        for version in await tx.reports.last_of(person.id, limit=MOST_AT_ONCE)
        if version.draft.message_id is not None
        and (not periods or version.series.period in periods)
        and (on is None or city_day(version.reported_at) == on)
    ]
    if not recent:
        raise Gone
    return tuple(each.number for each in recent if _of_one_message(each, recent[0]))
