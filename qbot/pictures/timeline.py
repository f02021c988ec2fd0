"""The plan's timeline: its phases drawn to scale with today, then each with its dates and its duties."""

from dataclasses import dataclass
from datetime import date

from qbot.pictures import typeface, words
from qbot.pictures.heading import put_heading
from qbot.pictures.occurrences import Occurrence, occurrences, upcoming
from qbot.pictures.sheet import Sheet
from qbot.pictures.style import (
    ACCENT,
    ACCENT_TINT,
    BODY,
    CARD,
    HEADING,
    INK,
    MARGIN,
    MUTED,
    RIGHT,
    RULE,
    SMALL,
    SMALLEST,
    TARGET,
    TINY,
    WHITE,
)
from qbot.plan.models import Phase, Plan

_LEFT, _ENDS = MARGIN + 28, RIGHT - 28
_BAR = 64
_LINE = 46
_OVER, _COMING = "#c3ccd6", "#dfe6ee"


@dataclass(frozen=True, slots=True)
class _Days:
    """The plan's days from left to right, one after the last included."""

    first: date
    last: date

    def at(self, day: date) -> float:
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return _LEFT + share * (_ENDS - _LEFT)


def timeline_png(plan: Plan, *, on: date) -> bytes:
    """The timeline as PNG."""
    return compose(plan, on=on).png()


def compose(plan: Plan, *, on: date) -> Sheet:
    """The timeline's marks."""
    sheet = Sheet()
    y = put_heading(sheet, words.TIMELINE_TITLE, f"{words.as_of(on)} · {words.now_words(plan, on)}")
    y = _put_line(sheet, plan, y, on=on)
    for number, phase in enumerate(plan.phases, start=1):
        y = _put_phase(sheet, phase, number, y, on=on)
    y = _put_publicity(sheet, plan, y, on=on)
    sheet.height = round(y + MARGIN - 18)
    return sheet


def _put_line(sheet: Sheet, plan: Plan, y: float, *, on: date) -> float:
    marks = list(occurrences(plan))
    days = _Days(plan.phases[0].starts_on, plan.phases[-1].ends_on)
    lanes = _lanes(days, marks)
    height = 82 + _BAR + 66 + 40 * len(set(lanes)) + 20
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=CARD, radius=18)
    bar = y + 82
    for number, phase in enumerate(plan.phases, start=1):
        _put_segment(sheet, days, phase, number, bar, on=on)
    _put_years(sheet, days, bar + _BAR)
    for mark, lane in zip(marks, lanes, strict=True):
        _put_occurrence(sheet, days, mark, bar + _BAR, bar + _BAR + 78 + lane * 40)
    if days.first <= on <= days.last:
        _put_today(sheet, days.at(on), bar, on)
    return y + height + 20


def _put_segment(sheet: Sheet, days: _Days, phase: Phase, number: int, bar: float, *, on: date) -> None:
    left, right = days.at(phase.starts_on), days.at(phase.ends_on)
    is_now = phase.starts_on <= on <= phase.ends_on
    colour = ACCENT if is_now else _OVER if phase.ends_on < on else _COMING
    sheet.block(left + 2, bar, width=right - left - 2, height=_BAR, colour=colour, radius=8)
    ink = WHITE if is_now else INK
    if is_now:  # the line of today runs through the segment, not through its name
        left, right = max((left, days.at(on)), (days.at(on), right), key=lambda side: side[1] - side[0])
    name = f"{number} {phase.name}"
    said = name if typeface.width(name, SMALL) <= right - left - 16 else str(number)
    sheet.words(said, (left + right) / 2, bar + _BAR / 2, size=SMALL, colour=ink, align="center")


def _put_years(sheet: Sheet, days: _Days, y: float) -> None:
    for year in range(days.first.year, days.last.year + 1):
        left = days.at(max(days.first, date(year, 1, 1)))
        right = days.at(min(days.last, date(year, 12, 31)))
        sheet.stroke([(left, y + 8), (left, y + 48)], colour=RULE, width=2)
        for name, size in zip(words.year_words(year), (SMALL, SMALLEST), strict=True):
            if typeface.width(name, size) <= right - left - 8:
                sheet.words(name, left + 8, y + 32, size=size, colour=MUTED)
                break


def _lanes(days: _Days, marks: list[Occurrence]) -> list[int]:
    """For each mark the first line on which its name keeps clear of those before it."""
    ends: list[float] = []
    lanes = []
    for mark in marks:
        left, right = _name_of(days, mark)
        lane = next((each for each, end in enumerate(ends) if end + 16 < left), len(ends))
        ends[lane : lane + 1] = [right]
        lanes.append(lane)
    return lanes


def _name_of(days: _Days, mark: Occurrence) -> tuple[float, float]:
    """From where to where a mark's name runs, centred below it as far as the card allows."""
    width = min(typeface.width(mark.publicity.name, SMALLEST), _ENDS - _LEFT)
    middle = (days.at(mark.starts_on) + days.at(mark.ends_on)) / 2
    left = min(max(_LEFT, middle - width / 2), _ENDS - width)
    return left, left + width


def _put_occurrence(sheet: Sheet, days: _Days, mark: Occurrence, bar: float, y: float) -> None:
    left, right = days.at(mark.starts_on), days.at(mark.ends_on)
    if mark.starts_on == mark.ends_on:
        sheet.shape("diamond", left, bar - 4, size=20, fill=TARGET, edge=CARD)
    else:
        sheet.block(left, bar - 10, width=right - left, height=12, colour=TARGET, radius=4)
    name_left, name_right = _name_of(days, mark)
    name, room = mark.publicity.name, name_right - name_left
    sheet.words(name, name_left, y + 8, size=SMALLEST, smallest=TINY, to=room + 1, colour=TARGET)


def _put_today(sheet: Sheet, x: float, bar: float, on: date) -> None:
    said = f"{words.TODAY} {words.month_day(on)}"
    width = typeface.width(said, SMALL) + 28
    left = min(max(_LEFT, x - width / 2), _ENDS - width)
    sheet.stroke([(x, bar - 14), (x, bar + _BAR + 6)], colour=INK, width=4)
    sheet.block(left, bar - 62, width=width, height=48, colour=INK, radius=10)
    sheet.words(said, left + width / 2, bar - 38, size=SMALL, colour=WHITE, align="center")


def _put_phase(sheet: Sheet, phase: Phase, number: int, y: float, *, on: date) -> float:
    is_now, is_over = phase.starts_on <= on <= phase.ends_on, phase.ends_on < on
    text_at = _LEFT + 76
    room = _ENDS - text_at
    duties = [typeface.wrap(typeface.drawable(each), size=SMALL, to=room - 24) for each in phase.duties]
    height = 128 + _LINE * sum(map(len, duties)) + 12
    colour = ACCENT_TINT if is_now else CARD
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=colour, radius=18)
    _put_number(sheet, number, y + 48, is_now=is_now, is_over=is_over)
    left, ink = words.left_words(phase, on), ACCENT if is_now else MUTED
    beside = sheet.words(left, _ENDS, y + 48, size=SMALL, colour=ink, align="right", is_bold=is_now)
    name_room = room - beside - 24
    sheet.words(phase.name, text_at, y + 48, size=HEADING, smallest=TINY, to=name_room, is_bold=True)
    dates = words.span_words(phase.starts_on, phase.ends_on)
    sheet.words(dates, text_at, y + 102, size=SMALL, smallest=TINY, to=room, colour=MUTED)
    line = y + 130 + _LINE / 2
    for duty in duties:
        sheet.shape("circle", text_at + 6, line, size=10, fill=MUTED, edge=MUTED)
        for each in duty:
            sheet.words(each, text_at + 24, line, size=SMALL, colour=MUTED if is_over else INK)
            line += _LINE
    return y + height + 16


def _put_number(sheet: Sheet, number: int, y: float, *, is_now: bool, is_over: bool) -> None:
    fill = ACCENT if is_now else _OVER if is_over else _COMING
    sheet.shape("circle", _LEFT + 26, y, size=50, fill=fill, edge=fill)
    ink = WHITE if is_now else INK
    sheet.words(str(number), _LEFT + 26, y, size=SMALL, colour=ink, align="center", is_bold=True)


def _put_publicity(sheet: Sheet, plan: Plan, y: float, *, on: date) -> float:
    if not plan.publicity:
        return y
    height = 84 + 104 * len(plan.publicity)
    sheet.block(MARGIN, y, width=RIGHT - MARGIN, height=height, colour=CARD, radius=18)
    sheet.words(words.PUBLICITY, _LEFT, y + 48, size=BODY, colour=TARGET, is_bold=True)
    room = _ENDS - _LEFT
    for place, each in enumerate(plan.publicity):
        middle = y + 104 + place * 104
        when = words.until_words(upcoming(each, on), on)
        beside = sheet.words(when, _ENDS, middle, size=SMALL - 4, colour=MUTED, align="right")
        name = words.publicity_name(each)
        sheet.words(name, _LEFT, middle, size=SMALL + 2, smallest=TINY, to=room - beside - 24)
        sheet.words(each.duty, _LEFT, middle + 46, size=SMALL - 2, smallest=TINY, to=room, colour=MUTED)
    return y + height + 18
