"""代报: 「代市农业局报:3月农产品97.2」, /proxy, or its buttons; the unit's contacts hear of it at once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import prompts
from handlers.actions_proxy import ProxyFor, ProxyUnits
from handlers.actions_review import Dispute
from handlers.conversation import Command, Conversation
from handlers.notices import tell_office
from handlers.promises import is_complete, tell
from handlers.recording import record
from handlers.screen import Screen, screen
from handlers.telling import tell_represented
from handlers.texts import proxy as texts
from handlers.texts import review as review_texts
from handlers.visit import Visit
from qbot.deferring import file_blank, locate, pending_of
from qbot.errors import Gone, NotAllowed
from qbot.exchanging import straightened
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.promises import read_blanks
from qbot.proxy import of_unit, on_behalf, split, standing_in, told_last
from qbot.reporting import Origin
from qbot.reviewing import remark

_WRONG = re.compile(
    r"(?:(?:[Rr]\s?-?\s?)(?P<number>\d{1,9})\s*)?[,，:：]?(?:[这那]个?|代报的?|上面的?)?(?:数据?|数字|条)?"
    r"(?:有误|不对|有问题|有错|错了|报错了|代报错了)[了啊吧。！!\s]*"
)


async def by_words(visit: Visit, person: Person) -> bool:
    """Whether the words, new or edited, are a report in another's name; only the office's is recorded."""
    said = on_behalf(visit.desk.plan, visit.text)
    if said is None or (not person.is_office and said.unit in person.units):
        return False
    if not person.is_office:
        await _refuse(visit, screen(texts.CONTACT_MAY_NOT))
    elif said.unit is None:
        await _refuse(visit, texts.unknown_unit(said.name))
    else:
        await _report(visit, person, said.unit, said.words)
    return True


async def _by_command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/proxy UNIT WORDS…; what is missing is asked."""
    plan = visit.desk.plan
    if not words:
        return await visit.answer(texts.choose_unit(plan, page=0))
    named = split(plan, " ".join(words))
    if named is None:
        return await _refuse(visit, texts.unknown_unit(words[0]))
    unit, rest = named
    return await (_report(visit, person, unit, rest) if rest else _ask_words(visit, person, unit))


async def _units(visit: Visit, person: Person, action: ProxyUnits) -> None:
    _only_office(visit, person)
    if action.page < 0:
        raise Gone
    await visit.replace(texts.choose_unit(visit.desk.plan, page=action.page))


async def _for_unit(visit: Visit, person: Person, action: ProxyFor) -> None:
    _only_office(visit, person)
    if action.unit not in visit.desk.plan.unit:
        raise Gone
    await _ask_words(visit, person, action.unit)


async def _ask_words(visit: Visit, person: Person, unit: str) -> None:
    async with visit.writing() as tx:
        shown = texts.type_words(visit.desk.plan, unit)
        await prompts.prompt(tx, visit, person, shown, kind="proxy", payload={"unit": unit})


async def _words_of_unit(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    async with prompts.taking(visit, question):
        pass
    await _report(visit, person, question.payload["unit"], visit.text)
    return True


async def _report(visit: Visit, person: Person, unit: str, words: str) -> None:
    """Read the words as the unit's contact's, and record what is certain and the unit's own."""
    plan = visit.desk.plan
    if await _blank(visit, person, unit, words):
        return None
    meaning = visit.desk.reader.read(words, on=visit.on, role="contact", chat="private")
    said, left = straightened(visit.desk.reader, meaning, words, on=visit.on)
    mine, others = of_unit(plan, unit, said)
    if meaning.intent != "report" or left.clarify or not said:
        return await _refuse(visit, texts.not_certain(plan, unit))
    if others:
        return await _refuse(visit, texts.not_theirs(plan, unit, others))
    if not all(item.said_period for item in mine):
        return await _refuse(visit, screen(texts.NO_PERIOD))
    origin = Origin(visit.text, visit.chat_id, visit.message_id, "proxy")
    async with visit.writing() as tx:
        items = [replace(item, unit=unit) for item in mine]
        await record(tx, visit, standing_in(person, unit), items, origin=origin)
    return None


async def _blank(visit: Visit, person: Person, unit: str, words: str) -> bool:
    """Whether the words say 暂无 or 不适用 of the unit's figures; stored where they leave nothing open."""
    plan, speaker = visit.desk.plan, standing_in(person, unit)
    told = read_blanks(visit.desk.reader, words, on=visit.on)
    if told is None or told.rest:
        return False
    async with visit.desk.store.reading() as view:
        located = [await locate(view, plan, speaker, blank, on=visit.on) for blank in told.blanks]
    pairs = list(zip(told.blanks, located, strict=True))
    foreign = tuple(id_ for _, found in pairs for id_ in found.foreign)
    if foreign:
        await _refuse(visit, texts.not_theirs(plan, unit, foreign))
        return True
    if not all(found.is_certain and blank.named.names_one and is_complete(blank) for blank, found in pairs):
        await _refuse(visit, texts.not_certain(plan, unit))
        return True
    origin = Origin(visit.text, visit.chat_id, visit.message_id, "proxy")
    async with visit.writing() as tx:
        for blank, found in pairs:
            pending = pending_of(blank, found.series, text=visit.text, message_id=visit.message_id)
            deferred = await file_blank(tx, speaker, pending, origin=origin, at=visit.at)
            await tell(tx, visit, deferred)
            await tell_represented(tx, visit, person, deferred.recorded)
    return True


async def _refuse(visit: Visit, shown: Screen) -> None:
    visit.turn.mark("refused")
    await visit.answer(shown)


async def _dispute(visit: Visit, person: Person, action: Dispute) -> str:
    async with visit.writing() as tx:
        return await _call_wrong(tx, visit, person, action.number)


async def _call_wrong(tx: Writes, visit: Visit, person: Person, number: int) -> str:
    """A contact of the unit calls the figure wrong; the office hears of it."""
    version = await tx.reports.get(number)
    if version is None:
        raise Gone
    if person.role != "contact" or version.series.unit not in person.units:
        return review_texts.NOT_YOUR_UNIT
    said = await tx.reviews.of(version.number)
    if any(entry.step == "disputed" and entry.person_id == person.id for entry in said):
        return review_texts.DISPUTED_ALREADY
    await remark(tx, person, version.number, step="disputed", words=None, at=visit.at)
    shown = review_texts.dispute(visit.desk.plan, version, by=person.name)
    await tell_office(tx, shown, at=visit.at)
    return review_texts.DISPUTED


async def _wrong_in_words(visit: Visit, person: Person) -> bool:
    """有误, or R-9有误: what the button does, in words; of a figure of one's own, how to put it right."""
    match = _WRONG.fullmatch(visit.text.strip())
    if match is None or person.role != "contact" or not visit.is_private:
        return False
    prefix, _, replied = (visit.reply_subject or "").partition("-")
    number = match["number"] or (replied if prefix == "R" else "")
    async with visit.desk.store.reading() as tx:
        if number:
            version = await tx.reports.get(int(number))
            versions: Sequence[Version] = [version] if version is not None else []
        else:
            versions = await told_last(tx, person, at=visit.at)
            asked = await tx.questions.open_for(person.id, visit.chat_id) if versions else ()
            if any(each.asked_at >= versions[0].reported_at for each in asked):
                versions = ()  # the words are about what has been asked since
    if not versions:
        return False
    async with visit.writing() as tx:
        if len(versions) > 1:
            shown = screen(texts.WRONG_WHICH.format(number=versions[0].number))
        elif versions[0].draft.source != "proxy" and versions[0].draft.reporter_id == person.id:
            shown = screen(texts.OWN_WRONG.format(number=versions[0].number))
        else:
            shown = screen(await _call_wrong(tx, visit, person, versions[0].number))
        await visit.say(tx, shown)
        visit.turn.mark("noted")
    return True


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {"proxy": _words_of_unit}
CONVERSATION = Conversation(
    commands=(Command("proxy", "代单位报数", _by_command, for_office=True, phrases=("代报", "代单位报")),),
    presses={ProxyUnits: _units, ProxyFor: _for_unit, Dispute: _dispute},
    says=(by_words, _wrong_in_words),
)
