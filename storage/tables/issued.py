"""What the office issued: briefs and published assessments, frozen, and who looked at what last."""

import sqlalchemy as sa

from storage.tables.base import metadata
from storage.types import ID, JsonText, UtcTime

issued = sa.Table(
    "issued",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("snapshot", JsonText, nullable=False),
    sa.Column("checksum", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("issued_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("issued_at", UtcTime, nullable=False),
    sa.UniqueConstraint("kind", "number"),
)

objections = sa.Table(
    "objections",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("issued_id", ID, sa.ForeignKey("issued.id"), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("raised_at", UtcTime, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("answered_by", ID, sa.ForeignKey("people.id")),
    sa.Column("answered_at", UtcTime),
    sa.Index(None, "issued_id", "unit"),
)
