"""The form names what is owed so that it reads back as itself, and helps without forbidding."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from qbot.ledger.obligations import owed
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reading.reader import Reader
from qbot.workbook.form import GUIDE, SHEET, Ask, write_form
from qbot.workbook.lines import lines_of
from qbot.workbook.reading import read_table
from tests.unit.workbook.workbook_samples import saved

ON = date(2019, 4, 20)
AT = datetime(2019, 4, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def form(plan: Plan, *units: str) -> tuple[Ask, Any]:
    open_ = [each for each in owed(plan, set(), on=ON) if each.unit in units]
    ask = Ask(open_, [each for unit in units for each in plan.led_by(unit)], units)
    return ask, load_workbook(io.BytesIO(write_form(plan, ask, made_at=AT)))


def test_an_empty_form_reports_nothing(plan: Plan) -> None:
    _, book = form(plan, "food-drug-bureau")
    assert lines_of(read_table("a.xlsx", saved(book))) == ()


def test_every_row_of_a_filled_form_is_read_as_the_figure_it_asks_for(plan: Plan) -> None:
    departments = tuple(dict.fromkeys(each.lead_unit for each in plan.indicators))
    ask, book = form(plan, *departments)
    for place in range(len(ask.owed)):
        book[SHEET].cell(place + 2, 4).value = 1
    reader = Reader(plan)
    lines = lines_of(read_table("a.xlsx", saved(book)))
    assert len(lines) == len(ask.owed) > 150
    for line, each in zip(lines, ask.owed, strict=True):
        [item] = reader.read(line.sentence, on=ON).items
        assert (item.indicator, item.period, item.unit) == (each.indicator, str(each.period), each.unit)


def test_lists_and_limits_warn_and_do_not_forbid(plan: Plan) -> None:
    _, book = form(plan, "food-drug-bureau", "agriculture-bureau")
    rules = book[SHEET].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "decimal", "whole"}
    assert all(rule.errorStyle == "warning" for rule in rules if rule.type != "list")
    names = next(rule for rule in rules if rule.type == "list").formula1
    first, last = names.partition("!")[2].replace("$", "").split(":")
    listed = [row[0].value for row in book[GUIDE][first:last]]
    assert listed == [
        each.name for each in plan.led_by("food-drug-bureau") + plan.led_by("agriculture-bureau")
    ]
