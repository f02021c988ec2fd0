"""People, invitations and chats."""

import sqlalchemy as sa

from storage.tables.base import metadata, partial_index
from storage.types import ID, JsonText, UtcTime

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
    sa.Column("names_units", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("of_office", sa.Boolean, nullable=False, server_default=sa.false()),
)

# A partial index serves no parameter: its state must stand in the query as a literal.
UNREACHABLE = chats.c.state == sa.literal_column("'unreachable'")
partial_index("ix_chats_unreachable", chats, "id", where=UNREACHABLE)
