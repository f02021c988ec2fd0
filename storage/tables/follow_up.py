"""Following up: nudges, leave to report late, absences, orders, notices, own reminders, cards."""

import sqlalchemy as sa

from storage.tables.base import metadata, partial_index
from storage.types import ID, JsonText, UtcTime

nudges = sa.Table(
    "nudges",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("nudged_on", sa.Date, nullable=False),
    sa.Column("nudged_at", UtcTime, nullable=False),
    sa.Column("outbox_id", ID, sa.ForeignKey("outbox.id"), nullable=False),
    sa.UniqueConstraint("person_id", "indicator", "unit", "period", "nudged_on"),
    sa.Index(None, "nudged_on"),
    sa.Index(None, "period"),
    sa.Index(None, "outbox_id"),
)

chase_wishes = sa.Table(
    "chase_wishes",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("asked_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("fulfilled_at", UtcTime),
)
partial_index("ix_chase_wishes_open", chase_wishes, "id", where=chase_wishes.c.fulfilled_at.is_(None))

extensions = sa.Table(
    "extensions",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("asked_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("until_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("granted", sa.Boolean),
    sa.Column("decided_by", ID, sa.ForeignKey("people.id")),
    sa.Column("decided_at", UtcTime),
    sa.Index(None, "unit", "indicator", "period"),
)
partial_index("ix_extensions_open", extensions, "id", where=extensions.c.decided_at.is_(None))

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("substitute_id", ID, sa.ForeignKey("people.id")),
    sa.Column("from_on", sa.Date, nullable=False),
    sa.Column("until_on", sa.Date, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("told_at", UtcTime, nullable=False),
    sa.Column("ended_at", UtcTime),
)
partial_index("ix_absences_open", absences, "person_id", where=absences.c.ended_at.is_(None))

orders = sa.Table(
    "orders",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("serial", sa.Text, nullable=False, unique=True),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("light", sa.Text, nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("answer_by_on", sa.Date),
    sa.Column("issued_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("issued_at", UtcTime, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("closed_by", ID, sa.ForeignKey("people.id")),
    sa.Column("closed_at", UtcTime),
)
partial_index("ix_orders_open", orders, "unit", "id", where=orders.c.closed_at.is_(None))

order_entries = sa.Table(
    "order_entries",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("order_id", ID, sa.ForeignKey("orders.id"), nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id")),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("said_at", UtcTime, nullable=False),
    sa.Index(None, "order_id", "id"),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("file", sa.Text),
    sa.Column("file_name", sa.Text),
    sa.Column("answer_by_on", sa.Date),
    sa.Column("audience", JsonText, nullable=False),
    sa.Column("sent_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("sent_at", UtcTime, nullable=False),
    sa.Column("reminded_at", UtcTime),
    sa.Column("closed_at", UtcTime),
    sa.Column("counted", sa.Integer, nullable=False),
)
partial_index("ix_notices_open", notices, "id", where=notices.c.closed_at.is_(None))

notice_readers = sa.Table(
    "notice_readers",
    metadata,
    sa.Column("notice_id", ID, sa.ForeignKey("notices.id"), primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("read_at", UtcTime),
)

own_reminders = sa.Table(
    "own_reminders",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("rule", JsonText, nullable=False),
    sa.Column("audience", JsonText, nullable=False),
    sa.Column("created_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("runs_from", UtcTime, nullable=False),
    sa.Column("paused_at", UtcTime),
    sa.Column("ended_at", UtcTime),
)
partial_index("ix_own_reminders_open", own_reminders, "id", where=own_reminders.c.ended_at.is_(None))

cards = sa.Table(
    "cards",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("outbox_id", ID, sa.ForeignKey("outbox.id")),
    sa.Column("edit_id", ID, sa.ForeignKey("outbox.id")),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("pinned", sa.Boolean, nullable=False),
    sa.Column("shown_at", UtcTime, nullable=False),
)
