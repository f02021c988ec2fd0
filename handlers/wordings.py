"""Added wordings: the office makes a word a name of an indicator, and takes it back.

The word is taken only after everything said before has been read again with it; the running bot then reads by
the new tables at once, and after a restart from the stored words.
"""

from collections.abc import Sequence

from handlers import prompts
from handlers.actions_claims import DropWording, NameWording, TakeWording
from handlers.claims import known_indicator, only_office, said_on
from handlers.conversation import Command, Conversation
from handlers.screen import screen
from handlers.texts import claims as texts
from handlers.visit import Visit
from qbot.aliases import AddedAlias, with_aliases
from qbot.claims import open_one
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads
from qbot.reading.reader import Reader
from qbot.rereading import Rereading, reread, wording_fault

TELL_EVERY = 20_000  # messages read again between two words of progress


async def _name(visit: Visit, person: Person, action: NameWording) -> None:
    """The indicator is named: which words mean it?"""
    only_office(visit, person)
    known_indicator(visit, action.indicator)
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        wording = visit.desk.reader.outline(matter.text, on=said_on(matter)).wording
        shown = texts.ask_wording(visit.desk.plan, matter, action.indicator, wording)
        payload = {"indicator": action.indicator}
        await prompts.prompt(tx, visit, person, shown, kind="wording", payload=payload)


async def _take_proposed(visit: Visit, person: Person, action: TakeWording) -> None:
    only_office(visit, person)
    known_indicator(visit, action.indicator)
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        await prompts.drop(tx, visit, person)
    word = visit.desk.reader.outline(matter.text, on=said_on(matter)).wording
    await _add(visit, person, word, action.indicator)


async def _take_typed(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    async with prompts.taking(visit, question):
        pass
    await _add(visit, person, visit.text.strip().strip("「」"), question.payload["indicator"])
    return True


async def _add(visit: Visit, person: Person, word: str, indicator: str) -> None:
    """Read everything again, and take the word if nothing changes."""
    desk = visit.desk
    fault = wording_fault(desk.reader, word)
    if fault is not None:
        return await visit.answer(texts.wording_fault(fault))
    await visit.answer(screen(texts.CHECKING))
    async with desk.store.reading() as tx:
        known = await pairs(tx)
    rereading = Rereading(desk.plan, known, word, indicator, mention=f"@{desk.bot_username}")
    read = 0

    async def progress(count: int) -> None:
        nonlocal read
        if count // TELL_EVERY > read // TELL_EVERY:
            await visit.answer(screen(texts.CHECKED.format(count=count)))
        read = count

    changed = await reread(desk.store, rereading, progress=progress)
    if changed is not None:
        return await visit.answer(texts.wording_changes(word, changed.text))
    async with visit.writing() as tx:
        if await pairs(tx) != known:
            return await visit.say(tx, screen(texts.WORDINGS_CHANGED))
        alias = await tx.aliases.add(word, indicator, by=person.id, at=visit.at)
        await tx.audit.add(
            actor_id=person.id,
            action="alias-add",
            subject=f"alias:{alias.id}",
            at=visit.at,
            after={"word": word, "indicator": indicator, "read_again": read},
        )
        await visit.say(tx, texts.wording_added(desk.plan, alias, read=read), resend=True)
    desk.reader.adopt(rereading.after)
    return None


async def _drop(visit: Visit, person: Person, action: DropWording) -> str | None:
    only_office(visit, person)
    async with visit.writing() as tx:
        alias = await tx.aliases.get(action.alias)
        if alias is None or not await tx.aliases.remove(alias.id, at=visit.at):
            return texts.WORDING_GONE
        await tx.audit.add(
            actor_id=person.id,
            action="alias-remove",
            subject=f"alias:{alias.id}",
            at=visit.at,
            before={"word": alias.word, "indicator": alias.indicator},
        )
        await visit.put(tx, texts.wording_removed(alias))
        known = await pairs(tx)
    visit.desk.reader.adopt(Reader(with_aliases(visit.desk.plan, known)))
    return None


async def _list(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        known: Sequence[AddedAlias] = await tx.aliases.all()
    await visit.answer(texts.wordings(visit.desk.plan, known))


async def pairs(tx: Reads) -> list[tuple[str, str]]:
    """The words in use, each with its indicator."""
    return [(each.word, each.indicator) for each in await tx.aliases.all()]


PROMPTS: dict[str, prompts.Continue] = {"wording": _take_typed}
CONVERSATION = Conversation(
    commands=(Command("aliases", "添加的别名", _list, for_office=True, phrases=("别名", "添加的别名")),),
    presses={NameWording: _name, TakeWording: _take_proposed, DropWording: _drop},
)
