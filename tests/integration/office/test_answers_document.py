"""The plan's own words: quoted with their number, and walked through by buttons."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.actions_answers import Leaf, Quote
from qbot.people import Person
from storage.store import SqlStore
from tests.integration.office.town_hall import PLAN, TownHall

Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture
async def official(enrol: Enrol) -> Person:
    return await enrol(2, "official")


@pytest.fixture
def hall(store: SqlStore, database: Path) -> TownHall:
    return TownHall(store, database)


@pytest.mark.parametrize("words", ["方案里首席质量官怎么要求", "/plan 首席质量官", "/plan 手席质量官"])
async def test_a_clause_is_quoted_with_its_number(hall: TownHall, official: Person, words: str) -> None:
    (said,) = await hall.say(official, words)
    assert "<b>方案三(四) 强化质量安全监管</b>\n永政〔2018〕7号" in said.text
    assert "<b>全面推行“首席质量官”制度,落实企业质量安全主体责任。</b>" in said.text


async def test_the_contents_are_walked_down_and_up_in_one_message(hall: TownHall, official: Person) -> None:
    (page,) = await hall.say(official, "方案目录")
    assert [label.split()[0] for label in page.labels] == ["一", "二", "三", "四", "五"]
    for number, label in (("二", "二(一) 产品质量"), ("二(一)", "上一级"), ("二(一)2", "上一级")):
        _, (page,) = await hall.press(official, Leaf(number))
        assert page.method == "editMessageText"
        assert label in page.labels
    assert "主要农产品抽检合格率" in page.text
    assert page.keys[-1]["callback_data"] == "leaf:二(一)"
    _, (page,) = await hall.press(official, Leaf(""))
    assert "目录" in page.text


async def test_every_clause_can_be_reached(hall: TownHall, official: Person) -> None:
    reached, waiting = set[str](), [""]
    while waiting:
        _, (page,) = await hall.press(official, Leaf(waiting.pop()))
        below = {key["callback_data"].partition(":")[2] for key in page.keys} - reached - {""}
        reached |= below
        waiting += below
    assert reached == set(PLAN.clause)


async def test_the_clause_an_answer_cites_comes_below_it(hall: TownHall, official: Person) -> None:
    _, (said,) = await hall.press(official, Quote("二(三)"))
    assert said.method == "sendMessage"
    assert "二(三)6" in said.text


@pytest.mark.parametrize("action", [Leaf("九"), Quote("九(九)"), Quote("")])
async def test_a_clause_that_is_not_there_is_refused(
    hall: TownHall, official: Person, action: Leaf | Quote
) -> None:
    words, said = await hall.press(official, action)
    assert "失效" in str(words)
    assert said == []


async def test_words_that_are_not_in_the_plan_lead_to_the_contents(hall: TownHall, official: Person) -> None:
    (said,) = await hall.say(official, "/plan 火箭发射")
    assert "没有找到" in said.text
    assert said.labels == ["方案目录"]


async def test_the_number_of_a_clause_alone_quotes_it(hall: TownHall, official: Person) -> None:
    for text in ("三(四)", "方案三（四）", "二(一)2"):
        (said,) = await hall.say(official, text)
        assert "永政〔2018〕7号" in said.text and "<blockquote>" in said.text
    assert "永政" not in "".join(each.text for each in await hall.say(official, "三"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("质量月什么时候", ("质量月", "每年9月", "下次2018年9月1日,还有151天")),
        ("3·15是哪天?", ("3·15", "每年3月15日", "下次2019年3月15日")),
    ],
)
async def test_publicity_days_are_told(
    hall: TownHall, official: Person, text: str, parts: tuple[str, ...]
) -> None:
    (said,) = await hall.say(official, text)
    assert [part for part in parts if part not in said.text] == []


async def test_a_part_of_the_plan_is_shown_with_what_lies_below_it(hall: TownHall, official: Person) -> None:
    (said,) = await hall.say(official, "方案第五部分")
    assert "<b>方案五 工作保障</b>" in said.text
    assert [label.split()[0] for label in said.labels] == [
        "五(一)",
        "五(二)",
        "五(三)",
        "五(四)",
        "五(五)",
        "上一级",
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [("分户验收有什么规定", "三(七)"), ("领导小组组长是谁", "五(一)"), ("方案里电梯安全怎么要求", "二(一)4")],
)
async def test_a_rule_is_found_however_it_is_asked_for(
    hall: TownHall, official: Person, words: str, number: str
) -> None:
    (said,) = await hall.say(official, words)
    assert f"<b>方案{number} " in said.text
