"""Answers to what was asked: the question is closed and the figure takes its way.

A question belongs to the person it was put to. What is pressed is dealt with here, what is typed in
`handlers.typed_answers`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from handlers.actions_reporting import Choose
from handlers.asking import ask_for
from handlers.conversation import Conversation
from handlers.holding import DOUBT, REASON, WITHDRAWAL
from handlers.moving import record_answered
from handlers.questions import ask, show
from handlers.recording import record
from handlers.screen import screen
from handlers.texts import asking as texts
from handlers.texts.words import measured, period_words
from handlers.undoing import take_back_explained
from handlers.visit import Visit
from qbot.asking import Half, completed, lack_of, with_counts_of
from qbot.errors import Gone
from qbot.ledger.doubt import is_exchanged
from qbot.ledger.versions import Draft, Flag
from qbot.pending import from_payload, to_payload
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reporting import Origin, confirmed

T = TypeVar("T")
Pick = Callable[[Writes, Visit, Person, PendingQuestion, int], Awaitable[str]]


async def _choose(visit: Visit, person: Person, action: Choose) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.chat_id != visit.chat_id or question.kind not in _PICKS:
            raise Gone("closed")
        if question.person_id != person.id:
            return texts.OF_ANOTHER
        if question.expires_at <= visit.at:
            return texts.CLOSED  # it is closed, with a word and for the office, at the next tick
        if action.choice == texts.NONE_OF_THEM:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
            await visit.put(tx, screen(dropped_words(question)))
            return None
        words = await pick(tx, visit, person, question, action.choice)
        await visit.put(tx, texts.chosen(words))
    return None


async def pick(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int) -> str:
    """Take one of the choices of an open question and close it; the choice in words. Gone without it."""
    return await _PICKS[question.kind](tx, visit, person, question, choice)


def dropped_words(question: PendingQuestion) -> str:
    """What is said when a question is dropped: whether there is a figure that stays as it was."""
    return texts.KEPT if question.payload.get("replaced") is not None else texts.DROPPED


async def _pick_half(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int) -> str:
    """An indicator or a period was picked."""
    plan, choices = visit.desk.plan, question.payload["choices"]
    picked = _at(choices, choice)
    half = Half.from_payload(question.payload["half"])
    is_indicator = question.kind == "indicator"
    words = plan.indicator[picked].name if is_indicator else period_words(picked)
    half = replace(half, indicator=picked) if is_indicator else replace(half, period=picked)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    await go_on(tx, visit, person, half, answer=f"[{words}]")
    return words


async def _pick_doubt(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int
) -> str:
    """Stand by the figure, or take the one that was proposed."""
    plan, draft = visit.desk.plan, from_payload(question.payload["draft"])
    indicator = plan.indicator[draft.series.indicator]
    value = _at(offered(question), choice)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    if value == draft.value:
        await ask_why_true(tx, visit, person, question, draft)
        return f"确认{measured(value, indicator)}"
    counts = (draft.denominator, draft.numerator) if is_beyond(draft) else (None, None)
    words = measured(value, indicator) if counts[0] is None else f"{counts[0]}/{counts[1]}"
    changed = replace(
        draft, value=value, numerator=counts[0], denominator=counts[1], text=f"{draft.text}\n[改为{words}]"
    )
    await record_answered(tx, visit, person, question, changed)
    return f"改为{words}"


def offered(question: PendingQuestion) -> Sequence[Decimal]:
    """The values on the buttons of a doubt: the one said, unless it cannot be, and the likely one."""
    draft, instead = from_payload(question.payload["draft"]), question.payload["instead"]
    said = [] if is_beyond(draft) else [draft.value or Decimal(0)]
    return [*said, *([Decimal(instead)] if instead is not None else [])]


def is_beyond(draft: Draft) -> bool:
    """Whether a figure cannot be true, so that it is put right or dropped."""
    return is_exchanged(draft.numerator, draft.denominator)


async def ask_why_true(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, draft: Draft
) -> None:
    """The sender stands by a held figure: ask in a word why it is so."""
    reasons = texts.REASONS if question.payload["doubt"] == "superseded" else texts.TRUE_REASONS
    payload = {**question.payload, "draft": to_payload(draft), "choices": list(reasons)}
    asked = await ask(tx, visit, person, REASON, payload)
    if asked is not None:
        series, value = draft.series, draft.value or Decimal(0)
        shown = texts.why_true(visit.desk.plan, series.indicator, value, question=asked, reasons=reasons)
        await show(tx, visit, asked, shown)


async def _pick_reason(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, choice: int
) -> str:
    reasons = question.payload["choices"] or texts.REASONS
    reason: str = _at(list(reasons), choice)
    await tx.questions.close(question.id, outcome="answered", at=visit.at)
    await explained(tx, visit, person, question, reason)
    return reason


async def explained(tx: Writes, visit: Visit, person: Person, question: PendingQuestion, reason: str) -> None:
    """The reason is given: the figure is stored, flagged where it was odd, or it is taken back."""
    if question.kind == WITHDRAWAL:
        return await take_back_explained(tx, visit, person, question, reason)
    draft = confirmed(
        from_payload(question.payload["draft"]), reason=reason, flag=_flag(question.payload["doubt"])
    )
    return await record_answered(tx, visit, person, question, draft)


def _flag(kind: str | None) -> Flag | None:
    flags: Mapping[str, Flag] = {
        "fall": "fall", "jump": "jump", "swapped": "swapped", "point": "point",
    }  # fmt: skip
    return flags.get(kind or "")


async def go_on(tx: Writes, visit: Visit, person: Person, half: Half, *, answer: str) -> None:
    """Ask for what is still lacking, or record; the answer is part of the original text."""
    half = with_counts_of(visit.desk.reader, replace(half, text=f"{half.text}\n{answer}"))
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


_PICKS: Mapping[str, Pick] = {
    "indicator": _pick_half, "period": _pick_half, DOUBT: _pick_doubt, REASON: _pick_reason,
    WITHDRAWAL: _pick_reason, "value": _pick_half,
}  # fmt: skip

CONVERSATION = Conversation(presses={Choose: _choose})
