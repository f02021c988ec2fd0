"""What is typed to complete a half-read figure: an indicator, a number, a period, or that there is none."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from handlers import promises
from handlers.picking import go_on
from handlers.visit import Visit
from qbot.asking import Half, Lack, answered
from qbot.deferring import locate
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion, Writes
from qbot.promises import Blank, read_blanks
from qbot.putting_off import is_of_others

Act = Callable[[Writes], Awaitable[object]]
_LACKS: Mapping[str, Lack] = {"indicator": "indicator", "value": "value", "period": "period"}


def type_half(visit: Visit, person: Person, question: PendingQuestion) -> Act | None:
    """What the words add to the figure; None where they are no answer to what was asked."""
    desk, half, lack = visit.desk, Half.from_payload(question.payload["half"]), _LACKS[question.kind]
    if lack == "value" and (blank := _blank(visit, half)) is not None:
        return lambda tx: _take_blank(tx, visit, person, blank)
    more = answered(desk.reader, desk.plan, half, visit.text, lack=lack)
    if more is None:
        return None
    return lambda tx: go_on(tx, visit, person, more, answer=visit.text)


def _blank(visit: Visit, half: Half) -> Blank | None:
    """暂无,周五报 in place of the value that was asked for."""
    told = read_blanks(visit.desk.reader, visit.text, on=visit.on)
    if (
        half.indicator is None
        or told is None
        or told.rest
        or len(told.blanks) != 1
        or is_of_others(visit.text)
    ):
        return None
    named = told.blanks[0].named
    if named.names_one or named.periods or named.unit:
        return None
    periods = (Period.parse(half.period),) if half.period else ()
    named = replace(named, indicators=(half.indicator,), periods=periods, unit=half.unit)
    return replace(told.blanks[0], named=named)


async def _take_blank(tx: Writes, visit: Visit, person: Person, blank: Blank) -> None:
    located = await locate(tx, visit.desk.plan, person, blank, on=visit.on)
    await promises.take(tx, visit, person, blank, located)
