"""What keeps the bot from starting is one line for the operator, never a traceback."""

from pathlib import Path

import pytest

from tests.e2e.bot_process import ROOT, Ended
from tests.e2e.town import FOOD, Town, words

SAID = "3月食品抽检500批次,合格483"


def refusal(ended: Ended) -> str:
    """The one line of a start that was refused."""
    assert ended.code not in (0, -9)
    assert ended.out == ""
    lines = ended.err.strip().splitlines()
    assert len(lines) == 1, ended.err
    return lines[0]


async def test_a_second_instance_with_the_same_token_refuses_to_start(town: Town, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert "同一个令牌" in refusal(await town.command(QBOT_DATA=str(elsewhere)))
    assert "已记录" in words(await town.answer(FOOD, SAID))


async def test_a_second_instance_on_the_same_folder_refuses_to_start(town: Town) -> None:
    other = f"{town.token.partition(':')[0]}:another-token-of-another-bot"
    assert "正被另一个 qbot 使用" in refusal(await town.command(QBOT_TOKEN=other))
    assert "已记录" in words(await town.answer(FOOD, SAID))


async def test_a_token_that_telegram_refuses_is_named_but_not_shown(empty_town: Town) -> None:
    wrong = "1234567890:wrong-token-of-nobody-at-all"
    ended = await empty_town.command(QBOT_TOKEN=wrong)
    assert "QBOT_TOKEN" in refusal(ended)
    assert "wrong-token" not in ended.err


async def test_a_broken_plan_file_is_refused_with_each_fault_and_its_place(empty_town: Town) -> None:
    shipped = (ROOT / "qbot" / "plan" / "yongcheng-2018.yaml").read_text()
    broken = empty_town.folder / "plan.yaml"
    broken.write_text(
        shipped.replace("id: mobilise", "id: advance", 1).replace("2018-01-01", "2018-13-01", 1)
    )
    ended = await empty_town.command(QBOT_PLAN=str(broken))
    assert ended.code != 0
    assert "phases" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("content", ["", "[", "- 1", "\x00", "indicators: 5"])
async def test_a_file_that_is_no_plan_is_refused_in_words(empty_town: Town, content: str) -> None:
    broken = empty_town.folder / "plan.yaml"
    broken.write_text(content)
    ended = await empty_town.command("plan", str(broken))
    assert ended.code != 0
    assert "plan.yaml" in ended.err
    assert "Traceback" not in ended.err


async def test_a_missing_plan_file_is_named(empty_town: Town) -> None:
    ended = await empty_town.command(QBOT_PLAN=str(empty_town.folder / "nowhere.yaml"))
    assert ended.code != 0
    assert "nowhere.yaml" in ended.err
    assert "Traceback" not in ended.err


async def test_a_data_folder_that_cannot_be_made_is_named(empty_town: Town) -> None:
    file = empty_town.folder / "file"
    file.write_text("")
    for place in (file, file / "below"):
        assert "QBOT_DATA" in refusal(await empty_town.command(QBOT_DATA=str(place)))


async def test_a_missing_data_folder_is_made(empty_town: Town) -> None:
    await empty_town.bot.start()
    assert (empty_town.data / "qbot.db").is_file()


async def test_a_database_that_is_none_is_refused_in_words(empty_town: Town) -> None:
    empty_town.data.mkdir()
    (empty_town.data / "qbot.db").write_bytes(b"no database, but long enough to look like one" * 100)
    ended = await empty_town.command()
    assert ended.code != 0
    assert "Traceback" not in ended.err
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QBOT_NOW", "yesterday"),
        ("QBOT_OFFICE", "陈思雨"),
        ("QBOT_API_URL", "telegram"),
        ("QBOT_LOG", "LOUD"),
    ],
)
async def test_a_setting_that_makes_no_sense_is_named(empty_town: Town, name: str, value: str) -> None:
    line = refusal(await empty_town.command(**{name: value}))
    assert name in line
