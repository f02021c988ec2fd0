"""The word that a township owes each quarter: 报 asks for it, and what is said next is kept as a note."""

from collections.abc import Sequence

from handlers import prompts
from handlers.tasks import progress
from handlers.texts.answers import townships as texts
from handlers.visit import Visit
from qbot.ledger.obligations import Obligation
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes

WORD = "quarterly-word"


async def ask_word(tx: Writes, visit: Visit, person: Person, owed: Sequence[Obligation]) -> None:
    """Ask for the words that are owed; the next message is one."""
    shown = texts.ask_word(visit.desk.plan, owed, on=visit.on)
    await prompts.prompt(tx, visit, person, shown, kind=WORD, payload={})


async def _word(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The note that was asked for; figures, questions and emergencies go their own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("report", "query", "incident", "undo"):
        return False
    async with prompts.taking(visit, question):
        pass  # closed by itself: the note, or the question which item it is of, has its own transaction
    await progress(visit, person)
    return True


PROMPTS: dict[str, prompts.Continue] = {WORD: _word}
