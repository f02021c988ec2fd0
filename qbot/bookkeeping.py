"""Bookkeeping: what the ledger's workbook and the self-check file are made of, loaded in one snapshot."""

from datetime import datetime

from qbot import answering
from qbot.answering.owing import settled
from qbot.assessing import published, scores_by
from qbot.clock import city_day
from qbot.documents.goals import Goal
from qbot.documents.ledger_book import Ledger
from qbot.documents.scoring import UnitScore
from qbot.documents.self_check import ItemState, SelfCheck
from qbot.evidence import of_figure
from qbot.ledger.current import Current
from qbot.ledger.obligations import expected, with_extensions
from qbot.ledger.versions import Version
from qbot.plan.models import Phase, Plan
from qbot.ports import Reads
from qbot.tasks.progress import Progress

SELF_CHECK = "自查"  # what the plan calls the phase in which the file is asked for (方案 四(三))


async def ledger_of(tx: Reads, plan: Plan, *, at: datetime, with_drafts: bool) -> Ledger:
    """The whole ledger with what was said of it. Scores are those that were published last; `with_drafts`:
    those of now, which nobody but the office may see. Raises SnapshotAltered."""
    versions = [version async for version in tx.reports.all()]
    there = await settled(tx, plan, plan.indicators)
    due = with_extensions(expected(plan, on=city_day(at)), await tx.extensions.granted())
    return Ledger(
        versions=versions,
        reviews=await tx.reviews.all(),
        people={person.id: person.name for person in await tx.people.all()},
        owed=sorted(
            (each for each in due if each.series not in there), key=lambda each: (each.due_on, each.period)
        ),
        made_at=at,
        references=await tx.references.all(),
        scores=await _scores(tx, plan, versions, at=at, with_drafts=with_drafts),
    )


async def _scores(
    tx: Reads, plan: Plan, versions: list[Version], *, at: datetime, with_drafts: bool
) -> tuple[UnitScore, ...]:
    if with_drafts:
        on = city_day(at)
        return await scores_by(tx, plan, versions, rules=plan.scoring, on=on) if plan.scoring else ()
    issued = await published(tx)
    return issued[1].scores if issued else ()


async def self_check_of(tx: Reads, plan: Plan, *, at: datetime) -> SelfCheck:
    """Every goal with its figure, its evidence and what was told of it."""
    everything = await answering.status(tx, plan, on=city_day(at))
    items = [item.id for group in plan.groups if group.kind == "goal" for item in group.items]
    told = {note.item: note for note in await tx.progress.newest() if note.item in items}
    return SelfCheck(
        phase=self_check_phase(plan),
        goals=tuple([await _goal(tx, each) for each in everything]),
        items={item: await _item(tx, note) for item, note in told.items()},
        made_at=at,
    )


def self_check_phase(plan: Plan) -> Phase:
    """The phase that the plan names for it; its last one where it names none."""
    return next((phase for phase in plan.phases if SELF_CHECK in phase.name), plan.phases[-1])


async def _goal(tx: Reads, current: Current) -> Goal:
    papers = await of_figure(tx, current.version) if current.version else ()
    return Goal(current, evidence=len(papers))


async def _item(tx: Reads, note: Progress) -> ItemState:
    """The last words on a task, and the papers that came with them."""
    if note.chat_id is None or note.message_id is None:
        return ItemState(note.text)
    papers = await tx.evidence.of_messages([(note.chat_id, note.message_id)])
    return ItemState(note.text, evidence=len(papers))
