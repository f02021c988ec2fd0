"""The ledger as a workbook, and the self-check file: made when asked for, from what stands now."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.at_work import shown_at_work
from handlers.attachments import Attachment
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen
from handlers.texts import books as texts
from handlers.texts.briefs import office_name
from handlers.visit import Visit
from qbot.bookkeeping import ledger_of, self_check_of
from qbot.documents.ledger_book import write_ledger
from qbot.documents.self_check import write_self_check
from qbot.people import Person


@dataclass(frozen=True, slots=True)
class File:
    """What was made: its content, the name that people see, the words beside it."""

    data: bytes
    name: str
    shown: Screen


async def _book(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """/book: for the office and for officials, in private, as it holds names and what they wrote."""
    if person.role == "contact":
        return await visit.answer(screen(texts.NOT_FOR_CONTACTS))
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        ledger = await ledger_of(tx, plan, at=visit.at, with_drafts=person.is_office)
    work = asyncio.to_thread(write_ledger, plan, ledger, office=office_name(plan))
    data = await shown_at_work(visit, work, sign="upload_document", words=texts.MAKING_LEDGER)
    file = File(data, texts.ledger_name(visit.on), texts.ledger(ledger))
    return await _send(visit, person, file, action="ledger-export")


async def _self_check(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """/selfcheck: each goal with its figure, its evidence and what it lacks."""
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        check = await self_check_of(tx, plan, at=visit.at)
    work = asyncio.to_thread(write_self_check, plan, check, office=office_name(plan))
    data = await shown_at_work(visit, work, sign="upload_document")
    file = File(data, texts.self_check_name(visit.on), texts.self_check(check))
    await _send(visit, person, file, action="self-check")


async def _send(visit: Visit, person: Person, file: File, *, action: str) -> None:
    kept = await visit.desk.files.keep(file.data)
    async with visit.writing() as tx:
        await tx.audit.add(
            actor_id=person.id, action=action, subject=file.name, at=visit.at, after={"sha256": kept.sha256}
        )
        await visit.say_with(tx, Attachment(kept.path, file.name), file.shown)


CONVERSATION = Conversation(
    commands=(
        Command("book", "台账(Excel)", _book, phrases=("台账", "导出台账", "总台账", "台账表", "出台账")),
        Command(
            "selfcheck",
            "自查材料",
            _self_check,
            for_office=True,
            phrases=("自查材料", "自查表", "自查申报材料", "出自查表"),
        ),
    ),
)
