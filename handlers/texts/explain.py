"""Why a message was read as it was, for the office."""

from collections.abc import Sequence

from handlers.screen import Screen, safe, screen
from qbot.reading.meaning import Step

NO_MESSAGE = "请回复一条文字消息,再发 /why。"
SHOWN = 40


def why(steps: Sequence[Step]) -> Screen:
    """One line for each span: what it was taken for, and by which rule."""
    lines = [
        f"· {f'「{safe(step.text[:40])}」→ ' if step.text else ''}{safe(step.taken_for)}({safe(step.rule)})"
        for step in steps[:SHOWN]
    ]
    return screen("\n".join(["<b>这样读的:</b>", *lines]))
