"""Raw updates as rows of the inbox."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.arrivals import private_sender, read_arrival

CHAT = {"id": -1001, "type": "supergroup"}


@pytest.mark.parametrize(
    ("update", "kind", "chat_id"),
    [
        ({"update_id": 1, "message": {"chat": CHAT, "from": {"id": 7}}}, "message", -1001),
        ({"update_id": 1, "edited_message": {"chat": {"id": 7}}}, "edited_message", 7),
        (
            {"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": CHAT}}},
            "callback_query",
            -1001,
        ),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, "callback_query", 7),
        ({"update_id": 1, "my_chat_member": {"chat": CHAT, "from": {"id": 7}}}, "my_chat_member", -1001),
        ({"update_id": 1, "poll": {"id": "5"}}, "poll", 0),
        ({"update_id": 1}, "empty", 0),
        ({"update_id": 1, "message": {"chat": {"id": 2**80}}}, "message", 0),
    ],
)
def test_an_update_belongs_to_the_chat_it_happened_in(
    update: dict[str, Any], kind: str, chat_id: int
) -> None:
    arrival = read_arrival(update)
    assert arrival is not None
    assert (arrival.update_id, arrival.kind, arrival.chat_id) == (1, kind, chat_id)
    assert json.loads(arrival.raw) == update


@pytest.mark.parametrize("update", [None, [], "x", {}, {"update_id": "1"}, {"update_id": True}])
def test_what_has_no_number_cannot_be_stored(update: object) -> None:
    assert read_arrival(update) is None


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["chat", "from", "id", "message", "type"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "x"]), _json))
def test_no_json_is_too_strange(content: dict[str, Any]) -> None:
    arrival = read_arrival({"update_id": 4, **content})
    assert arrival is not None
    assert json.loads(arrival.raw)["update_id"] == 4
    private_sender(content)


def test_only_those_who_wrote_in_private_wait_for_an_answer() -> None:
    private = {"id": 7, "type": "private"}
    assert private_sender({"message": {"chat": private}}) == 7
    assert private_sender({"edited_message": {"chat": private}}) == 7
    assert private_sender({"message": {"chat": CHAT}}) is None
    assert private_sender({"callback_query": {"message": {"chat": private}}}) is None
