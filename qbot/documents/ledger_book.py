"""The ledger as a workbook (台账): wide and long, what is owed, the draft scores, and what the marks mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from qbot.clock import city_day
from qbot.documents.score_tables import deduction_table, score_table
from qbot.documents.scoring import UnitScore
from qbot.documents.sheets import Cell, Column, Table, Tint, Value, write_workbook
from qbot.documents.words import ledger as words
from qbot.documents.words.common import (
    SIGNS,
    checked_words,
    day_words,
    indicator_name,
    period_text,
    period_words,
    unit_name,
)
from qbot.ledger.assessment import Light
from qbot.ledger.current import assess_version
from qbot.ledger.obligations import Obligation
from qbot.ledger.references import Reference, References, by_indicator
from qbot.ledger.reviews import VERDICTS, Review
from qbot.ledger.versions import Series, Version, standing
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import promise_words

PERIODS_ON_A_PAGE = 12
_CENTRED = ("计量单位", "口径", "类别", "状态", "来源", "审核")
_TINTS: dict[Light, Tint] = {"unmet": "bad", "near": "fair"}


@dataclass(frozen=True)
class Ledger:
    """What the workbook is made of: all versions, what was said of them, names by person id, what is open."""

    versions: Sequence[Version]
    reviews: Sequence[Review]
    people: Mapping[int, str]
    owed: Sequence[Obligation]
    made_at: datetime
    scores: Sequence[UnitScore] = ()
    references: Sequence[Reference] = ()

    @property
    def made_on(self) -> date:
        return city_day(self.made_at)

    @cached_property
    def standing(self) -> dict[Series, Version]:
        """The version that counts, by series."""
        by_series: defaultdict[Series, list[Version]] = defaultdict(list)
        for version in self.versions:
            by_series[version.series].append(version)
        counting = ((series, standing(versions)) for series, versions in by_series.items())
        return {series: version for series, version in counting if version}

    @cached_property
    def withdrawn(self) -> frozenset[int]:
        """The R-numbers that were taken back."""
        return frozenset(each.draft.withdraws for each in self.versions if each.draft.withdraws)

    @cached_property
    def verdicts(self) -> dict[int, Review]:
        """The last verdict on a version, by R-number."""
        ordered = sorted(self.reviews, key=lambda each: each.id)
        return {each.number: each for each in ordered if each.step in VERDICTS}

    def standing_of(self, version: Version) -> words.RowStanding:
        """What became of a version."""
        if version.draft.state == "withdrawn":
            return "withdrawal"
        if version.number in self.withdrawn:
            return "withdrawn"
        counts = self.standing.get(version.series)
        return "standing" if counts and counts.number == version.number else "replaced"


def write_ledger(plan: Plan, ledger: Ledger, *, office: str) -> bytes:
    """The workbook (.xlsx)."""
    tables = (
        _wide(plan, ledger),
        _long(plan, ledger),
        _owed(plan, ledger),
        _references(plan, ledger),
        score_table(plan, ledger.scores),
        deduction_table(plan, ledger.scores),
        _notes(plan, ledger),
    )
    return write_workbook(tables, title=words.LEDGER_TITLE, author=office, made_at=ledger.made_at)


def _wide(plan: Plan, ledger: Ledger) -> Table:
    figures, references = _by_period(plan, ledger), by_indicator(ledger.references)
    overdue = {(each.indicator, each.period) for each in ledger.owed if each.stage(ledger.made_on) != "open"}
    told = {period for by_period in figures.values() for period in by_period}
    periods = sorted(told | {period for _, period in overdue}, key=lambda each: (each.last, each.length))
    head = (Column(title, width) for title, width in zip(words.WIDE_COLUMNS, (9, 36, 9, 28, 24), strict=True))
    return Table(
        words.WIDE,
        (*head, *(Column(period_words(each), 12, centred=True) for each in periods)),
        [
            (*_about(plan, each), *_across(each, figures[each.id], periods, overdue, references))
            for each in plan.indicators
        ],
        note=words.WIDE_NOTE,
        fixed=2,
        pages_wide=max(1, -(-len(periods) // PERIODS_ON_A_PAGE)),
    )


def _by_period(plan: Plan, ledger: Ledger) -> dict[str, dict[Period, Version]]:
    """The city-wide figures that count, by indicator and period."""
    figures: dict[str, dict[Period, Version]] = {each.id: {} for each in plan.indicators}
    for series, version in ledger.standing.items():
        indicator = plan.indicator.get(series.indicator)
        if indicator and series.unit == indicator.lead_unit:
            figures[indicator.id][Period.parse(series.period)] = version
    return figures


def _about(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    area = next((area.name for area in plan.areas if area.id == indicator.area), indicator.area)
    lead = unit_name(plan, indicator.lead_unit)
    return (area, indicator.name, indicator.measure, promise_words(indicator), lead)


def _across(
    indicator: Indicator,
    by_period: Mapping[Period, Version],
    periods: Iterable[Period],
    overdue: set[tuple[str, Period]],
    references: References,
) -> Iterator[Value | Cell]:
    for period in periods:
        version = by_period.get(period)
        if version is None:
            is_missing = (indicator.id, period) in overdue
            yield Cell(words.MISSING, "faint") if is_missing else None
        elif version.value is None:
            yield Cell(words.STATE_WORDS[version.draft.state], "faint")
        else:
            light = assess_version(indicator, period, by_period, references).light
            yield Cell(version.value, _TINTS.get(light), SIGNS[light] if light in _TINTS else "")


def _long(plan: Plan, ledger: Ledger) -> Table:
    widths = (8, 28, 18, 8, 12, 10, 8, 8, 8, 8, 10, 16, 11, 40, 7, 10, 16, 8, 10, 16, 20)
    wrapped = {words.LONG_COLUMNS.index(title) for title in ("原文", "理由", "审核意见")}
    return Table(
        words.LONG,
        tuple(
            Column(title, width, wrap=place in wrapped, centred=title in _CENTRED)
            for place, (title, width) in enumerate(zip(words.LONG_COLUMNS, widths, strict=True))
        ),
        (_version(plan, ledger, each) for each in sorted(ledger.versions, key=lambda each: each.number)),
        note=words.LONG_NOTE,
        fixed=2,
        pages_wide=2,
    )


def _version(plan: Plan, ledger: Ledger, version: Version) -> tuple[Value, ...]:
    draft, series = version.draft, version.series
    indicator = plan.indicator.get(series.indicator)
    is_citywide = indicator is not None and indicator.lead_unit == series.unit
    return (
        f"R-{version.number}",
        indicator_name(plan, series.indicator),
        unit_name(plan, series.unit),
        words.CITY if is_citywide else words.OWN,
        period_text(series.period),
        version.value,
        indicator.measure if indicator else "",
        draft.numerator,
        draft.denominator,
        words.STATE_WORDS[draft.state],
        words.ROW_WORDS[ledger.standing_of(version)],
        draft.reason,
        draft.promised_on,
        draft.text,
        words.SOURCE_WORDS[draft.source],
        ledger.people.get(draft.reporter_id, ""),
        version.reported_at,
        *_review(ledger, version),
    )


def _review(ledger: Ledger, version: Version) -> tuple[Value, ...]:
    if version.draft.state == "withdrawn":
        return ("", "", None, "")
    said, last = checked_words(version), ledger.verdicts.get(version.number)
    if last is None or version.verdict is None:
        return (said, "", None, "")
    return (said, ledger.people.get(last.person_id, ""), last.said_at, last.words)


def _owed(plan: Plan, ledger: Ledger) -> Table:
    on = ledger.made_on
    widths = (24, 34, 14, 12, 12, 14, 11)
    return Table(
        words.OWED,
        tuple(Column(title, width) for title, width in zip(words.OWED_COLUMNS, widths, strict=True)),
        [
            (
                unit_name(plan, each.unit),
                indicator_name(plan, each.indicator),
                period_words(each.period),
                each.due_on,
                each.late_until,
                words.STAGE_WORDS[each.stage(on)],
                each.overdue_workdays(on),
            )
            for each in ledger.owed
        ],
        note=words.OWED_NOTE.format(day=day_words(on)),
        fixed=1,
    )


def _references(plan: Plan, ledger: Ledger) -> Table:
    widths = (8, 34, 20, 14, 11, 10, 46, 10, 16)
    stands = {each.entry for known in by_indicator(ledger.references).values() for each in known}
    withdrawn = {each.withdraws for each in ledger.references}
    return Table(
        words.REFERENCES,
        tuple(
            Column(title, width, wrap=title == "原文")
            for title, width in zip(words.REFERENCE_COLUMNS, widths, strict=True)
        ),
        [
            (
                f"C-{each.id}",
                indicator_name(plan, each.indicator),
                _whose(plan, each),
                period_words(each.period),
                each.value,
                words.ROW_WORDS[_became(each, stands, withdrawn)],
                each.text,
                ledger.people.get(each.entered_by, ""),
                each.entered_at,
            )
            for each in ledger.references
        ],
        note=words.REFERENCE_NOTE,
        fixed=1,
    )


def _whose(plan: Plan, each: Reference) -> str:
    indicator = plan.indicator.get(each.indicator)
    return (indicator.target.reference or "") if indicator else ""


def _became(each: Reference, stands: set[int], withdrawn: set[int | None]) -> words.RowStanding:
    if each.value is None:
        return "withdrawal"
    if each.id in withdrawn:
        return "withdrawn"
    return "standing" if each.id in stands else "replaced"


def _notes(plan: Plan, ledger: Ledger) -> Table:
    first, second = words.NOTE_COLUMNS
    return Table(
        words.NOTES,
        (Column(first, 16), Column(second, 100, wrap=True)),
        list(words.notes(plan, made_at=ledger.made_at, versions=len(ledger.versions))),
        filtered=False,
    )
