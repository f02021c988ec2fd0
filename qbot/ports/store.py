"""The store as a whole: consistent snapshots to read, one transaction at a time to write."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

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
from qbot.ports.people import Chats, People
from qbot.ports.progress import ProgressNotes
from qbot.ports.references import ReferenceValues
from qbot.ports.reviews import Reviews
from qbot.ports.transport import Inbox, Outbox
from qbot.ports.work import Facts, Occurrences, Questions


class Reads(Protocol):
    """One consistent view of the store; calling a method that writes on it is an error."""

    people: People
    chats: Chats
    inbox: Inbox
    outbox: Outbox
    reports: Reports
    evidence: EvidenceOnRecord
    questions: Questions
    reviews: Reviews
    references: ReferenceValues
    aliases: Aliases
    matters: Matters
    progress: ProgressNotes
    incidents: Incidents
    occurrences: Occurrences
    nudges: Nudges
    extensions: Extensions
    absences: Absences
    orders: Orders
    issued: IssuedPapers
    cards: Cards
    circulars: Circulars
    own_reminders: OwnReminders
    facts: Facts


class Writes(Reads, Protocol):
    """One write transaction."""

    audit: Audit


class Store(Protocol):
    """The database."""

    def reading(self) -> AbstractAsyncContextManager[Reads]: ...

    def writing(self) -> AbstractAsyncContextManager[Writes]: ...
