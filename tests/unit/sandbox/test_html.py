"""Telegram's HTML becomes entities counted in UTF-16 units, and broken markup is named by its byte offset."""

import pytest

from qbot.sandbox.errors import ApiError
from qbot.sandbox.html import parse_html, utf16_length
from qbot.sandbox.wording import wording


def test_nested_tags_become_entities_in_utf16_units() -> None:
    text, entities = parse_html("😀<b>粗<i>斜</i></b>&lt;")
    assert text == "😀粗斜<"
    assert {"type": "bold", "offset": 2, "length": 2} in entities
    assert {"type": "italic", "offset": 3, "length": 1} in entities


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="http://x.cn/?a=1&amp;b">w</a>', {"type": "text_link", "url": "http://x.cn/?a=1&b"}),
        ('<span class="tg-spoiler">w</span>', {"type": "spoiler"}),
        ("<blockquote expandable>w</blockquote>", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-py">w</code></pre>', {"type": "pre", "language": "py"}),
    ],
)
def test_attributes_are_read(source: str, entity: dict[str, str]) -> None:
    assert parse_html(source) == ("w", [{"offset": 0, "length": 1} | entity])


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("三<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<b>三", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_broken_markup_is_refused_with_its_place(source: str, fault: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {fault}"


def test_text_is_trimmed_and_its_entities_move_along() -> None:
    words = wording("  <b> 粗 </b> ", parse_mode="HTML")
    assert (words.text, words.entities) == ("粗", [{"type": "bold", "offset": 0, "length": 1}])


def test_commands_mentions_and_links_are_found_but_not_inside_code() -> None:
    words = wording("/start@qbot 找 @qbot_x 看 https://x.cn/a 😀 #标签 <code>/no</code>", parse_mode="HTML")
    raw = words.text.encode("utf-16-le")
    found = {
        e["type"]: raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in words.entities
    }
    assert found == {
        "bot_command": "/start@qbot",
        "mention": "@qbot_x",
        "url": "https://x.cn/a",
        "hashtag": "#标签",
        "code": "/no",
    }


def test_length_counts_utf16_units() -> None:
    assert utf16_length("a字😀") == 4
