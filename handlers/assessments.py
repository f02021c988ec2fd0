"""The assessment of units in the chat: drafted, looked at by each unit, published; by the office alone."""

import asyncio
import re
from collections.abc import Sequence

from handlers import answers
from handlers.actions_assessments import DraftScores, PublishScores, ScoreSheet, SendScores
from handlers.at_work import shown_at_work
from handlers.attachments import Attachment
from handlers.bot_api import FileMissing
from handlers.conversation import Command, Conversation
from handlers.files import Kept
from handlers.screen import Screen, screen
from handlers.telling import tell_in_hours
from handlers.texts import assessments as texts
from handlers.texts.briefs import office_name
from handlers.visit import Visit
from qbot.assessing import draft_now, publish, send_out, under_review, units_of
from qbot.documents.assessment import Assessment
from qbot.documents.score_tables import deduction_table, score_table
from qbot.documents.scoring import UnitScore
from qbot.documents.sheets import write_workbook
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import Writes
from qbot.reading.meaning import Question
from qbot.reviewing import contacts_of

_WANTED = re.compile(
    r"(?P<send>(?:考核评分)?发给?各单位核对|考核评分核对)|(?P<publish>公布考核(?:评分|结果|得分)?|考核评分公布)"
    r"|(?P<sheet>(?:考核|考核评分)?评分表)|(?P<again>(?:考核评分)?按现在的数重评|考核评分重评|重新考核评分)"
)


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/score: the draft for the office, a unit's own lines for its contact, the ranking for all others.

    /score 核对, 公布, 评分表 and 重评 do what the buttons do.
    """
    if not visit.is_private or person.role == "official":
        return await answers.answer(visit, person, Question("ranking"))
    if person.is_office:
        if not (words and await _in_words(visit.with_text(f"{texts.TITLE}{''.join(words)}"), person)):
            await visit.answer(await _office_view(visit))
        return None
    shown = await own_lines(visit, person)
    if not shown:
        return await answers.answer(visit, person, Question("ranking"))
    async with visit.writing() as tx:
        for each in shown:
            await visit.say(tx, each)
    return None


async def _in_words(visit: Visit, person: Person) -> bool:
    """What the office's buttons do, said in words."""
    match = _WANTED.fullmatch(visit.text.strip(" \n。!！"))
    if match is None or not person.is_office or not visit.is_private:
        return False
    async with visit.desk.store.reading() as tx:
        newest, found = await tx.issued.newest("assessment-draft"), await under_review(tx)
    current = found.paper.number if found else 0
    said: str | None = None
    match match.lastgroup:
        case "send":
            said = await _send(visit, person, SendScores(newest.number + 1 if newest else 1))
        case "publish":
            said = await _publish_in_words(visit, person, current)
        case "sheet":
            said = await _sheet(visit, person, ScoreSheet(current))
        case _:
            await _redraft(visit, person, DraftScores())
    if said is not None:
        await visit.answer(screen(said))
    return True


async def _office_view(visit: Visit) -> Screen:
    """The draft that the units have before them, else the scores of now."""
    async with visit.desk.store.reading() as tx:
        found = await under_review(tx)
    if found is not None:
        return texts.reviewed(visit.desk.plan, found, on=visit.on)
    return await _draft_view(visit)


async def _draft_view(visit: Visit) -> Screen:
    drafted = await _drafted(visit)
    return screen(drafted) if isinstance(drafted, str) else texts.draft(visit.desk.plan, drafted)


async def _drafted(visit: Visit) -> Assessment | str:
    """The scores of now, or why there are none."""
    plan = visit.desk.plan
    if plan.scoring is None:
        return texts.NO_RULES
    async with visit.desk.store.reading() as tx:
        drafted = await draft_now(tx, plan, rules=plan.scoring, at=visit.at)
    return drafted if any(each.total is not None for each in drafted.scores) else texts.NOTHING_DUE


async def own_lines(visit: Visit, person: Person) -> Sequence[Screen]:
    """The lines of a contact's units in the draft that is with the units."""
    async with visit.desk.store.reading() as tx:
        found = await under_review(tx)
    if found is None:
        return []
    scores = [found.assessment.of(unit) for unit in units_of(person, found.assessment)]
    return [texts.own(visit.desk.plan, found.assessment, score) for score in scores if score]


async def _redraft(visit: Visit, person: Person, _action: DraftScores) -> None:
    only_office(visit, person)
    await visit.answer(await _draft_view(visit))


async def _sheet(visit: Visit, person: Person, action: ScoreSheet) -> str | None:
    """The scores as a workbook: those of now, or those that were frozen."""
    only_office(visit, person)
    if not action.number:
        drafted = await _drafted(visit)
        if isinstance(drafted, str):
            return drafted
        kept, name = await _written(visit, drafted), texts.file_name(drafted, is_draft=True)
        path = kept.path
    else:
        async with visit.desk.store.reading() as tx:
            paper = await tx.issued.get("assessment-draft", action.number)
        if paper is None:
            raise Gone
        path, name = paper.file, f"{texts.TITLE}第{paper.number}次.xlsx"
        try:
            await visit.desk.files.read(path)
        except FileMissing:
            return texts.FILE_LOST
    async with visit.writing() as tx:
        await visit.say_with(tx, Attachment(path, name), screen(texts.TITLE))
    return None


async def _written(visit: Visit, assessment: Assessment) -> Kept:
    plan = visit.desk.plan
    tables = (score_table(plan, assessment.scores), deduction_table(plan, assessment.scores))
    work = asyncio.to_thread(
        write_workbook, tables, title=texts.TITLE, author=office_name(plan), made_at=assessment.drafted_at
    )
    return await visit.desk.files.keep(await shown_at_work(visit, work, sign="upload_document"))


async def _send(visit: Visit, person: Person, action: SendScores) -> str | None:
    """Freeze the scores and show each unit its own, in private and in office hours."""
    only_office(visit, person)
    drafted = await _drafted(visit)
    if isinstance(drafted, str):
        return drafted
    if drafted.number != action.number:
        return texts.NO_LONGER
    kept = await _written(visit, drafted)
    async with visit.writing() as tx:
        await send_out(tx, person, drafted, file=kept.path, at=visit.at)
        silent = [score.unit for score in _scored(drafted) if not await _show(tx, visit, drafted, score)]
        await visit.say(tx, texts.sent_out(visit.desk.plan, drafted, silent=silent), kind="receipt")
    return None


def _scored(assessment: Assessment) -> Sequence[UnitScore]:
    return [score for score in assessment.scores if score.total is not None]


async def _show(tx: Writes, visit: Visit, assessment: Assessment, score: UnitScore) -> bool:
    """Whether a unit has contacts, who now see its lines."""
    people = await contacts_of(tx, score.unit)
    await tell_in_hours(tx, people, texts.own(visit.desk.plan, assessment, score), at=visit.at)
    return bool(people)


async def _publish_by_button(visit: Visit, person: Person, action: PublishScores) -> str:
    only_office(visit, person)
    async with visit.writing() as tx:
        done = await _publish(tx, visit, person, action.number)
        if isinstance(done, Screen):
            await visit.put(tx, done)
    return done if isinstance(done, str) else texts.PUBLISHED_WORDS


async def _publish_in_words(visit: Visit, person: Person, number: int) -> str | None:
    async with visit.writing() as tx:
        done = await _publish(tx, visit, person, number)
        if isinstance(done, Screen):
            await visit.say(tx, done, kind="receipt")
    return done if isinstance(done, str) else None


async def _publish(tx: Writes, visit: Visit, person: Person, number: int) -> Screen | str:
    """Publish a draft and tell each unit its own result; what was published, or why it was not."""
    plan, found = visit.desk.plan, await under_review(tx)
    if found is None or found.paper.number != number:
        return texts.NO_LONGER if number else texts.NO_DRAFT
    if why := found.hinders(visit.on):
        return texts.hindrance(why)
    assessment = await publish(tx, person, number, at=visit.at)
    for score in _scored(assessment):
        people = await contacts_of(tx, score.unit)
        await tell_in_hours(tx, people, texts.published_to_unit(plan, assessment, score), at=visit.at)
    return texts.published_to_office(plan, assessment)


def only_office(visit: Visit, person: Person) -> None:
    """NotAllowed for everybody but the office in private."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command("score", "考核评分与核对", _command, phrases=("考核评分", "考核得分", "我的考核", "评分")),
    ),
    presses={ScoreSheet: _sheet, DraftScores: _redraft, SendScores: _send, PublishScores: _publish_by_button},
    asks=(_in_words,),
)
