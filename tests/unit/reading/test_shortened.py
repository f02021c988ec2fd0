"""What is left out and what is too much: shortened names, courtesies, long texts."""

from datetime import date

import pytest

from qbot.reading import Reader
from qbot.reading.digest import WHOLE
from qbot.reading.numerals import plain

ON = date(2018, 7, 10)
PROSE = "会议研究部署了下一步工作安排，明确了责任分工。"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("标杆企业2家、项目3个", {("benchmark-enterprises", "2"), ("benchmark-projects", "3")}),
        (
            "大中型100%、其他98.3%",
            {("large-project-acceptance", "100"), ("other-project-acceptance", "98.3")},
        ),
    ],
)
def test_the_rest_of_a_sibling_s_name_stands_for_it(
    reader: Reader, text: str, figures: set[tuple[str, str]]
) -> None:
    assert {(i.indicator, plain(i.value)) for i in reader.read(text, on=ON).items} == figures


def test_a_rest_means_nothing_without_its_sibling(reader: Reader) -> None:
    assert reader.read("项目3个", on=ON).items == ()


def test_a_figure_deep_in_a_long_text_is_found_and_shown_in_its_place(reader: Reader) -> None:
    text = PROSE * 100 + "6月食品抽检合格率96.5%。" + PROSE * 50
    (item,) = reader.read(text, on=ON).items
    start, end = item.span
    assert text[start:end] == "6月食品抽检合格率96.5%"


def test_figures_of_something_else_in_a_long_text_stay_away(reader: Reader) -> None:
    text = PROSE * 60 + "食品监管力度加大。" + PROSE + "全市经济增速达到8.5%。" + PROSE * 30
    assert reader.read(text, on=ON).items == ()


def test_more_figures_than_a_message_holds_are_asked_for_in_parts(reader: Reader) -> None:
    text = "".join(f"食品抽检合格率{90 + n % 10}.{n % 7}%，" for n in range(WHOLE // 8))
    assert len(text) > WHOLE
    private, group = reader.read(text, on=ON), reader.read(text, on=ON, chat="group")
    assert (private.intent, private.clarify, private.items) == ("report", "value", ())
    assert (group.intent, group.items) == ("other", ())


@pytest.mark.parametrize("text", ["谢谢", "您好，", "各位领导好！", "谢谢大家😀", "喂，在吗"])
def test_a_courtesy_alone_asks_and_reports_nothing(reader: Reader, text: str) -> None:
    assert reader.read(text, on=ON).intent == "other"
