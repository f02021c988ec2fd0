"""Following up: nudges, extensions, absences, orders, notices, own reminders, cards, what was issued."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
APPEND_ONLY = ("issued", "order_entries")


def upgrade() -> None:
    op.add_column('chats', sa.Column('names_units', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('chats', sa.Column('of_office', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table('absences',
    sa.Column('id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('substitute_id', ID, nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('told_at', TIME, nullable=False),
    sa.Column('ended_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_absences_person_id_people')),
    sa.ForeignKeyConstraint(['substitute_id'], ['people.id'], name=op.f('fk_absences_substitute_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absences'))
    )
    op.create_index('ix_absences_open', 'absences', ['person_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('cards',
    sa.Column('chat_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('outbox_id', ID, nullable=True),
    sa.Column('edit_id', ID, nullable=True),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('shown_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['edit_id'], ['outbox.id'], name=op.f('fk_cards_edit_id_outbox')),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_cards_outbox_id_outbox')),
    sa.PrimaryKeyConstraint('chat_id', 'kind', name=op.f('pk_cards'))
    )
    op.create_table('chase_wishes',
    sa.Column('id', ID, nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('asked_by', ID, nullable=False),
    sa.Column('asked_at', TIME, nullable=False),
    sa.Column('fulfilled_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['people.id'], name=op.f('fk_chase_wishes_asked_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chase_wishes'))
    )
    op.create_index('ix_chase_wishes_open', 'chase_wishes', ['id'], unique=False, sqlite_where=sa.text('fulfilled_at IS NULL'), postgresql_where=sa.text('fulfilled_at IS NULL'))
    op.create_table('extensions',
    sa.Column('id', ID, nullable=False),
    sa.Column('indicator', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('asked_by', ID, nullable=False),
    sa.Column('asked_at', TIME, nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.Column('decided_by', ID, nullable=True),
    sa.Column('decided_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['people.id'], name=op.f('fk_extensions_asked_by_people')),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_extensions_decided_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extensions'))
    )
    op.create_index('ix_extensions_open', 'extensions', ['id'], unique=False, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
    op.create_index(op.f('ix_extensions_unit_indicator_period'), 'extensions', ['unit', 'indicator', 'period'], unique=False)
    op.create_table('issued',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.Text(), nullable=False),
    sa.Column('checksum', sa.Text(), nullable=False),
    sa.Column('file', sa.Text(), nullable=False),
    sa.Column('issued_by', ID, nullable=False),
    sa.Column('issued_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['issued_by'], ['people.id'], name=op.f('fk_issued_issued_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issued')),
    sa.UniqueConstraint('kind', 'number', name=op.f('uq_issued_kind_number'))
    )
    op.create_table('notices',
    sa.Column('id', ID, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file', sa.Text(), nullable=True),
    sa.Column('file_name', sa.Text(), nullable=True),
    sa.Column('answer_by_on', sa.Date(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('sent_by', ID, nullable=False),
    sa.Column('sent_at', TIME, nullable=False),
    sa.Column('reminded_at', TIME, nullable=True),
    sa.Column('closed_at', TIME, nullable=True),
    sa.Column('counted', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['sent_by'], ['people.id'], name=op.f('fk_notices_sent_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    op.create_index('ix_notices_open', 'notices', ['id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('nudges',
    sa.Column('id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('indicator', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('nudged_on', sa.Date(), nullable=False),
    sa.Column('nudged_at', TIME, nullable=False),
    sa.Column('outbox_id', ID, nullable=False),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_nudges_outbox_id_outbox')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_nudges_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nudges')),
    sa.UniqueConstraint('person_id', 'indicator', 'unit', 'period', 'nudged_on', name=op.f('uq_nudges_person_id_indicator_unit_period_nudged_on'))
    )
    op.create_index(op.f('ix_nudges_nudged_on'), 'nudges', ['nudged_on'], unique=False)
    op.create_index(op.f('ix_nudges_outbox_id'), 'nudges', ['outbox_id'], unique=False)
    op.create_index(op.f('ix_nudges_period'), 'nudges', ['period'], unique=False)
    op.create_index('ix_outbox_own_accord', 'outbox', ['created_at', 'chat_id', 'state'], unique=False, sqlite_where=sa.text("kind IN ('reminder', 'notice')"), postgresql_where=sa.text("kind IN ('reminder', 'notice')"))
    op.create_table('orders',
    sa.Column('id', ID, nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('light', sa.Text(), nullable=False),
    sa.Column('indicator', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer_by_on', sa.Date(), nullable=True),
    sa.Column('issued_by', ID, nullable=False),
    sa.Column('issued_at', TIME, nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('closed_by', ID, nullable=True),
    sa.Column('closed_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['closed_by'], ['people.id'], name=op.f('fk_orders_closed_by_people')),
    sa.ForeignKeyConstraint(['issued_by'], ['people.id'], name=op.f('fk_orders_issued_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders')),
    sa.UniqueConstraint('serial', name=op.f('uq_orders_serial'))
    )
    op.create_index('ix_orders_open', 'orders', ['unit', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('own_reminders',
    sa.Column('id', ID, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('created_by', ID, nullable=False),
    sa.Column('created_at', TIME, nullable=False),
    sa.Column('runs_from', TIME, nullable=False),
    sa.Column('paused_at', TIME, nullable=True),
    sa.Column('ended_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_own_reminders_created_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_reminders'))
    )
    op.create_index('ix_own_reminders_open', 'own_reminders', ['id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('notice_readers',
    sa.Column('notice_id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('read_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_notice_readers_notice_id_notices')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_notice_readers_person_id_people')),
    sa.PrimaryKeyConstraint('notice_id', 'person_id', name=op.f('pk_notice_readers'))
    )
    op.create_table('objections',
    sa.Column('id', ID, nullable=False),
    sa.Column('issued_id', ID, nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('person_id', ID, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('raised_at', TIME, nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_by', ID, nullable=True),
    sa.Column('answered_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_objections_answered_by_people')),
    sa.ForeignKeyConstraint(['issued_id'], ['issued.id'], name=op.f('fk_objections_issued_id_issued')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_objections_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objections'))
    )
    op.create_index(op.f('ix_objections_issued_id_unit'), 'objections', ['issued_id', 'unit'], unique=False)
    op.create_table('order_entries',
    sa.Column('id', ID, nullable=False),
    sa.Column('order_id', ID, nullable=False),
    sa.Column('person_id', ID, nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('said_at', TIME, nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_order_entries_order_id_orders')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_order_entries_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_entries'))
    )
    op.create_index(op.f('ix_order_entries_order_id_id'), 'order_entries', ['order_id', 'id'], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        forbid_changes()


def forbid_changes() -> None:
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
