"""Filing a table: every row is read and stored as a message would be, and its fate is kept beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Writes
from qbot.reading.meaning import Clarify, Meaning
from qbot.reading.reader import Reader
from qbot.reporting import Filed, Held, Origin, confirmed, file_drafts, file_report
from qbot.workbook.lines import Line

BATCH = 50  # rows in one transaction, so that others need not wait for a long table
Unread = Literal["no-figure", "no-report"]


@dataclass(frozen=True, slots=True)
class Read:
    """A line with what the reader made of it; `meaning` is None where the line itself says why not."""

    line: Line
    meaning: Meaning | None

    @property
    def is_a_report(self) -> bool:
        """Whether somebody tries to report here, successfully or not."""
        return self.meaning is None or self.meaning.intent == "report"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a line: `filed` where figures were read, `clarify` what is unclear about the rest."""

    line: Line
    filed: Filed | None = None
    clarify: Clarify | None = None
    unread: Unread | None = None

    @property
    def held(self) -> tuple[Held, ...]:
        return self.filed.held if self.filed else ()


def read_lines(reader: Reader, lines: Sequence[Line], *, on: date, role: str) -> list[Read]:
    """Each line as the message it would be; a millisecond a line, so call it in a thread."""
    return [
        Read(line, reader.read(line.sentence, on=on, role=role, chat="private") if line.sentence else None)
        for line in lines
    ]


def batches(reads: Sequence[Read]) -> Iterator[Sequence[Read]]:
    """As many lines as one transaction takes."""
    return (reads[start : start + BATCH] for start in range(0, len(reads), BATCH))


async def file_lines(
    tx: Writes, plan: Plan, person: Person, reads: Sequence[Read], *, origin: Origin, at: datetime
) -> list[Fate]:
    """Store what the lines report. A note beside a changed figure is the reason of the change, never the
    answer to a doubt. NotAllowed when the person reports nothing at all."""
    fates = []
    for read in reads:
        meaning, line = read.meaning, read.line
        if meaning is None:
            fates.append(Fate(line))
        elif meaning.intent != "report":
            fates.append(Fate(line, unread="no-report" if meaning.intent == "query" else "no-figure"))
        elif not meaning.items:
            fates.append(Fate(line, clarify=meaning.clarify))
        else:
            own = replace(origin, text=line.text)
            filed = await file_report(tx, plan, person, meaning.items, origin=own, at=at)
            fates.append(Fate(line, await _explained(tx, plan, filed, line.note, at=at), meaning.clarify))
    return fates


async def _explained(tx: Writes, plan: Plan, filed: Filed, note: str, *, at: datetime) -> Filed:
    """The filed figures, with those that lacked nothing but a reason."""
    lack_reason = [held for held in filed.held if held.doubt is None and note]
    if not lack_reason:
        return filed
    drafts = [confirmed(held.draft, reason=note, flag=None) for held in lack_reason]
    stored = await file_drafts(tx, plan, drafts, at=at)
    held = tuple(each for each in filed.held if each not in lack_reason)
    return replace(filed, recorded=(*filed.recorded, *stored.recorded), held=(*held, *stored.held))


def by_row(fates: Sequence[Fate]) -> Mapping[tuple[int, int], list[Fate]]:
    """The fates of each row, which may have brought several lines."""
    rows: dict[tuple[int, int], list[Fate]] = {}
    for fate in fates:
        rows.setdefault((fate.line.sheet, fate.line.row), []).append(fate)
    return rows
