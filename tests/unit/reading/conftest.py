"""One reader over the shipped plan for all tests of reading."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qbot.plan.loading import load_plan
from qbot.reading import Reader

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_plan(None))


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of a corpus file, in order."""
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        yield json.loads(line)
