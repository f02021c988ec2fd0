"""Receivers: who hears of what a unit owes. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from qbot.people import Person


def can_hear(person: Person) -> bool:
    """Whether Telegram lets the bot write to this person."""
    return person.state == "active" and person.started


def receivers(
    people: Iterable[Person], stand_ins: Mapping[int, int | None]
) -> Mapping[str, Sequence[Person]]:
    """The contacts of each unit who can hear, with whoever stands in for those who are away.

    `stand_ins` gives for each absent person's id the id of the one who stands in, or None. Units of which
    nobody can hear are left out.
    """
    everyone = {each.id: each for each in people}
    found: dict[str, dict[int, Person]] = {}
    for person in everyone.values():
        if person.role != "contact" or person.state == "removed":
            continue
        hearing = _in_place_of(person, stand_ins, everyone)
        if hearing is not None and can_hear(hearing):
            for unit in person.units:
                found.setdefault(unit, {})[hearing.id] = hearing
    return {unit: tuple(hearing.values()) for unit, hearing in found.items()}


def _in_place_of(
    person: Person, stand_ins: Mapping[int, int | None], everyone: Mapping[int, Person]
) -> Person | None:
    if person.id not in stand_ins:
        return person
    substitute = stand_ins[person.id]
    return everyone.get(substitute) if substitute is not None else None
