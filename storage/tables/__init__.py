"""The tables. Times are UTC, figures and JSON are text, ids that Telegram gives are 64 bits wide.

Open work is what has no `finished_at` or `closed_at`: the partial indexes hold just that, so that the tables
may grow without end. The rows of `report_versions`, `reviews`, `reference_values`, `issued`,
`order_entries` and `audit` are only ever added.
"""

from storage.tables.base import metadata
from storage.tables.follow_up import (
    absences,
    cards,
    chase_wishes,
    extensions,
    notice_readers,
    notices,
    nudges,
    order_entries,
    orders,
    own_reminders,
)
from storage.tables.issued import issued, objections
from storage.tables.ledger import IS_VERDICT, audit, evidence, report_versions, reviews, standing
from storage.tables.people import UNREACHABLE, chats, invitations, people, wrong_codes
from storage.tables.references import reference_values
from storage.tables.transport import DEAD, OWN_ACCORD, UNCERTAIN, inbox, outbox
from storage.tables.work import (
    added_aliases,
    facts,
    incident_entries,
    incident_readers,
    incidents,
    matters,
    occurrences,
    progress,
    questions,
)

__all__ = [
    "DEAD",
    "IS_VERDICT",
    "OWN_ACCORD",
    "UNCERTAIN",
    "UNREACHABLE",
    "absences",
    "added_aliases",
    "audit",
    "cards",
    "chase_wishes",
    "chats",
    "evidence",
    "extensions",
    "facts",
    "inbox",
    "incident_entries",
    "incident_readers",
    "incidents",
    "invitations",
    "issued",
    "matters",
    "metadata",
    "notice_readers",
    "notices",
    "nudges",
    "objections",
    "occurrences",
    "order_entries",
    "orders",
    "outbox",
    "own_reminders",
    "people",
    "progress",
    "questions",
    "reference_values",
    "report_versions",
    "reviews",
    "standing",
    "wrong_codes",
]
