"""The brief: looked at before it is issued, drafted, issued with its figures frozen, sent on, corrected."""

import asyncio
import re
from collections.abc import Sequence

from handlers.actions_briefs import CorrectBrief, DraftBrief, IssueBrief, OpenBrief, SendBrief
from handlers.at_work import shown_at_work
from handlers.attachments import Attachment, attach
from handlers.bot_api import FileMissing
from handlers.conversation import Command, Conversation
from handlers.screen import screen
from handlers.telling import hearing_office
from handlers.texts import briefs as texts
from handlers.visit import Visit
from qbot.briefing import has_changed, issue_again, issue_now, issued_snapshot, reasons
from qbot.documents.brief import IssuedBrief, Letterhead, write_brief
from qbot.documents.correction import corrections, write_correction
from qbot.documents.issue import Issue, snapshot_of
from qbot.documents.snapshot import Snapshot
from qbot.errors import Gone, NotAllowed
from qbot.issued import Issued
from qbot.messages import OutgoingKind
from qbot.people import Person
from qbot.ports import Chat, Reads, Writes

_WANTED = re.compile(
    r"(?:请|帮我)?(?P<draft>(?:生成|出|做)简报(?:的)?草稿|简报草稿)"
    r"|签发(?:简报)?第(?P<issue>\d{1,4})期(?:简报)?"
    r"|(?:看|打开|发)?简报第(?P<open>\d{1,4})期|(?:看|打开|发)第(?P<open_too>\d{1,4})期简报"
    r"|(?:出|做)?简报第(?P<correct>\d{1,4})期的?更正说明"
    r"|(?:把)?简报第(?P<send>\d{1,4})期发到?「?(?P<group>.{1,40}?)」?"
)


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/brief looks at the next issue; /brief 3 sends issue 3."""
    if words and words[0].isdecimal():
        said = await _open(visit, person, OpenBrief(int(words[0][:9])))
        return await visit.answer(screen(said)) if said is not None else None
    return await _preview(visit)


async def _ask(visit: Visit, person: Person) -> bool:
    """签发第3期, 简报草稿, 简报第3期更正说明: the buttons in words."""
    match = _WANTED.fullmatch(visit.text.strip(" \n。!！"))
    if match is None or not person.is_office:
        return False
    said = await _by_words(visit, person, match)
    if said is not None:
        await visit.answer(screen(said))
    return True


async def _by_words(visit: Visit, person: Person, match: re.Match[str]) -> str | None:
    if match["draft"]:
        async with visit.desk.store.reading() as tx:
            newest = await tx.issued.newest("brief")
        return await _draft(visit, person, DraftBrief(newest.number + 1 if newest else 1))
    if match["issue"]:
        return await _issue(visit, person, IssueBrief(int(match["issue"])))
    if match["send"]:
        async with visit.desk.store.reading() as tx:
            chat = next((each for each in await _groups(tx) if each.title == match["group"]), None)
        if chat is None:
            return texts.NO_SUCH_GROUP
        return await _send(visit, person, SendBrief(int(match["send"]), chat.id))
    if match["correct"]:
        return await _correct(visit, person, CorrectBrief(int(match["correct"])))
    return await _open(visit, person, OpenBrief(int(match["open"] or match["open_too"])))


async def _preview(visit: Visit) -> None:
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        issue = await issue_now(tx, plan, at=visit.at)
        newest = await tx.issued.newest("brief")
        changed = issue.previous is not None and await has_changed(tx, issue.previous)
    shown = texts.preview(issue, snapshot_of(plan, issue), to_correct=newest if changed else None)
    await visit.answer(shown)


async def _draft(visit: Visit, person: Person, action: DraftBrief) -> str | None:
    only_office(visit, person)
    made = await _made(visit, action.number)
    if made is None:
        return texts.ALREADY_ISSUED
    issue, brief = made
    kept = await visit.desk.files.keep(brief.document)
    async with visit.writing() as tx:
        attachment = Attachment(kept.path, texts.file_name(action.number, "-草稿"))
        await visit.say_with(tx, attachment, texts.draft(issue))
    return None


async def _made(visit: Visit, number: int) -> tuple[Issue, IssuedBrief] | None:
    """The next issue and its file; None when its number is not this one any more."""
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        issue = await issue_now(tx, plan, at=visit.at)
    if issue.number != number:
        return None
    head = Letterhead(texts.office_name(plan))
    work = asyncio.to_thread(write_brief, plan, issue, head=head)
    return issue, await shown_at_work(visit, work, sign="upload_document")


async def _issue(visit: Visit, person: Person, action: IssueBrief) -> str | None:
    """Freeze the figures, keep the file, and send it to everyone in the office."""
    only_office(visit, person)
    made = await _made(visit, action.number)
    if made is None:
        return texts.ALREADY_ISSUED
    issue, brief = made
    kept = await visit.desk.files.keep(brief.document)
    async with visit.writing() as tx:
        paper = await tx.issued.add(
            "brief",
            issue.number,
            snapshot=brief.snapshot.content(),
            checksum=brief.snapshot.checksum,
            file=kept.path,
            by=person.id,
            at=issue.issued_at,
        )
        if paper is None:
            return texts.ALREADY_ISSUED
        await _audit(tx, visit, person, "brief-issue", paper)
        await _send_to_office(tx, visit, person, paper)
    return None


async def _send_to_office(tx: Writes, visit: Visit, person: Person, paper: Issued) -> None:
    shown = texts.issued(paper, by=person.name, groups=await _groups(tx))
    attachment = Attachment(paper.file, texts.file_name(paper.number))
    for member in await hearing_office(tx):
        kind: OutgoingKind = "answer" if member.id == person.id else "notice"
        calls = attach(member.telegram_user_id, attachment, shown, kind=kind, resend=True)
        await tx.outbox.add(calls, at=visit.at)


async def _groups(tx: Reads) -> Sequence[Chat]:
    return [chat for chat in await tx.chats.groups() if chat.bound and chat.state == "active"]


async def _open(visit: Visit, person: Person, action: OpenBrief) -> str | None:
    only_office(visit, person)
    async with visit.desk.store.reading() as tx:
        paper = await tx.issued.get("brief", action.number)
        issuer = await tx.people.get(paper.issued_by) if paper else None
        groups = await _groups(tx)
    if paper is None:
        return texts.NO_SUCH_ISSUE
    if not await _is_there(visit, paper):
        return texts.FILE_LOST
    shown = texts.issued(paper, by=issuer.name if issuer else "", groups=groups)
    async with visit.writing() as tx:
        await visit.say_with(tx, Attachment(paper.file, texts.file_name(paper.number)), shown)
    return None


async def _is_there(visit: Visit, paper: Issued) -> bool:
    try:
        await visit.desk.files.read(paper.file)
    except FileMissing:
        return False
    return True


async def _send(visit: Visit, person: Person, action: SendBrief) -> str:
    """Send an issue to a working group, once."""
    only_office(visit, person)
    key = f"brief.sent:{action.number}:{action.chat}"
    async with visit.writing() as tx:
        paper = await tx.issued.get("brief", action.number)
        chat = next((each for each in await _groups(tx) if each.id == action.chat), None)
        if paper is None:
            raise Gone
        if chat is None:
            return texts.NO_SUCH_GROUP
        if await tx.facts.get(key) is not None:
            return texts.SENT_ALREADY
        await tx.facts.set(key, visit.at.isoformat())
        attachment = Attachment(paper.file, texts.file_name(paper.number))
        calls = attach(
            chat.id, attachment, texts.to_group(paper), kind="notice", resend=True, thread_id=chat.thread_id
        )
        await tx.outbox.add(calls, at=visit.at)
        await _audit(tx, visit, person, "brief-send", paper, chat=chat.id)
    return texts.sent_to(chat.title)


async def _correct(visit: Visit, person: Person, action: CorrectBrief) -> str | None:
    """Build the issue again and lay what differs beside it."""
    only_office(visit, person)
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        issued = await issued_snapshot(tx, action.number)
        if issued is None:
            return texts.NO_SUCH_ISSUE
        rebuilt = snapshot_of(plan, await issue_again(tx, plan, issued))
        found = corrections(issued, rebuilt)
        why = await reasons(tx, found)
    if not found:
        return texts.NO_CORRECTION
    head = Letterhead(texts.office_name(plan))
    work = asyncio.to_thread(
        write_correction, plan, issued, rebuilt, head=head, made_at=visit.at, reasons=why
    )
    kept = await visit.desk.files.keep(await shown_at_work(visit, work, sign="upload_document"))
    async with visit.writing() as tx:
        paper = await _keep_correction(tx, visit, person, rebuilt, kept.path)
        attachment = Attachment(paper.file, texts.file_name(action.number, "更正说明"))
        await visit.say_with(tx, attachment, texts.correction(plan, action.number, found))
    return None


async def _keep_correction(tx: Writes, visit: Visit, person: Person, rebuilt: Snapshot, file: str) -> Issued:
    """Put the note on record; one that says the same as the newest is that one."""
    newest = await tx.issued.newest("correction")
    if newest is not None and newest.checksum == rebuilt.checksum:
        return newest
    paper = await tx.issued.add(
        "correction",
        newest.number + 1 if newest else 1,
        snapshot=rebuilt.content(),
        checksum=rebuilt.checksum,
        file=file,
        by=person.id,
        at=visit.at,
    )
    if paper is None:
        raise Gone
    await _audit(tx, visit, person, "brief-correct", paper, brief=rebuilt.number)
    return paper


async def _audit(
    tx: Writes, visit: Visit, person: Person, action: str, paper: Issued, **after: object
) -> None:
    await tx.audit.add(
        actor_id=person.id,
        action=action,
        subject=f"{paper.kind}:{paper.number}",
        at=visit.at,
        after={"checksum": paper.checksum, **after},
    )


def only_office(visit: Visit, person: Person) -> None:
    """NotAllowed for everybody but the office in private."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command(
            "brief",
            "简报:预览、签发、更正",
            _command,
            for_office=True,
            phrases=("简报", "出简报", "工作简报"),
        ),
    ),
    presses={
        DraftBrief: _draft, IssueBrief: _issue, OpenBrief: _open, SendBrief: _send, CorrectBrief: _correct,
    },
    asks=(_ask,),
)  # fmt: skip
