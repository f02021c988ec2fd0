"""The door of the command line: one line in, one line out, whatever the line holds."""

import io
import json
from typing import Any

from qbot.reading import Reader
from qbot.reading.contract import understand


def _answers(reader: Reader, *lines: str, explain: bool = False) -> list[dict[str, Any]]:
    out = io.StringIO()
    understand(lines, out, reader, explain=explain)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_other_keys_pass_through(reader: Reader) -> None:
    line = json.dumps(
        {"id": "x1", "text": "食品96.5", "now": "2018-04-08", "role": "contact", "chat": "private"}
    )
    (answer,) = _answers(reader, line)
    assert answer["id"] == "x1"
    assert answer["items"][0] == {
        "indicator": "food-spot-check", "value": "96.5", "numerator": None, "denominator": None, "period": "2018-03",
        "unit": None,
    }  # fmt: skip


def test_faulty_lines_are_answered_and_do_not_stop_the_rest(reader: Reader) -> None:
    good = '{"text": "你好", "now": "2018-04-08"}'
    answers = _answers(
        reader, "{", "[]", '{"now": "2018-04-08"}', '{"id": 1, "text": "x", "now": "soon"}', good
    )
    assert ["error" in answer for answer in answers] == [True, True, True, True, False]
    assert answers[3]["id"] == 1
    assert answers[4]["intent"] == "other"


def test_an_explanation_names_spans_and_the_deciding_rule(reader: Reader) -> None:
    line = json.dumps({"text": "3月食品抽检合格率96.5%,目标95%", "now": "2018-04-08"})
    (answer,) = _answers(reader, line, explain=True)
    taken = {step["text"]: step["taken_for"] for step in answer["explain"]}
    assert taken["96.5%"] == "数值"
    assert taken["95%"] == "目标值"
    assert taken["3月"] == "期间：2018-03"
    assert answer["explain"][-1]["taken_for"] == "报数"
