"""The receipt and its kin, told from stored rows alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from handlers.actions_evidence import HowToAttach
from handlers.actions_reporting import Choose, Correct, Move, Undo
from handlers.screen import Screen
from handlers.texts import asking, receipts, taken_back
from handlers.texts.words import standing
from qbot.errors import ForeignUnit
from qbot.ledger.versions import Draft, Series, Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.reporting import Filed, Recorded
from qbot.withdrawing import Withdrawn

PLAN = load_plan()
CONTACT = Person(1, 7, "王秀兰", "contact", ("food-drug-bureau",))
AT = datetime(2018, 4, 3, 1, 12, tzinfo=UTC)
TOWNSHIP = next(unit for unit in PLAN.units if unit.kind == "township")


def stored(value: str, *, number: int = 132, period: str = "2018-03", unit: str = "") -> Version:
    food = PLAN.indicator["food-spot-check"]
    draft = Draft(
        Series(food.id, unit or food.lead_unit, period), "value", 1, "message", "原文", Decimal(value)
    )
    return Version(number, draft, AT, "", "")


def counted(version: Version, numerator: int, denominator: int) -> Version:
    return replace(version, draft=replace(version.draft, numerator=numerator, denominator=denominator))


def receipt(filed: Filed, *others: Version, due: tuple[str, ...] = ()) -> Screen:
    standing: dict[tuple[str, str], Mapping[Period, Version]] = {}
    for version in (*others, *(each.version for each in filed.recorded)):
        key = version.series.indicator, version.series.unit
        standing[key] = {**standing.get(key, {}), Period.parse(version.series.period): version}
    still_due = [PLAN.indicator[each] for each in due]
    return receipts.receipt(PLAN, filed, series=standing, still_due=still_due, person=CONTACT)


def words(shown: Screen) -> list[str]:
    return "\n".join(shown.blocks).splitlines()


def test_a_figure_carried_over_says_so_beside_its_standing() -> None:
    food = stored("96.6")
    carried = replace(food, draft=replace(food.draft, flags=("carried-over",)))
    assert (
        words(receipt(Filed((Recorded(carried, None, is_new=True),))))[0] == "✅ 已记录 R-132 · 未审,沿用上期"
    )
    assert standing(replace(carried, verdict="passed")) == "已审,沿用上期"
    assert standing(food) == "未审"


def test_a_receipt_names_number_indicator_period_value_target_and_light() -> None:
    filed = Filed((Recorded(counted(stored("96.6"), 483, 500), None, is_new=True),))
    assert words(receipt(filed, stored("95.9", period="2018-02"), due=("drug-spot-check",))) == [
        "✅ 已记录 R-132 · 未审",
        "<b>重点食品监督抽查合格率</b> · 2018年3月",
        "96.6%(483/500) 目标 ≥95% 🟢 达标 优于目标1.6个百分点",
        "较2月 +0.7个百分点",
        "本期还差1项:药品质量安全抽查合格率",
    ]


def test_a_receipt_offers_to_undo_what_this_message_brought() -> None:
    drug = replace(stored("99", number=133), draft=replace(stored("99").draft, series=Series("drug-spot-check", "food-drug-bureau", "2018-03")))  # fmt: skip
    filed = Filed((Recorded(stored("96.6"), None, is_new=True), Recorded(drug, None, is_new=True)))
    ((undo, move, correct, attach),) = receipt(filed).buttons
    assert (undo.action, move.action, correct.action) == (Undo(132, 133), Move(132, 133), Correct(132, 133))
    assert attach.action == HowToAttach(132)


def test_a_figure_that_was_there_before_is_not_said_to_be_recorded_anew() -> None:
    shown = receipt(
        Filed((Recorded(stored("96.6"), stored("96.6"), is_new=False),)), due=("drug-spot-check",)
    )
    assert words(shown)[0] == "☑️ 此前已记录 R-132,未变 · 未审"
    assert shown.buttons == ()
    assert not any("还差" in line for line in words(shown))


def test_a_correction_shows_what_it_replaced() -> None:
    filed = Filed((Recorded(stored("95.8", number=140), stored("96.6"), is_new=True),))
    assert "更正:96.6% → 95.8%(原 R-132 留存)" in words(receipt(filed))


def test_a_townships_own_figure_is_said_not_to_count_for_the_city() -> None:
    filed = Filed((Recorded(stored("98", unit=TOWNSHIP.id), None, is_new=True),))
    assert words(receipt(filed))[-1] == f"98%({TOWNSHIP.name}自报,不计入全市数)"


def test_what_is_not_ones_own_is_said_not_to_be_recorded_and_whose_it_is() -> None:
    shown = receipt(Filed((), foreign=ForeignUnit(("agri-spot-check",), None)))
    assert words(shown) == [
        "❌ 未记录:主要农产品抽检合格率由市农业局报送",
        "您是市食品药品监督管理局的联络员,只能报本单位的数。",
    ]
    assert not any("已记录" in line for line in words(shown))


def test_an_undoing_says_what_stands_now() -> None:
    shown = taken_back.undone(PLAN, [Withdrawn(stored("95.8", number=140), stored("96.6"))], at=AT)
    assert words(shown) == [
        "↩️ 已撤销 R-140",
        "重点食品监督抽查合格率 · 2018年3月 <s>95.8%</s>",
        "恢复为 96.6%(R-132)",
        "04月03日 09:12 撤销,原文留存。",
    ]


def test_an_undoing_of_the_only_figure_says_that_nothing_is_reported() -> None:
    shown = taken_back.undone(PLAN, [Withdrawn(stored("95.8"), None)], at=AT)
    assert "该期现为:未报" in words(shown)


def test_a_question_offers_each_candidate_and_a_way_out() -> None:
    candidates = ["food-spot-check", "drug-spot-check", "agri-spot-check"]
    shown = asking.which_indicator(PLAN, question=4, amount="96.5%", period="2018-03", candidates=candidates)
    assert words(shown)[0] == "❓ 96.5% 是哪项指标?(2018年3月)"
    assert [button.action for row in shown.buttons for button in row] == [
        Choose(4, 0),
        Choose(4, 1),
        Choose(4, 2),
        Choose(4, -1),
    ]


def test_questions_say_that_nothing_is_recorded_yet() -> None:
    for shown in (
        asking.which_indicator(PLAN, question=1, amount="", period=None, candidates=[]),
        asking.which_value(PLAN, None, question=1),
        asking.which_value(PLAN, "food-spot-check", question=1),
        asking.which_period(PLAN, "time-honoured-brands", "3家", question=1, periods=["2018-03"]),
    ):
        assert any("尚未记录" in line or "不会记录" in line for line in words(shown))
