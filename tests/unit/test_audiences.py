"""Audiences: read from words, put together, resolved to people."""

import pytest

from handlers.texts.words import addressees
from qbot.audiences import Audience, names_of, of_kinds, read_audience
from qbot.people import Person
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD, FARM = "food-drug-bureau", "agriculture-bureau"
TOWNSHIPS, DEPARTMENTS = of_kinds(PLAN, "township"), of_kinds(PLAN, "office", "department")


@pytest.mark.parametrize(
    ("text", "audience", "rest"),
    [
        ("群里报进度", Audience(all_groups=True), "报进度"),
        ("住建局交自查报告", Audience(units=("housing-bureau",)), "交自查报告"),
        ("食药监局、农业局和群里开会", Audience(units=(FOOD, FARM), all_groups=True), "开会"),
        ("全体联络员报数", Audience(roles=("contact",)), "报数"),
        ("领导", Audience(roles=("official",)), ""),
        ("所有乡镇报一季度进展", Audience(units=TOWNSHIPS), "报一季度进展"),
        ("各乡镇联络员报进展", Audience(units=TOWNSHIPS), "报进展"),
        ("各乡镇和市农业局", Audience(units=(*TOWNSHIPS, FARM)), ""),
        ("乡镇、各部门开会", Audience(units=(*TOWNSHIPS, *DEPARTMENTS)), "开会"),
        ("市农业局的联络员交表", Audience(units=(FARM,)), "交表"),
        ("大家报数", Audience(), "大家报数"),
    ],
)
def test_the_words_at_the_front_say_who_is_meant(text: str, audience: Audience, rest: str) -> None:
    assert read_audience(PLAN, text) == (audience, rest)


def test_people_are_meant_by_role_or_as_contacts_of_a_unit_and_never_when_removed() -> None:
    people = [
        Person(1, 11, "甲", "contact", (FOOD,)),
        Person(2, 12, "乙", "contact", (FARM,)),
        Person(3, 13, "丙", "official"),
        Person(4, 14, "丁", "contact", (FOOD,), state="removed"),
        Person(5, 15, "戊", "contact", (FOOD,), started=False),
    ]
    assert [each.id for each in Audience(units=(FOOD,)).people(people)] == [1, 5]
    assert [each.id for each in Audience(roles=("official",), units=(FARM,)).people(people)] == [2, 3]
    assert Audience().people(people) == ()


def test_all_townships_are_called_by_one_word() -> None:
    assert addressees(PLAN, (*TOWNSHIPS, FARM)) == ["市农业局", "各乡镇(29个)"]
    assert addressees(PLAN, TOWNSHIPS[:2]) == ["城关镇", "演集镇"]


def test_a_second_choice_takes_the_first_back() -> None:
    chosen = Audience().toggled("contact").toggled("-7")
    assert chosen == Audience(roles=("contact",), groups=(-7,))
    assert chosen.toggled("-7").toggled("contact").is_nobody
    assert Audience.from_payload(chosen.to_payload()) == chosen


def test_a_person_is_meant_by_a_name_that_nobody_else_bears() -> None:
    me = Person(9, 19, "张三", "office")
    people = [
        me,
        Person(1, 11, "冯住", "contact", (FOOD,)),
        *(Person(n, n, "李四", "contact") for n in (2, 3)),
    ]
    names = names_of(people, me)
    both = Audience(persons=((1, "冯住"), (9, "张三")))
    assert read_audience(PLAN, "冯住局长和我开会", names=names) == (both, "开会")
    assert read_audience(PLAN, "李四开会", names=names)[0].is_nobody
    assert read_audience(PLAN, "我市报数", names=names)[0].is_nobody
    assert [each.id for each in both.people(people)] == [9, 1]
    assert Audience.from_payload(both.to_payload()) == both


def test_audiences_saved_before_persons_could_be_meant_are_still_read() -> None:
    old = {"roles": ["contact"], "units": [], "groups": [], "all_groups": False}
    assert Audience.from_payload(old) == Audience(roles=("contact",))
