"""The office's review: one figure after the other, what deserves a look first.

Verdicts are pressed against what the reviewer had in view: a figure that was changed or judged meanwhile is
not judged again by an old button.
"""

import re
from collections.abc import Sequence

from handlers import prompts, verdicts
from handlers.actions_review import Inquire, Pass, PassPlain, Return, ShowReview
from handlers.conversation import Command, Conversation
from handlers.judging import card, following, give_back, gone_words, inquire
from handlers.notices import tell_office
from handlers.screen import Screen, screen
from handlers.telling import concerned
from handlers.texts import review as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reviewing import judge, pass_plain, queue, remark, standing_version

_NUMBER = re.compile(r"[Rr]-?(\d{1,12})")
_COURTESY = re.compile(
    r"(?:谢谢|多谢|好的?|收到|嗯|哦|知道了|明白|您?好|在吗|不退了?|先不退|算了)[了吧啊。！!\s]*"
)
LONGEST_WORDS = 1000
REASON = "return-reason"


async def _review(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/review, /review R-12, /review R-12 with a verdict, or /review 全部通过."""
    if not words:
        return await visit.answer(await _next(visit))
    asked = _NUMBER.fullmatch(words[0])
    if words[0] == verdicts.ALL or len(words) > 1:
        return await verdicts.by_words(visit, person, int(asked[1]) if asked else 0, words)
    try:
        async with visit.desk.store.reading() as tx:
            version = await standing_version(tx, int(asked[1]) if asked else 0)
            shown = await card(tx, visit, version, await queue(tx, visit.desk.plan))
    except Gone as gone:
        shown = screen(gone_words(gone))
    return await visit.answer(shown)


async def _next(visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    async with visit.desk.store.reading() as tx:
        return await following(tx, visit, after=after, done=done)


async def _show(visit: Visit, person: Person, action: ShowReview) -> None:
    _only_office(visit, person)
    shown = await _next(visit, after=action.after)
    async with visit.writing() as tx:
        await _await_no_reason(tx, visit, person)
        await visit.put(tx, shown)


async def _pass(visit: Visit, person: Person, action: Pass) -> str | None:
    _only_office(visit, person)
    try:
        async with visit.writing() as tx:
            version = await judge(tx, person, action.number, verdict="passed", seen=action.seen, at=visit.at)
            await _await_no_reason(tx, visit, person)
            done = texts.passed(visit.desk.plan, version)
            await visit.put(tx, await following(tx, visit, done=done))
    except Gone as gone:
        return gone_words(gone)
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
                await _await_reason(tx, visit, person, action)
            else:
                await _await_no_reason(tx, visit, person)
                reason = texts.REASONS[action.reason]
                done = await give_back(tx, visit, person, action.number, seen=action.seen, reason=reason)
                await visit.put(tx, await following(tx, visit, done=done))
    except Gone as gone:
        return gone_words(gone)
    return None


async def _await_reason(tx: Writes, visit: Visit, person: Person, action: Return) -> None:
    """The reason may be typed, too, where buttons offer the known ones."""
    payload = {"number": action.number, "seen": action.seen}
    life = prompts.PROMPT_LIFE
    await prompts.open_prompt(
        tx, visit, person, chat_id=visit.chat_id, kind=REASON, payload=payload, life=life
    )


async def _await_no_reason(tx: Writes, visit: Visit, person: Person) -> None:
    for each in await tx.questions.open_for(person.id, visit.chat_id):
        if prompts.is_about(each, REASON, number=int(each.payload.get("number") or 0)):
            await tx.questions.close(each.id, outcome="cancelled", at=visit.at)


async def _reason_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """A reason that is typed instead of pressed; what is a message of its own goes its way."""
    words = visit.text.strip()
    if words.rstrip("。") in texts.REASONS:
        return await _returned_in_words(visit.with_text(words.rstrip("。")), person, question)
    meaning = visit.desk.reader.read(words, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent not in ("other", "progress") or _COURTESY.fullmatch(words):
        return False
    return await _returned_in_words(visit, person, question)


async def _returned_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed reason of a return."""
    number, seen = question.payload["number"], question.payload["seen"]
    try:
        async with prompts.taking(visit, question) as tx:
            reason = visit.text.strip()[:LONGEST_WORDS]
            done = await give_back(tx, visit, person, number, seen=seen, reason=reason)
            await visit.say(tx, await following(tx, visit, done=done))
    except Gone as gone:
        async with prompts.taking(visit, question) as tx:
            await visit.say(tx, screen(gone_words(gone)))
    return True


async def _inquire(visit: Visit, person: Person, action: Inquire) -> str | None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        version = await tx.reports.get(action.number)
        if version is None:
            raise Gone
        if not await concerned(tx, version.series.unit, version.draft.reporter_id, on=visit.on):
            return texts.NOBODY_TO_ASK
        shown = texts.type_question(action.number)
        await prompts.prompt(tx, visit, person, shown, kind="inquire", payload={"number": action.number})
    return None


async def _inquired_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed question goes to whoever reported."""
    number, words = question.payload["number"], visit.text.strip()[:LONGEST_WORDS]
    async with prompts.taking(visit, question) as tx:
        await visit.say(tx, await inquire(tx, visit, person, number, words))
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
                await visit.put(tx, await following(tx, visit, done=texts.plain_passed(chosen)))
            else:
                chosen = tuple(each for each in (await queue(tx, plan)).plain if each.number <= until)
                shown = texts.confirm_plain(plan, chosen, until=until) if chosen else texts.nothing()
                await visit.put(tx, shown)
    except Gone:
        return texts.QUEUE_CHANGED
    return None


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {
    "return": _returned_in_words,
    REASON: _reason_in_words,
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
