"""The life of a report: flags, reviews, evidence, the office's matters, tasks, incidents, added names."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
APPEND_ONLY = ("reviews", "evidence")


def upgrade() -> None:
    op.create_table('added_aliases',
    sa.Column('id', ID, nullable=False),
    sa.Column('word', sa.Text(), nullable=False),
    sa.Column('indicator', sa.Text(), nullable=False),
    sa.Column('added_by', ID, nullable=False),
    sa.Column('added_at', TIME, nullable=False),
    sa.Column('removed_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_added_aliases_added_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_added_aliases'))
    )
    op.create_table('incidents',
    sa.Column('id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('opened_at', TIME, nullable=False),
    sa.Column('closed_by', ID, nullable=True),
    sa.Column('closed_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['closed_by'], ['people.id'], name=op.f('fk_incidents_closed_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_incidents_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incidents'))
    )
    op.create_index('ix_incidents_open', 'incidents', ['id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('matters',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('person_id', ID, nullable=True),
    sa.Column('chat_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('opened_at', TIME, nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('closed_by', ID, nullable=True),
    sa.Column('closed_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['closed_by'], ['people.id'], name=op.f('fk_matters_closed_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_matters_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matters'))
    )
    op.create_index('ix_matters_open', 'matters', ['kind', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('progress',
    sa.Column('id', ID, nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=True),
    sa.Column('needs_help', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('told_at', TIME, nullable=False),
    sa.Column('withdrawn_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_progress_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress'))
    )
    op.create_index('ix_progress_unit', 'progress', ['unit', 'item', 'id'], unique=False, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_index('ix_progress_message', 'progress', ['chat_id', 'message_id'], unique=False, sqlite_where=sa.text('message_id IS NOT NULL'), postgresql_where=sa.text('message_id IS NOT NULL'))
    op.create_table('evidence',
    sa.Column('id', ID, nullable=False),
    sa.Column('number', ID, nullable=True),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('album', sa.Text(), nullable=True),
    sa.Column('added_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['number'], ['report_versions.number'], name=op.f('fk_evidence_number_report_versions')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_evidence_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    op.create_index('ix_evidence_album', 'evidence', ['chat_id', 'album'], unique=False, sqlite_where=sa.text('album IS NOT NULL'), postgresql_where=sa.text('album IS NOT NULL'))
    op.create_index(op.f('ix_evidence_chat_id_message_id'), 'evidence', ['chat_id', 'message_id'], unique=False)
    op.create_index(op.f('ix_evidence_number'), 'evidence', ['number'], unique=False)
    op.create_index(op.f('ix_evidence_sha256'), 'evidence', ['sha256'], unique=False)
    op.create_table('incident_entries',
    sa.Column('id', ID, nullable=False),
    sa.Column('incident_id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('said_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_entries_incident_id_incidents')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_incident_entries_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_entries'))
    )
    op.create_index(op.f('ix_incident_entries_incident_id_id'), 'incident_entries', ['incident_id', 'id'], unique=False)
    op.create_index('ix_incident_entries_message', 'incident_entries', ['chat_id', 'message_id'], unique=False, sqlite_where=sa.text('message_id IS NOT NULL'), postgresql_where=sa.text('message_id IS NOT NULL'))
    op.create_table('incident_readers',
    sa.Column('incident_id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('read_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_readers_incident_id_incidents')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_incident_readers_person_id_people')),
    sa.PrimaryKeyConstraint('incident_id', 'person_id', name=op.f('pk_incident_readers'))
    )
    op.create_table('reviews',
    sa.Column('id', ID, nullable=False),
    sa.Column('number', ID, nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('reviewer_id', ID, nullable=False),
    sa.Column('reviewed_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['number'], ['report_versions.number'], name=op.f('fk_reviews_number_report_versions')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['people.id'], name=op.f('fk_reviews_reviewer_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews'))
    )
    op.create_index(op.f('ix_reviews_number_id'), 'reviews', ['number', 'id'], unique=False)
    op.create_index('ix_outbox_subject', 'outbox', ['subject'], unique=False, sqlite_where=sa.text('subject IS NOT NULL'), postgresql_where=sa.text('subject IS NOT NULL'))
    op.add_column('inbox', sa.Column('outcome', sa.Text(), nullable=True))
    op.add_column('report_versions', sa.Column('flags', sa.Text(), nullable=True))
    op.create_index('ix_report_versions_promised', 'report_versions', ['promised_on'], unique=False, sqlite_where=sa.text('promised_on IS NOT NULL'), postgresql_where=sa.text('promised_on IS NOT NULL'))
    if op.get_bind().dialect.name == "sqlite":
        forbid_changes()


def forbid_changes() -> None:
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
