"""A Telegram that fails, a disk that is full, an operator who stops the bot: no report is lost or doubled."""

import contextlib
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.rehearsal import free_port
from tests.e2e.town import FARM, FOOD, LEADER, OFFICE, STRANGER, Town, by_bot, numbers, words

SAID = "3月食品抽检500批次,合格483"


async def reports_of(town: Town, count: int) -> list[str]:
    """Send reports without waiting for an answer; the values that were sent."""
    values = [f"9{index // 10}.{index % 10}1" for index in range(count)]
    for value in values:
        await town.people.send(FOOD, f"3月食品抽检合格率{value}%")
    return values


async def assert_recorded_once(town: Town, values: list[str]) -> None:
    """Each value has one row, and each row its receipt in the sender's chat."""
    seen: set[int] = set()
    await town.people.wait_for(
        FOOD, lambda m: by_bot(m) and len(seen.update(numbers(words(m))) or seen) >= len(values), 60
    )
    rows = town.rows("select number, value from report_versions order by number")
    assert [value for _, value in rows] == values
    assert {number for number, _ in rows} == seen


@pytest.mark.parametrize("status", [500, 429, "drop_after_accept"])
async def test_a_telegram_that_fails_for_a_while_costs_no_report(town: Town, status: int | str) -> None:
    await town.people.fault("sendMessage", status)
    await town.people.fault("getUpdates", 500 if status == "drop_after_accept" else status, times=1)
    await assert_recorded_once(town, await reports_of(town, 3))


async def test_a_telegram_that_hangs_costs_no_report_and_holds_up_no_other_chat(town: Town) -> None:
    await town.people.fault("sendMessage", "hang", chat_id=FOOD, times=1)
    values = await reports_of(town, 2)
    assert "已记录" in words(await town.answer(FARM, "3月农产品抽检合格率97%"))
    await town.people.clear_faults()
    await town.next(FOOD, after=0, having=f"{values[-1]}%")
    rows = town.rows("select value from report_versions where indicator = 'food-spot-check' order by number")
    assert [value for (value,) in rows] == values


async def test_a_telegram_that_is_away_at_the_start_is_waited_for(empty_town: Town) -> None:
    await empty_town.people.fault("*", 502, times=2)
    await empty_town.bot.start()
    assert "只对受邀人员开放" in words(await empty_town.answer(STRANGER, "您好"))


async def test_a_stop_in_the_middle_of_a_burst_loses_nothing(town: Town) -> None:
    values = await reports_of(town, 8)
    assert await town.bot.stop() == 0
    await town.bot.start()
    await assert_recorded_once(town, values)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a test change another process's limits")
async def test_who_reports_while_nothing_can_be_written_is_told_and_receipted_later(town: Town) -> None:
    await town.answer(FOOD, "2月食品抽检合格率95%")
    pid, (_, hard) = town.bot.pid, resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
    sent = await town.people.send(FOOD, SAID)
    told = await town.next(FOOD, after=sent["message_id"])
    assert "没有保存" in words(told)
    assert town.rows("select value from report_versions") == [("95",)]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    receipt = await town.next(FOOD, after=told["message_id"])
    assert "已记录" in words(receipt)
    assert town.rows("select value from report_versions") == [("95",), ("96.6",)]
    verified = await town.command("verify")
    assert verified.code == 0, verified.err


async def test_who_reports_to_a_full_disk_is_told_and_receipted_once_there_is_room(
    empty_town: Town, small_disk: Path
) -> None:
    town = empty_town
    town.data = small_disk
    town.settings["QBOT_DATA"] = str(small_disk)
    await town.enrol({FOOD: ("contact", ("food-drug-bureau",))})
    await town.bot.start()
    await town.answer(FOOD, "2月食品抽检合格率95%")
    filler = small_disk / "filler"
    fill(filler)
    sent = await town.people.send(FOOD, SAID)
    told = await town.next(FOOD, after=sent["message_id"])
    assert "没有保存:服务器存储已满" in words(told)
    filler.unlink()
    assert "已记录" in words(await town.next(FOOD, after=told["message_id"]))
    assert town.rows("select value from report_versions") == [("95",), ("96.6",)]
    assert await town.bot.stop() == 0


def fill(filler: Path) -> None:
    """Write until the disk takes no more."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here: this needs root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


async def test_a_bot_that_reaches_no_telegram_says_so_and_stops_when_told(empty_town: Town) -> None:
    bot = empty_town.bot
    await bot.start(until_ready=False, QBOT_API_URL=f"http://127.0.0.1:{free_port()}")
    await bot.says("intake.poll")
    assert await bot.stop() == 0
    assert "Traceback" not in empty_town.logs()


async def test_a_backup_taken_while_the_bot_runs_is_a_sound_ledger(town: Town) -> None:
    receipt = await town.answer(FOOD, SAID)
    await town.people.document(FOOD, "报告.pdf", b"%PDF-1.4 paper", reply_to=receipt["message_id"])
    await town.next(FOOD, after=receipt["message_id"], having="佐证")
    copy = town.folder / "copy.db"
    taken = await town.command("backup", str(copy))
    assert taken.code == 0, taken.err
    (paper,) = [path for path in (town.folder / "copy.db.files").rglob("*") if path.is_file()]
    assert paper.read_bytes() == b"%PDF-1.4 paper"
    verified = await town.command("verify", QBOT_DATABASE_URL=f"sqlite+aiosqlite:///{copy}")
    assert verified.code == 0, verified.err
    assert "1 条" in verified.out


async def test_neither_the_token_nor_what_people_write_is_in_the_logs(town: Town) -> None:
    secret = town.token.partition(":")[2]
    assert await town.bot.stop() == 0
    await town.bot.start(QBOT_LOG="DEBUG")
    for method, status in (("getUpdates", 500), ("sendMessage", 500), ("sendMessage", 429), ("*", 502)):
        await town.people.fault(method, status)
    await town.answer(FOOD, SAID)
    await town.answer(OFFICE, "/office")
    await town.answer(LEADER, "现在食品抽检合格率多少")
    await town.people.inject({"message": {"message_id": "x", "text": "心声", "chat": {"id": FOOD}}})
    await town.next(OFFICE, after=0, having="处理失败")
    assert await town.bot.stop() == 0
    logs = town.logs()
    assert "action=" in logs
    assert SAID not in logs
    assert "心声" not in logs
    for file in town.data.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file
    assert secret not in logs
