"""Reporting: from a message's meaning to versions in the ledger.

Each function works inside one write transaction that the caller holds: load, ask the domain, store, and
return what was stored, so that the answer is told from the row and goes out with the same commit. What is
unusual, or changes a settled figure without saying why, is held: nothing of it is stored until its sender
has answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from qbot.clock import city_day
from qbot.errors import ForeignUnit, NotAllowed
from qbot.ledger.obligations import NONE_GRANTED, Granted, expected, with_extensions
from qbot.ledger.versions import Draft, Flag, Series, Source, Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads, Writes
from qbot.weighing import Held, Weighing, same_figure, weigh

RECENT = timedelta(hours=1)
RECENT_LIMIT = 50


class Reading(Protocol):
    """An item as `qbot.reading` gives it; `said_period` is False where the period is a default."""

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
    @property
    def said_period(self) -> bool: ...


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
    figure was already there, `said_period` when nobody named the period."""

    version: Version
    replaced: Version | None
    is_new: bool
    said_period: bool = True


@dataclass(frozen=True, slots=True)
class Unclear:
    """A figure without a period right after another one of the same indicator: a correction or the next?"""

    item: Reading
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a message's items: stored, held, to be asked, or not the sender's to report."""

    recorded: tuple[Recorded, ...]
    held: tuple[Held, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    foreign: ForeignUnit | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(each.version.number for each in self.recorded if each.is_new)


def speaking_units(plan: Plan, person: Person) -> tuple[str, ...]:
    """The units this person may report for; the office speaks for the unit that hosts it (方案 五(一))."""
    if person.role == "office":
        hosts = tuple(unit.id for unit in plan.units if unit.kind == "office")
        return tuple(dict.fromkeys((*person.units, *hosts)))
    return (*person.units, *person.standing_in) if person.role == "contact" else ()


def marks_of(person: Person, unit: str) -> tuple[Flag, ...]:
    """How what this person reports for a unit is marked: as stood in for, where the unit is not theirs."""
    return ("stood-in",) if unit in person.standing_in else ()


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
    tx: Writes,
    plan: Plan,
    person: Person,
    items: Sequence[Reading],
    *,
    origin: Origin,
    at: datetime,
    edited: bool = False,
) -> Filed:
    """Store each item that the person may report; NotAllowed when the person reports nothing at all.

    `edited`: the message was changed and is read again, so what it brought before says of which period it is.
    """
    if not speaking_units(plan, person):
        raise NotAllowed
    drafts: dict[Series, tuple[Draft, bool]] = {}  # said twice in one message: the last word counts
    unclear: list[Unclear] = []
    foreign: list[str] = []
    foreign_unit: str | None = None
    recent = await _recent(tx, person, items, origin=origin, at=at, edited=edited)
    for item in items:
        unit = unit_for(plan, person, indicator=item.indicator, named=item.unit)
        if unit is None:
            foreign.append(item.indicator)
            foreign_unit = item.unit or foreign_unit
            continue
        period = await _period(tx, plan, item, unit, on=city_day(at))
        before = recent.get((item.indicator, unit))
        draft = _draft(item, Series(item.indicator, unit, period), person=person, origin=origin)
        if before is not None and before.series != draft.series:
            if not (edited or same_figure(before, draft)):
                unclear.append(Unclear(item, (before.series.period, period)))
                continue
            draft = replace(draft, series=before.series)
        drafts[draft.series] = draft, item.said_period
    brought = await _brought(tx, origin) if edited else ()
    filed = await file_drafts(tx, plan, [draft for draft, _ in drafts.values()], at=at, brought=brought)
    told = tuple(replace(each, said_period=drafts[each.version.series][1]) for each in filed.recorded)
    refused = ForeignUnit(tuple(foreign), foreign_unit) if foreign else None
    return Filed(told, filed.held, tuple(unclear), refused)


async def _brought(tx: Reads, origin: Origin) -> Sequence[Version]:
    """What the message brought before."""
    if origin.chat_id is None or origin.message_id is None:
        return ()
    return await tx.reports.by_message(origin.chat_id, origin.message_id)


async def _recent(
    tx: Reads, person: Person, items: Sequence[Reading], *, origin: Origin, at: datetime, edited: bool
) -> Mapping[tuple[str, str], Version]:
    """Of the indicators told without a period: the person's figure of a moment ago, or the one that the
    edited message brought."""
    told = {item.indicator for item in items if not item.said_period}
    if not told:
        return {}
    if edited:
        versions = await _brought(tx, origin)
    else:
        latest = await tx.reports.last_of(person.id, limit=RECENT_LIMIT)
        versions = [each for each in reversed(latest) if at - each.reported_at <= RECENT]
    return {
        (version.series.indicator, version.series.unit): version
        for version in versions
        if version.series.indicator in told and version.draft.state == "value"
    }


def may_file(plan: Plan, person: Person, draft: Draft) -> bool:
    """Whether a figure is still this person's to report: units change hands while a question waits."""
    return person.is_office or draft.series.unit in speaking_units(plan, person)


async def file_drafts(
    tx: Writes,
    plan: Plan,
    drafts: Sequence[Draft],
    *,
    at: datetime,
    brought: Sequence[Version] = (),
    leaving: Series | None = None,
) -> Filed:
    """Store the drafts that raise no question, one for each series, and give the others back as held.

    A draft with a `reason` has been answered for: it is stored, with the flags it carries. `brought` is what
    an edited message brought before: where another figure has taken its place since, the edit is held. The
    figure of `leaving` is about to be moved away and proves nothing.
    """
    if not drafts:
        return Filed(())
    standing = await tx.reports.standing(
        indicators={draft.series.indicator for draft in drafts}, units={draft.series.unit for draft in drafts}
    )
    before = {version.series: version for version in standing}
    changed = {draft.series.period for draft in drafts if draft.series in before}
    granted = await tx.extensions.granted(changed) if changed else NONE_GRANTED
    weighing = Weighing(
        plan=plan,
        before=before,
        overtaken=_overtaken(brought, before),
        granted=granted,
        leaving=leaving,
        on=city_day(at),
    )
    held = [each for draft in drafts if (each := weigh(draft, weighing)) is not None]
    series_held = {each.draft.series for each in held}
    clear = [draft for draft in drafts if draft.series not in series_held]
    fresh = [draft for draft in clear if not same_figure(before.get(draft.series), draft)]
    stored = {version.series: version for version in await tx.reports.append(fresh, at=at)}
    recorded = tuple(
        Recorded(
            version=stored.get(draft.series) or before[draft.series],
            replaced=before.get(draft.series),
            is_new=draft.series in stored,
        )
        for draft in clear
    )
    return Filed(recorded, tuple(held))


def _overtaken(brought: Sequence[Version], before: Mapping[Series, Version]) -> Collection[Series]:
    """The series of a message in which a later figure stands."""
    numbers = {version.number for version in brought}
    return {
        version.series
        for version in brought
        if (stands := before.get(version.series)) is not None and stands.number not in numbers
    }


async def _period(tx: Reads, plan: Plan, item: Reading, unit: str, *, on: date) -> str:
    """The period said; where none was, the oldest that the unit still owes and may report without leave,
    else the last completed one."""
    indicator = plan.indicator[item.indicator]
    if item.said_period or unit != indicator.lead_unit:
        return item.period
    versions = await tx.reports.standing(indicators={indicator.id}, units={unit})
    settled = {version.series for version in versions if version.settles}
    owed = oldest_owed(plan, indicator, settled, on=on, granted=await tx.extensions.granted())
    return str(owed) if owed else item.period


def oldest_owed(
    plan: Plan, indicator: Indicator, settled: Collection[Series], *, on: date, granted: Granted
) -> Period | None:
    """The earliest period of the plan whose figure is not settled and can come without further leave."""
    due = with_extensions(expected(plan, on=on, of=[indicator]), granted)
    open_ = (each for each in due if each.series not in settled and each.stage(on) != "needs-leave")
    return min((each.period for each in open_), default=None)


def _draft(item: Reading, series: Series, *, person: Person, origin: Origin) -> Draft:
    return Draft(
        series=series,
        state="value",
        value=item.value,
        numerator=item.numerator,
        denominator=item.denominator,
        reporter_id=person.id,
        source=origin.source,
        text=origin.text,
        chat_id=origin.chat_id,
        message_id=origin.message_id,
        flags=marks_of(person, series.unit),
    )


def confirmed(draft: Draft, *, reason: str, flag: Flag | None) -> Draft:
    """The draft as its sender stands by it."""
    flags = (*draft.flags, flag) if flag and flag not in draft.flags else draft.flags
    return replace(draft, reason=reason, flags=flags)
