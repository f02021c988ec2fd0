"""The ledger, its reviews and its evidence: rows of which none is changed; `standing` says which count."""

import sqlalchemy as sa

from storage.tables.base import metadata, partial_index
from storage.types import ID, DecimalText, JsonText, UtcTime

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
    sa.Column("flags", JsonText),
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
partial_index(
    "ix_report_versions_message",
    report_versions,
    "chat_id",
    "message_id",
    where=report_versions.c.message_id.is_not(None),
)
partial_index(
    "ix_report_versions_promised",
    report_versions,
    "promised_on",
    where=report_versions.c.promised_on.is_not(None),
)
partial_index(
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

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("number", ID, sa.ForeignKey("report_versions.number"), nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("reviewer_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("reviewed_at", UtcTime, nullable=False),
    sa.Index(None, "number", "id"),
)
IS_VERDICT = reviews.c.verdict.in_([sa.literal_column("'passed'"), sa.literal_column("'returned'")])

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("number", ID, sa.ForeignKey("report_versions.number")),
    sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("file_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("album", sa.Text),
    sa.Column("added_at", UtcTime, nullable=False),
    sa.Index(None, "number"),
    sa.Index(None, "sha256"),
    sa.Index(None, "chat_id", "message_id"),
)
partial_index("ix_evidence_album", evidence, "chat_id", "album", where=evidence.c.album.is_not(None))
