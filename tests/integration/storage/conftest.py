"""People who report, for tests of the store."""

import pytest
from store_samples import enrol

from qbot.people import Person
from storage.store import SqlStore


@pytest.fixture
async def contact(store: SqlStore) -> Person:
    return await enrol(store, 501)
