"""Briefing: the issue of the brief as it stands, an issued one looked up again, and built again.

Each function reads one snapshot that the caller holds; whoever issues writes the file and freezes what it
says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from qbot import answering
from qbot.answering.figures import YEARS_BEFORE
from qbot.answering.owing import settled
from qbot.clock import city_day
from qbot.documents.correction import Correction, known_then
from qbot.documents.goals import Goal
from qbot.documents.issue import Issue, snapshot_of
from qbot.documents.snapshot import Quoted, Snapshot
from qbot.ledger.current import Current, overview
from qbot.ledger.obligations import Granted, expected, with_extensions
from qbot.ledger.references import by_indicator
from qbot.ledger.references import known_then as references_then
from qbot.ledger.reviews import Review, last_verdict
from qbot.ledger.versions import Series, Verdict
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads


async def issue_now(tx: Reads, plan: Plan, *, at: datetime) -> Issue:
    """The next issue, as it would be issued at this moment. Raises SnapshotAltered when the one before it is
    not what was issued."""
    newest = await tx.issued.newest("brief")
    previous = Snapshot.from_content(newest.snapshot, checksum=newest.checksum) if newest else None
    everything = await answering.status(tx, plan, on=city_day(at))
    return _issue(
        plan,
        everything,
        number=previous.number + 1 if previous else 1,
        at=at,
        there=await settled(tx, plan, plan.indicators),
        granted=await tx.extensions.granted(),
        previous=previous,
        rebuilt=await _rebuilt(tx, plan, previous),
    )


def _issue(
    plan: Plan,
    everything: Sequence[Current],
    *,
    number: int,
    at: datetime,
    there: frozenset[Series],
    granted: Granted,
    previous: Snapshot | None = None,
    rebuilt: Snapshot | None = None,
) -> Issue:
    due = with_extensions(expected(plan, on=city_day(at)), granted)
    still_open = (each for each in due if each.series not in there)
    return Issue(
        number=number,
        issued_at=at,
        goals=tuple(Goal(each) for each in everything),
        owed=tuple(sorted(still_open, key=lambda each: (each.due_on, each.period))),
        expected=len(due),
        previous=previous,
        rebuilt=rebuilt,
    )


async def _rebuilt(tx: Reads, plan: Plan, previous: Snapshot | None) -> Snapshot | None:
    """The figures of the issue before as they stand now, which changes are measured from."""
    return snapshot_of(plan, await _standing_again(tx, plan, previous)) if previous else None


async def issued_snapshot(tx: Reads, number: int) -> Snapshot | None:
    """The figures of an issue; None when there is none of this number. Raises SnapshotAltered."""
    found = await tx.issued.get("brief", number)
    return Snapshot.from_content(found.snapshot, checksum=found.checksum) if found else None


async def issue_again(tx: Reads, plan: Plan, issued: Snapshot) -> Issue:
    """An issued issue built again from what stands now of the figures that were known then, and so are those
    of the issue before, which its changes are measured from.

    Verdicts and granted days are those of then, because neither corrects what the issue said. Raises
    SnapshotAltered.
    """
    previous = await issued_snapshot(tx, issued.number - 1)
    again = await _standing_again(tx, plan, issued)
    return replace(again, previous=previous, rebuilt=await _rebuilt(tx, plan, previous))


async def _standing_again(tx: Reads, plan: Plan, issued: Snapshot) -> Issue:
    """The same without the issue before."""
    on = city_day(issued.issued_at)
    lead = {(each.id, each.lead_unit) for each in plan.indicators}
    history = await tx.reports.histories(_first_year(plan, issued), on.year, series=lead)
    judged = _judged_by(await tx.reviews.all(), issued.issued_at)
    references = references_then(await tx.references.all(), at=issued.issued_at)
    standing = [
        replace(version, verdict=judged.get(version.number))
        for version in known_then(history, issued_at=issued.issued_at)
    ]
    granted = await tx.extensions.granted_by(issued.issued_at)
    return _issue(
        plan,
        overview(plan, standing, on=on, granted=granted, references=references),
        number=issued.number,
        at=issued.issued_at,
        there=frozenset(version.series for version in standing if version.settles),
        granted=granted,
    )


def _first_year(plan: Plan, issued: Snapshot) -> int:
    """The year before which no figure has to do with an issue, not even as what another is measured by."""
    told = [Period.parse(each.period).starts_on for each in issued.figures.values() if each.period]
    return min([plan.phases[0].starts_on, *told]).year - YEARS_BEFORE


def _judged_by(reviews: Iterable[Review], at: datetime) -> Mapping[int, Verdict]:
    """The verdict that counted at a moment, by R-number."""
    by_number: dict[int, list[Review]] = {}
    for review in reviews:
        if review.said_at <= at:
            by_number.setdefault(review.number, []).append(review)
    found = ((number, last_verdict(said)) for number, said in by_number.items())
    return {
        number: "passed" if verdict.step == "passed" else "returned" for number, verdict in found if verdict
    }


async def has_changed(tx: Reads, issued: Snapshot) -> bool:
    """Whether any figure of an issue, or one that its changes are measured from, stands otherwise now, so
    that it may have to be corrected. Raises SnapshotAltered."""
    quoted = {_series(each): each.version for each in issued.figures.values() if each.version is not None}
    quoted |= await _measured_from(tx, issued)
    standing = {each.series: each.number for each in await tx.reports.of_series(list(quoted))}
    if any(standing.get(series) != number for series, number in quoted.items()):
        return True
    used = [each for each in issued.figures.values() if each.entry is not None]
    known = by_indicator(await tx.references.all()) if used else {}
    stands = {each.entry for entries in known.values() for each in entries}
    return any(each.entry not in stands for each in used)


async def _measured_from(tx: Reads, issued: Snapshot) -> Mapping[Series, int]:
    """The versions of the issue before that the changes of an issue about another time are measured from."""
    previous = await issued_snapshot(tx, issued.number - 1)
    if previous is None:
        return {}
    found: dict[Series, int] = {}
    for each in issued.figures.values():
        then, now = previous.quoted("figure", each.of), issued.quoted("figure", each.of)
        if each.about == "change" and then and then.version and now and then.period != now.period:
            corrected = (int(source[2:]) for source in each.sources if source.startswith("R-"))
            found[_series(then)] = next(corrected, then.version)
    return found


def _series(quoted: Quoted) -> Series:
    return Series(quoted.indicator or "", quoted.unit or "", quoted.period or "")


async def reasons(tx: Reads, found: Iterable[Correction]) -> Mapping[str, str]:
    """Why figures were corrected, by code: the reason of the version that stands now, the words with which
    a reference value was entered."""
    told: dict[str, str] = {}
    for each in found:
        if each.now and each.now.version and each.now.version != each.issued.version:
            version = await tx.reports.get(each.now.version)
            told[each.code] = (version.draft.reason if version else None) or ""
        elif each.now and each.now.entry:
            entry = await tx.references.get(each.now.entry)
            told[each.code] = entry.text if entry else ""
    return {code: why for code, why in told.items() if why}
