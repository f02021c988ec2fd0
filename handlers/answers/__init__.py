"""Questions and their answers: one snapshot of the ledger, one answer, short in a group."""

from handlers.answers.answering import ABOUTS, CHOICES, CONVERSATION, answer, screens
from handlers.answers.questions import follow, query, traced

__all__ = ["ABOUTS", "CHOICES", "CONVERSATION", "answer", "follow", "query", "screens", "traced"]
