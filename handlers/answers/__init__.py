"""Questions and their answers: one snapshot of the ledger, one answer, short in a group."""

from handlers.answers import document, meeting, passing, punctual
from handlers.answers.answering import CONVERSATION, answer, screens
from handlers.answers.overall import area_asked
from handlers.answers.passing import PROMPTS, asks_the_office, handed_to_office
from handlers.answers.questions import follow, open_link, query, traced
from handlers.answers.reasons import explain
from handlers.answers.telling import is_link

CONVERSATIONS = (
    CONVERSATION,
    document.CONVERSATION,
    meeting.CONVERSATION,
    passing.CONVERSATION,
    punctual.CONVERSATION,
)

__all__ = [
    "CONVERSATIONS",
    "PROMPTS",
    "answer",
    "area_asked",
    "asks_the_office",
    "explain",
    "follow",
    "handed_to_office",
    "is_link",
    "open_link",
    "query",
    "screens",
    "traced",
]
