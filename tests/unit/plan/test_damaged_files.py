"""Whatever is done to a plan file, it is loaded or refused: no other error comes out."""

import random
from pathlib import Path

import pytest

from qbot.errors import PlanFaults
from qbot.plan.loading import SHIPPED, load_plan

BITS = [
    "",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "!!int ",
    "|",
    "\t",
    "\n",
    "#",
    "~",
    "<<: ",
    "\x85",
    "९",
    "2018-99-99",
    "1e999",
    "\ufeff",
    "？",
]


def damaged(raw: str, dice: random.Random) -> str:
    lines = raw.splitlines()
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        match dice.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2:
                column = dice.randint(0, len(lines[at]))
                lines[at] = lines[at][:column] + dice.choice(BITS) + lines[at][column + dice.randint(0, 3) :]
            case 3:
                lines[at] = " " * dice.randint(0, 8) + lines[at].strip()
            case _:
                lines[at] = lines[at].split(":")[0] + ": " + dice.choice(BITS)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_loaded_or_refused_in_lines(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plan.yaml"
    text = damaged(SHIPPED.read_text(encoding="utf-8"), random.Random(seed))
    path.write_text(text, encoding="utf-8")
    try:
        load_plan(path)
    except PlanFaults as error:
        assert error.faults
        assert all(fault.place and "\n" not in str(fault) for fault in error.faults)


@pytest.mark.parametrize("seed", range(20))
def test_a_file_with_wrong_bytes_is_loaded_or_refused(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    raw = bytearray(SHIPPED.read_bytes())
    for _ in range(dice.randint(1, 6)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    path = tmp_path / "plan.yaml"
    path.write_bytes(raw[: dice.randrange(len(raw))] if seed % 2 else raw)
    try:
        load_plan(path)
    except PlanFaults as error:
        assert error.faults
