"""Reference values that the office entered: rows are only ever added."""

import sqlalchemy as sa

from storage.tables.base import metadata
from storage.types import ID, DecimalText, UtcTime

reference_values = sa.Table(
    "reference_values",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("value", DecimalText),
    sa.Column("withdraws", ID, sa.ForeignKey("reference_values.id")),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("entered_by", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("entered_at", UtcTime, nullable=False),
)
