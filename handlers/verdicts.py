"""Verdicts in words: /review R-5 通过, /review R-5 退回 缺佐证, /review R-5 询问 …, /review 全部通过.

A verdict in words is on the figure as it stands now; what has been replaced since is not judged.
"""

from collections.abc import Sequence

from handlers import prompts
from handlers.judging import following, give_back, gone_words, inquire
from handlers.screen import screen
from handlers.telling import concerned
from handlers.texts import review as texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.ledger.reviews import last_verdict
from qbot.ledger.versions import Verdict
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reviewing import judge, queue, standing_version

ALL = "全部通过"
LONGEST_WORDS = 1000


async def by_words(visit: Visit, person: Person, number: int, words: Sequence[str]) -> None:
    """Do what the words say about a figure, or about all that is not flagged."""
    if words[0] == ALL:
        return await _confirm_all(visit)
    verb, rest = words[1], " ".join(words[2:])[:LONGEST_WORDS]
    act = {"通过": _pass, "退回": _return, "询问": _inquire}.get(verb)
    if act is None:
        return await visit.answer(screen(texts.HOW))
    try:
        async with visit.writing() as tx:
            await standing_version(tx, number)
            visit.turn.mark("noted")
            await act(tx, visit, person, number, rest)
    except Gone as gone:
        await visit.answer(screen(gone_words(gone)))
    return None


async def _seen(tx: Reads, number: int, verdict: Verdict, reason: str | None = None) -> int:
    """The verdict that the words are about to change; Gone("judged") where it says the same already."""
    last = last_verdict(await tx.reviews.of(number))
    if last is not None and last.step == verdict and reason in (None, last.words):
        raise Gone("judged")
    return last.id if last else 0


async def _pass(tx: Writes, visit: Visit, person: Person, number: int, _rest: str) -> None:
    seen = await _seen(tx, number, "passed")
    version = await judge(tx, person, number, verdict="passed", seen=seen, at=visit.at)
    await visit.say(tx, await following(tx, visit, done=texts.passed(visit.desk.plan, version)))


async def _return(tx: Writes, visit: Visit, person: Person, number: int, reason: str) -> None:
    """A return needs its reason; without one the usual ones are offered."""
    seen = await _seen(tx, number, "returned", reason)
    if not reason:
        version = await standing_version(tx, number)
        return await visit.say(tx, texts.choose_reason(visit.desk.plan, version, seen=seen))
    done = await give_back(tx, visit, person, number, seen=seen, reason=reason)
    return await visit.say(tx, await following(tx, visit, done=done))


async def _inquire(tx: Writes, visit: Visit, person: Person, number: int, words: str) -> None:
    version = await standing_version(tx, number)
    if not await concerned(tx, version.series.unit, version.draft.reporter_id, on=visit.on):
        return await visit.say(tx, screen(texts.NOBODY_TO_ASK))
    if not words:
        shown = texts.type_question(number)
        return await prompts.prompt(tx, visit, person, shown, kind="inquire", payload={"number": number})
    return await visit.say(tx, await inquire(tx, visit, person, number, words))


async def _confirm_all(visit: Visit) -> None:
    """Name what would be passed; the press on the button passes just that."""
    async with visit.desk.store.reading() as tx:
        chosen = (await queue(tx, visit.desk.plan)).plain
    until = max((each.number for each in chosen), default=0)
    shown = texts.confirm_plain(visit.desk.plan, chosen, until=until) if chosen else texts.nothing()
    await visit.answer(shown)
