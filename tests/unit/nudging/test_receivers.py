"""Receivers: a unit's contacts who can hear, and whoever stands in for those who are away."""

from qbot.nudging.receivers import receivers
from qbot.people import Person, PersonState

FOOD, FARM = "food-drug-bureau", "agriculture-bureau"


def contact(id_: int, *units: str, state: PersonState = "active", started: bool = True) -> Person:
    return Person(id_, 100 + id_, f"联络员{id_}", "contact", units, state, started)


def ids(people: list[Person], stand_ins: dict[int, int | None] | None = None) -> dict[str, list[int]]:
    found = receivers(people, stand_ins or {})
    return {unit: [each.id for each in hearing] for unit, hearing in found.items()}


def test_each_contact_hears_for_each_of_its_units() -> None:
    assert ids([contact(1, FOOD), contact(2, FOOD, FARM)]) == {FOOD: [1, 2], FARM: [2]}


def test_who_blocked_left_or_never_started_hears_nothing() -> None:
    people = [contact(1, FOOD, state="blocked"), contact(2, FOOD, state="removed")]
    assert ids([*people, contact(3, FOOD, started=False)]) == {}


def test_officials_and_the_office_hear_nothing_for_a_unit() -> None:
    assert ids([Person(1, 101, "赵明远", "official", (FOOD,)), Person(2, 102, "陈思雨", "office")]) == {}


def test_who_is_away_is_replaced_by_whoever_stands_in() -> None:
    people = [contact(1, FOOD), contact(2, FARM)]
    assert ids(people, {1: 2}) == {FOOD: [2], FARM: [2]}


def test_an_absence_without_a_substitute_leaves_the_others_of_the_unit() -> None:
    people = [contact(1, FOOD), contact(2, FOOD)]
    assert ids(people, {1: None}) == {FOOD: [2]}
    assert ids(people, {1: None, 2: None}) == {}


def test_a_substitute_who_cannot_hear_is_no_receiver() -> None:
    assert ids([contact(1, FOOD), contact(2, FARM, state="blocked")], {1: 2}) == {}


def test_who_stands_in_for_a_colleague_hears_once() -> None:
    assert ids([contact(1, FOOD), contact(2, FOOD)], {1: 2}) == {FOOD: [2]}
