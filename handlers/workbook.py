"""Workbooks: the form of what is owed goes out, a filled table comes in, and goes back with its results."""

import asyncio
from collections.abc import Sequence

from telegram import Message

from handlers.actions_workbook import SendForm
from handlers.attachments import Attachment, plain_name
from handlers.conversation import Command, Conversation
from handlers.files import NotFetched
from handlers.holding import ask_held
from handlers.questions import MOST_OPEN
from handlers.recording import tell_others
from handlers.screen import screen
from handlers.texts import workbook as texts
from handlers.transport import TooLarge
from handlers.visit import Visit
from qbot.ledger.obligations import Obligation, owed
from qbot.people import Person
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads, Writes
from qbot.reporting import Origin, speaking_units
from qbot.workbook.book import Book
from qbot.workbook.filing import Fate, batches, by_row, file_lines, read_lines
from qbot.workbook.form import Ask, write_form
from qbot.workbook.formats import SIZE_LIMIT, TableRefused, is_table
from qbot.workbook.lines import Line, lines_of
from qbot.workbook.reading import read_table
from qbot.workbook.results import write_results

MOST_ASKED = 5  # questions that one table may bring


async def _send_form(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """The form of what the person's units owe, with empty rows for more."""
    plan = visit.desk.plan
    units = speaking_units(plan, person)
    if not units:
        return await visit.answer(screen(texts.ONLY_REPORTERS))
    async with visit.desk.store.reading() as tx:
        open_ = await _owed(tx, visit, units)
    ask = Ask(open_, _reportable(plan, units), units)
    data = await asyncio.to_thread(write_form, plan, ask, made_at=visit.at)
    kept = await visit.desk.files.keep(data)
    async with visit.writing() as tx:
        shown = texts.form(plan, open_, units)
        await visit.say_with(tx, Attachment(kept.path, texts.FORM_NAME), shown)
    return None


async def _send_form_by_button(visit: Visit, person: Person, _action: SendForm) -> None:
    await _send_form(visit, person, ())


async def _owed(tx: Reads, visit: Visit, units: Sequence[str]) -> list[Obligation]:
    """What these units have not reported, the longest due first."""
    plan = visit.desk.plan
    versions = await tx.reports.standing(units=set(units))
    settled = {version.series for version in versions if version.settles}
    return [each for each in owed(plan, settled, on=visit.on) if each.unit in units]


def _reportable(plan: Plan, units: Sequence[str]) -> Sequence[Indicator]:
    """What these units may report: their own indicators, and a township any."""
    if any(plan.unit[unit].kind == "township" for unit in units):
        return plan.indicators
    return [each for each in plan.indicators if each.lead_unit in units]


async def _take(visit: Visit, person: Person, message: Message) -> bool:
    """A table sent back in private by somebody who reports."""
    file = message.document
    name = file.file_name or "" if file else ""
    if file is None or not is_table(name) or not visit.is_private:
        return False
    if not speaking_units(visit.desk.plan, person):
        await visit.answer(screen(texts.ONLY_REPORTERS))
        return True
    try:
        data = await visit.desk.files.fetch(file.file_id, size=file.file_size, limit=SIZE_LIMIT)
        book, lines = await asyncio.to_thread(_opened, name, data)
    except TooLarge:
        await visit.answer(texts.refused(TableRefused("too-large")))
    except NotFetched:
        await visit.answer(screen(texts.NOT_FETCHED))
    except TableRefused as refused:
        visit.turn.mark("refused")
        await visit.answer(texts.refused(refused))
    else:
        await _file(visit, person, name, book, lines)
    return True


def _opened(name: str, data: bytes) -> tuple[Book, Sequence[Line]]:
    book = read_table(name, data)
    return book, lines_of(book)


async def _file(visit: Visit, person: Person, name: str, book: Book, lines: Sequence[Line]) -> None:
    """Store the rows batch by batch, then send the table back and close the update.

    After a crash in between the update comes again: what was stored is found unchanged.
    """
    desk = visit.desk
    reads = await asyncio.to_thread(read_lines, desk.reader, lines, on=visit.on, role=person.role)
    if not any(read.is_a_report for read in reads):
        visit.turn.mark("refused")
        return await visit.answer(texts.nothing_found(book.hidden))
    origin = Origin(name, visit.chat_id, visit.message_id, "file")
    fates: list[Fate] = []
    for batch in batches(reads):
        async with desk.store.writing() as tx:
            filed = await file_lines(tx, desk.plan, person, batch, origin=origin, at=visit.at)
            for fate in filed:
                if fate.filed is not None:
                    await tell_others(tx, visit, person, fate.filed)
        fates += filed
    verdicts = {row: texts.verdict(desk.plan, of_row) for row, of_row in by_row(fates).items()}
    data = await asyncio.to_thread(write_results, book, verdicts, made_at=visit.at)
    kept = await desk.files.keep(data)
    async with visit.writing() as tx:
        await _answer(tx, visit, person, fates, book=book, back=Attachment(kept.path, _returned(name)))
    return None


async def _answer(
    tx: Writes, visit: Visit, person: Person, fates: Sequence[Fate], *, book: Book, back: Attachment
) -> None:
    held = [each for fate in fates for each in fate.held]
    open_ = await tx.questions.open_for(person.id, visit.chat_id)
    asked = held[: max(0, min(MOST_ASKED, MOST_OPEN - len(open_)))]
    shown = texts.summary(visit.desk.plan, fates, hidden=book.hidden, asked=len(asked))
    is_recorded = any(fate.is_on_record for fate in fates)
    visit.turn.mark("recorded" if is_recorded else "refused")
    await visit.say_with(tx, back, shown, kind="receipt", resend=True)
    for each in asked:
        await ask_held(tx, visit, person, each)


def _returned(name: str) -> str:
    """The name under which a table goes back."""
    stem = plain_name(name).rpartition(".")[0] or "填报表"
    return f"{stem.removesuffix('-结果')}-结果.xlsx"


CONVERSATION = Conversation(
    commands=(
        Command("form", "填报表:要报的数做成表格", _send_form, phrases=("填报表", "报表", "表格", "填表")),
    ),
    presses={SendForm: _send_form_by_button},
    takes=(_take,),
)
