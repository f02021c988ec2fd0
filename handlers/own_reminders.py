"""The office's own reminders: said in words, shown back, saved; listed, paused, deleted."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers import prompts
from handlers.actions_own_reminders import EndReminder, ListReminders, PauseReminder, SaveReminder
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen, send
from handlers.texts import own_reminders as texts
from handlers.visit import Visit
from qbot.audiences import names_of
from qbot.errors import Gone, NotAllowed
from qbot.hours import office_hours
from qbot.messages import Outgoing
from qbot.own_reminders import OwnReminder, Wanted
from qbot.own_reminding import Moment, ReminderWords
from qbot.people import Person
from qbot.ports import Chat, Reads, Writes
from qbot.reaching import reach
from qbot.reminder_words import Misfit, read_reminder

KIND = "own-reminder"
LIFE = timedelta(minutes=60)
PAUSE, RESUME, END = VERBS = ("暂停", "恢复", "删除")
PHRASES = ("提醒列表", "自定提醒", "我的提醒", "提醒清单", "全部提醒", "所有提醒", "有哪些提醒")
_NUMBER = re.compile(r"(?P<letter>[MmTt])-?(?P<number>\d{1,9})")


def reminder_words() -> ReminderWords:
    """The words for everybody."""
    return ReminderWords(private=_private, group=_group, missed=_missed, unheard=_unheard, full=_full)


def _private(person: Person, each: OwnReminder) -> Sequence[Outgoing]:
    return send(person.telegram_user_id, texts.reminder(each), kind="reminder", subject=each.name)


def _group(chat: Chat, each: OwnReminder) -> Sequence[Outgoing]:
    return send(chat.id, texts.reminder(each), kind="reminder", subject=each.name, thread_id=chat.thread_id)


def _missed(maker: Person, moments: Sequence[Moment]) -> Sequence[Outgoing]:
    return send(maker.telegram_user_id, texts.missed(moments), kind="notice", resend=True)


def _unheard(maker: Person, each: OwnReminder) -> Sequence[Outgoing]:
    return send(maker.telegram_user_id, texts.unheard(each), kind="notice", resend=True)


def _full(maker: Person, each: OwnReminder, people: Sequence[Person]) -> Sequence[Outgoing]:
    return send(maker.telegram_user_id, texts.full(each, people), kind="notice", resend=True)


async def _said(visit: Visit, person: Person) -> bool:
    """Whether the words ask for a reminder; what begins like one and is none is told, not guessed."""
    if not person.is_office or not visit.is_private:
        return False
    read = await _read(visit, person, visit.text)
    if read is None:
        return False
    await _show_back(visit, person, read)
    return True


async def _by_command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/remind WORDS."""
    if not words:
        return await visit.answer(texts.how_to())
    text = visit.text.split(maxsplit=1)[1]
    read = await _read(visit, person, text) or Misfit("when")
    await _show_back(visit, person, read)
    return None


async def _read(visit: Visit, person: Person, text: str) -> Wanted | Misfit | None:
    if "提醒" not in text:
        return None
    async with visit.desk.store.reading() as tx:
        names = names_of(await tx.people.all(), person)
    return read_reminder(visit.desk.plan, text, on=visit.on, names=names)


async def _show_back(visit: Visit, person: Person, read: Wanted | Misfit) -> None:
    if isinstance(read, Misfit):
        visit.turn.mark("refused")
        return await visit.answer(texts.misfit(read.fault))
    times = read.rule.next_times(visit.at)
    if not times:
        visit.turn.mark("refused")
        return await visit.answer(screen(texts.GONE_BY))
    async with visit.writing() as tx:
        question = await prompts.open_prompt(
            tx, visit, person, chat_id=visit.chat_id, kind=KIND, payload=read.to_payload(), life=LIFE
        )
        met = await reach(tx, read.audience, on=visit.on, spares_absent=True)
        hours = await office_hours(tx)
        twins = [each for each in await tx.own_reminders.open_ones() if each.wanted.doubles(read)]
        shown = texts.shown_back(
            visit.desk.plan, read, met, times, hours=hours, question=question.id, twins=twins
        )
        await visit.say(tx, shown)
    return None


async def _save(visit: Visit, person: Person, action: SaveReminder) -> None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or not question.kind.endswith(KIND) or question.person_id != person.id:
            raise Gone("closed")
        if question.expires_at <= visit.at:
            raise Gone("closed")
        await tx.questions.close(question.id, outcome="answered" if action.save else "cancelled", at=visit.at)
        wanted = Wanted.from_payload(question.payload)
        if not action.save or not wanted.rule.next_times(visit.at, most=1):
            await visit.put(tx, screen(texts.GONE_BY if action.save else texts.DROPPED))
            return
        made = await tx.own_reminders.add(wanted, by=person.id, at=visit.at)
        await _note(tx, visit, person, made, "save-reminder")
        await visit.put(tx, texts.saved(visit.desk.plan, made))


async def _pause(visit: Visit, person: Person, action: PauseReminder) -> None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        await visit.put(tx, await _paused(tx, visit, person, action.reminder, pause=bool(action.pause)))


async def _paused(tx: Writes, visit: Visit, person: Person, number: int, *, pause: bool) -> Screen:
    await _open_one(tx, number)
    change = tx.own_reminders.pause if pause else tx.own_reminders.resume
    if not await change(number, at=visit.at):
        raise Gone("closed")
    changed = await _open_one(tx, number)
    await _note(tx, visit, person, changed, "pause-reminder" if pause else "resume-reminder")
    return texts.paused(visit.desk.plan, changed, now=visit.at, hours=await office_hours(tx))


async def _end(visit: Visit, person: Person, action: EndReminder) -> None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        reminder = await _open_one(tx, action.reminder)
        if not action.sure:
            await visit.say(tx, texts.confirm_end(visit.desk.plan, reminder))
            return
        await tx.own_reminders.end(reminder.id, at=visit.at)
        await _note(tx, visit, person, reminder, "end-reminder")
        await visit.put(tx, texts.ended(reminder))


async def _list(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/reminders, or /reminders M-1 with 暂停, 恢复 or 删除."""
    if not words:
        return await _page(visit, 0)
    asked, verb = _NUMBER.fullmatch(words[0]), words[1] if len(words) > 1 else ""
    if asked is None or verb not in VERBS:
        return await visit.answer(screen(texts.HOW))
    if asked["letter"].upper() == "T":
        async with visit.desk.store.reading() as tx:
            found, hours = await tx.own_reminders.open_ones(), await office_hours(tx)
        return await visit.answer(texts.of_tasks(visit.desk.plan, found, now=visit.at, hours=hours))
    return await _change(visit, person, int(asked["number"]), verb)


async def _change(visit: Visit, person: Person, number: int, verb: str) -> None:
    async with visit.writing() as tx:
        known = await tx.own_reminders.get(number)
        if known is None:
            return await visit.say(tx, screen(texts.NO_SUCH))
        if verb == END:
            return await visit.say(tx, texts.confirm_end(visit.desk.plan, known))
        if (verb == PAUSE) == (known.paused_at is not None):
            hours = await office_hours(tx)
            return await visit.say(tx, texts.paused(visit.desk.plan, known, now=visit.at, hours=hours))
        return await visit.say(tx, await _paused(tx, visit, person, number, pause=verb == PAUSE))


async def offer_to_end(visit: Visit) -> None:
    """Words that want a reminder gone: the only one is offered for deleting, of several the list."""
    async with visit.desk.store.reading() as tx:
        found = await tx.own_reminders.open_ones()
    if len(found) == 1:
        return await visit.answer(texts.confirm_end(visit.desk.plan, found[0]))
    return await _page(visit, 0)


async def _more(visit: Visit, person: Person, action: ListReminders) -> None:
    _only_office(visit, person)
    await _page(visit, max(0, action.page))


async def _page(visit: Visit, page: int) -> None:
    async with visit.desk.store.reading() as tx:
        found, hours = await tx.own_reminders.open_ones(), await office_hours(tx)
    await visit.answer(texts.listing(visit.desk.plan, found, page=page, now=visit.at, hours=hours))


async def _open_one(tx: Reads, number: int) -> OwnReminder:
    found = await tx.own_reminders.get(number)
    if found is None:
        raise Gone("closed")
    return found


async def _note(tx: Writes, visit: Visit, person: Person, reminder: OwnReminder, action: str) -> None:
    await tx.audit.add(
        actor_id=person.id,
        action=action,
        subject=f"M-{reminder.id}",
        at=visit.at,
        after=reminder.wanted.to_payload(),
    )


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command("remind", "按您的话定时提醒", _by_command, for_office=True, phrases=("设个提醒", "定时提醒")),
        Command("reminders", "自定提醒:暂停、删除", _list, for_office=True, phrases=PHRASES),
    ),
    presses={SaveReminder: _save, PauseReminder: _pause, EndReminder: _end, ListReminders: _more},
    says=(_said,),
)
