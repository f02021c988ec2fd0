"""The tables. Times are UTC, figures and JSON are text, ids that Telegram gives are 64 bits wide.

Open work is what has no `finished_at` or `closed_at`: the partial indexes hold just that, so that the tables
may grow without end. The rows of `report_versions` and `audit` are only ever added.
"""

import sqlalchemy as sa

from storage.types import ID, DecimalText, JsonText, UtcTime

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _partial(name: str, table: sa.Table, *columns: str, where: sa.ColumnElement[bool]) -> sa.Index:
    """An index over those rows alone for which `where` holds."""
    chosen = [table.c[column] for column in columns]
    return sa.Index(name, *chosen, sqlite_where=where, postgresql_where=where)


people = sa.Table(
    "people",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("telegram_user_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("units", JsonText, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("enrolled_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
)

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("code_hash", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("units", JsonText, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("created_by", ID, sa.ForeignKey("people.id")),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("used_at", UtcTime),
    sa.Column("used_by", ID, sa.ForeignKey("people.id")),
    sa.Column("revoked_at", UtcTime),
)

wrong_codes = sa.Table(
    "wrong_codes",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("telegram_user_id", sa.BigInteger, nullable=False),
    sa.Column("sent_at", UtcTime, nullable=False),
    sa.Index(None, "telegram_user_id", "sent_at"),
)

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("bound", sa.Boolean, nullable=False),
    sa.Column("bound_by", ID, sa.ForeignKey("people.id")),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("changed_at", UtcTime, nullable=False),
)

# A partial index serves no parameter: its state must stand in the query as a literal.
UNREACHABLE = chats.c.state == sa.literal_column("'unreachable'")
_partial("ix_chats_unreachable", chats, "id", where=UNREACHABLE)

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
    sa.Column("received_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
)
DEAD = inbox.c.state == sa.literal_column("'dead'")
_partial("ix_inbox_open", inbox, "chat_id", "id", where=inbox.c.finished_at.is_(None))
_partial("ix_inbox_dead", inbox, "id", where=DEAD)

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
_partial(
    "ix_outbox_open", outbox, "chat_id", "id", "claimed_at", "due_at", where=outbox.c.finished_at.is_(None)
)
UNCERTAIN = outbox.c.state == sa.literal_column("'uncertain'")
_partial("ix_outbox_uncertain", outbox, "id", where=UNCERTAIN)
_partial("ix_outbox_message", outbox, "chat_id", "message_id", where=outbox.c.message_id.is_not(None))

report_versions = sa.Table(
    "report_versions",
    metadata,
    sa.Column("number", ID, primary_key=True, autoincrement=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("value", DecimalText),
    sa.Column("numerator", sa.BigInteger),
    sa.Column("denominator", sa.BigInteger),
    sa.Column("withdraws", ID, sa.ForeignKey("report_versions.number")),
    sa.Column("promised_on", sa.Date),
    sa.Column("reason", sa.Text),
    sa.Column("reporter_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("reported_at", UtcTime, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index(None, "indicator", "unit", "period", "number"),
    sa.Index(None, "reporter_id", "number"),
)
_partial(
    "ix_report_versions_message",
    report_versions,
    "chat_id",
    "message_id",
    where=report_versions.c.message_id.is_not(None),
)
_partial(
    "ix_report_versions_withdraws",
    report_versions,
    "withdraws",
    where=report_versions.c.withdraws.is_not(None),
)

standing = sa.Table(
    "standing",
    metadata,
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("number", ID, sa.ForeignKey("report_versions.number"), nullable=False, unique=True),
    sa.Index(None, "unit", "period"),
    sa.Index(None, "period"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("actor_id", ID, sa.ForeignKey("people.id")),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("before", JsonText),
    sa.Column("after", JsonText),
    sa.Column("acted_at", UtcTime, nullable=False),
)

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
_partial("ix_questions_open", questions, "person_id", "chat_id", "id", where=questions.c.closed_at.is_(None))
_partial("ix_questions_expiry", questions, "expires_at", where=questions.c.closed_at.is_(None))

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
