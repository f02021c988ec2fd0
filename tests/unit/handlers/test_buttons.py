"""Callback data: 64 bytes, and nothing but what we made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.actions_reporting import Choose, Undo
from handlers.buttons import MAX_BYTES, Action, Ask, Bind, Invite, Remove, decode, encode
from qbot.errors import Gone
from qbot.people import Role
from qbot.plan.loading import load_plan
from qbot.reading.meaning import About

IDS = st.integers(-(10**15), 10**15)
WORDS = st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True)
ACTIONS = st.one_of(
    st.builds(Undo, IDS, IDS),
    st.builds(Choose, IDS, IDS),
    st.builds(Bind, IDS, IDS),
    st.builds(Remove, IDS, IDS),
    st.builds(Ask, st.sampled_from(About.__args__), WORDS),
    st.builds(Invite, st.sampled_from(Role.__args__), WORDS),
)


@given(ACTIONS)
def test_reading_what_was_written_gives_the_same_action(action: Action) -> None:
    data = encode(action)
    assert decode(data) == action
    assert len(data.encode()) <= MAX_BYTES


@given(
    st.one_of(st.none(), st.text(max_size=64), st.from_regex(r"(undo|pick|ask|bind|drop|inv)(:.{0,9}){0,4}"))
)
def test_whatever_comes_is_ours_or_gone(data: str | None) -> None:
    try:
        action = decode(data)
    except Gone:
        return
    assert encode(action) == data


@pytest.mark.parametrize(
    "data",
    [None, "", "undo", "undo:1", "undo:1:2:3", "undo:1:x", "undo:1: 2", "undo:1:+2", "undo:1:02", "undo:1:１", "undo:1:1_0", "Undo:1:2", "none:1", "undo:1:99999999999999999999", "ask:value:\ud800"],
)  # fmt: skip
def test_tampered_data_is_gone(data: str | None) -> None:
    with pytest.raises(Gone):
        decode(data)


def test_data_over_the_limit_is_gone_and_is_never_made() -> None:
    with pytest.raises(Gone):
        decode("ask:value:" + "x" * 55)
    with pytest.raises(ValueError, match="no callback data"):
        encode(Ask("value", "x" * 55))


def test_a_colon_in_a_text_is_never_made() -> None:
    with pytest.raises(ValueError, match="no callback data"):
        encode(Ask("value", "a:b"))


def test_every_button_of_the_shipped_plan_fits() -> None:
    plan = load_plan()
    for indicator in plan.indicators:
        for about in About.__args__:
            assert decode(encode(Ask(about, indicator.id))) == Ask(about, indicator.id)
    for unit in plan.units:
        assert decode(encode(Invite("contact", unit.id))) == Invite("contact", unit.id)
