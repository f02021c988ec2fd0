"""Filing a table: every row is read and stored as a message would be, and its fate is kept beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from qbot.clock import city_day
from qbot.deferring import Deferred, Located, file_blank, locate, pending_of
from qbot.exchanging import straightened
from qbot.explaining import explained
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Writes
from qbot.promises import Blank, read_blanks
from qbot.reading.meaning import Clarify, Meaning
from qbot.reading.reader import Reader
from qbot.reporting import Filed, Origin, file_report
from qbot.weighing import Held
from qbot.workbook.lines import Line

BATCH = 50  # rows in one transaction, so that others need not wait for a long table
Unread = Literal["no-figure", "no-day"]


@dataclass(frozen=True, slots=True)
class Read:
    """A line with what the reader made of it: figures, or a `blank` in their place (暂无, 不适用); neither
    where the line itself says why not."""

    line: Line
    meaning: Meaning | None = None
    blank: Blank | None = None

    @property
    def is_a_report(self) -> bool:
        """Whether somebody tries to report here, successfully or not."""
        return self.meaning is None or self.meaning.intent == "report"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a line: `filed` where figures were read, `clarify` what is unclear about the rest;
    `deferred` where it said 暂无 or 不适用 of figures that `located` names."""

    line: Line
    filed: Filed | None = None
    deferred: Deferred | None = None
    located: Located | None = None
    clarify: Clarify | None = None
    unread: Unread | None = None

    @property
    def is_on_record(self) -> bool:
        """Whether something of it is stored, now or since before."""
        figures = self.filed is not None and bool(self.filed.recorded)
        blanks = self.deferred is not None and bool(self.deferred.recorded or self.deferred.unchanged)
        return figures or blanks

    @property
    def held(self) -> tuple[Held, ...]:
        return self.filed.held if self.filed else ()


def read_lines(reader: Reader, lines: Sequence[Line], *, on: date, role: str) -> list[Read]:
    """Each line as the message it would be; a millisecond a line, so call it in a thread."""
    return [_read(reader, line, on=on, role=role) for line in lines]


def _read(reader: Reader, line: Line, *, on: date, role: str) -> Read:
    if not line.sentence:
        return Read(line)
    told = read_blanks(reader, line.sentence, on=on)
    if told is not None and not told.rest and len(told.blanks) == 1:
        return Read(line, blank=told.blanks[0])
    meaning = reader.read(line.sentence, on=on, role=role, chat="private")
    items, left = straightened(reader, meaning, line.sentence, on=on)
    return Read(line, replace(left, items=items))


def batches(reads: Sequence[Read]) -> Iterator[Sequence[Read]]:
    """As many lines as one transaction takes."""
    return (reads[start : start + BATCH] for start in range(0, len(reads), BATCH))


async def file_lines(
    tx: Writes, plan: Plan, person: Person, reads: Sequence[Read], *, origin: Origin, at: datetime
) -> list[Fate]:
    """Store what the lines report. A note beside a changed figure is the reason of the change, never the
    answer to a doubt. NotAllowed when the person reports nothing at all."""
    return [
        await _file_line(tx, plan, person, read, origin=replace(origin, text=read.line.text), at=at)
        for read in reads
    ]


async def _file_line(
    tx: Writes, plan: Plan, person: Person, read: Read, *, origin: Origin, at: datetime
) -> Fate:
    meaning, line = read.meaning, read.line
    if read.blank is not None:
        return await _defer(tx, plan, person, read.blank, line=line, origin=origin, at=at)
    if meaning is None:
        return Fate(line)
    if meaning.intent != "report":
        return Fate(line, unread="no-figure")
    if not meaning.items:
        return Fate(line, clarify=meaning.clarify)
    filed = await file_report(tx, plan, person, meaning.items, origin=origin, at=at)
    return Fate(line, await explained(tx, plan, filed, line.note, at=at), clarify=meaning.clarify)


async def _defer(
    tx: Writes, plan: Plan, person: Person, blank: Blank, *, line: Line, origin: Origin, at: datetime
) -> Fate:
    """Store what stands in place of a figure, where it leaves nothing to be asked."""
    if blank.state == "deferred" and blank.promised_on is None:
        return Fate(line, unread="no-day")
    located = await locate(tx, plan, person, blank, on=city_day(at))
    if not located.is_certain:
        return Fate(line, located=located)
    pending = pending_of(blank, located.series, text=origin.text, message_id=origin.message_id)
    return Fate(line, deferred=await file_blank(tx, person, pending, origin=origin, at=at))


def by_row(fates: Sequence[Fate]) -> Mapping[tuple[int, int], list[Fate]]:
    """The fates of each row, which may have brought several lines."""
    rows: dict[tuple[int, int], list[Fate]] = {}
    for fate in fates:
        rows.setdefault((fate.line.sheet, fate.line.row), []).append(fate)
    return rows
