"""The walk through what is owed: /report asks one item after the other, oldest periods first.

The walk is an open question, put anew at each step, so that an old button cannot act twice and a restart
forgets nothing. What is typed meanwhile is taken by `handlers.walk_words`.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.actions_walk import Resume, WalkOn
from handlers.conversation import Command, Conversation
from handlers.expiry import ON_EXPIRY
from handlers.holding import DOUBT, REASON, ask_held
from handlers.moving import MOVE
from handlers.promises import DAY, WHICH
from handlers.quarterly import ask_word
from handlers.questions import ask
from handlers.recording import record_drafts
from handlers.screen import screen
from handlers.texts import people as people_texts
from handlers.texts import walk as texts
from handlers.visit import Visit
from qbot.deferring import all_owed
from qbot.errors import Gone
from qbot.extending import owed_now
from qbot.ledger.obligations import townships
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reporting import marks_of, speaking_units
from qbot.walking import Outcome, Walk, before, begin, carried_over, refreshed, too_often

WALK, PAUSED = "walk", "walk-paused"
# these questions do not take just any words
_ASKED_ALONG = ("indicator", "value", "period", DOUBT, REASON, WHICH, DAY, PAUSED, MOVE)


async def _report(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """/report: go on with the walk that is open, or begin one."""
    plan, units = visit.desk.plan, speaking_units(visit.desk.plan, person)
    if not any(plan.led_by(unit) or unit in townships(plan) for unit in units):
        return await visit.answer(people_texts.help_for(plan, person))
    if visit.is_private:
        return await start(visit, person)
    if not person.started:
        return await visit.answer(screen(texts.START_FIRST))
    async with visit.writing() as tx:
        await visit.say(tx, screen(texts.IN_PRIVATE))
        await _begin(tx, _in_private(visit, person), person)
    return None


def _in_private(visit: Visit, person: Person) -> Visit:
    return replace(visit, chat_id=person.telegram_user_id, chat_kind="private", thread_id=None)


async def start(visit: Visit, person: Person) -> None:
    """Go on with the walk that is open or paused here, or begin one."""
    async with visit.writing() as tx:
        await _begin(tx, visit, person)


async def _begin(tx: Writes, visit: Visit, person: Person) -> None:
    question = await open_walk(tx, visit, person, kinds=(WALK, PAUSED))
    walk = None
    if question is not None:
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        walk = await refreshed(tx, Walk.from_payload(question.payload))
    if walk is None or walk.current is None:
        owed = await all_owed(tx, visit.desk.plan, person, on=visit.on)
        figures = [each for each in owed if not each.is_progress]
        walk = begin([each for each in figures if each.stage(visit.on) != "needs-leave"])
        if not walk.steps:
            words = [each for each in owed if each.is_progress]
            if words:
                await ask_word(tx, visit, person, words)
            else:
                await visit.say(tx, texts.nothing_to_fill(len(figures)))
            return
    await show(tx, visit, person, walk)


async def open_walk(
    tx: Reads, visit: Visit, person: Person, *, kinds: Sequence[str] = (WALK,)
) -> PendingQuestion | None:
    """The walk that is open here; none where what it asks is no longer the person's, or where the words that
    come next are awaited for something newer."""
    for question in await tx.questions.open_for(person.id, visit.chat_id):
        if question.kind in kinds and question.expires_at > visit.at:
            step = Walk.from_payload(question.payload).current
            is_own = step is None or step.series.unit in speaking_units(visit.desk.plan, person)
            return question if is_own else None
        if question.kind not in (*kinds, *_ASKED_ALONG):
            return None
    return None


async def show(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    """Ask the current item, or tell what became of all of them."""
    plan, step = visit.desk.plan, walk.current
    if step is None:
        await visit.say(tx, texts.summary(plan, walk), resend=True)
        return
    payload = {**walk.to_payload(), ON_EXPIRY: texts.EXPIRED.format(place=walk.at + 1)}
    question = await ask(tx, visit, person, WALK, payload)
    if question is None:
        return
    shown = texts.card(
        plan,
        walk,
        question=question,
        earlier=await before(tx, step.series),
        standing=await before(tx, step.series, back=0),
        due=await owed_now(tx, plan, step.series),
        on=visit.on,
    )
    await visit.say(tx, shown, kind="question", subject=f"walk:{question}", resend=True)


async def _press(visit: Visit, person: Person, action: WalkOn) -> str | None:
    if action.move not in _ACTS:
        raise Gone
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.kind != WALK or question.person_id != person.id:
            return texts.PAST_STEP
        step = Walk.from_payload(question.payload).current
        if step is not None:
            words = {"skip": "已跳过", "same": "同上期", "back": "返回", "pause": "已暂停", "end": "已结束"}
            await visit.put(tx, texts.left(visit.desk.plan, step.series, words[action.move]))
        await move_on(tx, visit.with_text("[同上期]"), person, question, action.move)
    return None


async def _resume(visit: Visit, person: Person, _action: Resume) -> None:
    await _report(visit, person, ())


async def move_on(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, move: str) -> None:
    """Close the question of this step and do what was chosen; the walk is seen as the ledger has it."""
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    walk = Walk.from_payload(question.payload)
    await _ACTS[move](tx, visit, person, walk)


async def _skip(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    await show(tx, visit, person, await refreshed(tx, walk.skipped()))


async def _back(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    await show(tx, visit, person, await refreshed(tx, walk.back()))


async def _pause(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    if await ask(tx, visit, person, PAUSED, walk.to_payload()) is not None:
        await visit.say(tx, texts.paused(walk))


async def _end(tx: Writes, visit: Visit, _person: Person, walk: Walk) -> None:
    await visit.say(tx, texts.summary(visit.desk.plan, await refreshed(tx, walk)), resend=True)


async def _same(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    """Carry the figure of the period before over; held when that has become a habit."""
    step = walk.current
    earlier = await before(tx, step.series) if step else None
    if step is None or earlier is None or earlier.value is None:
        await visit.say(tx, screen(texts.NO_EARLIER))
        return await show(tx, visit, person, walk)
    draft = carried_over(draft_of(visit, person, step.series), earlier)
    held = await too_often(tx, draft)
    if held is None:
        return await store(tx, visit, person, walk, draft)
    await ask_held(tx, visit, person, held)
    return await show(tx, visit, person, await refreshed(tx, walk.answered("held")))


_ACTS = {"skip": _skip, "same": _same, "back": _back, "pause": _pause, "end": _end}


async def store(tx: Writes, visit: Visit, person: Person, walk: Walk, draft: Draft) -> None:
    """Record the figure, or ask about it, and go on either way."""
    filed = await record_drafts(tx, visit, person, [draft])
    outcome: Outcome = "held" if filed.held else "recorded" if filed.recorded else "skipped"
    await show(tx, visit, person, await refreshed(tx, walk.answered(outcome)))


def draft_of(visit: Visit, person: Person, series: Series) -> Draft:
    """A figure of this series as the words bring it, its value still to be filled in."""
    return Draft(
        series=series,
        state="value",
        reporter_id=person.id,
        source="message",
        text=visit.text,
        chat_id=visit.chat_id,
        message_id=visit.message_id,
        flags=marks_of(person, series.unit),
    )


CONVERSATION = Conversation(
    commands=(
        Command(
            "report", "逐项填报:我该报的一项一项来", _report,
            phrases=("逐项填报", "我要填报", "填报", "继续填报", "接着填", "继续填", "我要报数"),
        ),
    ),
    presses={WalkOn: _press, Resume: _resume},
)  # fmt: skip
