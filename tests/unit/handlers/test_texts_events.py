"""Words about emergencies, tasks and coordination: escaped, told from the rows, buttons by role."""

from datetime import UTC, datetime, timedelta

from handlers.actions_incidents import CloseIncident, ListIncidents
from handlers.actions_tasks import PickItem, ShowTasks
from handlers.buttons import decode, encode
from handlers.screen import Screen
from handlers.texts import coordinating, incidents, tasks
from handlers.texts.incidents import Thread
from qbot.incidents.thread import Entry, Incident, Read
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.loading import load_plan
from qbot.tasks.matching import Tasks
from qbot.tasks.overview import lines
from qbot.tasks.progress import Progress

PLAN = load_plan()
TASKS = Tasks(PLAN)
AT = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)
OFFICE = Person(1, 11, "陈思雨", "office")
CONTACT = Person(2, 12, "<王&李>", "contact", ("housing-bureau",))
OFFICIAL = Person(3, 13, "赵明远", "official")
PEOPLE = {each.id: each for each in (OFFICE, CONTACT, OFFICIAL)}
BIGGEST = 2**40


def words(shown: Screen) -> str:
    return "\n\n".join(shown.blocks)


def labels(shown: Screen) -> list[str]:
    return [button.label for row in shown.buttons for button in row]


def thread(*texts: str, closed: bool = False) -> Thread:
    ended = AT if closed else None
    entries = [Entry(n, 7, 2, text, 12, n, AT) for n, text in enumerate(texts, start=1)]
    return Thread(Incident(7, 2, "housing-bureau", AT, 1 if closed else None, ended), entries, (), PEOPLE)


def note(**changed: object) -> Progress:
    fields: dict[str, object] = {
        "id": 12, "item": "household-acceptance", "unit": "housing-bureau", "person_id": 2, "state": "running",
        "percent": 85, "needs_help": False, "text": "<分户验收>", "chat_id": 12, "message_id": 1, "told_at": AT,
    }  # fmt: skip
    return Progress(**{**fields, **changed})  # type: ignore[arg-type]


def test_what_people_wrote_is_escaped_everywhere() -> None:
    wish = Matter(3, "help", 2, 12, 1, "<b>", {"item": "household-acceptance", "unit": "housing-bureau"}, AT)
    shown = [
        incidents.card(PLAN, thread("<b>"), OFFICE, group="<b>"),
        incidents.follow_up(PLAN, thread("a", "<b>"), thread("<b>").entries[0], OFFICIAL),
        incidents.whole(PLAN, thread("<b>"), OFFICE, papers={}),
        incidents.closed(PLAN, thread("<b>"), thread("<b>").entries[0]),
        incidents.listing(PLAN, [thread("<b>")], more=False),
        coordinating.card(PLAN, wish, CONTACT),
        coordinating.answer(PLAN, wish, "<b>", by=CONTACT),
        coordinating.listing(PLAN, [wish], PEOPLE, more=False),
        tasks.which_item(TASKS, ["household-acceptance"], question=1, said="<b>"),
        tasks.which_group(TASKS, question=1, said="<b>"),
    ]
    for each in shown:
        text = words(each).replace("<b>🚨", "").replace("<b>🤝", "")
        assert "&lt;b&gt;" in text and "<b>" not in text


def test_only_the_office_is_offered_to_end_an_emergency_and_nothing_of_a_closed_one() -> None:
    assert "结案" in labels(incidents.card(PLAN, thread("a"), OFFICE))
    assert "结案" not in labels(incidents.card(PLAN, thread("a"), OFFICIAL))
    assert "已阅" not in labels(incidents.whole(PLAN, thread("a"), CONTACT, papers={}))
    assert labels(incidents.card(PLAN, thread("a", closed=True), OFFICE)) == ["查看全部"]


def test_readers_are_named_with_the_citys_time() -> None:
    read = Thread(thread("a").incident, thread("a").entries, (Read(3, AT + timedelta(minutes=5)),), PEOPLE)
    assert "已阅1人:赵明远 04月03日 09:05" in words(incidents.card(PLAN, read, OFFICE))


def test_a_very_long_first_word_is_cut_on_the_card_and_whole_in_the_thread() -> None:
    long = "水" * 4000
    assert len(words(incidents.card(PLAN, thread(long), OFFICE))) < 2000
    assert long in words(incidents.whole(PLAN, thread(long), OFFICE, papers={}))


def test_a_receipt_names_item_clause_and_state_and_offers_help_once() -> None:
    text = words(tasks.receipt(PLAN, TASKS, note()))
    assert "分户验收" in text and "三(七)" in text and "🔵 推进中 85%" in text
    assert "需协调" in labels(tasks.receipt(PLAN, TASKS, note()))
    assert "需协调" not in labels(tasks.receipt(PLAN, TASKS, note(needs_help=True)))


def test_long_lists_go_page_by_page() -> None:
    everything = lines(TASKS, list(TASKS.item), [note()], at=AT)
    first = tasks.own_list(PLAN, everything, CONTACT, group=None, offset=0, page=8)
    assert labels(first) == ["更多"]
    last = tasks.own_list(PLAN, everything, CONTACT, group=None, offset=len(everything) - 1, page=8)
    assert labels(last) == []
    assert "分户验收" in words(last)
    more = incidents.listing(PLAN, [thread("a")], more=True)
    assert more.buttons[-1][0].action == ListIncidents(7)


def test_every_item_and_group_fits_into_a_button() -> None:
    for action in (
        *(PickItem(BIGGEST, id_) for id_ in TASKS.item),
        *(ShowTasks(BIGGEST, group.id, 999) for group in PLAN.groups),
        CloseIncident(BIGGEST),
    ):
        assert decode(encode(action)) == action
    for group in PLAN.groups:
        assert tasks.which_of_group(group, question=BIGGEST).buttons


def test_empty_lists_have_their_words() -> None:
    assert words(incidents.listing(PLAN, [], more=False)) == incidents.NONE_OPEN
    assert words(coordinating.listing(PLAN, [], PEOPLE, more=False)) == coordinating.NONE_OPEN
    assert words(tasks.own_list(PLAN, [], CONTACT, group=None, offset=0, page=8)) == tasks.NO_TASKS
