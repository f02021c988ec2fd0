"""What the conversation needs beyond the contract: half-read figures, defaults, corrections."""

from datetime import date
from decimal import Decimal

import pytest

from qbot.reading import Reader

ON = date(2018, 7, 16)


def test_an_unclear_indicator_leaves_its_value_and_candidates(reader: Reader) -> None:
    meaning = reader.read("上月抽检合格率97.2%", on=ON)
    assert meaning.clarify == "indicator"
    (half,) = meaning.open
    assert half.value == Decimal("97.2")
    assert half.period == "2018-06"
    assert set(half.candidates) == {"food-spot-check", "agri-spot-check", "drug-spot-check"}


def test_a_default_period_is_marked(reader: Reader) -> None:
    (default,) = reader.read("食品96.5", on=ON).items
    (said,) = reader.read("6月食品96.5", on=ON).items
    assert not default.said_period
    assert said.said_period
    assert default.period == said.period == "2018-06"


def test_a_correction_is_marked(reader: Reader) -> None:
    assert reader.read("更正：食品应为95.8%", on=ON).is_correction
    assert not reader.read("食品95.8%", on=ON).is_correction


def test_a_unit_named_is_kept(reader: Reader) -> None:
    (item,) = reader.read("高庄镇农产品抽检合格率97%", on=ON).items
    assert item.unit == "gaozhuang-zhen"


def test_a_question_keeps_its_topic_and_phase(reader: Reader) -> None:
    question = reader.read("离自查申报截止还有几天", on=ON).query
    assert question is not None
    assert (question.about, question.phase) == ("phase", "self-check")


@pytest.mark.parametrize("text", ["开会去了", "我出差去了", "吃饭去了,下午再说", "下乡去了"])
def test_who_has_gone_somewhere_takes_nothing_back(reader: Reader, text: str) -> None:
    assert reader.read(text, on=ON).intent == "other"


@pytest.mark.parametrize("text", ["删了刚才那条", "把上一条去掉", "刚才报错了,去除"])
def test_who_wants_it_gone_takes_it_back(reader: Reader, text: str) -> None:
    assert reader.read(text, on=ON).intent == "undo"


@pytest.mark.parametrize("behind", ["", " 王芳", " 王芳13812345678"])
def test_a_text_written_with_blanks_keeps_its_figure_before_a_signature(reader: Reader, behind: str) -> None:
    (item,) = reader.read("生 产 许 可 证 覆 盖 率 9 9.6%" + behind, on=ON).items
    assert (item.indicator, item.value) == ("production-licence-coverage", Decimal("99.6"))
