"""The whole bot as a process: against a Telegram of the test's, or with the one that it brings along."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.rehearsal import Rehearsal, free_port
from tests.e2e.town import FARM, FOOD, LEADER, Town


@pytest.fixture
async def empty_town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot has not been started and knows nobody but the office."""
    town = Town(tmp_path)
    await town.open()
    yield town
    code = await town.close()
    print(town.bot.last_words())  # shown where the test failed
    assert code == 0


@pytest.fixture
async def town(empty_town: Town) -> Town:
    """A running bot with two contacts, an official, the office and a working group."""
    await empty_town.enrol(
        {
            FOOD: ("contact", ("food-drug-bureau",)),
            FARM: ("contact", ("agriculture-bureau",)),
            LEADER: ("official", ()),
        },
        group=True,
    )
    await empty_town.bot.start()
    return empty_town


@pytest.fixture
async def rehearsal(tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The bot without a token, on the sandbox that it starts itself."""
    port = free_port()
    settings = {"QBOT_DATA": str(tmp_path / "data"), "QBOT_SANDBOX_PORT": str(port)}
    rehearsal = Rehearsal(BotProcess(settings=settings, folder=tmp_path), f"http://127.0.0.1:{port}")
    await rehearsal.bot.start()
    yield rehearsal
    await rehearsal.people.close()
    code = await rehearsal.bot.stop()
    print(rehearsal.bot.last_words())
    assert code == 0
