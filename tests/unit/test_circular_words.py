"""The office's sentences about circulars: what is sent to whom, and who has not read it."""

import pytest

from qbot.audiences import Audience
from qbot.circular_words import asks_who_has_not_read, read_circular
from qbot.circulars import Draft
from qbot.plan.loading import load_plan

PLAN = load_plan()
CONTACTS, GROUPS = Audience(roles=("contact",)), Audience(all_groups=True)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("给全体联络员发通知:明天下午3点开会", Draft("明天下午3点开会", audience=CONTACTS)),
        ("通知各单位明天下午3点开会", Draft("明天下午3点开会", audience=CONTACTS)),
        ("发通知给住建局:交表", Draft("交表", audience=Audience(units=("housing-bureau",)))),
        ("请在群里发个通知,明天开会", Draft("明天开会", audience=GROUPS)),
        ("发通知:明天开会", Draft("明天开会")),
    ],
)
def test_one_sentence_says_what_goes_to_whom(text: str, draft: Draft) -> None:
    assert read_circular(PLAN, text) == draft


@pytest.mark.parametrize(
    "text", ["发通知", "通知列表", "通知各单位了吗", "通知各单位了", "通知收到了", "3月食品抽检96.5"]
)
def test_other_talk_sends_nothing(text: str) -> None:
    assert read_circular(PLAN, text) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("谁还没看通知", True),
        ("谁没读", True),
        ("未阅名单", True),
        ("还有哪些单位没看通知?", True),
        ("没看通知的有谁", True),
        ("谁还没报", False),
        ("谁看了", False),
        ("谁没交佐证", False),
    ],
)
def test_who_has_not_read_is_no_question_of_figures(text: str, asks: bool) -> None:
    assert asks_who_has_not_read(text) is asks
