"""What the office needs from the outside, as protocols: `storage` fulfils them, tests use real SQLite.

`Store.reading()` gives a consistent snapshot. `Store.writing()` is one write transaction: it commits when the
block ends, and nothing of it is kept when the block raises. Nobody awaits Telegram inside either.
All times are aware and in UTC. Every method may raise StorageError.
"""

from qbot.ports.absences import Absences
from qbot.ports.aliases import Aliases
from qbot.ports.cards import Cards
from qbot.ports.circulars import Circulars
from qbot.ports.evidence import EvidenceOnRecord
from qbot.ports.extensions import Extensions
from qbot.ports.incidents import Incidents
from qbot.ports.issued import IssuedPapers
from qbot.ports.ledger import Audit, Reports
from qbot.ports.matters import Matters
from qbot.ports.nudges import Nudges
from qbot.ports.orders import Orders
from qbot.ports.own_reminders import OwnReminders
from qbot.ports.people import SILENCED, Chat, ChatKind, Chats, ChatState, People
from qbot.ports.progress import ProgressNotes
from qbot.ports.references import ReferenceValues
from qbot.ports.reviews import Reviews
from qbot.ports.store import Reads, Store, Writes
from qbot.ports.transport import Inbox, Outbox
from qbot.ports.work import Facts, Occurrences, PendingQuestion, Questions

__all__ = [
    "SILENCED",
    "Absences",
    "Aliases",
    "Audit",
    "Cards",
    "Chat",
    "ChatKind",
    "ChatState",
    "Chats",
    "Circulars",
    "EvidenceOnRecord",
    "Extensions",
    "Facts",
    "Inbox",
    "Incidents",
    "IssuedPapers",
    "Matters",
    "Nudges",
    "Occurrences",
    "Orders",
    "Outbox",
    "OwnReminders",
    "PendingQuestion",
    "People",
    "ProgressNotes",
    "Questions",
    "Reads",
    "ReferenceValues",
    "Reports",
    "Reviews",
    "Store",
    "Writes",
]
