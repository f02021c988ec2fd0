"""The pack of a handover, one document: what is reported when, the last values with sources, what is open."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from qbot.clock import city_day
from qbot.documents.words import handover as words
from qbot.documents.words.common import (
    NONE,
    checked_words,
    day_words,
    figure_words,
    indicator_name,
    listed,
    period_text,
    unit_name,
)
from qbot.handover_pack import Pack, Reported
from qbot.ledger.versions import Version
from qbot.plan.models import Plan
from qbot.plan.words import promise_words

if TYPE_CHECKING:
    from qbot.documents.paper import Paper, Row

_DUE_WIDTHS = (4.0, 6.0, 1.9, 3.6, 2.0, 3.4, 4.0)
_VALUE_WIDTHS = (2.9, 3.4, 3.2, 3.4, 1.9, 1.9, 8.2)
_OPEN_WIDTHS = (3.6, 8.6, 12.7)


def write_pack(plan: Plan, pack: Pack, *, office: str, made_at: datetime) -> bytes:
    """The file (.docx), A4 across."""
    from qbot.documents.paper import Paper  # noqa: PLC0415 - python-docx is loaded when first needed

    on = city_day(made_at)
    paper = Paper(title=words.TITLE, author=office, made_at=made_at, landscape=True)
    paper.title(words.TITLE)
    paper.subtitle(words.subtitle(listed([unit_name(plan, unit) for unit in pack.units]), on=on))
    due, values, open_, how = (f"{n}、{text}" for n, text in zip("一二三四", words.HEADINGS, strict=True))
    paper.heading(due)
    _due(paper, plan, pack, on)
    paper.heading(values)
    paper.table(words.VALUE_COLUMNS, list(_values(plan, pack)), widths=_VALUE_WIDTHS)
    paper.heading(open_)
    _open(paper, plan, pack)
    paper.heading(how)
    for text in words.how(_example(pack)):
        paper.paragraph(text)
    paper.signature(office, day=day_words(on))
    return paper.to_bytes()


def _due(paper: "Paper", plan: Plan, pack: Pack, on: date) -> None:
    for word in pack.words:
        paper.paragraph(words.word_words(unit_name(plan, word.unit), str(word.period), word.due_on))
    owed = [each for each in pack.reported if each.next_period is not None]
    if not owed:
        return None if pack.words else paper.paragraph(words.NOTHING_DUE)
    for frequency in dict.fromkeys(each.indicator.frequency for each in owed):
        paper.paragraph(words.due_words(frequency, plan.due_rule[frequency]))
    return paper.table(words.DUE_COLUMNS, [_due_row(plan, each, on) for each in owed], widths=_DUE_WIDTHS)


def _due_row(plan: Plan, each: Reported, on: date) -> tuple[str, ...]:
    indicator = each.indicator
    return (
        unit_name(plan, each.unit),
        indicator.name,
        indicator.measure,
        promise_words(indicator),
        words.FREQUENCY_WORDS[indicator.frequency],
        period_text(str(each.next_period)),
        _due_words(each.due_on, on) if each.due_on else NONE,
    )


def _due_words(due_on: date, on: date) -> str:
    return f"{day_words(due_on)}{words.OVERDUE if due_on < on else ''}"


def _values(plan: Plan, pack: Pack) -> Iterator["Row"]:
    from qbot.documents.paper import Band  # noqa: PLC0415 - python-docx is loaded when first needed

    for each in pack.reported:
        yield Band(words.values_heading(unit_name(plan, each.unit), each.indicator.name, len(each.values)))
        for version in reversed(each.values):
            name = pack.names.get(version.draft.reporter_id, NONE)
            yield (
                period_text(version.series.period),
                figure_words(version, each.indicator),
                words.reporter_words(version, name),
                words.moment_words(version.reported_at),
                f"R-{version.number}",
                checked_words(version),
                version.draft.text,
            )


def _open(paper: "Paper", plan: Plan, pack: Pack) -> None:
    rows: list[Row] = [
        (words.PROMISE, _figure(plan, each), words.promise_words(each.draft.promised_on))
        for each in pack.promised
    ]
    rows += [
        (
            words.RETURNED,
            _figure(plan, each),
            words.returned_words(each.number, pack.reasons.get(each.number, "")),
        )
        for each in pack.returned
    ]
    rows += [
        (words.ORDER, each.serial, words.order_words(each.light, each.answer_by_on)) for each in pack.orders
    ]
    if rows:
        paper.table(words.OPEN_COLUMNS, rows, widths=_OPEN_WIDTHS)
    else:
        paper.paragraph(words.NOTHING_OPEN)


def _figure(plan: Plan, version: Version) -> str:
    return f"{indicator_name(plan, version.series.indicator)}　{period_text(version.series.period)}"


def _example(pack: Pack) -> str:
    """A report as the unit's own would be: 重点食品96.5%."""
    named = [each.indicator for each in pack.reported]
    if not named:
        return "本月特种设备未发生事故"
    indicator = named[0]
    return f"{indicator.short}{'96.5%' if indicator.measure == '%' else f'2{indicator.measure}'}"
