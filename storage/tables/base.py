"""What the tables share: names of constraints, and indexes over open work alone."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial_index(name: str, table: sa.Table, *columns: str, where: sa.ColumnElement[bool]) -> sa.Index:
    """An index over those rows alone for which `where` holds."""
    chosen = [table.c[column] for column in columns]
    return sa.Index(name, *chosen, sqlite_where=where, postgresql_where=where)
