"""Reference values: 「参考值 出口通报比率 2018年一季度 0.35%」, /reference or its buttons."""

import re
from collections.abc import Mapping, Sequence

from handlers import prompts
from handlers.actions_references import EnterReference, WithdrawReference
from handlers.conversation import Command, Conversation
from handlers.screen import screen
from handlers.texts import references as texts
from handlers.visit import Visit
from qbot import answering
from qbot.errors import Gone, NotAllowed
from qbot.ledger.current import Current
from qbot.ledger.references import Reference, has_reference
from qbot.people import Person
from qbot.plan.models import Indicator, Plan
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reference_entry import (
    Entry,
    Lack,
    announced,
    asks,
    enter,
    is_told,
    on_record,
    read,
    referred,
    withdraw,
)


async def _listing(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/reference, or /reference with what is to be entered."""
    if words:
        _only_office(visit, person)
        return await _enter(visit, person, " ".join(words), text=visit.text)
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        entries = await on_record(tx, plan)
        names = await _names(tx, entries) if visit.is_private else {}
    may_enter = person.is_office and visit.is_private
    return await visit.answer(texts.listing(plan, entries, names=names, may_enter=may_enter))


async def _names(tx: Reads, entries: Mapping[str, Sequence[Reference]]) -> Mapping[int, str]:
    ids = {each.entered_by for found in entries.values() for each in found}
    people: list[Person | None] = [await tx.people.get(each) for each in sorted(ids)]
    return {person.id: person.name for person in people if person is not None}


async def by_words(visit: Visit, person: Person) -> bool:
    """Whether the words enter a reference value. Words that a prompt waits for are the prompt's."""
    concerns = announced(visit.text) is not None or is_told(visit.desk.plan, visit.text)
    if not concerns or asks(visit.text) or await prompts.is_waiting(visit, person):
        return False
    return await by_edited_words(visit, person)


async def _asked(visit: Visit, person: Person) -> bool:
    """Whether the words ask for what is on record: 参考值是多少."""
    if not asks(visit.text):
        return False
    await _listing(visit, person, ())
    return True


async def by_edited_words(visit: Visit, person: Person) -> bool:
    """The same of a message that was changed; whoever else tries is told so, lest it be taken for the unit's
    own figure."""
    said = announced(visit.text)
    if said is not None and not said.strip():
        return False
    if said is None:
        return person.is_office and visit.is_private and await _stated(visit, person)
    if not person.is_office or not visit.is_private:
        visit.turn.mark("refused")
        await visit.answer(screen(texts.IN_PRIVATE if person.is_office else texts.OFFICE_ALONE))
    else:
        await _enter(visit, person, said, text=visit.text)
    return True


async def _stated(visit: Visit, person: Person) -> bool:
    """Whether the office stated how others stand: an indicator and a number, if only the period is asked."""
    if not is_told(visit.desk.plan, visit.text):
        return False
    entry = _read(visit, visit.text)
    if isinstance(entry, Entry) or entry in ("period", "future"):
        await _enter(visit, person, visit.text, text=visit.text)
        return True
    return False


def _read(visit: Visit, words: str, indicator: Indicator | None = None) -> Entry | Lack:
    named = visit.desk.reader.outline(words, on=visit.on).indicators
    return read(visit.desk.plan, words, on=visit.on, named=named, indicator=indicator)


async def _enter(
    visit: Visit, person: Person, words: str, *, text: str, indicator: Indicator | None = None
) -> None:
    plan, entry = visit.desk.plan, _read(visit, words, indicator)
    if not isinstance(entry, Entry):
        visit.turn.mark("refused")
        return await visit.answer(texts.lacking(plan, entry, referred(plan)))
    return await _store(visit, person, entry, text=text)


async def _store(visit: Visit, person: Person, entry: Entry, *, text: str) -> None:
    async with visit.writing() as tx:
        stored, before = await enter(tx, person, entry, text=text, at=visit.at)
        current = await _current(tx, visit, entry.indicator)
        shown = texts.entered(visit.desk.plan, stored, before, current=current)
        await visit.say(tx, shown, kind="receipt", resend=True)
        visit.turn.mark("noted")


async def _current(tx: Reads, visit: Visit, indicator: Indicator) -> Current:
    (now,) = await answering.now_of(tx, visit.desk.plan, [indicator], on=visit.on)
    return now


async def _ask(visit: Visit, person: Person, action: EnterReference) -> None:
    _only_office(visit, person)
    indicator = _known(visit.desk.plan, action.indicator)
    async with visit.writing() as tx:
        shown = texts.type_value(indicator)
        await prompts.prompt(tx, visit, person, shown, kind=PROMPT, payload={"indicator": indicator.id})


async def _typed(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    _only_office(visit, person)
    async with prompts.taking(visit, question):
        pass
    indicator = _known(visit.desk.plan, question.payload["indicator"])
    words = announced(visit.text) or visit.text
    await _enter(visit, person, words, text=visit.text, indicator=indicator)
    return True


def _known(plan: Plan, id_: str) -> Indicator:
    indicator = plan.indicator.get(id_)
    if indicator is None or not has_reference(indicator):
        raise Gone
    return indicator


async def _withdraw(visit: Visit, person: Person, action: WithdrawReference) -> str | None:
    _only_office(visit, person)
    try:
        async with visit.writing() as tx:
            taken, now = await withdraw(tx, person, action.entry, text="撤销", at=visit.at)
            await _show_withdrawn(tx, visit, taken, now)
    except Gone:
        return texts.NO_LONGER
    return None


async def _show_withdrawn(tx: Writes, visit: Visit, taken: Reference, now: Reference | None) -> None:
    plan = visit.desk.plan
    current = await _current(tx, visit, _known(plan, taken.indicator))
    await visit.put(tx, texts.withdrawn(plan, taken, now, current=current))


async def _traced(visit: Visit, _person: Person) -> bool:
    """Whether the words are the number of an entry: C-3, C3哪来的."""
    match = _NUMBER.fullmatch(visit.text.strip())
    if match is None:
        return False
    async with visit.desk.store.reading() as tx:
        entry = await tx.references.get(int(match["number"]))
        if entry is None or entry.indicator not in visit.desk.plan.indicator:
            return False
        known = (await on_record(tx, visit.desk.plan)).get(entry.indicator, ())
        person = await tx.people.get(entry.entered_by) if visit.is_private else None
    stands = entry.id in [each.id for each in known]
    await visit.answer(texts.traced(visit.desk.plan, entry, by=person.name if person else "", stands=stands))
    return True


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


_NUMBER = re.compile(
    r"(?:参考值\s*)?[Cc]-?(?P<number>\d{1,9})\s*(?:(?:是?从?哪[里儿]?来的?|是?谁录入?的|的?(?:来源|出处|原文))\s*)?[?？。]?"
)
PROMPT = "reference"
PROMPTS: Mapping[str, prompts.Continue] = {PROMPT: _typed}
CONVERSATION = Conversation(
    commands=(
        Command(
            "reference",
            "参考值:全国平均、同等城市",
            _listing,
            phrases=(
                "参考值", "参照值", "录入参考值", "看参考值", "参考值有哪些", "全国平均水平",
                "全国平均是多少", "全国平均水平是多少",
            ),
        ),
    ),
    presses={EnterReference: _ask, WithdrawReference: _withdraw},
    says=(by_words,),
    asks=(_asked, _traced),
)  # fmt: skip
