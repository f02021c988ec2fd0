"""Answers to what was asked, by a press or by typing: the question is closed and the figure takes its way.

A question belongs to the person it was put to. What is typed counts as an answer only where it completes
what was asked; everything else is a message of its own and is not held up.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from handlers.actions_reporting import Choose
from handlers.asking import ask_for
from handlers.conversation import Conversation
from handlers.holding import DOUBT, REASON
from handlers.questions import ask, show
from handlers.recording import record, record_drafts
from handlers.screen import screen
from handlers.texts import asking as texts
from handlers.texts.words import measured, period_words
from handlers.visit import Visit
from qbot.asking import Half, Lack, answered, completed, lack_of
from qbot.errors import Gone
from qbot.ledger.versions import Draft, Flag
from qbot.pending import from_payload, to_payload
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reporting import Origin, confirmed

LONGEST_ANSWER = 120
LONGEST_REASON = 200
_INSTEAD = re.compile(r"^(?:改为|改成|应为|应该是|是)\s*")
_BECAUSE = ("原因", "因为", "理由", "由于")

T = TypeVar("T")
Pick = Callable[[Writes, Visit, Person, PendingQuestion, int], Awaitable[str]]
Act = Callable[[Writes], Awaitable[None]]
Typed = Callable[[Visit, Person, PendingQuestion], Act | None]


async def _choose(visit: Visit, person: Person, action: Choose) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.chat_id != visit.chat_id or question.kind not in _PICKS:
            raise Gone("closed")
        if question.person_id != person.id:
            return texts.OF_ANOTHER
        if question.expires_at <= visit.at:
            await tx.questions.close(question.id, outcome="expired", at=visit.at)
            return texts.CLOSED
        if action.choice == texts.NONE_OF_THEM:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
            await visit.put(tx, screen(texts.KEPT if question.kind == REASON else texts.DROPPED))
            return None
        words = await _PICKS[question.kind](tx, visit, person, question, action.choice)
        await visit.put(tx, texts.chosen(words))
    return None


async def _pick_half(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int) -> str:
    """An indicator or a period was picked."""
    plan, choices = visit.desk.plan, question.payload["choices"]
    picked = _at(choices, choice)
    half = Half.from_payload(question.payload["half"])
    is_indicator = question.kind == "indicator"
    words = plan.indicator[picked].name if is_indicator else period_words(picked)
    half = replace(half, indicator=picked) if is_indicator else replace(half, period=picked)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    await _go_on(tx, visit, person, half, answer=f"[{words}]")
    return words


async def _pick_doubt(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int
) -> str:
    """Stand by the figure, or take the one that was proposed."""
    plan, draft = visit.desk.plan, from_payload(question.payload["draft"])
    indicator = plan.indicator[draft.series.indicator]
    instead = question.payload["instead"]
    values = [draft.value or Decimal(0), *([Decimal(instead)] if instead else [])]
    value = _at(values, choice)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    words = measured(value, indicator)
    if choice == 0:
        await _ask_why_true(tx, visit, person, question, draft)
        return f"确认{words}"
    counts = (
        (draft.denominator, draft.numerator) if question.payload["doubt"] == "exchanged" else (None, None)
    )
    changed = replace(
        draft, value=value, numerator=counts[0], denominator=counts[1], text=f"{draft.text}\n[改为{words}]"
    )
    await record_drafts(tx, visit, person, [changed])
    return f"改为{words}"


async def _ask_why_true(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, draft: Draft
) -> None:
    payload = {**question.payload, "draft": to_payload(draft), "choices": list(texts.TRUE_REASONS)}
    asked = await ask(tx, visit, person, REASON, payload)
    if asked is not None:
        series = draft.series
        shown = texts.why_true(visit.desk.plan, series.indicator, draft.value or Decimal(0), question=asked)
        await show(tx, visit, asked, shown)


async def _pick_reason(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int
) -> str:
    reasons = question.payload["choices"] or texts.REASONS
    reason: str = _at(list(reasons), choice)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    await _explained(tx, visit, person, question, reason)
    return reason


async def _explained(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, reason: str
) -> None:
    """The reason is given: the figure is stored with it, and flagged where it was odd."""
    draft = confirmed(
        from_payload(question.payload["draft"]), reason=reason, flag=_flag(question.payload["doubt"])
    )
    await record_drafts(tx, visit, person, [draft])


def _flag(kind: str | None) -> Flag | None:
    flags: Mapping[str, Flag] = {
        "fall": "fall", "jump": "jump", "swapped": "swapped", "point": "point", "exchanged": "exchanged",
    }  # fmt: skip
    return flags.get(kind or "")


async def _go_on(tx: Writes, visit: Visit, person: Person, half: Half, *, answer: str) -> None:
    """Ask for what is still lacking, or record; the answer is part of the original text."""
    half = replace(half, text=f"{half.text}\n{answer}")
    lack = lack_of(visit.desk.plan, half)
    if lack is not None:
        return await ask_for(tx, visit, person, half, lack)
    origin = Origin(half.text, visit.chat_id, half.message_id)
    await record(tx, visit, person, [completed(visit.desk.plan, half)], origin=origin)
    return None


def _at(choices: Sequence[T], choice: int) -> T:
    if not 0 <= choice < len(choices):
        raise Gone
    return choices[choice]


async def _typed(visit: Visit, person: Person) -> bool:
    """Whether the words answer one of the person's open questions here, the newest first."""
    if len(visit.text) > LONGEST_ANSWER:
        return False
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    for question in open_:
        if question.kind in _TYPED and question.expires_at > visit.at and await _try(visit, person, question):
            return True
    return False


async def _try(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """Carry out what the words mean as an answer; nothing is written where they are none."""
    act = _TYPED[question.kind](visit, person, question)
    if act is None:
        return False
    async with visit.writing() as tx:
        if await tx.questions.close(question.id, outcome="answered", at=visit.at):
            await act(tx)
        else:
            await visit.say(tx, screen(texts.CLOSED))
    return True


def _type_half(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    desk, half, lack = visit.desk, Half.from_payload(question.payload["half"]), _LACKS[question.kind]
    more = answered(desk.reader, desk.plan, half, visit.text, lack=lack)
    if more is None:
        return None
    return lambda tx: _go_on(tx, visit, person, more, answer=visit.text)


def _type_doubt(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    """A figure typed in place of the held one; the same one again stands by it."""
    desk, draft = visit.desk, from_payload(question.payload["draft"])
    half = Half(
        said_on=visit.on,
        text=draft.text,
        message_id=draft.message_id,
        indicator=draft.series.indicator,
        period=draft.series.period,
        unit=draft.series.unit,
    )
    words = _INSTEAD.sub("", visit.text.strip())
    stands_by = words.startswith("确认")
    more = answered(desk.reader, desk.plan, half, words.removeprefix("确认"), lack="value")
    if more is None:
        is_bare = stands_by and len(words) <= len("确认无误。")
        return (lambda tx: _ask_why_true(tx, visit, person, question, draft)) if is_bare else None
    if more.value == draft.value:
        return lambda tx: _ask_why_true(tx, visit, person, question, draft)
    changed = replace(
        draft,
        value=more.value,
        numerator=more.numerator,
        denominator=more.denominator,
        text=f"{draft.text}\n{visit.text}",
    )
    return lambda tx: _record_one(tx, visit, person, changed)


async def _record_one(tx: Writes, visit: Visit, person: Person, draft: Draft) -> None:
    await record_drafts(tx, visit, person, [draft])


def _type_reason(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    """A known reason, words that say they are one, or any words in reply to the question itself."""
    words = visit.text.strip()
    is_reply = visit.reply_subject == f"question:{question.id}"
    known = words in (*texts.REASONS, *texts.TRUE_REASONS) or words.startswith(_BECAUSE)
    if not words or len(words) > LONGEST_REASON or not (is_reply or known):
        return None
    return lambda tx: _explained(tx, visit, person, question, words)


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to a question: the answer, or a word that it was none. Closed ones leave it to be read."""
    async with visit.desk.store.reading() as tx:
        question = await tx.questions.get(number)
    if question is None or question.kind not in _TYPED or question.person_id != person.id:
        return False
    if question.expires_at <= visit.at:
        return False
    if not await _try(visit, person, question):
        meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
        if meaning.items or meaning.query:
            return False
        await visit.answer(screen(texts.NOT_AN_ANSWER))
    return True


_LACKS: Mapping[str, Lack] = {"indicator": "indicator", "value": "value", "period": "period"}
_PICKS: Mapping[str, Pick] = {
    "indicator": _pick_half, "period": _pick_half, DOUBT: _pick_doubt, REASON: _pick_reason,
    "value": _pick_half,
}  # fmt: skip
_TYPED: Mapping[str, Typed] = {
    "indicator": _type_half, "value": _type_half, "period": _type_half, DOUBT: _type_doubt,
    REASON: _type_reason,
}  # fmt: skip

CONVERSATION = Conversation(presses={Choose: _choose}, replies={"question": _reply}, says=(_typed,))
