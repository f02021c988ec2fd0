"""People who report, for tests of the store."""

import pytest

from qbot.people import Person
from storage.store import SqlStore
from tests.integration.storage.store_samples import enrol


@pytest.fixture
async def contact(store: SqlStore) -> Person:
    return await enrol(store, 501)
