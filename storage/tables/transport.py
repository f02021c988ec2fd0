"""Updates that came in and calls that must go out."""

import sqlalchemy as sa

from storage.tables.base import metadata, partial_index
from storage.types import ID, JsonText, UtcTime

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_try_at", UtcTime),
    sa.Column("error", sa.Text),
    sa.Column("outcome", sa.Text),
    sa.Column("received_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
)
DEAD = inbox.c.state == sa.literal_column("'dead'")
partial_index("ix_inbox_open", inbox, "chat_id", "id", where=inbox.c.finished_at.is_(None))
partial_index("ix_inbox_dead", inbox, "id", where=DEAD)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("payload", JsonText, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("resend", sa.Boolean, nullable=False),
    sa.Column("subject", sa.Text),
    sa.Column("not_before", UtcTime),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("claimed_at", UtcTime),
    sa.Column("finished_at", UtcTime),
    sa.Column("message_id", sa.BigInteger),
)
partial_index(
    "ix_outbox_open", outbox, "chat_id", "id", "claimed_at", "due_at", where=outbox.c.finished_at.is_(None)
)
UNCERTAIN = outbox.c.state == sa.literal_column("'uncertain'")
partial_index("ix_outbox_uncertain", outbox, "id", where=UNCERTAIN)
partial_index("ix_outbox_message", outbox, "chat_id", "message_id", where=outbox.c.message_id.is_not(None))
OWN_ACCORD = outbox.c.kind.in_([sa.literal_column("'reminder'"), sa.literal_column("'notice'")])
partial_index("ix_outbox_own_accord", outbox, "due_at", "chat_id", "state", where=OWN_ACCORD)
partial_index("ix_outbox_subject", outbox, "subject", where=outbox.c.subject.is_not(None))
