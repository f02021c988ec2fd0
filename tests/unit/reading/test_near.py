"""Near forms of names: slips of several kinds are borne, the names of other things are not taken."""

from datetime import date

import pytest

from qbot.reading import Reader

ON = date(2018, 7, 10)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("食品抽捡合各率96.5%", "food-spot-check"), ("实品抽见合格率96.5%", "food-spot-check"),
        ("特中设备事故0起", "equipment-accidents"), ("特设备安全事故0起", "equipment-accidents"),
        ("新开工受检工程覆盖率100%", "supervised-projects"), ("生产许可证覆概率100%", "production-licence-coverage"),
        ("中华老号3家", "time-honoured-brands"), ("中华老子号3家", "time-honoured-brands"),
        ("保障房一次验合格率100%", "housing-acceptance"), ("保障房一次一次验收合格率100%", "housing-acceptance"),
        ("空汽优良率70%", "air-quality"), ("水质打标率90%", "water-quality"), ("标干企业2家", "benchmark-enterprises"),
    ],
)  # fmt: skip
def test_a_slip_in_a_name_is_borne(reader: Reader, text: str, indicator: str) -> None:
    assert [item.indicator for item in reader.read(text, on=ON).items] == [indicator]


@pytest.mark.parametrize(
    "text",
    [
        "畜产品合格率98%",
        "水产品抽检合格率98%",
        "林产品合格率98%",
        "学生体检合格率98%",
        "水果合格率97%",
        "我3点到",
        "路段抽检合格率97%",
    ],
)
def test_the_name_of_something_else_is_not_taken_for_a_slip(reader: Reader, text: str) -> None:
    assert reader.read(text, on=ON).items == ()


def test_a_missing_negation_is_never_put_in_or_taken_out(reader: Reader) -> None:
    (item,) = reader.read("食品抽检不合格率3.5%", on=ON).items
    assert str(item.value) == "96.5"
