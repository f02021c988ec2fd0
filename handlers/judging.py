"""The office's verdicts, however they are given: carried out, told to the unit, followed by the next card."""

from collections.abc import Sequence

from handlers import prompts
from handlers.screen import Screen
from handlers.telling import concerned, tell_people
from handlers.texts import review as texts
from handlers.texts.words import reported_by
from handlers.visit import Visit
from qbot.answering.yardsticks import references_for
from qbot.errors import Gone
from qbot.ledger.current import assess_version
from qbot.ledger.reviews import Ground, Queue, Waiting, grounds, last_verdict
from qbot.ledger.versions import Version, stood_before
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import Reads, Writes
from qbot.reviewing import INQUIRY_LIFE, judge, queue, remark


async def following(tx: Reads, visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    """The card that follows in the queue, below a word on what was done."""
    waiting = await queue(tx, visit.desk.plan)
    following = waiting.first(after=after)
    version = await tx.reports.get(following.number) if following else None
    if version is None:
        return texts.nothing(done, at_end=after > 0, left=len(waiting.all))
    return await card(tx, visit, version, waiting, done=done)


async def card(tx: Reads, visit: Visit, version: Version, waiting: Queue, *, done: str = "") -> Screen:
    plan, series = visit.desk.plan, version.series
    indicator, period = plan.indicator[series.indicator], Period.parse(series.period)
    standing = await tx.reports.standing(indicators={series.indicator}, units={series.unit})
    by_period = {Period.parse(each.series.period): each for each in standing}
    references = await references_for(tx, [indicator], [period])
    history = await tx.reports.history(series)
    former = stood_before(history, version.number)
    entries = await tx.reviews.of(version.number)
    verdict = last_verdict(entries)
    reporter = await tx.people.get(version.draft.reporter_id)
    shown = texts.Shown(
        version=version,
        indicator=indicator,
        assessment=assess_version(indicator, period, by_period, references),
        before=by_period.get(period.shifted(-1)),
        replaced=former if former and former.value is not None else None,
        reporter=reported_by(version, reporter.name if reporter else ""),
        grounds=_grounds(visit, version, waiting),
        evidence=len(await tx.evidence.of_numbers({version.number})),
        entries=[(entry, await _name(tx, entry.person_id)) for entry in entries],
        seen=verdict.id if verdict else 0,
    )
    return texts.card(plan, shown, waiting, done=done)


def _grounds(visit: Visit, version: Version, waiting: Queue) -> Sequence[Ground]:
    found: Waiting | None = next((each for each in waiting.all if each.number == version.number), None)
    return grounds(visit.desk.plan, found, granted=waiting.granted) if found else version.draft.flags


async def _name(tx: Reads, person_id: int) -> str:
    person = await tx.people.get(person_id)
    return person.name if person else ""


async def give_back(tx: Writes, visit: Visit, person: Person, number: int, *, seen: int, reason: str) -> str:
    """Return the figure, tell its unit, and say what was done."""
    plan = visit.desk.plan
    version = await judge(tx, person, number, verdict="returned", seen=seen, reason=reason, at=visit.at)
    people = await concerned(tx, version.series.unit, version.draft.reporter_id, on=visit.on)
    shown = texts.give_back(plan, version, reason)
    await tell_people(tx, people, shown, at=visit.at, subject=f"R-{number}")
    return texts.returned(plan, version, reason, told=[each.name for each in people])


async def inquire(tx: Writes, visit: Visit, person: Person, number: int, words: str) -> Screen:
    """Put a question to the reporter; where that was the office, to the unit's contacts. The next card."""
    version = await remark(tx, person, number, step="asked", words=words, at=visit.at)
    everyone = await concerned(tx, version.series.unit, version.draft.reporter_id, on=visit.on)
    people = [each for each in everyone if each.id == version.draft.reporter_id] or everyone
    for each in people:
        await prompts.open_prompt(
            tx,
            visit,
            each,
            chat_id=each.telegram_user_id,
            kind="inquiry",
            payload={"number": number},
            life=INQUIRY_LIFE,
        )
    shown = texts.question(visit.desk.plan, version, words, by=person.name)
    await tell_people(tx, people, shown, at=visit.at, subject=f"inquiry:{number}")
    done = texts.asked(version, told=[each.name for each in people])
    return await following(tx, visit, after=number, done=done)


def gone_words(gone: Gone) -> str:
    """Why a verdict was not taken; other reasons are raised again."""
    words = {
        "judged": texts.JUDGED, "replaced": texts.REPLACED, "unknown figure": texts.NO_SUCH_FIGURE
    }  # fmt: skip
    if str(gone) not in words:
        raise gone
    return words[str(gone)]
