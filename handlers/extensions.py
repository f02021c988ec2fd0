"""Asking for a later day: 申请延期到4月20日,因…, or the digest's button; what is missing is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import prompts
from handlers.actions_extensions import ExtendWhich
from handlers.actions_follow import AskExtension, ChooseExtension
from handlers.conversation import Command, Conversation
from handlers.expiry import ASKED_ON, ON_EXPIRY, OVERTAKEN_BY
from handlers.granting import tell_office
from handlers.questions import ask as ask_question
from handlers.screen import screen
from handlers.texts import asking as asking_texts
from handlers.texts import extensions as texts
from handlers.texts import receipts
from handlers.texts.promises import unfit
from handlers.visit import Visit
from qbot.deferring import locate, still_open
from qbot.errors import ForeignUnit, Gone, NotAllowed
from qbot.extending import ask, check
from qbot.extension_words import LaterDay, read_wish
from qbot.extensions import Application, ExtensionRefused
from qbot.ledger.obligations import PROGRESS, Obligation, obligation_of, with_extensions
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.promises import Blank
from qbot.reading.naming import Named
from qbot.reporting import speaking_units

TERMS, WHICH = "extension", "extension-which"
_BUTTON = "[申请延期]"


async def said(visit: Visit, person: Person) -> bool:
    """Whether the words ask for a later day."""
    if person.is_office or not visit.is_private:
        return False
    wish = read_wish(visit.desk.reader, visit.text, on=visit.on)
    if wish is None:
        return False
    if not speaking_units(visit.desk.plan, person):
        visit.turn.mark("refused")
        await visit.answer(screen(texts.OTHER_UNIT))
        return True
    async with visit.writing() as tx:
        wanted = Application((), wish.until, wish.reason, visit.text, visit.message_id)
        if not wish.named.names_one and not wish.named.periods:
            await ask_which(tx, visit, person, wanted)
        else:
            await go_on_with(tx, visit, person, wanted, wish.named)
    return True


async def go_on_with(tx: Writes, visit: Visit, person: Person, wanted: Application, named: Named) -> None:
    """Go on with the figures named: refuse what is not the person's, ask where several may be meant."""
    plan = visit.desk.plan
    found = await locate(tx, plan, person, Blank("deferred", named), on=visit.on, words=True)
    if found.foreign or found.unfit:
        words = receipts.foreign(plan, ForeignUnit(found.foreign), person) if found.foreign else ""
        visit.turn.mark("refused")
        await visit.say(tx, screen(words, unfit(plan, found.unfit) if found.unfit else ""))
    if found.choices:
        await ask_which(tx, visit, person, wanted, among=found.choices)
    elif found.series:
        await go_on(tx, visit, person, replace(wanted, series=found.series))
    elif found.is_empty:
        visit.turn.mark("refused")
        await visit.say(tx, screen(texts.NOTHING_OPEN))


async def ask_which(
    tx: Writes, visit: Visit, person: Person, wanted: Application, among: Sequence[Series] = ()
) -> None:
    """One figure that is still in time is the one meant; several are asked about."""
    on = visit.on
    open_now = await still_open(tx, visit.desk.plan, person, on=on)
    owed = with_extensions(open_now, await tx.extensions.granted())
    open_ = [each for each in owed if each.stage(on) == "open" and (not among or each.series in among)]
    if len(open_) == 1:
        return await go_on(tx, visit, person, replace(wanted, series=(open_[0].series,)))
    if not open_:
        visit.turn.mark("refused")
        return await visit.say(tx, screen(texts.NOTHING_OPEN))
    await _no_more_open(tx, visit, person)
    offered = replace(wanted, series=tuple(each.series for each in open_[: texts.MOST_CHOICES]))
    payload = {**offered.to_payload(), ON_EXPIRY: texts.EXPIRED.format(day=ASKED_ON), OVERTAKEN_BY: "all"}
    question = await ask_question(tx, visit, person, WHICH, payload)
    if question is not None:
        shown = texts.which(visit.desk.plan, open_, wanted, question=question)
        await visit.say(tx, shown, kind="question", subject=f"{WHICH}:{question}", resend=True)
    return None


async def _no_more_open(tx: Writes, visit: Visit, person: Person) -> None:
    """A newer question of which figure, or a wish handed in, takes the place of an older question."""
    for earlier in await tx.questions.open_for(person.id, visit.chat_id):
        if earlier.kind == WHICH:
            await tx.questions.close(earlier.id, outcome="cancelled", at=visit.at)


async def _chosen(visit: Visit, person: Person, action: ExtendWhich) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.kind != WHICH or question.expires_at <= visit.at:
            return texts.CLOSED
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        wanted = Application.from_payload(question.payload)
        if not texts.NONE_OF_THEM <= action.choice < len(wanted.series):
            raise Gone
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        if action.choice == texts.NONE_OF_THEM:
            await visit.put(tx, screen(texts.DROPPED))
            return None
        series = wanted.series[action.choice]
        await visit.put(tx, screen(f"已选:{texts.short(visit.desk.plan, series)}"))
        await go_on(tx, visit, person, replace(wanted, series=(series,)))
    return None


async def _choose(visit: Visit, person: Person, _action: ChooseExtension) -> None:
    """[申请延期] of a digest with several figures: which one?"""
    if not speaking_units(visit.desk.plan, person) or not visit.is_private:
        raise NotAllowed
    async with visit.writing() as tx:
        await ask_which(tx, visit, person, Application((), LaterDay(), "", _BUTTON, visit.message_id))


async def _by_button(visit: Visit, person: Person, action: AskExtension) -> None:
    """[申请延期] of a digest."""
    if not visit.is_private:
        raise NotAllowed
    async with visit.writing() as tx:
        series = await _meant(tx, visit, person, action)
        await go_on(tx, visit, person, Application(series, LaterDay(), "", _BUTTON, visit.message_id))


async def _meant(tx: Reads, visit: Visit, person: Person, action: AskExtension) -> tuple[Series, ...]:
    """The figure of a button, or the word that each of the person's townships still owes. Gone where there is
    no such thing any more, NotAllowed where it is another unit's."""
    plan, units = visit.desk.plan, speaking_units(visit.desk.plan, person)
    if action.indicator == PROGRESS:
        open_ = await still_open(tx, plan, person, on=visit.on)
        words = [each.series for each in open_ if each.is_progress and str(each.period) == action.period]
        if not words:
            raise Gone
        return tuple(words)
    lead = plan.indicator[action.indicator].lead_unit if action.indicator in plan.indicator else ""
    series = Series(action.indicator, lead, action.period)
    try:
        owed = obligation_of(plan, series)
    except ValueError as error:
        raise Gone from error
    if owed is None:
        raise Gone
    if lead not in units:
        raise NotAllowed
    return (series,)


async def go_on(tx: Writes, visit: Visit, person: Person, wanted: Application) -> None:
    """Refuse what cannot be, ask for what is missing, else put it before the office."""
    plan, due, refused = visit.desk.plan, list[Obligation](), list[str]()
    for series in wanted.series:
        if obligation_of(plan, series) is None:
            refused.append(texts.NOT_OWED)
            continue
        try:
            due.append(await check(tx, plan, series, on=visit.on))
        except ExtensionRefused as refusal:
            refused.append(texts.refusal(plan, refusal, on=visit.on))
    if refused:
        visit.turn.mark("refused")
        await visit.say(tx, screen(*dict.fromkeys(refused)))
    if not due:
        return None
    left = replace(wanted, series=tuple(each.series for each in due))
    wants_day = left.until == LaterDay()
    if wants_day or not left.reason:
        return await _ask_terms(tx, visit, person, left, due)
    for entry in due:
        await _submit(tx, visit, person, left, entry)
    await _no_more_open(tx, visit, person)
    return None


async def _ask_terms(
    tx: Writes, visit: Visit, person: Person, wanted: Application, due: Sequence[Obligation]
) -> None:
    shown = texts.ask_terms(
        visit.desk.plan, due, wants_day=wanted.until == LaterDay(), wants_reason=not wanted.reason
    )
    await prompts.prompt(tx, visit, person, shown, kind=TERMS, payload=wanted.to_payload())


async def _submit(tx: Writes, visit: Visit, person: Person, wanted: Application, due: Obligation) -> None:
    plan, until_on = visit.desk.plan, wanted.until.after(due.due_on)
    if until_on is None:
        raise Gone
    try:
        matter = await ask(
            tx,
            plan,
            person,
            due.series,
            until_on=until_on,
            reason=wanted.reason,
            text=wanted.text,
            message_id=wanted.message_id,
            on=visit.on,
            at=visit.at,
        )
    except ExtensionRefused as refusal:
        visit.turn.mark("refused")
        await visit.say(tx, screen(texts.refusal(plan, refusal, on=visit.on)))
        if refusal.reason == "not-later":
            without = replace(wanted, series=(due.series,), until=LaterDay())
            await _ask_terms(tx, visit, person, without, [due])
        return
    visit.turn.mark("noted")
    await visit.say(
        tx, texts.submitted(plan, due, until_on, wanted.reason), subject=f"extension:{matter.id}", resend=True
    )
    await tell_office(tx, visit, matter.id)
    return


async def _by_command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/extend 3月药品 4月20日 因省局数据未下发; what is not said is asked for."""
    if not visit.is_private or not await said(visit.with_text(f"申请延期 {' '.join(words)}".strip()), person):
        await visit.answer(screen(texts.HOW_TO_ASK))


CONVERSATION = Conversation(
    commands=(Command("extend", "申请延期:/extend 3月药品 4月20日 因数据未下发", _by_command),),
    presses={AskExtension: _by_button, ChooseExtension: _choose, ExtendWhich: _chosen},
    says=(said,),
)
