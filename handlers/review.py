"""The office's review: one figure after the other, what deserves a look first.

Verdicts are pressed against what the reviewer had in view: a figure that was changed or judged meanwhile is
not judged again by an old button.
"""

import re
from collections.abc import Sequence

from handlers import prompts
from handlers.actions_review import Inquire, Pass, PassPlain, Return, ShowReview
from handlers.conversation import Command, Conversation
from handlers.notices import tell_office
from handlers.screen import Screen, screen
from handlers.telling import concerned, tell_people
from handlers.texts import review as texts
from handlers.texts.words import reported_by
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.ledger.current import assess_version
from qbot.ledger.obligations import Granted
from qbot.ledger.reviews import Ground, Queue, Waiting, grounds, last_verdict
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reviewing import INQUIRY_LIFE, judge, pass_plain, queue, remark, standing_version

_NUMBER = re.compile(r"[Rr]-?(\d{1,12})")
LONGEST_WORDS = 1000


async def _review(visit: Visit, _person: Person, words: Sequence[str]) -> None:
    """/review, or /review R-12."""
    if not words:
        return await visit.answer(await _next(visit))
    asked = _NUMBER.fullmatch(words[0])
    try:
        async with visit.desk.store.reading() as tx:
            version = await standing_version(tx, int(asked[1]) if asked else 0)
            shown = await _card(tx, visit, version, await queue(tx, visit.desk.plan))
    except Gone:
        shown = screen(texts.NO_SUCH_FIGURE)
    return await visit.answer(shown)


async def _next(visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    async with visit.desk.store.reading() as tx:
        return await _following(tx, visit, after=after, done=done)


async def _following(tx: Reads, visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    """The card that follows in the queue, below a word on what was done."""
    waiting = await queue(tx, visit.desk.plan)
    following = waiting.first(after=after)
    version = await tx.reports.get(following.number) if following else None
    if version is None:
        return texts.nothing(done, at_end=after > 0, left=len(waiting.all))
    return await _card(tx, visit, version, waiting, done=done)


async def _card(tx: Reads, visit: Visit, version: Version, waiting: Queue, *, done: str = "") -> Screen:
    plan, series = visit.desk.plan, version.series
    indicator, period = plan.indicator[series.indicator], Period.parse(series.period)
    standing = await tx.reports.standing(indicators={series.indicator}, units={series.unit})
    by_period = {Period.parse(each.series.period): each for each in standing}
    history = await tx.reports.history(series)
    former = [each for each in history if each.number < version.number and each.value is not None]
    entries = await tx.reviews.of(version.number)
    verdict = last_verdict(entries)
    reporter = await tx.people.get(version.draft.reporter_id)
    shown = texts.Shown(
        version=version,
        indicator=indicator,
        assessment=assess_version(indicator, period, by_period),
        before=by_period.get(period.shifted(-1)),
        replaced=former[-1] if former else None,
        reporter=reported_by(version, reporter.name if reporter else ""),
        grounds=_grounds(visit, version, waiting, await tx.extensions.granted({series.period})),
        evidence=len(await tx.evidence.of_numbers({version.number})),
        entries=[(entry, await _name(tx, entry.person_id)) for entry in entries],
        seen=verdict.id if verdict else 0,
    )
    return texts.card(plan, shown, waiting, done=done)


def _grounds(visit: Visit, version: Version, waiting: Queue, granted: Granted) -> Sequence[Ground]:
    found: Waiting | None = next((each for each in waiting.all if each.number == version.number), None)
    return grounds(visit.desk.plan, found, granted=granted) if found else version.draft.flags


async def _name(tx: Reads, person_id: int) -> str:
    person = await tx.people.get(person_id)
    return person.name if person else ""


async def _show(visit: Visit, person: Person, action: ShowReview) -> None:
    _only_office(visit, person)
    await visit.replace(await _next(visit, after=action.after))


async def _pass(visit: Visit, person: Person, action: Pass) -> str | None:
    _only_office(visit, person)
    try:
        async with visit.writing() as tx:
            version = await judge(tx, person, action.number, verdict="passed", seen=action.seen, at=visit.at)
            done = texts.passed(visit.desk.plan, version)
            await visit.put(tx, await _following(tx, visit, done=done))
    except Gone as gone:
        return _gone(gone)
    return None


async def _return(visit: Visit, person: Person, action: Return) -> str | None:
    """Ask for the reason, take one of the known ones, or wait for typed words."""
    _only_office(visit, person)
    if not texts.OWN_WORDS <= action.reason < len(texts.REASONS):
        raise Gone
    try:
        async with visit.writing() as tx:
            version = await standing_version(tx, action.number)
            if action.reason == texts.OWN_WORDS:
                payload = {"number": action.number, "seen": action.seen}
                shown = texts.type_reason(action.number)
                await prompts.prompt(tx, visit, person, shown, kind="return", payload=payload)
            elif action.reason == texts.ASK_REASON:
                shown = texts.choose_reason(visit.desk.plan, version, seen=action.seen)
                await visit.put(tx, shown)
            else:
                reason = texts.REASONS[action.reason]
                done = await _give_back(tx, visit, person, action.number, seen=action.seen, reason=reason)
                await visit.put(tx, await _following(tx, visit, done=done))
    except Gone as gone:
        return _gone(gone)
    return None


async def _returned_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed reason of a return."""
    number, seen = question.payload["number"], question.payload["seen"]
    try:
        async with prompts.taking(visit, question) as tx:
            reason = visit.text.strip()[:LONGEST_WORDS]
            done = await _give_back(tx, visit, person, number, seen=seen, reason=reason)
            await visit.say(tx, await _following(tx, visit, done=done))
    except Gone as gone:
        async with prompts.taking(visit, question) as tx:
            await visit.say(tx, screen(_gone(gone)))
    return True


async def _give_back(tx: Writes, visit: Visit, person: Person, number: int, *, seen: int, reason: str) -> str:
    """Return the figure, tell its unit, and say what was done."""
    plan = visit.desk.plan
    version = await judge(tx, person, number, verdict="returned", seen=seen, reason=reason, at=visit.at)
    people = await concerned(tx, version.series.unit, version.draft.reporter_id)
    shown = texts.give_back(plan, version, reason)
    await tell_people(tx, people, shown, at=visit.at, subject=f"R-{number}")
    return texts.returned(plan, version, reason, told=[each.name for each in people])


async def _inquire(visit: Visit, person: Person, action: Inquire) -> str | None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        version = await tx.reports.get(action.number)
        if version is None:
            raise Gone
        if not await concerned(tx, version.series.unit, version.draft.reporter_id):
            return texts.NOBODY_TO_ASK
        shown = texts.type_question(action.number)
        await prompts.prompt(tx, visit, person, shown, kind="inquire", payload={"number": action.number})
    return None


async def _inquired_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed question goes to the reporter; where that was the office, to the unit's contacts."""
    number, words, plan = question.payload["number"], visit.text.strip()[:LONGEST_WORDS], visit.desk.plan
    async with prompts.taking(visit, question) as tx:
        version = await remark(tx, person, number, step="asked", words=words, at=visit.at)
        everyone = await concerned(tx, version.series.unit, version.draft.reporter_id)
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
        shown = texts.question(plan, version, words, by=person.name)
        await tell_people(tx, people, shown, at=visit.at, subject=f"inquiry:{number}")
        done = texts.asked(version, told=[each.name for each in people])
        await visit.say(tx, await _following(tx, visit, after=number, done=done))
    return True


async def _answered_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The next words after a question of the office, unless they are a report or a question themselves."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent not in ("other", "progress"):
        return False
    async with prompts.taking(visit, question) as tx:
        await _attach(tx, visit, person, question.payload["number"])
    return True


async def _reply_to_inquiry(visit: Visit, person: Person, number: int) -> bool:
    """A reply to the office's question is an answer, whatever it says."""
    async with visit.desk.store.reading() as tx:
        version = await tx.reports.get(number)
    if version is None or not visit.text.strip():
        return False
    async with visit.writing() as tx:
        await _attach(tx, visit, person, number)
        for each in await tx.questions.open_for(person.id, visit.chat_id):
            if prompts.is_about(each, "inquiry", number=number):
                await tx.questions.close(each.id, outcome="answered", at=visit.at)
    return True


async def _attach(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    words = visit.text.strip()[:LONGEST_WORDS]
    version = await remark(tx, person, number, step="answered", words=words, at=visit.at)
    await visit.say(tx, screen(texts.ANSWERED.format(number=number)), kind="receipt", resend=True)
    shown = texts.answer(visit.desk.plan, version, words, by=person.name)
    await tell_office(tx, shown, at=visit.at)
    visit.turn.mark("noted")


async def _pass_plain(visit: Visit, person: Person, action: PassPlain) -> str | None:
    """Name what would be passed, then pass just that."""
    _only_office(visit, person)
    plan, until = visit.desk.plan, action.until
    try:
        async with visit.writing() as tx:
            if action.sure:
                chosen = await pass_plain(tx, plan, person, until=until, expected=action.count, at=visit.at)
                await visit.put(tx, await _following(tx, visit, done=texts.plain_passed(chosen)))
            else:
                chosen = tuple(each for each in (await queue(tx, plan)).plain if each.number <= until)
                shown = texts.confirm_plain(plan, chosen, until=until) if chosen else texts.nothing()
                await visit.put(tx, shown)
    except Gone:
        return texts.QUEUE_CHANGED
    return None


def _gone(gone: Gone) -> str:
    words = {"judged": texts.JUDGED, "replaced": texts.REPLACED}
    if str(gone) not in words:
        raise gone
    return words[str(gone)]


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {
    "return": _returned_in_words,
    "inquire": _inquired_in_words,
    "inquiry": _answered_in_words,
}
CONVERSATION = Conversation(
    commands=(
        Command("review", "审核报来的数", _review, for_office=True, phrases=("审核", "待审", "审核数据")),
    ),
    presses={
        ShowReview: _show, Pass: _pass, Return: _return, Inquire: _inquire, PassPlain: _pass_plain,
    },
    replies={"inquiry": _reply_to_inquiry},
)  # fmt: skip
