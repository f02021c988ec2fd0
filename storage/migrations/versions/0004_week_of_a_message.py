"""The week of a message: what the bot says of its own accord counts in the week in which it falls due."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OWN_ACCORD = sa.text("kind IN ('reminder', 'notice')")


def upgrade() -> None:
    op.drop_index("ix_outbox_own_accord", table_name="outbox")
    op.create_index(
        "ix_outbox_own_accord",
        "outbox",
        ["due_at", "chat_id", "state"],
        unique=False,
        sqlite_where=OWN_ACCORD,
        postgresql_where=OWN_ACCORD,
    )
