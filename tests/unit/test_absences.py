"""Who is written to instead of whom."""

from datetime import UTC, date, datetime

from qbot.absences import Absence, substitutes

DAY = date(2018, 4, 9)
AT = datetime(2018, 4, 3, tzinfo=UTC)


def away(person: int, instead: int | None, *, number: int = 1, ended: bool = False) -> Absence:
    return Absence(number, person, instead, DAY, DAY, "", AT, AT if ended else None)


def test_the_substitute_of_a_substitute_stands_in() -> None:
    assert substitutes([away(1, 2), away(2, 3)], on=DAY) == {1: 3, 2: 3}


def test_a_circle_and_nobody_end_with_nobody() -> None:
    assert substitutes([away(1, 2), away(2, 1), away(3, None), away(4, 3)], on=DAY) == {
        1: None, 2: None, 3: None, 4: None,
    }  # fmt: skip


def test_what_was_told_last_counts_and_what_has_ended_does_not() -> None:
    assert substitutes([away(1, 2), away(1, 3), away(4, 5, ended=True)], on=DAY) == {1: 3}
    assert substitutes([away(1, 2)], on=date(2018, 4, 10)) == {}
