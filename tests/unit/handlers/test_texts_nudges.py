"""Nudges in words: how each figure stands, what can be done, whom a chase left out and why; long lists end."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.actions_follow import AskExtension, Chase, ChooseChased, ChooseExtension, NotYet
from handlers.screen import Screen
from handlers.texts import morning, nudges
from handlers.texts.burden import PAGE, burden
from qbot.hours import OfficeHours
from qbot.ledger.obligations import PROGRESS, Obligation, obligation, owed, townships, word_owed
from qbot.nudging.caps import Reason, Withheld
from qbot.nudging.telling import Round, Told
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.loading import load_plan

PLAN = load_plan()
MARCH = Period.of_month(2018, 3)
FOOD = obligation(PLAN, PLAN.indicator["food-spot-check"], MARCH)
DRUG = obligation(PLAN, PLAN.indicator["drug-spot-check"], MARCH)
WANG = Person(7, 107, "王<秀>兰", "contact", ("food-drug-bureau",))


def words(shown: Screen) -> str:
    return "\n".join(shown.blocks)


def labels(shown: Screen) -> list[str]:
    return [button.label for row in shown.buttons for button in row]


def actions(shown: Screen) -> list[object]:
    return [getattr(button, "action", None) for row in shown.buttons for button in row]


def digest(*entries: Obligation, on: str, others: tuple[Obligation, ...] = ()) -> Screen:
    return nudges.digest(PLAN, Told(WANG, entries, others), on=date.fromisoformat(f"2018-{on}"))


@pytest.mark.parametrize(
    ("entry", "on", "told"),
    [
        (FOOD, "04-04", "(4月9日到期)"),
        (FOOD, "04-09", "(今天到期)"),
        (FOOD, "04-10", "(已逾期,应于4月9日前报)"),
        (FOOD.extended_until(date(2018, 4, 20)), "04-18", "(4月20日到期,已准延期)"),
        (replace(FOOD, promised_on=date(2018, 4, 12)), "04-13", "(您承诺4月12日(周四)报,应于4月9日前报)"),
    ],
)
def test_a_digest_says_how_each_figure_stands(entry: Obligation, on: str, told: str) -> None:
    assert f"· 重点食品监督抽查合格率 2018年3月{told}" in words(digest(entry, on=on))


def test_a_digest_about_one_figure_acts_on_it_and_about_several_asks_which() -> None:
    one, two = digest(FOOD, on="04-04"), digest(FOOD, DRUG, on="04-04")
    assert labels(one) == labels(two) == ["报", "暂无", "申请延期", "转交"]
    assert {NotYet("food-spot-check", "2018-03"), AskExtension("food-spot-check", "2018-03")} <= set(
        actions(one)
    )
    assert {NotYet("", ""), ChooseExtension()} <= set(actions(two))


def test_leave_is_not_offered_once_all_is_overdue() -> None:
    assert labels(digest(FOOD, on="04-10")) == ["报", "暂无", "转交"]


def test_what_is_owed_besides_is_listed_apart() -> None:
    text = words(digest(FOOD, on="04-04", others=(DRUG,)))
    assert "您有1项待报" in text and "另有1项未报:\n· 药品质量安全抽查合格率" in text


def test_long_lists_end_and_say_that_they_go_on() -> None:
    everything = owed(PLAN, set(), on=date(2018, 8, 1))
    text = words(nudges.digest(PLAN, Told(WANG, everything, everything), on=date(2018, 8, 1)))
    assert text.count("· ") == 2 * nudges.SHOWN
    assert len(text) < 4096


@pytest.mark.parametrize("reason", nudges.WHY_NOT)
def test_a_chase_names_whom_it_left_out_and_why(reason: Reason) -> None:
    kept = Withheld("food-drug-bureau", WANG, (FOOD,), reason)
    text = words(nudges.chased(PLAN, Round((), (kept,)), on=date(2018, 4, 10)))
    assert "没有提醒任何人" in text
    assert f"王&lt;秀&gt;兰:重点食品监督抽查合格率 2018年3月 — {nudges.WHY_NOT[reason]}" in text


def test_a_chase_with_nothing_to_do_says_so() -> None:
    assert "不用催办" in words(nudges.chased(PLAN, Round((), ()), on=date(2018, 4, 10)))


def test_units_to_chase_are_turned_page_by_page() -> None:
    entries = [replace(FOOD, unit=unit.id) for unit in PLAN.units[:10]]
    first, second = (morning.choose_units(PLAN, entries, page=page) for page in (0, 1))
    assert len([each for each in actions(first) if isinstance(each, Chase)]) == morning.PAGE
    assert actions(first)[-1] == ChooseChased(1)
    assert len([each for each in actions(second) if isinstance(each, Chase)]) == 2
    assert "不用催办" in words(morning.choose_units(PLAN, entries, page=9))


def test_the_burden_is_shown_the_most_first_and_page_by_page() -> None:
    counts = [(replace(WANG, id=n, name=f"甲{n}"), 30 - n) for n in range(PAGE + 1)]
    shown = burden(counts, budget=7, hours=OfficeHours(lunch_free=True), page=0)
    assert "· 甲0 30条 已满" in words(shown) and f"甲{PAGE}" not in words(shown)
    assert "12:00-14:00不打扰" in words(shown)
    assert labels(shown) == ["上限6", "上限8", "午休照发", "更多"]
    assert f"甲{PAGE}" in words(burden(counts, budget=7, hours=OfficeHours(), page=1))


def test_a_digest_of_figures_and_of_a_townships_word_says_how_each_is_told() -> None:
    word = word_owed(PLAN, "yanji-zhen", Period.parse("2018-Q1"))
    mixed, alone = digest(FOOD, word, on="04-04"), digest(word, on="04-12")
    assert "· 演集镇工作进展 2018年一季度(4月12日到期)" in words(mixed)
    assert "例如「重点食品" in words(mixed) and "直接说一句本乡镇的进展" in words(mixed)
    assert labels(mixed) == ["报", "暂无", "申请延期", "转交"]
    assert labels(alone) == ["报", "申请延期", "转交"]
    assert AskExtension(PROGRESS, "2018-Q1") in actions(alone)


def test_townships_that_could_not_be_reminded_stand_in_one_line_for_each_reason() -> None:
    words_ = [word_owed(PLAN, unit, Period.parse("2018-Q1")) for unit in townships(PLAN)]
    kept = [Withheld(each.unit, None, (each,), "nobody") for each in words_]
    text = words(nudges.chased(PLAN, Round((), tuple(kept)), on=date(2018, 4, 13)))
    assert text.count("· ") == 1 and "29个:城关镇、演集镇" in text and "没有能收到消息的联络员" in text
    assert (
        labels(nudges.unsaid(PLAN, [replace(each, reason="spent") for each in kept], on=date(2018, 4, 13)))
        == []
    )


def test_what_may_not_be_escalated_yet_leads_to_no_order() -> None:
    """The button offered other figures where an extended one was not overdue."""
    extended = FOOD.extended_until(date(2018, 4, 16))
    for entry, on, offered in ((extended, 12, []), (FOOD, 12, ["发提醒、催办单"])):
        kept = (Withheld("food-drug-bureau", WANG, (entry,), "spent"),)
        assert labels(nudges.unsaid(PLAN, kept, on=date(2018, 4, on))) == offered
