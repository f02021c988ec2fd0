"""Whose evidence a paper is, where it came by itself: a button, a number or a name says so."""

import re

from handlers import prompts
from handlers.actions_evidence import AttachTo, HowToAttach
from handlers.conversation import Conversation
from handlers.screen import screen
from handlers.texts import evidence as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.evidence import Evidence, assign, figures_told_with
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reading.naming import Named

CHOICES = 6
NAMED_AMONG = 60  # so many of the newest figures may be meant by their name
WHOSE = "evidence"
_AROUND = re.compile(r"^(?:这?是|属于)+|(?:的?佐证|的)+[。！!]*$")
_FIGURE = re.compile(r"(?<![A-Za-z0-9])[Rr]-?(\d{1,9})(?!\d)")


async def one(tx: Reads, number: int) -> Version:
    """A single figure by its number; Gone when it does not stand for anything."""
    figures = {each.number: each for each in await figures_told_with(tx, number)}
    if number not in figures:
        raise Gone("withdrawn figure")
    return figures[number]


def figure_named(words: str) -> int | None:
    """The number in words such as `R-12`."""
    match = _FIGURE.search(words)
    return int(match[1]) if match else None


async def await_words(tx: Writes, visit: Visit, person: Person, evidence: Evidence) -> None:
    """Take the next words for whose evidence it is, unless others are awaited."""
    open_ = await tx.questions.open_for(person.id, visit.chat_id)
    if any(prompts.is_prompt(each) and not prompts.is_of(each, WHOSE) for each in open_):
        return
    await prompts.open_prompt(
        tx, visit, person, chat_id=visit.chat_id, kind=WHOSE, payload={"number": evidence.id},
        life=prompts.PROMPT_LIFE,
    )  # fmt: skip


async def _await_no_words(tx: Writes, visit: Visit, person: Person, evidence: int) -> None:
    for each in await tx.questions.open_for(person.id, visit.chat_id):
        if prompts.is_about(each, WHOSE, number=evidence):
            await tx.questions.close(each.id, outcome="answered", at=visit.at)


async def _assign_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """R-1, or 食品的, after the question whose evidence a paper is."""
    words = _AROUND.sub("", visit.text.strip())
    number = figure_named(words) if _FIGURE.fullmatch(words) else await figure_of(visit, person)
    return number is not None and await _assign_by_reply(
        visit.with_text(f"R-{number}"), person, int(question.payload["number"])
    )


def name_spoken(visit: Visit) -> Named | None:
    """What the words name that say nothing but whose evidence it is: 药品的, 3月药品佐证."""
    words = _AROUND.sub("", visit.text.strip())
    named = visit.desk.reader.named(words, on=visit.on) if words else None
    return named if named is not None and named.names_one else None


async def figure_of(visit: Visit, person: Person) -> int | None:
    """The newest of the person's figures whose indicator, and period where one is said, the words name."""
    named = name_spoken(visit)
    if named is None:
        return None
    periods = {str(each) for each in named.periods}
    async with visit.desk.store.reading() as tx:
        recent = await tx.reports.last_of(person.id, limit=NAMED_AMONG)
    fitting = [
        each.number
        for each in recent
        if each.value is not None
        and each.series.indicator in named.indicators
        and (not periods or each.series.period in periods)
    ]
    return fitting[0] if fitting else None


async def _how(_visit: Visit, _person: Person, _action: HowToAttach) -> str:
    return texts.HOW


async def _assign_by_button(visit: Visit, person: Person, action: AttachTo) -> str | None:
    async with visit.writing() as tx:
        evidence = await tx.evidence.get(action.evidence)
        if evidence is None:
            raise Gone
        if action.figure == 0:
            if evidence.person_id != person.id and not person.is_office:
                return texts.NOT_YOURS
            await _await_no_words(tx, visit, person, evidence.id)
            await visit.put(tx, screen(texts.DROPPED))
            return None
        try:
            await _assign(tx, visit, person, evidence, action.figure, replacing=True)
        except NotAllowed:
            return texts.NOT_YOURS
        except Gone as gone:
            return texts.ASSIGNED if str(gone) == "assigned" else texts.NO_SUCH_FIGURE
    return None


async def _assign(
    tx: Writes, visit: Visit, person: Person, evidence: Evidence, number: int, *, replacing: bool
) -> None:
    version = await one(tx, number)
    await _await_no_words(tx, visit, person, evidence.id)
    tied = await assign(tx, person, evidence, version, at=visit.at)
    shown = texts.assigned(visit.desk.plan, tied, version)
    if replacing:
        await visit.put(tx, shown)
    else:
        await visit.say(tx, shown)


async def _assign_by_reply(visit: Visit, person: Person, number: int) -> bool:
    """A typed `R-12` in reply to the question whose evidence a paper is."""
    figure = figure_named(visit.text)
    if figure is None:
        return False
    async with visit.writing() as tx:
        evidence = await tx.evidence.get(number)
        if evidence is None:
            return False
        try:
            await _assign(tx, visit, person, evidence, figure, replacing=False)
        except NotAllowed:
            await visit.say(tx, screen(texts.NOT_YOURS))
        except Gone as gone:
            words = texts.ASSIGNED if str(gone) == "assigned" else texts.NO_SUCH_FIGURE
            await visit.say(tx, screen(words))
    return True


PROMPTS: dict[str, prompts.Continue] = {WHOSE: _assign_in_words}
CONVERSATION = Conversation(
    presses={HowToAttach: _how, AttachTo: _assign_by_button},
    replies={"evidence": _assign_by_reply},
)
