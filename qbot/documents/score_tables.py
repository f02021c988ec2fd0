"""The draft assessment as two sheets: the scores, and every event that cost points."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qbot.documents.scoring import UnitScore, ranks
from qbot.documents.sheets import Column, Table, Value
from qbot.documents.words import ledger as words
from qbot.documents.words.common import indicator_name, period_words, unit_name
from qbot.plan.models import Plan, UnitKind
from qbot.plan.words import EVENT_WORDS, number_words

_KINDS: tuple[UnitKind, ...] = ("office", "department", "township")


def score_table(plan: Plan, scores: Sequence[UnitScore]) -> Table:
    """One row for each unit, by kind and place; units without a score come last and show none."""
    rules = plan.scoring
    weights = (rules.weights.completeness, rules.weights.timeliness, rules.weights.targets) if rules else ()
    points = [f"{number_words(weight)}分" for weight in weights] or [""] * 3
    widths = (7, 26, 9, 8, 14, 14, 14, 8, 9, 34)
    titles = (title.format(*points) for title in words.SCORE_COLUMNS)
    note = words.SCORE_NOTE.format(days=rules.objection_workdays) if rules else words.NO_RULES
    return Table(
        words.SCORES,
        tuple(
            Column(title, width, centred=place in (0, 2))
            for place, (title, width) in enumerate(zip(titles, widths, strict=True))
        ),
        list(_ranked(plan, scores)),
        note=note,
        fixed=2,
    )


def _ranked(plan: Plan, scores: Sequence[UnitScore]) -> Iterator[Sequence[Value]]:
    for kind in _KINDS:
        mine = [each for each in scores if each.unit in plan.unit and plan.unit[each.unit].kind == kind]
        places = ranks(mine)
        for score in sorted(mine, key=lambda each: places.get(each.unit, len(mine) + 1)):
            yield (
                places.get(score.unit),
                unit_name(plan, score.unit),
                words.KIND_WORDS[kind],
                *_cells(score),
            )


def _cells(score: UnitScore) -> tuple[Value, ...]:
    owed = score.parts[0].counted
    lost = sum((each.points for each in score.deducted), Decimal(0))
    said = words.NO_SCORE if score.total is None else words.SCALED if score.is_scaled else ""
    return (owed, *(part.points for part in score.parts), lost if score.deducted else None, score.total, said)


def deduction_table(plan: Plan, scores: Sequence[UnitScore]) -> Table:
    """One row for each event, also for those beyond the limit of their rule."""
    widths = (26, 12, 12, 34, 14, 8, 30)
    return Table(
        words.DEDUCTIONS,
        tuple(Column(title, width) for title, width in zip(words.DEDUCTION_COLUMNS, widths, strict=True)),
        [
            (
                unit_name(plan, score.unit),
                each.event.on,
                EVENT_WORDS[each.event.kind],
                indicator_name(plan, each.event.indicator) if each.event.indicator else "",
                period_words(each.event.period) if each.event.period else "",
                each.points,
                each.event.note,
            )
            for score in scores
            for each in score.deducted
        ],
        note=words.DEDUCTION_NOTE,
        fixed=1,
    )
