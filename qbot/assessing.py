"""Assessing: draft scores from the ledger, shown to units, objected to, answered, published (方案 五(五)).

A draft is frozen when it goes to the units; what is published is that draft, word for word, or a newer one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qbot.answering.yardsticks import oldest_of, references_for
from qbot.clock import city_day
from qbot.documents.assessment import Assessment
from qbot.documents.records import duties, results, word_duties
from qbot.documents.scoring import Event, UnitScore, score
from qbot.errors import Gone, NotAllowed
from qbot.issued import Issued, Objection
from qbot.ledger.obligations import expected, has_fallen_due, with_extensions
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan, Scoring
from qbot.ports import Reads, Writes
from qbot.tasks.quarterly import words_expected, words_told

Hindrance = Literal["too-early", "unanswered"]


@dataclass(frozen=True, slots=True)
class UnderReview:
    """The draft that the units have before them, with all that was objected to it, and what was objected to
    earlier ones and waits for an answer still."""

    paper: Issued
    assessment: Assessment
    objections: Sequence[Objection]

    def may_object(self, on: date) -> bool:
        return on <= self.assessment.objections_until

    def hinders(self, on: date) -> Hindrance | None:
        """Why it may not be published yet."""
        if self.may_object(on):
            return "too-early"
        return "unanswered" if any(each.is_open for each in self.objections) else None


async def draft_now(tx: Reads, plan: Plan, *, rules: Scoring, at: datetime) -> Assessment:
    """The scores of every unit to which something fell due, by the whole ledger up to this moment."""
    newest = await tx.issued.newest("assessment-draft")
    since, until = plan.phases[0].starts_on, city_day(at)
    return Assessment(
        number=newest.number + 1 if newest else 1,
        drafted_at=at,
        since=since,
        until=until,
        rules=rules,
        scores=await scores_now(tx, plan, rules=rules, on=until),
    )


async def scores_now(tx: Reads, plan: Plan, *, rules: Scoring, on: date) -> tuple[UnitScore, ...]:
    """The scores alone, in the order of the plan's units."""
    lead = {(each.id, each.lead_unit) for each in plan.indicators}
    history = await tx.reports.histories(plan.phases[0].starts_on.year, on.year, series=lead)
    return await scores_by(tx, plan, history, rules=rules, on=on)


async def scores_by(
    tx: Reads, plan: Plan, history: Sequence[Version], *, rules: Scoring, on: date
) -> tuple[UnitScore, ...]:
    """The same by all versions of the ledger, in any order."""
    since = plan.phases[0].starts_on
    granted = await tx.extensions.granted()
    owed = with_extensions(expected(plan, on=on), granted)
    words = with_extensions(words_expected(plan, on=on), granted)
    lead = {(each.id, each.lead_unit) for each in plan.indicators}
    standing = await tx.reports.of_years(since.year - 1, on.year, series=lead)
    owing = {each.unit for each in (*owed, *words) if has_fallen_due(each.due_on, on)}
    return score(
        rules,
        [unit.id for unit in plan.units if unit.id in owing],
        duties=[
            *duties(owed, history, on=on, granted=granted, reviews=await tx.reviews.all()),
            *word_duties(
                words, await words_told(tx, plan, on=on, units={each.unit for each in words}), on=on
            ),
        ],
        results=results(
            plan,
            standing,
            since=since,
            until=on,
            references=await references_for(tx, plan.indicators, oldest_of(standing)),
        ),
        events=await _supervised(tx),
    )


async def _supervised(tx: Reads) -> Sequence[Event]:
    """What the office had to put under supervision (督办单)."""
    return [
        Event(
            on=city_day(order.issued_at),
            kind="supervised",
            unit=order.series.unit,
            indicator=order.series.indicator,
            period=Period.parse(order.series.period),
            note=order.serial,
        )
        for order in await tx.orders.of_step("order")
    ]


async def under_review(tx: Reads) -> UnderReview | None:
    """The newest draft that has not been published; None where there is none. Raises SnapshotAltered."""
    paper, last = await tx.issued.newest("assessment-draft"), await tx.issued.newest("assessment")
    if paper is None or (last is not None and last.number >= paper.number):
        return None
    assessment = Assessment.from_content(paper.snapshot, checksum=paper.checksum)
    raised = (*await tx.issued.open_objections(), *await tx.issued.objections(paper.id))
    by_id = {each.id: each for each in raised}
    return UnderReview(paper, assessment, [by_id[id_] for id_ in sorted(by_id)])


async def published(tx: Reads) -> tuple[Issued, Assessment] | None:
    """What was published last; None before the first time. Raises SnapshotAltered."""
    paper = await tx.issued.newest("assessment")
    return (paper, Assessment.from_content(paper.snapshot, checksum=paper.checksum)) if paper else None


async def send_out(tx: Writes, person: Person, assessment: Assessment, *, file: str, at: datetime) -> Issued:
    """Freeze a draft for the units to look at; Gone when one of its number is with them already."""
    paper = await tx.issued.add(
        "assessment-draft",
        assessment.number,
        snapshot=assessment.content(),
        checksum=assessment.checksum,
        file=file,
        by=person.id,
        at=at,
    )
    if paper is None:
        raise Gone
    await _audit(tx, person, "assessment-send", paper, at=at)
    return paper


async def publish(tx: Writes, person: Person, number: int, *, at: datetime) -> Assessment:
    """Publish the draft that the units have seen; Gone when it is another one or may not be published yet."""
    draft = await under_review(tx)
    if draft is None or draft.paper.number != number or draft.hinders(city_day(at)):
        raise Gone
    paper = await tx.issued.add(
        "assessment",
        number,
        snapshot=draft.paper.snapshot,
        checksum=draft.paper.checksum,
        file=draft.paper.file,
        by=person.id,
        at=at,
    )
    if paper is None:
        raise Gone
    await _audit(tx, person, "assessment-publish", paper, at=at)
    return draft.assessment


def units_of(person: Person, assessment: Assessment) -> tuple[str, ...]:
    """The units of a contact that have a score in it."""
    own = (*person.units, *person.standing_in) if person.role == "contact" else ()
    return tuple(unit for unit in own if assessment.of(unit) is not None)


async def objectionable(tx: Reads, person: Person, *, number: int, unit: str, on: date) -> UnderReview:
    """The draft to which this person may object for a unit; NotAllowed for other units, Gone when it is
    over."""
    draft = await under_review(tx)
    if draft is None or draft.paper.number != number or not draft.may_object(on):
        raise Gone
    if unit not in units_of(person, draft.assessment):
        raise NotAllowed
    return draft


async def raise_objection(
    tx: Writes, person: Person, draft: UnderReview, *, unit: str, text: str, at: datetime
) -> Objection:
    """Put a unit's objection on record."""
    found = await tx.issued.object(draft.paper.id, unit=unit, person_id=person.id, text=text, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="object",
        subject=f"objection:{found.id}",
        at=at,
        after={"assessment": draft.paper.number, "unit": unit, "text": text},
    )
    return found


async def answer_objection(
    tx: Writes, person: Person, objection_id: int, *, text: str, at: datetime
) -> Objection:
    """The office's answer; Gone when there is no such objection or it was answered before."""
    found = await tx.issued.objection(objection_id)
    if found is None or not await tx.issued.answer(objection_id, text=text, by=person.id, at=at):
        raise Gone
    await tx.audit.add(
        actor_id=person.id,
        action="answer-objection",
        subject=f"objection:{found.id}",
        at=at,
        before={"answer": None},
        after={"answer": text},
    )
    return found


async def _audit(tx: Writes, person: Person, action: str, paper: Issued, *, at: datetime) -> None:
    await tx.audit.add(
        actor_id=person.id,
        action=action,
        subject=f"{paper.kind}:{paper.number}",
        at=at,
        after={"checksum": paper.checksum},
    )
