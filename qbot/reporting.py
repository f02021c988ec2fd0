"""Reporting: from a message's meaning to versions in the ledger.

Each function works inside one write transaction that the caller holds: load, ask the domain, store, and
return what was stored, so that the answer is told from the row and goes out with the same commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from qbot.errors import ForeignUnit, Gone, NotAllowed
from qbot.ledger.versions import Draft, Series, Source, Version, standing
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Writes

UNDO_TIME = timedelta(days=1)


class Reading(Protocol):
    """An item as `qbot.reading` gives it."""

    @property
    def indicator(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def numerator(self) -> int | None: ...
    @property
    def denominator(self) -> int | None: ...
    @property
    def period(self) -> str: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report came from: the message, word for word, and its place in Telegram."""

    text: str
    chat_id: int | None
    message_id: int | None
    source: Source = "message"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One item after storing: `version` stands now, `replaced` stood before; `is_new` is False when the same
    figure was already there."""

    version: Version
    replaced: Version | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a message's items: the stored ones, and those that were not the sender's to report."""

    recorded: tuple[Recorded, ...]
    foreign: ForeignUnit | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(each.version.number for each in self.recorded if each.is_new)


def speaking_units(plan: Plan, person: Person) -> tuple[str, ...]:
    """The units this person may report for; the office speaks for the unit that hosts it (方案 五(一))."""
    if person.role == "office":
        hosts = tuple(unit.id for unit in plan.units if unit.kind == "office")
        return tuple(dict.fromkeys((*person.units, *hosts)))
    return person.units if person.role == "contact" else ()


def unit_for(plan: Plan, person: Person, *, indicator: str, named: str | None) -> str | None:
    """The unit whose series an item belongs to, or None when it is not this person's to report.

    The lead unit's contact reports the city-wide figure; a township's contact reports the township's own.
    """
    units = speaking_units(plan, person)
    if named is not None:
        return named if named in units and _may_own(plan, indicator, named) else None
    lead = plan.indicator[indicator].lead_unit
    if lead in units:
        return lead
    townships = [unit for unit in units if plan.unit[unit].kind == "township"]
    return townships[0] if len(townships) == 1 else None


def _may_own(plan: Plan, indicator: str, unit: str) -> bool:
    return plan.indicator[indicator].lead_unit == unit or plan.unit[unit].kind == "township"


async def file_report(
    tx: Writes, plan: Plan, person: Person, items: Sequence[Reading], *, origin: Origin, at: datetime
) -> Filed:
    """Store each item that the person may report; NotAllowed when the person reports nothing at all."""
    if not speaking_units(plan, person):
        raise NotAllowed
    drafts: list[Draft] = []
    foreign: list[str] = []
    foreign_unit: str | None = None
    for item in items:
        unit = unit_for(plan, person, indicator=item.indicator, named=item.unit)
        if unit is None:
            foreign.append(item.indicator)
            foreign_unit = item.unit or foreign_unit
        else:
            drafts.append(_draft(item, unit, person=person, origin=origin))
    of_series = {draft.series: draft for draft in drafts}  # said twice in one message: the last word counts
    recorded = await _store(tx, tuple(of_series.values()), at=at)
    return Filed(recorded, ForeignUnit(tuple(foreign), foreign_unit) if foreign else None)


def _draft(item: Reading, unit: str, *, person: Person, origin: Origin) -> Draft:
    return Draft(
        series=Series(item.indicator, unit, item.period),
        state="value",
        value=item.value,
        numerator=item.numerator,
        denominator=item.denominator,
        reporter_id=person.id,
        source=origin.source,
        text=origin.text,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
    )


async def _store(tx: Writes, drafts: Sequence[Draft], *, at: datetime) -> tuple[Recorded, ...]:
    if not drafts:
        return ()
    standing_now = await tx.reports.standing(
        indicators={draft.series.indicator for draft in drafts},
        units={draft.series.unit for draft in drafts},
        periods={draft.series.period for draft in drafts},
    )
    before = {version.series: version for version in standing_now}
    fresh = [draft for draft in drafts if not _same(before.get(draft.series), draft)]
    stored = {version.series: version for version in await tx.reports.append(fresh, at=at)}
    return tuple(
        Recorded(
            version=stored.get(draft.series) or before[draft.series],
            replaced=before.get(draft.series),
            is_new=draft.series in stored,
        )
        for draft in drafts
    )


def _same(version: Version | None, draft: Draft) -> bool:
    if version is None:
        return False
    kept = version.draft
    return (kept.state, kept.value, kept.numerator, kept.denominator) == (
        draft.state,
        draft.value,
        draft.numerator,
        draft.denominator,
    )


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version taken back and what stands in its place now."""

    version: Version
    stands: Version | None


async def undo(
    tx: Writes, person: Person, numbers: Sequence[int], *, origin: Origin, at: datetime
) -> tuple[Withdrawn, ...]:
    """Take back versions by number.

    Their sender may within a day, the office at any time. NotAllowed for others; Gone when none of them is
    there to take back any more.
    """
    versions = [version for number in numbers if (version := await tx.reports.get(number)) is not None]
    if not versions:
        raise Gone
    for version in versions:
        if not person.is_office and version.draft.reporter_id != person.id:
            raise NotAllowed
        if not person.is_office and at - version.reported_at > UNDO_TIME:
            raise Gone("too old")
    results: list[Withdrawn] = []
    for version in versions:
        history = await tx.reports.history(version.series)
        if _is_open(version, history):
            results.append(await _withdraw(tx, version, history, person=person, origin=origin, at=at))
    if not results:
        raise Gone("withdrawn")
    return tuple(results)


def _is_open(version: Version, history: Sequence[Version]) -> bool:
    taken_back = {each.draft.withdraws for each in history if each.draft.state == "withdrawn"}
    return version.draft.state != "withdrawn" and version.number not in taken_back


async def _withdraw(
    tx: Writes, version: Version, history: Sequence[Version], *, person: Person, origin: Origin, at: datetime
) -> Withdrawn:
    draft = replace(
        version.draft,
        state="withdrawn",
        value=None,
        numerator=None,
        denominator=None,
        withdraws=version.number,
        flags=(),
        reporter_id=person.id,
        source=origin.source,
        text=origin.text,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
    )
    (withdrawal,) = await tx.reports.append([draft], at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="undo",
        subject=f"R-{version.number}",
        at=at,
        before={"value": str(version.value)},
        after={"withdrawal": withdrawal.number},
    )
    return Withdrawn(version, standing([*history, withdrawal]))


async def no_longer_said(tx: Writes, filed: Filed, *, origin: Origin) -> tuple[int, ...]:
    """After an edit: the numbers of what the message brought before, still stands, and is said no more."""
    if origin.chat_id is None or origin.message_id is None or not filed.recorded:
        return ()
    said = {each.version.series for each in filed.recorded}
    brought = await tx.reports.by_message(origin.chat_id, origin.message_id)
    earlier = [version for version in brought if version.series not in said]
    standing_now = await tx.reports.standing(
        indicators={version.series.indicator for version in earlier},
        units={version.series.unit for version in earlier},
        periods={version.series.period for version in earlier},
    )
    numbers = {version.number for version in standing_now}
    return tuple(version.number for version in earlier if version.number in numbers)


async def last_report(tx: Writes, person: Person) -> tuple[int, ...]:
    """The numbers that the person's last message brought and that still stand; Gone when there are none."""
    recent = [
        version
        for version in await tx.reports.last_of(person.id, limit=30)
        if version.draft.message_id is not None
    ]
    if not recent:
        raise Gone
    newest = recent[0].draft
    return tuple(
        each.number
        for each in recent
        if (each.draft.chat_id, each.draft.message_id) == (newest.chat_id, newest.message_id)
    )
