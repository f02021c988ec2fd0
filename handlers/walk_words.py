"""What is typed while the walk through what is owed is open: an answer to its item, or a word that steers it.

Only what answers the item is taken; everything else goes its own way, and the item is shown again.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.conversation import Conversation
from handlers.promises import defer
from handlers.screen import screen
from handlers.texts import walk as texts
from handlers.visit import Visit
from handlers.walk import PAUSED, WALK, draft_of, move_on, open_walk, show, start, store
from qbot.asking import Half, answered, is_vague
from qbot.deferring import pending_of
from qbot.exchanging import straightened
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.promises import read_blanks
from qbot.putting_off import is_of_others
from qbot.reading.meaning import Item, Meaning
from qbot.walking import Outcome, Walk, refreshed

LONGEST = 200
_MOVES: Mapping[str, str] = {
    "跳过": "skip", "先跳过": "skip", "下一项": "skip", "下一个": "skip", "跳过这项": "skip",
    "同上期": "same", "同上月": "same", "同上季": "same", "与上期相同": "same", "和上期一样": "same",
    "同上": "same", "和上月一样": "same", "与上月相同": "same", "和上季度一样": "same",
    "返回": "back", "返回上一项": "back", "上一项": "back", "上一个": "back",
    "暂停": "pause", "先停": "pause", "先停一下": "pause", "等会再填": "pause",
    "结束": "end", "结束填报": "end", "不填了": "end", "填完了": "end",
}  # fmt: skip
_GOES_ON = ("继续", "接着", "接着来", "继续来", "往下")
_ENDING = re.compile(r"[。!!,,\s吧了]+$")


async def _said(visit: Visit, person: Person) -> bool:
    """Whether the words answer the item that is asked, or steer the walk."""
    words = visit.text.strip()
    if not visit.is_private or not words or len(words) > LONGEST:
        return False
    if _ENDING.sub("", words) in _GOES_ON:
        return await _go_on(visit, person)
    async with visit.desk.store.reading() as tx:
        question = await open_walk(tx, visit, person)
    if question is None:
        return False
    step = Walk.from_payload(question.payload).current
    move = _MOVES.get(_ENDING.sub("", words))
    if step is None:
        return False
    if move is not None:
        async with visit.writing() as tx:
            await move_on(tx, visit, person, question, move)
        return True
    return await _blank(visit, person, question, step.series) or await _figure(
        visit, person, question, step.series
    )


async def _go_on(visit: Visit, person: Person) -> bool:
    """继续, while a walk is paused or open."""
    async with visit.desk.store.reading() as tx:
        waiting = await open_walk(tx, visit, person, kinds=(WALK, PAUSED))
    if waiting is not None:
        await start(visit, person)
    return waiting is not None


async def _blank(visit: Visit, person: Person, question: PendingQuestion, series: Series) -> bool:
    """暂无 or 不适用, said of nothing in particular: of this item."""
    told = read_blanks(visit.desk.reader, visit.text, on=visit.on)
    if told is None or told.rest or len(told.blanks) != 1:
        return False
    (blank,) = told.blanks
    if blank.named.names_one or blank.named.periods or blank.named.unit or is_of_others(visit.text):
        return False
    pending = pending_of(blank, [series], text=visit.text, message_id=visit.message_id)
    async with visit.writing() as tx:
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        deferred = await defer(tx, visit, person, pending)
        walk = Walk.from_payload(question.payload)
        outcome: Outcome = "held" if deferred is None else blank.state
        await show(tx, visit, person, await refreshed(tx, walk.answered(outcome)))
    return True


async def _figure(visit: Visit, person: Person, question: PendingQuestion, series: Series) -> bool:
    """A number, or a phrase with one, that is this item's; another item's goes its own way."""
    desk = visit.desk
    said = desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
    items, left = straightened(desk.reader, said, visit.text, on=visit.on)
    meaning = replace(left, items=items)
    if meaning.intent in ("query", "incident", "undo"):
        return False
    draft = draft_of(visit, person, series)
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
        await store(tx, visit, person, Walk.from_payload(question.payload), draft)
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
    """A figure that is not certain, or one of all the others: asked for again, and the item with it."""
    if is_of_others(visit.text) and not meaning.clarify and meaning.intent in ("other", "report"):
        return await _ask_again(visit, person, question, texts.OF_OTHERS)
    is_of_this = meaning.intent == "report" and all(
        each.indicator in (None, series.indicator) for each in meaning.open
    )
    desk = visit.desk
    if not is_of_this and not is_vague(desk.reader, desk.plan, series.indicator, visit.text, on=visit.on):
        return False
    return await _ask_again(visit, person, question, texts.NOT_SURE)


async def _ask_again(visit: Visit, person: Person, question: PendingQuestion, words: str) -> bool:
    async with visit.writing() as tx:
        await visit.say(tx, screen(words))
        await _again_in(tx, visit, person, question)
    return True


async def _again(visit: Visit, person: Person) -> None:
    """After words that went another way: the item is shown again, or the next when they settled it."""
    async with visit.desk.store.reading() as tx:
        question = await open_walk(tx, visit, person)
    if question is None or question.asked_at >= visit.at:
        return
    async with visit.writing() as tx:
        await _again_in(tx, visit, person, question)


async def _again_in(tx: Writes, visit: Visit, person: Person, question: PendingQuestion) -> None:
    if await tx.questions.close(question.id, outcome="answered", at=visit.at):
        await show(tx, visit, person, await refreshed(tx, Walk.from_payload(question.payload)))


CONVERSATION = Conversation(says=(_said,), afterwards=(_again,))
