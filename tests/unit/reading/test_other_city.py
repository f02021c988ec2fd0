"""Another city's plan with other indicators is read without touching code."""

from datetime import date
from decimal import Decimal

from qbot.plan.loading import load_plan
from qbot.plan.models import Indicator, Target
from qbot.reading import Reader
from qbot.reading.numerals import plain

ON = date(2018, 7, 16)


def _reader() -> Reader:
    plan = load_plan(None)
    base = plan.indicators[0]
    target = Target(
        kind="at-least", better="higher", value=Decimal(40), holds_from=date(2018, 1, 1), clause="二(一)1"
    )
    forest = base.model_copy(
        update={
            "id": "forest-cover",
            "name": "森林覆盖率",
            "short": "森林",
            "aliases": ("林木覆盖率",),
            "target": target,
        }
    )
    waiting: Indicator = base.model_copy(
        update={
            "id": "waiting-time", "name": "门诊平均候诊时长", "short": "候诊时长", "measure": "分", "frequency": "month",
            "aliases": ("候诊时间", "候诊"), "target": target, "excluded_by": (),
        }
    )  # fmt: skip
    return Reader(plan.model_copy(update={"city": "青溪市", "indicators": (forest, waiting), "families": ()}))


def test_indicators_of_another_plan_are_read() -> None:
    reader = _reader()
    meaning = reader.read("二季度林木覆盖率41.2%，6月候诊时间23分", on=ON)
    assert [(i.indicator, plain(i.value), i.period) for i in meaning.items] == [
        ("forest-cover", "41.2", "2018-Q2"),
        ("waiting-time", "23", "2018-06"),
    ]


def test_indicators_of_the_first_plan_mean_nothing_there() -> None:
    assert _reader().read("食品抽检合格率96.5%", on=ON).items == ()


def test_the_places_around_are_the_plan_s_own() -> None:
    plan = load_plan(None)
    here = Reader(plan)
    there = Reader(plan.model_copy(update={"city": "青溪市", "elsewhere": ("永城", "白水")}))
    assert here.read("白水食品抽检合格率96.5%", on=ON).items == ()
    assert here.read("商丘食品抽检合格率96.5%", on=ON).rule == "说的是别处"
    assert there.read("永城食品抽检合格率96.5%", on=ON).rule == "说的是别处"
    assert len(there.read("青溪市食品抽检合格率96.5%", on=ON).items) == 1
