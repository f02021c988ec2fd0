"""What the words of a photo or a file are: a note about it, or a message that it is the evidence of."""

from collections.abc import Sequence

from handlers.correcting import corrects
from handlers.numbered import command_words
from handlers.visit import Visit
from qbot.ledger.versions import Version
from qbot.promises import read_blanks
from qbot.reading.meaning import Meaning

_OF_FIGURES = ("undo", "correct", "move")


def is_message(visit: Visit, meaning: Meaning, figures: Sequence[Version] = ()) -> bool:
    """Whether the words report, correct, promise or take back, as they would without the paper; `figures` are
    those that they reply to."""
    if meaning.intent in ("report", "undo") or corrects(visit, figures):
        return True
    command = command_words(visit.text)
    if command is not None and command[0] in _OF_FIGURES:
        return True
    return read_blanks(visit.desk.reader, visit.text, on=visit.on) is not None
