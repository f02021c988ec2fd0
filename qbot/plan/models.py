"""The plan as data: what the city promised, who owes which figure, until when.

Frozen pydantic models of the plan file. Whatever the document does not say carries `proposed: true`, for the
office to change; every promise cites its clause in the document, such as `二(一)2`.
"""

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qbot.periods import Frequency


def _whole_day(value: object) -> object:
    """Pydantic takes a bare number for seconds since 1970; in a plan a day is written out."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_whole_day)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
TargetKind = Literal["at-least", "exactly", "below-reference", "above-reference", "rising", "falling"]
Direction = Literal["higher", "lower"]
UnitKind = Literal["office", "department", "township"]
DeductedEvent = Literal["late", "missing", "returned", "supervised"]
Points = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]


_POINT = re.compile(r"\d+$")


def cited(clause: str) -> tuple[str, ...]:
    """The clauses a citation names: `二(三)3, 6` are `二(三)3` and `二(三)6`."""
    first, *more = (part.strip() for part in clause.split(","))
    section = _POINT.sub("", first)
    return (first, *(section + part if part.isdigit() else part for part in more))


class Entry(BaseModel):
    """What every part of the plan file shares."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(Entry):
    """What a figure must reach: `value` in the indicator's unit, where the kind has one."""

    kind: TargetKind
    better: Direction
    value: Decimal | None = None
    holds_from: Day
    clause: str
    cumulative: bool = False
    reference: str | None = None  # what it is measured against, in words: 全国平均水平
    above_peers: bool = False


class Indicator(Entry):
    """One of the figures the plan promises.

    `measure` is the unit a value is counted in (%, 起, 个, 家, 分, 吨); `whole` says that only whole
    numbers make sense. `aliases` are what people call it; words in `excluded_by` say another thing is meant.
    """

    id: Id
    name: Word
    short: Word
    measure: Word
    counted_in: Word | None = None  # what the counts behind a rate count: 批次, 项
    lacking: Word | None = None  # what a failure is called that can still be made good: 未覆盖
    target: Target
    frequency: Frequency
    lead_unit: Id
    clause: str
    area: Id
    whole: bool = False
    adverse: bool = False  # an adverse ratio is not turned round
    accident: bool = False  # "nothing happened" means 0
    aliases: tuple[Word, ...] = ()
    excluded_by: tuple[Word, ...] = ()  # words beside an alias that say another thing is meant
    proposed: tuple[str, ...] = ()  # names of fields that the document does not state


class Family(Entry):
    """A word that may mean several indicators: said alone it is asked, never guessed.

    `together` says that a question naming the family means all its members (试点几个).
    """

    words: tuple[Word, ...]
    indicators: tuple[Id, ...]
    together: bool = False


class Area(Entry):
    """A part of the goals: 产品质量, 工程质量, 服务质量, 环境质量."""

    id: Id
    name: Word
    clause: str


class Phase(Entry):
    """A step of the plan, both days included, and what must be done by its end."""

    id: Id
    name: Word
    starts_on: Day
    ends_on: Day
    clause: str
    duties: tuple[str, ...]
    aliases: tuple[Word, ...] = ()


class Item(Entry):
    """A measure, a qualitative goal or a safeguard: reported in words or per cent."""

    id: Id
    clause: str
    text: str
    words: tuple[Word, ...] = ()  # what people say when they mean it


class TaskGroup(Entry):
    """One of the groups of tasks in part 三, or the goals of part 二, or the safeguards of part 五."""

    id: Id
    kind: Literal["task", "goal", "safeguard"]
    name: str
    clause: str
    lead_unit: Id
    items: tuple[Item, ...]
    proposed: tuple[str, ...] = ()


class Unit(Entry):
    """Who owes figures: the office, a department or a township."""

    id: Id
    name: Word
    kind: UnitKind
    aliases: tuple[Word, ...] = ()
    proposed: bool = False


class Hotline(Entry):
    """A telephone number for complaints and what it is for."""

    number: Annotated[str, Field(pattern=r"^\d{3,12}$")]
    purpose: str
    clause: str
    proposed: bool = False


class DueRule(Entry):
    """When a figure is due, in workdays after its period's end.

    Until `due` it is on time, until `late` it can be made up without asking; after that the office
    must agree.
    """

    frequency: Frequency
    due: Annotated[int, Field(ge=1, le=60)]
    late: Annotated[int, Field(ge=1, le=120)]
    proposed: bool = False


class PublicityDay(Entry):
    """A day or a month of publicity that comes every year."""

    name: Word
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    clause: str
    duty: str


class Weights(Entry):
    """What each measure counts in an assessment, in points; together 100."""

    completeness: Points  # figures owed that came at all
    timeliness: Points  # figures owed that came by their due date
    targets: Points  # figures that reached their target, of those that can be measured


class Deduction(Entry):
    """What an event costs: `points` each time, `at_most` in one assessment."""

    event: DeductedEvent
    points: Annotated[Points, Field(gt=0)]
    at_most: Points


class Scoring(Entry):
    """The rule table of the assessment of units (督导考核)."""

    clause: str
    weights: Weights
    deductions: tuple[Deduction, ...] = ()
    objection_workdays: Annotated[
        int, Field(ge=1, le=60)
    ]  # how long a unit may object before it is published
    proposed: bool = False


class Clause(Entry):
    """A clause of the document with its text, for quoting: `number` such as `三(四)`."""

    number: str
    title: str
    text: str = ""  # empty where the document has a heading alone


class Plan(Entry):
    """The whole plan file."""

    city: str
    title: str
    document: str  # 永政〔2018〕7号
    issued_on: Day
    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]
    families: tuple[Family, ...] = ()
    phases: tuple[Phase, ...]
    groups: tuple[TaskGroup, ...]
    units: tuple[Unit, ...]
    hotlines: tuple[Hotline, ...]
    due_rules: tuple[DueRule, ...]
    publicity: tuple[PublicityDay, ...]
    scoring: Scoring | None = None
    elsewhere: tuple[Word, ...] = ()  # cities and counties around, named without 市 or 县: not ours
    clauses: tuple[Clause, ...]

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {entry.id: entry for entry in self.indicators}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {entry.id: entry for entry in self.units}

    @cached_property
    def phase(self) -> dict[str, Phase]:
        """Phases by id."""
        return {entry.id: entry for entry in self.phases}

    @cached_property
    def clause(self) -> dict[str, Clause]:
        """Clauses by number."""
        return {entry.number: entry for entry in self.clauses}

    def quoted(self, clause: str) -> tuple[Clause, ...]:
        """What a citation names, each followed by its points: `二(一)` brings `二(一)1` and so on."""
        return tuple(
            entry
            for number in cited(clause)
            for entry in self.clauses
            if entry.number == number or (not number[-1:].isdigit() and entry.number.startswith(number))
        )

    def parent(self, clause: str) -> str:
        """The clause above one: `二(一)` above `二(一)2`, `二` above `二(一)`; empty above a section."""
        above = _POINT.sub("", clause)
        return above if above != clause else clause.partition("(")[0] if "(" in clause else ""

    def children(self, clause: str) -> tuple[Clause, ...]:
        """The clauses right below one; the sections for an empty number."""
        return tuple(entry for entry in self.clauses if self.parent(entry.number) == clause)

    @cached_property
    def due_rule(self) -> dict[Frequency, DueRule]:
        """Due rules by frequency."""
        return {entry.frequency: entry for entry in self.due_rules}

    def phase_on(self, day: date) -> Phase | None:
        """The phase in which a day lies."""
        return next((phase for phase in self.phases if phase.starts_on <= day <= phase.ends_on), None)

    def led_by(self, unit: str) -> tuple[Indicator, ...]:
        """The indicators whose city-wide figure this unit owes."""
        return tuple(entry for entry in self.indicators if entry.lead_unit == unit)
