"""The queries that run for every message use their index, however long the tables grow."""

import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.sqlite import aiosqlite

from storage import repositories
from storage.repositories import (
    absences,
    circulars,
    evidence,
    extensions,
    inbox,
    incidents,
    issued,
    matters,
    nudges,
    orders,
    outbox,
    own_reminders,
    people,
    progress,
    questions,
    report_queries,
)
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT

VALUES: dict[str, object] = {
    "busy": [1, 2],
    "update_ids": [1],
    "at": AT,
    "limit": 9,
}


def plan(database: Path, query: sa.Select[Any]) -> list[str]:
    """The lines of SQLite's plan for a query, all its parameters bound."""
    named = query.compile().params
    given = query.params({name: value for name, value in VALUES.items() if name in named})
    compiled = given.compile(dialect=aiosqlite.dialect(), compile_kwargs={"render_postcompile": True})
    places = [1] * len(compiled.positiontup or [])
    with closing(sqlite3.connect(database)) as raw:
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {compiled}", places)]


PAIRS: dict[str, Any] = {"pairs": [("a", "b")], "indicator": ["a"], "unit": ["b"]}

HOT = {
    "absences.on_day": (absences._ON_DAY.params(day=AT.date()), "ix_absences_open"),
    "absences.open_of": (absences._OPEN_OF.params(day=AT.date()), "ix_absences_open"),
    "absences.substituted_by": (absences._SUBSTITUTED.params(day=AT.date()), "ix_absences_open"),
    "extensions.waiting": (extensions._WAITING, "ix_extensions_unit_indicator_period"),
    "inbox.next_rows": (inbox._NEXT, "ix_inbox_open"),
    "inbox.waiting": (inbox._WAITING, "ix_inbox_open"),
    "inbox.add": (inbox._KNOWN, "update_id"),
    "inbox.highest_update_id": (inbox._HIGHEST, "SEARCH inbox USING COVERING INDEX"),
    "inbox.count_dead": (inbox._COUNT_DEAD, "ix_inbox_dead"),
    "inbox.count_dead, lately": (inbox._COUNT_DEAD_SINCE.params(since=AT), "ix_inbox_dead"),
    "outbox.uncertain_since": (outbox._UNCERTAIN_SINCE.params(since=AT), "ix_outbox_uncertain"),
    "incidents.latest_open_of": (incidents._LATEST_OPEN_OF, "ix_incidents_open"),
    "incidents.count_open": (incidents._COUNT_OPEN, "ix_incidents_open"),
    "incidents.last_entries": (incidents._LAST_ENTRIES, "ix_incident_entries_incident_id"),
    "incidents.by_message": (incidents._BY_MESSAGE, "ix_incident_entries_message"),
    "issued.newest": (issued._NEWEST, "USING INDEX sqlite_autoindex_issued_1 (kind=?)"),
    "issued.get": (issued._GET, "sqlite_autoindex_issued_1 (kind=? AND number=?)"),
    "issued.objections": (issued._AGAINST, "ix_objections_issued_id_unit"),
    "matters.open_ones": (matters._OPEN_OF_KIND, "ix_matters_open"),
    "matters.count_open": (matters._COUNT, "ix_matters_open"),
    "nudges.of_periods": (nudges._OF_PERIODS.params(periods=["2018-03"]), "ix_nudges_period"),
    "nudges.in_message": (nudges._IN_MESSAGE.params(message=1), "ix_nudges_outbox_id"),
    "nudges.wishes": (nudges._WISHES, "ix_chase_wishes_open"),
    "orders.open_of": (orders._OPEN_OF, "ix_orders_open"),
    "orders.entries": (orders._ENTRIES, "ix_order_entries_order_id"),
    "outbox.told_between": (outbox._TOLD_BETWEEN.params(since=AT, until=AT), "ix_outbox_own_accord"),
    "outbox.next_rows": (outbox._NEXT, "ix_outbox_open"),
    "outbox.next_due_at": (outbox._NEXT_DUE, "ix_outbox_open"),
    "outbox.subject_of": (outbox._SUBJECT, "ix_outbox_message"),
    "outbox.count_uncertain": (outbox._COUNT_UNCERTAIN, "ix_outbox_uncertain"),
    "outbox.readdress": (outbox._OPEN_OF_CHAT, "ix_outbox_open"),
    "outbox.first_about": (outbox._FIRST_ABOUT, "ix_outbox_subject"),
    "people.by_user": (people._BY_USER, "telegram_user_id"),
    "people.wrong_codes": (people._WRONG, "ix_wrong_codes"),
    "progress.by_message": (progress._BY_MESSAGE, "ix_progress_message"),
    "progress.newest": (progress._NEWEST, "ix_progress_unit"),
    "progress.told": (progress._TOLD.params(units=["a"], since=AT), "ix_progress_unit"),
    "progress.newest of units": (progress._NEWEST_OF_UNITS.params(units=["a"]), "ix_progress_unit"),
    "questions.open_for": (questions._OPEN_FOR, "ix_questions_open"),
    "questions.expired": (questions._EXPIRED, "ix_questions_expiry"),
    "reports.get": (report_queries.GET, "INTEGER PRIMARY KEY"),
    "reports.history": (report_queries.HISTORY, "ix_report_versions_indicator"),
    "reports.by_message": (report_queries.BY_MESSAGE, "ix_report_versions_message"),
    "reports.promised": (
        report_queries.PROMISED.params(since=AT.date(), until=AT.date()),
        "ix_report_versions_promised",
    ),
    "reports.last_of": (report_queries.LAST_OF, "ix_report_versions_reporter"),
    "circulars.miscounted": (circulars._MISCOUNTED, "ix_notices_open"),
    "own_reminders.open_ones": (own_reminders._OPEN, "ix_own_reminders_open"),
    "evidence.of_numbers": (evidence._OF_NUMBERS.params(numbers=[1]), "ix_evidence_number"),
    "evidence.of_messages": (evidence._OF_MESSAGE, "ix_evidence_chat_id_message_id"),
    "evidence.of_album": (evidence._OF_ALBUM, "ix_evidence_album"),
    "evidence.with_content": (evidence._WITH_CONTENT, "ix_evidence_sha256"),
    "reports.standing by indicator": (
        report_queries.standing_where("indicator").params(indicator=["a"]),
        "standing USING INDEX sqlite_autoindex_standing_1 (indicator=?)",
    ),
    "reports.of_years": (
        report_queries.OF_YEARS.params(**PAIRS, from_text="2017", until_text="2019"),
        "(indicator=? AND unit=? AND period>? AND period<?)",
    ),
    "reports.histories": (
        report_queries.HISTORIES.params(**PAIRS, from_text="2017", until_text="2019"),
        "(indicator=? AND unit=? AND period>? AND period<?)",
    ),
    "reports.of_series": (
        report_queries.OF_SERIES.params(series=[("a", "b", "c")], indicator=["a"], unit=["b"], period=["c"]),
        "(indicator=? AND unit=? AND period=?)",
    ),
    "reports.newest_years": (
        report_queries.newest_periods(2),
        "SEARCH standing USING COVERING INDEX sqlite_autoindex_standing_1 (indicator=? AND unit=?)",
    ),
    "reports.first_reported": (
        report_queries.FIRST_REPORTED.params(**PAIRS, from_text="2017", until_text="2019"),
        "ix_report_versions_indicator_unit_period_number (indicator=? AND unit=? AND period=?)",
    ),
    "reports.standing by unit": (
        report_queries.standing_where("unit").params(unit=["a"]),
        "ix_standing_unit",
    ),
    "reports.standing by period": (
        report_queries.standing_where("period").params(period=["a"]),
        "ix_standing_period",
    ),
}


@pytest.mark.parametrize("name", HOT)
async def test_a_hot_query_searches_its_index(store: SqlStore, database: Path, name: str) -> None:
    query, index = HOT[name]
    lines = plan(database, query)
    assert any(index in line for line in lines), lines
    scanned = [
        line for line in lines if line.startswith("SCAN") and "USING" not in line and "CONSTANT" not in line
    ]
    assert not scanned, lines


def statements() -> Iterator[tuple[str, sa.Select[Any] | sa.UpdateBase]]:
    for module in pkgutil.iter_modules(repositories.__path__, f"{repositories.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, sa.Select | sa.UpdateBase):
                yield f"{module.name}.{name}", value


STATEMENTS = dict(statements())


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_is_also_one_for_postgresql(name: str) -> None:
    compiled = str(STATEMENTS[name].compile(dialect=postgresql.dialect()))
    assert compiled.split(maxsplit=1)[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}
