"""The message contract as JSON: one line in, one line out, in order, whatever the line holds."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from qbot.reading.meaning import Meaning
from qbot.reading.numerals import plain
from qbot.reading.reader import Reader

_OWN = ("text", "now", "role", "chat")


def as_json(meaning: Meaning) -> dict[str, Any]:
    """The contract's output for a meaning."""
    query = meaning.query
    return {
        "intent": meaning.intent,
        "items": [
            {
                "indicator": item.indicator, "value": plain(item.value), "numerator": item.numerator,
                "denominator": item.denominator, "period": item.period, "unit": item.unit,
            }
            for item in meaning.items
        ],
        "query": None if query is None else {
            "about": query.about, "indicators": list(query.indicators), "period": query.period,
            "unit": query.unit,
        },
        "clarify": meaning.clarify,
    }  # fmt: skip


def understand(lines_in: Iterable[str], lines_out: TextIO, reader: Reader, *, explain: bool = False) -> None:
    """Answer every JSON line with one JSON line; a faulty line is answered with an `error` and does not
    stop the rest.
    """
    for line in lines_in:
        if not line.strip():
            continue
        lines_out.write(json.dumps(answer(line, reader, explain=explain), ensure_ascii=False) + "\n")
        lines_out.flush()


def answer(line: str, reader: Reader, *, explain: bool = False) -> dict[str, Any]:
    """The answer to one line: the contract's output with the other keys passed through, or an error."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON: {error}"}
    if not isinstance(asked, dict):
        return {"error": "not a JSON object"}
    passed = {key: value for key, value in asked.items() if key not in _OWN}
    text = asked.get("text")
    if not isinstance(text, str):
        return {**passed, "error": "text must be a string"}
    try:
        on = date.fromisoformat(str(asked.get("now")))
    except ValueError:
        return {**passed, "error": "now must be a date such as 2018-04-08"}
    role, chat = str(asked.get("role", "contact")), str(asked.get("chat", "private"))
    result = {**passed, **as_json(reader.read(text, on=on, role=role, chat=chat))}
    if explain:
        result["explain"] = [
            {"span": list(step.span), "text": step.text, "taken_for": step.taken_for, "rule": step.rule}
            for step in reader.explain(text, on=on, role=role, chat=chat)
        ]
    return result
