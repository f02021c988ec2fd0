"""The walk through what is owed as a value: onward, back, around the end, and as the ledger has it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from qbot.ledger.versions import Draft, Series, Version
from qbot.walking import Step, Walk

A, B, C = (Series(name, "unit", "2018-03") for name in ("a", "b", "c"))
WALK = Walk((Step(A), Step(B), Step(C)))


def version(series: Series, *, value: str | None = "96", verdict: str | None = None) -> Version:
    state = "value" if value else "deferred"
    draft = Draft(series, "value", 1, "message", "said", value=Decimal(value) if value else None)
    stored = Version(1, draft, datetime(2018, 4, 3, tzinfo=UTC), "", "")
    if state == "deferred":
        stored = replace(stored, draft=replace(draft, state="deferred"))
    return replace(stored, verdict="returned") if verdict else stored


def current(walk: Walk) -> Series | None:
    return walk.current.series if walk.current else None


def test_an_answer_leads_to_the_next_item_and_the_last_one_ends_the_walk() -> None:
    walk = WALK.answered("recorded")
    assert current(walk) == B
    walk = walk.skipped().answered("deferred")
    assert walk.current is None
    assert [walk.count(each) for each in ("recorded", "skipped", "deferred")] == [1, 1, 1]


def test_the_item_before_is_asked_again_and_keeps_its_outcome_when_it_is_left() -> None:
    walk = WALK.answered("recorded").back()
    assert current(walk) == A
    assert current(walk.skipped()) == B
    assert walk.skipped().steps[0].outcome == "recorded"
    assert current(WALK.back()) == A


def test_what_was_settled_elsewhere_is_not_asked() -> None:
    walk = WALK.brought_up([version(A), version(B)])
    assert current(walk) == C
    assert walk.count("recorded") == 2


def test_a_figure_carried_over_is_counted_apart_until_a_new_one_comes() -> None:
    stored = version(A)
    carried = replace(stored, draft=replace(stored.draft, flags=("carried-over",)))
    walk = WALK.answered("recorded").brought_up([carried])
    assert [walk.count(each) for each in ("carried-over", "recorded")] == [1, 0]
    assert current(walk) == B
    assert walk.brought_up([stored]).count("recorded") == 1


def test_what_was_taken_back_or_given_back_is_asked_at_the_end() -> None:
    walk = WALK.answered("recorded").answered("recorded")
    for standing in ([version(B)], [version(A, verdict="returned"), version(B)]):
        again = walk.brought_up(standing)
        assert current(again) == C
        assert current(again.answered("recorded")) == A


def test_a_promise_made_before_the_walk_leaves_its_item_open() -> None:
    walk = WALK.brought_up([version(A, value=None)])
    assert current(walk) == A
    promised = walk.answered("deferred")
    assert promised.brought_up([version(A, value=None)]).count("deferred") == 1
    assert promised.brought_up([]).count("deferred") == 0


def test_a_walk_survives_its_payload() -> None:
    walk = WALK.answered("held")
    assert Walk.from_payload(walk.to_payload()) == walk
