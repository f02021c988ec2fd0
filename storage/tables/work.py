"""Work that waits: questions, matters of the office, tasks, incidents, reminders, small facts."""

import sqlalchemy as sa

from storage.tables.base import metadata, partial_index
from storage.types import ID, JsonText, UtcTime

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("payload", JsonText, nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("closed_at", UtcTime),
)
partial_index(
    "ix_questions_open", questions, "person_id", "chat_id", "id", where=questions.c.closed_at.is_(None)
)
partial_index("ix_questions_expiry", questions, "expires_at", where=questions.c.closed_at.is_(None))

occurrences = sa.Table(
    "occurrences",
    metadata,
    sa.Column("reminder", sa.Text, primary_key=True),
    sa.Column("due_at", UtcTime, primary_key=True),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("settled_at", UtcTime, nullable=False),
    sa.Index(None, "due_at"),
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

matters = sa.Table(
    "matters",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id")),
    sa.Column("chat_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("payload", JsonText, nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("closed_by", ID, sa.ForeignKey("people.id")),
    sa.Column("closed_at", UtcTime),
)
partial_index("ix_matters_open", matters, "kind", "id", where=matters.c.closed_at.is_(None))

progress = sa.Table(
    "progress",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("percent", sa.Integer),
    sa.Column("needs_help", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("told_at", UtcTime, nullable=False),
    sa.Column("withdrawn_at", UtcTime),
)
partial_index("ix_progress_unit", progress, "unit", "item", "id", where=progress.c.withdrawn_at.is_(None))
partial_index(
    "ix_progress_message", progress, "chat_id", "message_id", where=progress.c.message_id.is_not(None)
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("closed_by", ID, sa.ForeignKey("people.id")),
    sa.Column("closed_at", UtcTime),
)
partial_index("ix_incidents_open", incidents, "id", where=incidents.c.closed_at.is_(None))

incident_entries = sa.Table(
    "incident_entries",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("incident_id", ID, sa.ForeignKey("incidents.id"), nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("said_at", UtcTime, nullable=False),
    sa.Index(None, "incident_id", "id"),
)
partial_index(
    "ix_incident_entries_message",
    incident_entries,
    "chat_id",
    "message_id",
    where=incident_entries.c.message_id.is_not(None),
)

incident_readers = sa.Table(
    "incident_readers",
    metadata,
    sa.Column("incident_id", ID, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("read_at", UtcTime, nullable=False),
)

added_aliases = sa.Table(
    "added_aliases",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("word", sa.Text, nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("added_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("added_at", UtcTime, nullable=False),
    sa.Column("removed_at", UtcTime),
)
