"""The worked cases and our own variations: nothing wrong is ever stored, and nearly all is right."""

from datetime import date
from typing import Any

import pytest

from qbot.reading import Reader
from qbot.reading.contract import as_json

from .conftest import cases

NEEDS_NAMES = {"value", "history", "target", "compare"}


def _items(output: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {
        (i["indicator"], i["value"], i["period"], i["numerator"], i["denominator"]) for i in output["items"]
    }


def _question(output: dict[str, Any]) -> tuple[Any, ...] | None:
    query = output["query"]
    if output["intent"] != "query" or not query:
        return None
    if query["about"] not in NEEDS_NAMES:
        return (query["about"],)
    return query["about"], frozenset(query["indicators"]), query["period"]


def _read(reader: Reader, case: dict[str, Any]) -> dict[str, Any]:
    on = date.fromisoformat(case["now"])
    return as_json(reader.read(case["text"], on=on, role=case["role"], chat=case["chat"]))


@pytest.mark.parametrize("name", ["messages.jsonl", "variations.jsonl"])
def test_no_figure_is_stored_that_was_not_reported(reader: Reader, name: str) -> None:
    for case in cases(name):
        stored = {key[:3] for key in _items(_read(reader, case))}
        meant = {key[:3] for key in _items(case["expect"])}
        assert stored <= meant, case["text"]


@pytest.mark.parametrize(("name", "least"), [("messages.jsonl", 0.99), ("variations.jsonl", 0.99)])
def test_nearly_every_message_is_read_exactly(reader: Reader, name: str, least: float) -> None:
    right, total, missed = 0, 0, []
    for case in cases(name):
        got, expected = _read(reader, case), case["expect"]
        same = (
            got["intent"] == expected["intent"]
            and got["clarify"] == expected["clarify"]
            and _items(got) == _items(expected)
            and _question(got) == _question(expected)
        )
        total, right = total + 1, right + same
        if not same:
            missed.append(case["text"])
    assert right >= least * total, missed


def test_there_are_at_least_four_hundred_variations_and_three_hundred_safety_messages() -> None:
    assert sum(1 for _ in cases("variations.jsonl")) >= 400
    assert sum(1 for _ in cases("no_report.jsonl")) >= 300


def test_what_looks_like_a_report_and_is_none_yields_no_item(reader: Reader) -> None:
    for case in cases("no_report.jsonl"):
        assert _read(reader, case)["items"] == [], case["text"]
