"""A held figure's way into a question and back: nothing of it is lost over a restart."""

import json
from decimal import Decimal

import pytest

from qbot.ledger.versions import Draft, Series
from qbot.pending import from_payload, to_payload

SERIES = Series("food-spot-check", "food-drug-bureau", "2018-03")
PLAIN = Draft(SERIES, "value", 7, "message", "3月食品 79.8 <b>&", value=Decimal("79.8"))


@pytest.mark.parametrize(
    "draft",
    [
        PLAIN,
        Draft(
            SERIES, "value", 7, "proxy", "500批次合格483", value=Decimal("96.60"), numerator=483,
            denominator=500, chat_id=-1001, message_id=9, flags=("stood-in", "swapped"), reason="数据属实",
        ),
        Draft(SERIES, "value", 7, "file", "零", value=Decimal(0)),
        Draft(SERIES, "value", 7, "button", "小数", value=Decimal("0.00001")),
    ],
)  # fmt: skip
def test_a_draft_is_the_same_after_its_way_through_json(draft: Draft) -> None:
    again = from_payload(json.loads(json.dumps(to_payload(draft))))
    assert again == draft
    assert str(again.value) == str(draft.value)
