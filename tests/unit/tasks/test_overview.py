"""How the items stand: the last word on each, the silent ones first."""

from datetime import UTC, datetime, timedelta

from qbot.plan.loading import load_plan
from qbot.tasks.matching import Tasks
from qbot.tasks.overview import STALE_AFTER, group_lines, lines, owned_items
from qbot.tasks.progress import Progress, State

PLAN = load_plan()
TASKS = Tasks(PLAN)
AT = datetime(2018, 10, 8, 1, 0, tzinfo=UTC)


def note(item: str, unit: str, state: State = "running", *, days_ago: int = 1) -> Progress:
    return Progress(
        id=1,
        item=item,
        unit=unit,
        person_id=1,
        state=state,
        percent=None,
        needs_help=False,
        text="",
        chat_id=None,
        message_id=None,
        told_at=AT - timedelta(days=days_ago),
    )


def test_what_was_never_told_comes_first_and_what_is_done_last() -> None:
    told = [
        note("household-acceptance", "housing-bureau", "done", days_ago=90),
        note("excellence-measures", "housing-bureau", days_ago=5),
        note("living-performance", "housing-bureau", days_ago=60),
    ]
    items = [item.id for item in TASKS.group_of["household-acceptance"].items]
    order = [line.item.id for line in lines(TASKS, items, told, at=AT)]
    assert order[-3:] == ["living-performance", "excellence-measures", "household-acceptance"]


def test_an_item_is_stale_after_a_quarter_unless_it_is_done() -> None:
    long_ago = STALE_AFTER.days + 1
    told = [
        note("household-acceptance", "housing-bureau", "done", days_ago=long_ago),
        note("excellence-measures", "housing-bureau", days_ago=long_ago),
    ]
    found = lines(TASKS, ["household-acceptance", "excellence-measures", "living-performance"], told, at=AT)
    assert {line.item.id for line in found if line.is_stale} == {"excellence-measures", "living-performance"}


def test_the_lead_units_word_stands_for_an_item_that_others_tell_of_too() -> None:
    told = [note("quality-month", "publicity-department", "done"), note("quality-month", "chengguan-zhen")]
    [line] = lines(TASKS, ["quality-month"], told, at=AT)
    assert line.note is not None
    assert (line.note.unit, line.told_by) == ("publicity-department", 2)


def test_the_group_with_the_most_silent_items_comes_first() -> None:
    group = TASKS.group_of["household-acceptance"]
    told = [note(item.id, "housing-bureau") for item in group.items]
    found = group_lines(TASKS, told, at=AT)
    assert found[-1].group.id != found[0].group.id
    assert [each.stale for each in found] == sorted((each.stale for each in found), reverse=True)
    [own] = [each for each in found if each.group.id == group.id]
    assert (own.stale, own.untold, own.states["running"]) == (0, 0, len(group.items))


def test_a_units_items_are_those_it_leads_those_of_everybody_and_those_it_told_of() -> None:
    own = owned_items(TASKS, ["chengguan-zhen"], [note("beautiful-villages", "chengguan-zhen")])
    assert set(own) == {"unit-leading-groups", "unit-funding", "beautiful-villages"}
