"""Being away: 下周出差,由某某代; the substitute, the office's nod, 我回来了, /away."""

from collections.abc import Sequence
from datetime import date

from handlers import handover, prompts
from handlers.actions_absences import DecideSubstitute, StandIn
from handlers.conversation import Command, Conversation
from handlers.ending_absences import back
from handlers.screen import Screen, screen
from handlers.telling import hearing_office, renew_cards, tell_in_hours
from handlers.texts import absences as texts
from handlers.texts import asking as asking_texts
from handlers.visit import Visit
from qbot.absence_words import Away, Back, Leaving, read_absence, read_name
from qbot.absences import Absence
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.nobody_words import says_nobody
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reading.normal import normalise
from qbot.spoken_spans import ended, find_span, written_out
from qbot.standing_in import (
    ask_leave,
    colleagues,
    find_substitute,
    go_away,
    nod,
)

UNTIL, WHO = "absence-until", "absence-who"
MOST_WAITING = 5
Days = tuple[date, date]


async def _said(visit: Visit, person: Person) -> bool:
    """Whether a contact says that it is away, back, or leaves for good."""
    if person.role != "contact" or not visit.is_private:
        return False
    told = read_absence(visit.text, on=visit.on)
    match told:
        case Away():
            await _away(visit, person, told)
        case Back():
            return await back(visit, person)
        case Leaving():
            await handover.leave(visit, person, told)
        case None:
            return False
    return True


async def _away(visit: Visit, person: Person, told: Away) -> None:
    async with visit.writing() as tx:
        if told.span is not None:
            name, alone = told.substitute, told.alone
            return await _with_name(tx, visit, person, told.span, name, alone=alone, text=visit.text)
        since = told.since.isoformat() if told.since else None
        payload = {"name": told.substitute, "text": visit.text, "since": since, "alone": told.alone}
        shown = screen(texts.ask_until(told.since))
        return await prompts.prompt(tx, visit, person, shown, kind=UNTIL, payload=payload)


async def _with_name(
    tx: Writes, visit: Visit, person: Person, span: Days, name: str | None, *, alone: bool, text: str
) -> None:
    """Note the absence where the name is a colleague's, or nobody stands in; ask the office, or the person,
    where it is not."""
    if alone:
        return await _note(tx, visit, person, span, None, text=text)
    found = await find_substitute(tx, person, name) if name else None
    if found is None or found.kinship in ("unknown", "self"):
        unknown = found.name if found is not None and found.kinship == "unknown" else ""
        return await _ask_who(tx, visit, person, span, text=text, unknown=unknown)
    if found.person is not None and found.kinship == "elsewhere":
        return await _ask_office(tx, visit, person, span, found.person, text=text)
    return await _note(tx, visit, person, span, found.person, text=text)


async def _ask_who(tx: Writes, visit: Visit, person: Person, span: Days, *, text: str, unknown: str) -> None:
    payload = {"from_on": span[0].isoformat(), "until_on": span[1].isoformat(), "text": text}
    question = await prompts.open_prompt(
        tx, visit, person, chat_id=visit.chat_id, kind=WHO, payload=payload, life=prompts.PROMPT_LIFE
    )
    shown = texts.ask_who(span, await colleagues(tx, person), question=question.id, name=unknown)
    visit.turn.mark("asked")
    await visit.say(tx, shown, kind="question", subject=f"words:{question.id}", resend=True)


async def _ask_office(
    tx: Writes, visit: Visit, person: Person, span: Days, substitute: Person, *, text: str
) -> None:
    matter = await ask_leave(tx, person, span, substitute=substitute, text=text, at=visit.at)
    visit.turn.mark("noted")
    await visit.say(tx, texts.asked_office(span, substitute), subject=_subject(matter.id), resend=True)
    shown = texts.wish(visit.desk.plan, matter, person, substitute)
    await tell_in_hours(tx, await hearing_office(tx), shown, at=visit.at, subject=_subject(matter.id))


async def _note(
    tx: Writes, visit: Visit, person: Person, span: Days, substitute: Person | None, *, text: str
) -> None:
    absence = await go_away(tx, person, span, substitute=substitute, text=text, by=person, at=visit.at)
    visit.turn.mark("noted")
    await visit.say(tx, texts.noted(absence, substitute), subject=f"absence:{absence.id}", resend=True)
    shown = texts.to_office(visit.desk.plan, absence, person, substitute)
    await tell_in_hours(tx, await hearing_office(tx), shown, at=visit.at)
    await _tell_substitute(tx, visit, absence, person, substitute)


async def _tell_substitute(
    tx: Writes, visit: Visit, absence: Absence, away: Person, substitute: Person | None
) -> None:
    if substitute is not None:
        shown = texts.to_substitute(visit.desk.plan, absence, away)
        await tell_in_hours(tx, [substitute], shown, at=visit.at)


async def _until(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The days that were asked for."""
    payload, said = question.payload, normalise(visit.text).text
    if payload.get("since"):
        days = ended(date.fromisoformat(payload["since"]), said, on=visit.on)
    else:
        span = find_span(written_out(said), on=visit.on)
        days = (span.first, span.last) if span is not None and not span.is_open else None
    if days is None:
        return False
    async with prompts.taking(visit, question) as tx:
        text, alone = f"{payload['text']}\n{visit.text}", bool(payload.get("alone"))
        await _with_name(tx, visit, person, days, payload["name"], alone=alone, text=text)
    return True


async def _who(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The name that was asked for."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    name, alone = read_name(visit.text), says_nobody(normalise(visit.text).text)
    if (name is None and not alone) or meaning.intent in ("report", "query"):
        return False
    async with prompts.taking(visit, question) as tx:
        text = f"{question.payload['text']}\n{visit.text}"
        await _with_name(tx, visit, person, _days(question), name, alone=alone, text=text)
    return True


async def _chosen(visit: Visit, person: Person, action: StandIn) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or not question.kind.endswith(WHO) or question.expires_at <= visit.at:
            return texts.CLOSED
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        near = {each.id: each for each in await colleagues(tx, person)}
        if action.person != texts.NOBODY and action.person not in near:
            raise Gone
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        substitute = near.get(action.person)
        await visit.put(tx, screen(f"已选:{substitute.name if substitute else '没有人代'}"))
        await _note(tx, visit, person, _days(question), substitute, text=question.payload["text"])
    return None


def _days(question: PendingQuestion) -> Days:
    payload = question.payload
    return date.fromisoformat(payload["from_on"]), date.fromisoformat(payload["until_on"])


async def _press(visit: Visit, person: Person, action: DecideSubstitute) -> str:
    if not visit.is_private:
        raise NotAllowed
    try:
        async with visit.writing() as tx:
            await _decide(tx, visit, person, action.matter, granted=bool(action.granted))
    except Gone as gone:
        return texts.DECIDED if str(gone) == "decided" else texts.NOT_FOUND
    return texts.GRANTED if action.granted else texts.REFUSED


async def _decide(tx: Writes, visit: Visit, person: Person, number: int, *, granted: bool) -> None:
    plan = visit.desk.plan
    said = await nod(tx, person, number, granted=granted, at=visit.at)
    away = said.person
    if away is not None and away.state == "active":
        word = texts.noted(said.absence, said.substitute) if said.absence else texts.refused(said.matter)
        await tell_in_hours(tx, [away], word, at=visit.at)
        if said.absence is not None:
            await _tell_substitute(tx, visit, said.absence, away, said.substitute)
    card = texts.decided(plan, said.matter, away, said.substitute, granted=granted, by=person)
    await renew_cards(tx, await hearing_office(tx), card, subject=_subject(number), at=visit.at)


def _subject(number: int) -> str:
    return f"substitute:{number}"


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/away: one's own absences, everybody's for the office; /away WORDS says so; /away NUMBER 同意 nods."""
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    if person.is_office and len(words) == 2 and words[0].isdecimal() and words[1] in ("同意", "不同意"):
        number, granted = int(words[0]), words[1] == "同意"
        said = await _press(visit, person, DecideSubstitute(number, int(granted)))
        return await visit.answer(screen(said))
    if words and not person.is_office:
        taken = await _said(visit.with_text(" ".join(words)), person)
        return None if taken else await visit.answer(screen(texts.HOW))
    return await visit.answer(await _listing(visit, person, " ".join(words)))


async def _listing(visit: Visit, person: Person, name: str) -> Screen:
    on = city_day(visit.at)
    async with visit.desk.store.reading() as tx:
        people = {each.id: each for each in await tx.people.all()}
        if not person.is_office:
            mine = await tx.absences.open_of(person.id, on=on)
            return texts.listing(visit.desk.plan, mine, people, ())
        everyone = await tx.absences.open_ones(on=on)
        waiting = await tx.matters.open_ones("substitute", limit=MOST_WAITING)
    shown = [each for each in everyone if not name or people[each.person_id].name == name]
    return texts.listing(visit.desk.plan, shown, people, () if name else waiting)


PROMPTS: dict[str, prompts.Continue] = {UNTIL: _until, WHO: _who}
CONVERSATION = Conversation(
    commands=(
        Command("away", "外出由谁代报", _command, phrases=("外出情况", "谁外出了", "谁不在", "外出代报")),
    ),
    presses={StandIn: _chosen, DecideSubstitute: _press},
    says=(_said,),
)
