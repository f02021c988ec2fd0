"""Search over the plan's clauses: by what is said, by what sounds like it, by number."""

import pytest

from qbot.plan.loading import load_plan
from qbot.plan.search import clause_named, search_of

PLAN = load_plan()


def clauses(question: str) -> list[str]:
    return [each.clause.number for each in search_of(PLAN).find(question)]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("方案里首席质量官怎么要求", "三(四)"),
        ("方案里经费从哪出", "五(四)"),
        ("请摘录方案中关于质量诚信体系的表述。", "三(二)"),
        ("方案对分户验收怎么规定", "三(七)"),
        ("方案有没有提到召回", "三(四)"),
        ("督查局在方案里要做什么", "五(五)"),
        ("方案里一岗双责", "二(一)4"),
        ("领导小组办公室设在哪个单位", "五(一)"),
    ],
)
def test_a_clause_is_found_by_what_it_says(question: str, clause: str) -> None:
    assert clause in clauses(question)[:2]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("手席质量官", "三(四)"),
        ("设备监离", "二(二)5"),
        ("食品安全应急预按", "二(一)2"),
        ("碧水蓝填", "三(九)"),
    ],
)
def test_a_slip_of_the_keyboard_finds_what_sounds_alike(question: str, clause: str) -> None:
    assert clauses(question)[0] == clause


def test_the_words_people_use_for_a_measure_find_its_clause() -> None:
    group = next(each for each in PLAN.groups if each.id == "foundations")
    word = next(word for item in group.items for word in item.words if word == "采标")
    assert word not in PLAN.clause["三(三)"].text
    assert clauses(word)[0] == "三(三)"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("方案第三部分第四条讲的啥", "三(四)"),
        ("方案第二部分第一条第2点", "二(一)2"),
        ("三（十一）", "三(十一)"),
        ("第3部分第11条", "三(十一)"),
        ("二(一)2", "二(一)2"),
        ("方案第五部分", "五"),
        ("第二部分第四条", "二(四)"),
    ],
)
def test_a_clause_is_named_by_its_number(text: str, clause: str) -> None:
    found = clause_named(PLAN, text)
    assert found is not None
    assert found.number == clause


@pytest.mark.parametrize("question", ["方案里火箭发射", "方案里飞碟怎么说", "方案", "", "??", "方案里怎么说"])
def test_what_the_plan_does_not_speak_of_is_not_found(question: str) -> None:
    assert clauses(question) == []


def test_the_sentence_that_answers_is_a_quotation() -> None:
    found = search_of(PLAN).find("首席质量官")[0]
    assert found.sentence
    assert found.sentence in found.clause.text
