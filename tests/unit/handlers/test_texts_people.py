"""Words about people: what each role is told, and what a stranger is not."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from handlers.buttons import Invite, Remove, ShowPeople
from handlers.screen import Screen
from handlers.texts import people as texts
from handlers.texts import roster as roster_texts
from qbot.errors import InvitationRefused
from qbot.people import Invitation, Person
from qbot.plan.loading import load_plan

PLAN = load_plan()
AT = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)
OFFICE = Person(1, 11, "陈思雨", "office")
CONTACT = Person(2, 12, "<王&李>", "contact", ("food-drug-bureau",))


def words(shown: Screen) -> str:
    return "\n\n".join(shown.blocks)


def test_a_stranger_hears_whom_to_ask_and_no_figure() -> None:
    text = words(texts.stranger(PLAN))
    assert "市质监局" in text
    assert not any(entry.name in text for entry in PLAN.indicators)


def test_help_shows_a_contact_its_own_indicators() -> None:
    text = words(texts.help_for(PLAN, CONTACT))
    assert all(entry.short in text for entry in PLAN.led_by("food-drug-bureau"))
    assert PLAN.indicator["agri-spot-check"].short not in text


def test_help_tells_a_township_that_its_word_is_owed_each_quarter() -> None:
    township = Person(4, 14, "李建国", "contact", ("yanji-zhen",))
    assert "进展(乡镇每季度报一次)" in words(texts.help_for(PLAN, township))
    assert "每季度" not in words(texts.help_for(PLAN, CONTACT))


def test_only_the_office_is_told_of_the_offices_commands() -> None:
    official = Person(3, 13, "赵明远", "official")
    assert "/invite" in words(texts.help_for(PLAN, OFFICE))
    assert "/invite" not in words(texts.help_for(PLAN, official)) + words(texts.help_for(PLAN, CONTACT))


def test_names_of_people_are_escaped() -> None:
    shown = [
        texts.welcome(PLAN, CONTACT),
        roster_texts.confirm_removal(PLAN, CONTACT),
        roster_texts.removed(CONTACT),
        roster_texts.roster(PLAN, [CONTACT], [], viewer=OFFICE),
    ]
    assert all("&lt;王&amp;李&gt;" in words(each) for each in shown)


@pytest.mark.parametrize("reason", ["unknown", "used", "expired", "revoked"])
def test_each_refusal_has_its_words(reason: Literal["unknown", "used", "expired", "revoked"]) -> None:
    assert words(texts.refused(InvitationRefused(reason))).startswith("❌ ")


def test_who_is_locked_out_hears_until_when_in_the_citys_time() -> None:
    assert "10:00" in words(texts.refused(InvitationRefused("locked", AT + timedelta(hours=1))))


def test_the_roster_tells_active_blocked_and_silent_apart_and_leaves_out_the_removed() -> None:
    people = [
        OFFICE,
        Person(2, 12, "甲", "contact", ("food-drug-bureau",), "blocked"),
        Person(3, 13, "乙", "contact", ("commerce-bureau",), "active", started=False),
        Person(4, 14, "丙", "official", (), "removed"),
    ]
    waiting = Invitation(1, "contact", ("commerce-bureau",), None, AT, AT + timedelta(days=7))
    shown = roster_texts.roster(PLAN, people, [waiting], viewer=OFFICE)
    blocks = [block.splitlines() for block in shown.blocks]
    assert [(lines[0].split()[1].split("(")[0], len(lines) - 1) for lines in blocks] == [
        ("已激活</b>", 1),
        ("已屏蔽", 1),
        ("未激活", 1),
        ("已邀请未使用</b>", 1),
    ]
    assert "丙" not in words(shown)


def test_nobody_is_offered_to_remove_oneself() -> None:
    shown = roster_texts.roster(PLAN, [OFFICE, CONTACT], [], viewer=OFFICE)
    assert [button.action for row in shown.buttons for button in row] == [Remove(2, 0)]


def test_a_long_roster_goes_page_by_page_and_offers_everybody_once() -> None:
    people = [Person(number, number, f"人{number}", "official") for number in range(2, 300)]
    offered: list[object] = []
    page = 0
    while True:
        shown = roster_texts.roster(PLAN, people, [], viewer=OFFICE, page=page)
        actions = [button.action for row in shown.buttons for button in row]
        assert len(actions) <= 100
        offered += [action for action in actions if isinstance(action, Remove)]
        page += 1
        if ShowPeople(page) not in actions:
            break
    assert offered == [Remove(person.id, 0) for person in people]
    assert page == 15


def test_a_page_that_is_no_more_shows_the_last_one() -> None:
    shown = roster_texts.roster(PLAN, [OFFICE, CONTACT], [], viewer=OFFICE, page=7)
    assert [button.action for row in shown.buttons for button in row] == [Remove(2, 0)]


def test_of_several_with_one_name_the_unit_tells_which() -> None:
    twin = Person(5, 15, CONTACT.name, "contact", ("commerce-bureau",))
    shown = roster_texts.which(PLAN, [CONTACT, twin])
    assert len({button.label for row in shown.buttons for button in row}) == 2


def test_every_unit_can_be_chosen_for_a_contact() -> None:
    chosen = {button.action for row in texts.choose_unit(PLAN).buttons for button in row}
    assert chosen == {Invite("contact", unit.id) for unit in PLAN.units}


def test_the_offices_page_names_units_that_owe_and_have_no_contact() -> None:
    text = words(
        texts.office_desk(
            PLAN,
            people=[OFFICE, CONTACT],
            groups=1,
            dead=0,
            uncertain=2,
            waiting={"help": 3},
            emergencies=2,
            unreviewed=4,
            without_reference=["export-notification"],
        )
    )
    assert "市农业局" in text
    assert "市食品药品监督管理局" not in text
    assert "2 条消息不确定" in text
    assert "待办:需协调 3" in text
    assert "待审的数 4 条" in text
    assert "突发情况未结案 2 起" in text
    assert "还没有录入参考值:境外通报" in text
    assert "处理失败" not in text
