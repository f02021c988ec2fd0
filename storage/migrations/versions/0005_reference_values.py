"""Reference values: the dated figures from outside that indicators are measured against."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reference_values",
        sa.Column("id", ID, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("withdraws", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_by", ID, nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["people.id"], name=op.f("fk_reference_values_entered_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["reference_values.id"], name=op.f("fk_reference_values_withdraws_reference_values")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_values")),
    )
    if op.get_bind().dialect.name == "sqlite":
        forbid_changes()


def forbid_changes() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER reference_values_no_{event.lower()} BEFORE {event} ON reference_values "
            f"BEGIN SELECT RAISE(ABORT, 'reference_values is append-only'); END"
        )
