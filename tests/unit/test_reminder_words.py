"""The office's words for a reminder: what is taken, what is refused, and when it then falls due."""

from datetime import date, datetime, time

import pytest

from qbot.audiences import Audience, names_of
from qbot.clock import CITY_TIME, city_time
from qbot.own_reminders import Rule, Wanted
from qbot.people import Person
from qbot.plan.loading import load_plan
from qbot.reminder_words import Misfit, read_reminder

PLAN = load_plan()
ON = date(2018, 4, 3)  # a Tuesday; the 5th to the 7th are days off, Sunday the 8th is worked
GROUPS, HOUSING = Audience(all_groups=True), Audience(units=("housing-bureau",))
CONTACTS, OFFICIALS = Audience(roles=("contact",)), Audience(roles=("official",))
ME, FENG = Audience(persons=((9, "张三"),)), Audience(persons=((3, "冯住"),))
PEOPLE = [Person(9, 90, "张三", "office"), Person(3, 30, "冯住", "contact", ("housing-bureau",))]
NAMES = names_of(PEOPLE, PEOPLE[0])


def read(text: str) -> Wanted | Misfit | None:
    return read_reminder(PLAN, text, on=ON, names=NAMES)


def times(rule: Rule, *, after: str = "2018-04-03T09:30") -> list[str]:
    start = datetime.fromisoformat(after).replace(tzinfo=CITY_TIME)
    return [f"{city_time(each):%m-%d %H:%M}" for each in rule.next_times(start)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每周一9点提醒群里报进度", Wanted("报进度", Rule("weekly", time(9), (0,)), GROUPS)),
        ("每周一、周四下午3点半提醒群里报进度", Wanted("报进度", Rule("weekly", time(15, 30), (0, 3)), GROUPS)),
        (
            "5月20日15点提醒住建局交自查报告",
            Wanted("交自查报告", Rule("once", time(15), day=date(2018, 5, 20)), HOUSING),
        ),
        ("2019年5月20日提醒住建局交自查报告", Wanted("交自查报告", Rule("once", time(9), day=date(2019, 5, 20)), HOUSING)),
        ("明天上午十点提醒住建局开会", Wanted("开会", Rule("once", time(10), day=date(2018, 4, 4)), HOUSING)),
        ("每月5号上午10点提醒联络员报数", Wanted("报数", Rule("monthly", time(10), (5,)), CONTACTS)),
        ("每月5日、20日提醒联络员报数", Wanted("报数", Rule("monthly", time(9), (5, 20)), CONTACTS)),
        ("每月最后一天提醒联络员报数", Wanted("报数", Rule("monthly", time(9), (-1,)), CONTACTS)),
        ("每月第三个工作日提醒联络员报数", Wanted("报数", Rule("monthly-workday", time(9), (3,)), CONTACTS)),
        ("每周一到周五9点提醒群里报进度", Wanted("报进度", Rule("workdays", time(9)), GROUPS)),
        ("每天8:30提醒群里报进度", Wanted("报进度", Rule("workdays", time(8, 30)), GROUPS)),
        ("工作日每天上午9点提醒群里报进度", Wanted("报进度", Rule("workdays", time(9)), GROUPS)),
        ("每星期五下午四点半提醒全体领导看简报", Wanted("看简报", Rule("weekly", time(16, 30), (4,)), OFFICIALS)),
        ("每年9月1日提醒联络员报方案", Wanted("报方案", Rule("yearly", time(9), (901,)), CONTACTS)),
        ("下午3点提醒住建局报药品", Wanted("报药品", Rule("once", time(15), day=ON), HOUSING)),
        ("到5月20日15点提醒住建局交报告", Wanted("交报告", Rule("once", time(15), day=date(2018, 5, 20)), HOUSING)),
        ("明天上午10点提醒我开会", Wanted("开会", Rule("once", time(10), day=date(2018, 4, 4)), ME)),
        ("每周一9点提醒冯住局长报保障房", Wanted("报保障房", Rule("weekly", time(9), (0,)), FENG)),
    ],
)  # fmt: skip
def test_when_whom_and_what_are_read(text: str, wanted: Wanted) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("每周八9点提醒群里报进度", "when"),
        ("每周一25点提醒群里报进度", "when"),
        ("每月32号提醒群里报进度", "when"),
        ("每逢下雨提醒群里收衣服", "when"),
        ("每周一9点提醒大家报进度", "whom"),
        ("每周一9点提醒群里", "what"),
        ("隔周一9点提醒群里报进度", "rhythm"),
        ("每两周提醒群里报进度", "rhythm"),
        ("每年2月30日提醒联络员报数", "when"),
        ("5月20日左右15点提醒住建局交报告", "when"),
        ("每周一9点提醒我们报进度", "whom"),
    ],
)
def test_what_does_not_fit_is_said_and_not_guessed(text: str, fault: str) -> None:
    misfit = read(text)
    assert isinstance(misfit, Misfit)
    assert misfit.fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "3月食品抽检500批次,合格483",
        "请提醒我",
        "谁提醒农业局了",
        "已提醒住建局",
        "感谢提醒",
        "5月20日提醒住建局了",
        "5月20日提醒住建局交报告了吗?",
        "每周一提醒过群里",
        "昨天15点提醒住建局交报告",
        "昨天提醒了群里",
    ],
)
def test_other_talk_is_no_reminder(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("weekly", time(9), (0,)), ["04-09 09:00", "04-16 09:00", "04-23 09:00"]),
        (Rule("monthly", time(10), (5,)), ["04-08 10:00", "05-07 10:00", "06-05 10:00"]),
        (Rule("monthly", time(9), (31,)), ["05-02 09:00", "05-31 09:00", "07-02 09:00"]),
        (Rule("monthly-workday", time(9), (-1,)), ["04-28 09:00", "05-31 09:00", "06-29 09:00"]),
        (Rule("workdays", time(8, 30)), ["04-04 08:30", "04-08 08:30", "04-09 08:30"]),
        (Rule("weekly", time(9), (3, 4)), ["04-08 09:00", "04-12 09:00", "04-13 09:00"]),
        (Rule("once", time(15), day=date(2018, 5, 20)), ["05-21 15:00"]),
        (Rule("yearly", time(9), (901,)), ["09-03 09:00", "09-02 09:00"]),
    ],
)
def test_a_day_off_moves_a_reminder_to_the_next_workday_and_two_to_one(
    rule: Rule, expected: list[str]
) -> None:
    assert times(rule) == expected
    assert Rule.from_payload(rule.to_payload()) == rule


def test_a_moved_moment_says_so() -> None:
    rule = Rule("monthly", time(10), (5,))
    start = datetime(2018, 4, 3, 9, 30, tzinfo=CITY_TIME)
    assert [rule.is_moved(each) for each in rule.next_times(start)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("每周一9点在群里提醒大家报进度", "weekly", "报进度"),
        ("每周一上午9点在工作群提醒报进度", "weekly", "报进度"),
        ("每周一9点群里提醒各单位报进度", "weekly", "各单位报进度"),
        ("在5月20日15:00在群里提醒一下大家交报告", "once", "交报告"),
    ],
)
def test_the_groups_may_be_named_before_the_word(text: str, kind: str, what: str) -> None:
    wanted = read(text)
    assert isinstance(wanted, Wanted)
    assert (wanted.rule.kind, wanted.audience, wanted.text) == (kind, Audience(all_groups=True), what)


@pytest.mark.parametrize("text", ["提醒住建局5月20日15点交自查报告", "请提醒办公室明天10点开会"])
def test_a_time_behind_whom_may_be_of_the_matter_and_is_not_guessed(text: str) -> None:
    assert read(text) == Misfit("when")


def test_reminding_a_unit_without_a_time_is_no_matter_of_time() -> None:
    assert read("提醒市农业局3月农产品") is None
