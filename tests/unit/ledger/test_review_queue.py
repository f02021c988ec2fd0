"""Which figures deserve a second look, and in which order they are shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

from qbot.ledger.reviews import Queue, Review, Step, Waiting, grounds, last_verdict
from qbot.ledger.versions import Flag, Series
from qbot.plan.loading import load_plan

PLAN = load_plan()
IN_TIME = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)
LATE = datetime(2018, 6, 20, 1, 0, tzinfo=UTC)


def waiting(
    number: int = 1,
    *,
    flags: tuple[Flag, ...] = (),
    replaces: bool = False,
    disputed: bool = False,
    at: datetime = IN_TIME,
) -> Waiting:
    return Waiting(
        number=number,
        indicator="food-spot-check",
        unit="food-drug-bureau",
        period="2018-03",
        flags=flags,
        replaces=replaces,
        disputed=disputed,
        reported_at=at,
    )


def test_a_figure_that_is_as_usual_gives_no_ground() -> None:
    assert grounds(PLAN, waiting()) == ()
    assert grounds(PLAN, waiting(at=LATE)) == ()


def test_flags_replacements_and_disputes_are_grounds() -> None:
    assert grounds(PLAN, waiting(flags=("jump",))) == ("jump",)
    assert grounds(PLAN, waiting(replaces=True)) == ("replaced",)
    assert grounds(PLAN, waiting(disputed=True)) == ("disputed",)


def test_a_correction_after_the_due_day_is_one_more_ground() -> None:
    assert grounds(PLAN, waiting(replaces=True, at=LATE)) == ("replaced", "late")
    assert grounds(PLAN, waiting(replaces=True, flags=("late",), at=LATE)) == ("late", "replaced")


def test_a_granted_day_moves_the_due_day_of_the_unit_alone_that_it_was_granted_to() -> None:
    granted = {Series("food-spot-check", "food-drug-bureau", "2018-03"): date(2018, 6, 29)}
    corrected = waiting(replaces=True, at=LATE)
    assert grounds(PLAN, corrected, granted=granted) == ("replaced",)
    elsewhere = replace(corrected, unit="agriculture-bureau")
    assert grounds(PLAN, elsewhere, granted=granted) == ("replaced", "late")


def test_flagged_figures_come_first_and_each_is_followed_by_the_next() -> None:
    queue = Queue(flagged=(waiting(5),), plain=(waiting(1), waiting(2)))
    assert [each.number for each in queue.all] == [5, 1, 2]
    following = {number: queue.first(after=number) for number in (0, 5, 1, 2, 99)}
    assert {number: each and each.number for number, each in following.items()} == {
        0: 5, 5: 1, 1: 2, 2: None, 99: 5,
    }  # fmt: skip


def test_the_last_verdict_passes_over_remarks() -> None:
    steps: tuple[Step, ...] = ("passed", "asked", "returned", "answered")
    entries = [Review(i, 1, step, None, 1, IN_TIME) for i, step in enumerate(steps, 1)]
    verdict = last_verdict(entries)
    assert verdict is not None
    assert verdict.id == 3
    assert last_verdict([]) is None
