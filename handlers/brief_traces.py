"""简报第3期A12哪来的: a figure of an issued brief, back to the message that brought it."""

import re

from handlers.answers.subjects import remember
from handlers.answers.telling import tell
from handlers.answers.tracing import of_number
from handlers.conversation import Conversation
from handlers.screen import Screen, screen
from handlers.texts import briefs as texts
from handlers.visit import Visit
from qbot.briefing import issued_snapshot
from qbot.people import Person
from qbot.reading.meaning import Question
from qbot.reading.numerals import han_number

_NTH = r"第?\s*(?P<{name}>[0-9０-９]{{1,4}}|[零一二两三四五六七八九十百]{{1,6}})\s*期"
_CODE = r"[〔\[【]?(?P<{name}>{letters}\s*[0-9０-９]{{1,4}})[〕\]】]?\s*"
_WHENCE = r"(?:这?个?数?(?:字)?是?(?:从?哪[里儿]?来的?|怎么来的|谁报的|什么|依据)|的?(?:来源|出处|依据|原文))"
_OF_A_BRIEF = (
    rf"(?:{_NTH.format(name='before')}的?)?\s*(?:工作)?简报\s*(?:{_NTH.format(name='behind')})?\s*(?:里|中)?的?\s*"
    rf"{_CODE.format(name='code', letters='[A-Za-z]')}{_WHENCE}?"
)
_ALONE = rf"{_CODE.format(name='alone', letters='[ABab]')}{_WHENCE}"
_ASKED = re.compile(rf"(?:{_OF_A_BRIEF}|{_ALONE})\s*[?？。]?")


def code_in(text: str) -> tuple[int | None, str] | None:
    """The issue, None where none is named, and the code that words ask about; None when they ask no such
    thing."""
    match = _ASKED.fullmatch(text.strip())
    if match is None:
        return None
    said = match["before"] or match["behind"]
    code = "".join((match["code"] or match["alone"]).split()).upper()
    return _number(said) if said else None, f"{code[0]}{int(code[1:])}"


async def _ask(visit: Visit, person: Person) -> bool:
    asked = code_in(visit.text)
    if asked is None:
        return False
    number = await _newest(visit) if asked[0] is None else asked[0]
    if not number and "简报" not in visit.text:
        return False  # there is no brief that a bare code could be of
    shown, about = await _traced(visit, number, asked[1])
    async with visit.writing() as tx:
        if about.indicators:
            await remember(tx, visit, person, about)
        await tell(tx, visit, [shown], about)
    return True


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(han_number(text) or 0)


async def _newest(visit: Visit) -> int:
    async with visit.desk.store.reading() as tx:
        paper = await tx.issued.newest("brief")
    return paper.number if paper else 0


async def _traced(visit: Visit, number: int, code: str) -> tuple[Screen, Question]:
    """What the issue said with the trace of the version behind it, and the question that this answers."""
    nothing = Question("source")
    async with visit.desk.store.reading() as tx:
        snapshot = await issued_snapshot(tx, number)
    if snapshot is None:
        return screen(texts.NO_SUCH_ISSUE), nothing
    if code not in snapshot.figures:
        return screen(texts.NO_SUCH_CODE), nothing
    said, version = texts.traced(visit.desk.plan, snapshot, code), snapshot.figures[code].version
    entry = snapshot.figures[code].entry
    if entry is not None:
        return screen(said, await _entered(visit, entry)), nothing
    if version is None:
        return screen(said), nothing
    trace, about = await of_number(visit, version)
    return screen(said, *trace.blocks, buttons=trace.buttons), about


async def _entered(visit: Visit, number: int) -> str:
    """Who entered a reference value and in which words, in private only."""
    async with visit.desk.store.reading() as tx:
        entry = await tx.references.get(number)
        person = await tx.people.get(entry.entered_by) if entry else None
    if entry is None or not visit.is_private:
        return ""
    return texts.entered(entry, by=person.name if person else "")


CONVERSATION = Conversation(asks=(_ask,))
