"""The worked questions, answered over a ledger that grows as their days pass: each answer's subject."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.answers.subjects import recall
from handlers.texts.words import period_words
from qbot.clock import CITY_TIME
from qbot.people import Person
from qbot.periods import Period
from qbot.reading.meaning import Question
from storage.store import SqlStore
from tests.integration.office.town_hall import GROUP, PLAN, Said, TownHall

Enrol = Callable[..., Awaitable[Person]]
CORPUS = Path(__file__).parents[2] / "corpus" / "messages.jsonl"
OF_INDICATOR = {"value", "history", "compare", "target", "owner", "source"}
MARKS = {
    "unmet": ("未达标与接近",),
    "missing": ("应报", "都已报齐"),
    "mine": ("未报", "都已报齐"),
    "overview": ("总体情况", "项指标:"),
    "phase": ("阶段",),
    "ranking": ("报送完整性与及时性",),
    "plan-text": ("永政〔2018〕7号",),
    "hotline": ("12315",),
}  # fmt: skip
ABOUT_VALUE = {
    "history": ("最近", "尚未报送"),
    "compare": ("较", "无法"),
    "target": ("目标",),
    "owner": ("责任单位",),
    "source": ("全部版本", "尚未报送"),
    "value": ("目标", "尚未报送"),
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    read = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    return sorted(
        (case for case in read if case["expect"]["intent"] == "query"), key=lambda case: case["now"]
    )


async def test_each_worked_question_is_answered_about_its_own_subject(
    store: SqlStore, database: Path, enrol: Enrol
) -> None:
    hall = TownHall(store, database)
    people = {
        "contact": await enrol(1, "contact", "food-drug-bureau"),
        "official": await enrol(2, "official"),
        "office": await enrol(3, "office"),
    }
    await hall.bind_group(people["office"])
    wrong = []
    for case in cases():
        hall.clock.move_to(datetime.fromisoformat(case["now"]).replace(hour=9, tzinfo=CITY_TIME))
        await _report_what_ended(hall, people["contact"])
        person, group = people[case["role"]], case["chat"] == "group"
        said = await hall.say(person, case["text"], group=group)
        subject = await _subject(hall, person, group=group)
        problem = _problem(case, said, subject)
        if problem:
            wrong.append((case["id"], case["text"], problem, [each.text for each in said]))
        hall.clock.move_to(hall.clock.now() + timedelta(minutes=11))  # nothing is meant by the one before
    assert wrong == []


async def _report_what_ended(hall: TownHall, contact: Person) -> None:
    """Every indicator's figures of the periods that are over and not yet in the ledger."""
    day = hall.clock.now().date()
    async with hall.store.reading() as tx:
        known = {(each.series.indicator, each.series.period) for each in await tx.reports.standing()}
    for at, indicator in enumerate(PLAN.indicators):
        period = Period.parse("2017-11" if indicator.frequency == "month" else "2017-Q4")
        late = at % 2  # of every other indicator the newest figure is not there yet
        while period.shifted(late).ends_on < day:
            if (indicator.id, str(period)) not in known:
                value = "1" if indicator.whole else str(94 + period.last % 6)
                await hall.report(contact, indicator.id, {str(period): value})
            period = period.shifted(1)


async def _subject(hall: TownHall, person: Person, *, group: bool) -> Question | None:
    here = await hall._visit(person, "", group=group)
    async with hall.store.reading() as tx:
        return await recall(tx, here, person)


def _problem(case: Mapping[str, Any], said: list[Said], subject: Question | None) -> str:
    expected, text = case["expect"]["query"], "\n".join(each.text for each in said)
    chat = GROUP if case["chat"] == "group" else None
    if not said or any(chat is not None and each.chat_id != chat for each in said):
        return "no answer where it was asked"
    if case["expect"]["clarify"]:
        return "" if "哪项指标" in text and said[-1].labels else "should have asked which indicator"
    if subject is None:
        return "answered nothing"
    told = (subject.about, sorted(subject.indicators), subject.period)
    meant = (expected["about"], sorted(expected["indicators"]), expected["period"])
    if told != meant:
        return f"answered {told} instead of {meant}"
    return _unsaid(expected, text)


def _unsaid(expected: Mapping[str, Any], text: str) -> str:
    """What the words of the answer leave out."""
    for id_ in expected["indicators"]:
        if PLAN.indicator[id_].name not in text:
            return f"does not name {id_}"
    marks = ABOUT_VALUE if expected["about"] in OF_INDICATOR else MARKS
    if not any(mark in text for mark in marks[expected["about"]]):
        return f"does not read as {expected['about']}"
    named = expected["period"] and expected["about"] in ("value", "missing", "unmet", "source")
    if named and period_words(expected["period"]) not in text:
        return "does not name the period"
    return ""
