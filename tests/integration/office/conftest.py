"""The office's use cases over a real database: the plan, people, and a moment to begin at."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from qbot.people import Person, Role
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from storage.store import SqlStore

START = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)  # nine in the morning in the city
Enrol = Callable[..., Awaitable[Person]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture
def at() -> datetime:
    return START


@pytest.fixture
def enrol(store: SqlStore, at: datetime) -> Enrol:
    """Add a person: `await enrol(7, "contact", "food-drug-bureau")`."""

    async def add(user_id: int, role: Role, *units: str, started: bool = True) -> Person:
        async with store.writing() as tx:
            return await tx.people.enrol(
                telegram_user_id=user_id,
                name=f"用户{user_id}",
                role=role,
                units=units,
                origin="invitation",
                started=started,
                at=at,
            )

    return add
