"""Screens become messages that Telegram takes: within the limit, with whole tags and entities."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.buttons import Ask
from handlers.packing import MESSAGE_LIMIT, pack, shown_units
from handlers.screen import Button, edit, safe, screen, send

TAG = re.compile(r"<[^<>]*>")


def shown(html: str) -> str:
    return unescape(TAG.sub("", html))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def assert_balanced(html: str) -> None:
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)>", html):
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert stack == []


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
LONG = st.builds(lambda text, times: text * times, PLAIN, st.integers(1, 400))
BLOCK = st.builds(
    lambda tag, text: f"<{tag}>{safe(text)}</{tag}>", st.sampled_from(["b", "blockquote"]), LONG
)


@given(st.lists(BLOCK, min_size=1, max_size=5))
def test_packing_keeps_every_word_and_never_tears_html(blocks: list[str]) -> None:
    texts = list(pack(blocks))
    for text in texts:
        assert units(shown(text)) <= MESSAGE_LIMIT
        assert_balanced(text)
        assert re.sub(r"&(amp|lt|gt);", "", TAG.sub("", text)).count("&") == 0
    joined = "".join(shown(text) for text in texts).replace("\n", "")
    assert joined == "".join(shown(block) for block in blocks).replace("\n", "")


@given(st.lists(st.text(max_size=30).map(safe), max_size=6))
def test_shown_units_are_those_of_the_parsed_text(lines: list[str]) -> None:
    block = f"<b>{'<i>x</i>'.join(lines)}</b>"
    assert shown_units(block) == len(shown(block).encode("utf-16-le", "surrogatepass")) // 2


def test_blocks_that_fit_go_into_one_message() -> None:
    assert list(pack(["一", "二"])) == ["一\n\n二"]


def test_blocks_that_do_not_fit_together_stay_whole() -> None:
    assert list(pack(["a" * 4000, "b" * 100])) == ["a" * 4000, "b" * 100]


def test_a_long_block_is_split_between_lines() -> None:
    lines = [f"{number:04}" + "x" * 96 for number in range(60)]
    texts = list(pack(["\n".join(lines)]))
    assert [line for text in texts for line in text.splitlines()] == lines


def test_entities_count_as_one_character() -> None:
    assert len(list(pack([safe("&" * MESSAGE_LIMIT)]))) == 1


def test_emoji_count_as_two_units() -> None:
    assert len(list(pack(["🟢" * (MESSAGE_LIMIT // 2 + 1)]))) == 2


def test_a_quotation_longer_than_a_message_is_a_quotation_in_each() -> None:
    texts = list(pack([f"<blockquote>{safe('<' * 5000)}</blockquote>"]))
    assert [shown(text) for text in texts] == ["<" * 4096, "<" * 904]
    assert all(text.startswith("<blockquote>") and text.endswith("</blockquote>") for text in texts)


def test_the_first_message_answers_and_the_last_carries_the_buttons() -> None:
    shown_ = screen("a" * 4000, "b" * 4000, buttons=[[Button("历史", Ask("history", "food-spot-check"))]])
    first, last = send(5, shown_, kind="answer", reply_to=9, thread_id=3)
    assert first.payload["reply_parameters"]["message_id"] == 9
    assert "reply_markup" not in first.payload
    assert "reply_parameters" not in last.payload
    assert last.payload["reply_markup"]["inline_keyboard"] == [
        [{"text": "历史", "callback_data": "ask:history:food-spot-check"}]
    ]
    assert [call.payload["message_thread_id"] for call in (first, last)] == [3, 3]


def test_empty_blocks_leave_no_blank_lines() -> None:
    (call,) = send(5, screen("一", "", "二"), kind="answer")
    assert call.payload["text"] == "一\n\n二"


def test_an_edit_takes_the_old_buttons_away() -> None:
    call = edit(5, 8, screen("已撤销"))
    assert (call.method, call.payload["message_id"]) == ("editMessageText", 8)
    assert "reply_markup" not in call.payload


@pytest.mark.parametrize(("text", "html"), [("<b>&", "&lt;b&gt;&amp;"), ('"', '"')])
def test_words_of_people_are_escaped(text: str, html: str) -> None:
    assert safe(text) == html
