"""The walk through what is owed: /report asks one item after the other and takes whatever answers it.

The walk is an open question, put anew at each step, so that an old button cannot act twice and a restart
forgets nothing. It takes only what answers its item; everything else goes its own way, and the item is shown
again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.actions_walk import Resume, WalkOn
from handlers.conversation import Command, Conversation
from handlers.expiry import ON_EXPIRY
from handlers.holding import DOUBT, REASON, ask_held
from handlers.promises import DAY, WHICH, defer
from handlers.questions import ask
from handlers.recording import record_drafts
from handlers.screen import screen
from handlers.texts import people as people_texts
from handlers.texts import walk as texts
from handlers.visit import Visit
from qbot.asking import Half, answered
from qbot.deferring import all_owed, pending_of
from qbot.errors import Gone
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.promises import read_blanks
from qbot.reading.meaning import Item, Meaning
from qbot.reporting import speaking_units
from qbot.walking import Outcome, Walk, before, begin, carried_over, refreshed, too_often

WALK, PAUSED = "walk", "walk-paused"
_ASKED_ALONG = ("indicator", "value", "period", DOUBT, REASON, WHICH, DAY, PAUSED)  # do not take any words
LONGEST = 200
_MOVES: Mapping[str, str] = {
    "跳过": "skip", "先跳过": "skip", "下一项": "skip", "下一个": "skip", "跳过这项": "skip",
    "同上期": "same", "同上月": "same", "同上季": "same", "与上期相同": "same", "和上期一样": "same",
    "同上": "same", "和上月一样": "same", "与上月相同": "same", "和上季度一样": "same",
    "返回": "back", "返回上一项": "back", "上一项": "back", "上一个": "back",
    "暂停": "pause", "先停": "pause", "先停一下": "pause", "等会再填": "pause",
    "结束": "end", "结束填报": "end", "不填了": "end", "填完了": "end",
}  # fmt: skip
_ENDING = re.compile(r"[。!!,,\s吧了]+$")


async def _report(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """/report: go on with the walk that is open, or begin one."""
    plan = visit.desk.plan
    if not any(plan.led_by(unit) for unit in speaking_units(plan, person)):
        return await visit.answer(people_texts.help_for(plan, person))
    if visit.is_private:
        return await _start(visit, person)
    if not person.started:
        return await visit.answer(screen(texts.START_FIRST))
    async with visit.writing() as tx:
        await visit.say(tx, screen(texts.IN_PRIVATE))
        await _begin(tx, _in_private(visit, person), person)
    return None


def _in_private(visit: Visit, person: Person) -> Visit:
    return replace(visit, chat_id=person.telegram_user_id, chat_kind="private", thread_id=None)


async def _start(visit: Visit, person: Person) -> None:
    async with visit.writing() as tx:
        await _begin(tx, visit, person)


async def _begin(tx: Writes, visit: Visit, person: Person) -> None:
    question = await _open_walk(tx, visit, person, kinds=(WALK, PAUSED))
    walk = None
    if question is not None:
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        walk = await refreshed(tx, Walk.from_payload(question.payload))
    if walk is None or walk.current is None:
        owed = await all_owed(tx, visit.desk.plan, person, on=visit.on)
        walk = begin([each for each in owed if each.stage(visit.on) != "needs-leave"])
        if not walk.steps:
            await visit.say(tx, texts.nothing_to_fill(len(owed)))
            return
    await _show(tx, visit, person, walk)


async def _open_walk(
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


async def _show(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
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
        await _move(tx, visit.with_text("[同上期]"), person, question, action.move)
    return None


async def _resume(visit: Visit, person: Person, _action: Resume) -> None:
    await _report(visit, person, ())


async def _move(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, move: str) -> None:
    """Close the question of this step and do what was chosen; the walk is seen as the ledger has it."""
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    walk = Walk.from_payload(question.payload)
    await _ACTS[move](tx, visit, person, walk)


async def _skip(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    await _show(tx, visit, person, await refreshed(tx, walk.skipped()))


async def _back(tx: Writes, visit: Visit, person: Person, walk: Walk) -> None:
    await _show(tx, visit, person, await refreshed(tx, walk.back()))


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
        return await _show(tx, visit, person, walk)
    draft = carried_over(_draft(visit, person, step.series), earlier)
    held = await too_often(tx, draft)
    if held is None:
        return await _store(tx, visit, person, walk, draft)
    await ask_held(tx, visit, person, held)
    return await _show(tx, visit, person, await refreshed(tx, walk.answered("held")))


_ACTS = {"skip": _skip, "same": _same, "back": _back, "pause": _pause, "end": _end}


async def _store(tx: Writes, visit: Visit, person: Person, walk: Walk, draft: Draft) -> None:
    """Record the figure, or ask about it, and go on either way."""
    filed = await record_drafts(tx, visit, person, [draft])
    outcome: Outcome = "held" if filed.held else "recorded" if filed.recorded else "skipped"
    await _show(tx, visit, person, await refreshed(tx, walk.answered(outcome)))


def _draft(visit: Visit, person: Person, series: Series) -> Draft:
    return Draft(
        series=series,
        state="value",
        reporter_id=person.id,
        source="message",
        text=visit.text,
        chat_id=visit.chat_id,
        message_id=visit.message_id,
    )


async def _said(visit: Visit, person: Person) -> bool:
    """Whether the words answer the item that is asked, or steer the walk."""
    words = visit.text.strip()
    if not visit.is_private or not words or len(words) > LONGEST:
        return False
    async with visit.desk.store.reading() as tx:
        question = await _open_walk(tx, visit, person)
    if question is None:
        return False
    step = Walk.from_payload(question.payload).current
    move = _MOVES.get(_ENDING.sub("", words))
    if step is None:
        return False
    if move is not None:
        async with visit.writing() as tx:
            await _move(tx, visit, person, question, move)
        return True
    return await _blank(visit, person, question, step.series) or await _figure(
        visit, person, question, step.series
    )


async def _blank(visit: Visit, person: Person, question: PendingQuestion, series: Series) -> bool:
    """暂无 or 不适用, said of nothing in particular: of this item."""
    told = read_blanks(visit.desk.reader, visit.text, on=visit.on)
    if told is None or told.rest or len(told.blanks) != 1:
        return False
    (blank,) = told.blanks
    if blank.named.names_one or blank.named.periods or blank.named.unit:
        return False
    pending = pending_of(blank, [series], text=visit.text, message_id=visit.message_id)
    async with visit.writing() as tx:
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        deferred = await defer(tx, visit, person, pending)
        walk = Walk.from_payload(question.payload)
        outcome: Outcome = "held" if deferred is None else blank.state
        await _show(tx, visit, person, await refreshed(tx, walk.answered(outcome)))
    return True


async def _figure(visit: Visit, person: Person, question: PendingQuestion, series: Series) -> bool:
    """A number, or a phrase with one, that is this item's; another item's goes its own way."""
    desk = visit.desk
    meaning = desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
    if meaning.intent in ("query", "incident", "undo"):
        return False
    draft = _draft(visit, person, series)
    if meaning.items:
        item = _of(meaning, series)
        if item is None:
            return False
        draft = replace(draft, value=item.value, numerator=item.numerator, denominator=item.denominator)
    else:
        half = Half(visit.on, visit.text, None, indicator=series.indicator, period=series.period)
        more = answered(desk.reader, desk.plan, half, visit.text, lack="value")
        if more is None:
            return await _unsure(visit, person, question, meaning, series)
        draft = replace(draft, value=more.value, numerator=more.numerator, denominator=more.denominator)
    async with visit.writing() as tx:
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        await _store(tx, visit, person, Walk.from_payload(question.payload), draft)
    return True


def _of(meaning: Meaning, series: Series) -> Item | None:
    """The only figure of a message, where it is of this item."""
    if meaning.clarify or len(meaning.items) != 1:
        return None
    (item,) = meaning.items
    is_same = item.indicator == series.indicator and item.unit in (None, series.unit)
    return item if is_same and (not item.said_period or item.period == series.period) else None


async def _unsure(
    visit: Visit, person: Person, question: PendingQuestion, meaning: Meaning, series: Series
) -> bool:
    """A figure that is not certain, of no other indicator: asked for again, and the item with it."""
    if meaning.intent != "report" or not all(
        each.indicator in (None, series.indicator) for each in meaning.open
    ):
        return False
    async with visit.writing() as tx:
        await visit.say(tx, screen(texts.NOT_SURE))
        await _again_in(tx, visit, person, question)
    return True


async def _again(visit: Visit, person: Person) -> None:
    """After words that went another way: the item is shown again, or the next when they settled it."""
    async with visit.desk.store.reading() as tx:
        question = await _open_walk(tx, visit, person)
    if question is None or question.asked_at >= visit.at:
        return
    async with visit.writing() as tx:
        await _again_in(tx, visit, person, question)


async def _again_in(tx: Writes, visit: Visit, person: Person, question: PendingQuestion) -> None:
    if await tx.questions.close(question.id, outcome="answered", at=visit.at):
        await _show(tx, visit, person, await refreshed(tx, Walk.from_payload(question.payload)))


CONVERSATION = Conversation(
    commands=(
        Command(
            "report", "逐项填报:我该报的一项一项来", _report,
            phrases=("逐项填报", "我要填报", "填报", "继续填报", "接着填", "继续填", "我要报数"),
        ),
    ),
    presses={WalkOn: _press, Resume: _resume},
    says=(_said,),
    afterwards=(_again,),
)  # fmt: skip
