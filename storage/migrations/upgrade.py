"""Runs the migrations over an open connection, from any working directory."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError


def config() -> Config:
    """Alembic's configuration for the migrations of this package."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return settings


def to_head(connection: sa.Connection) -> None:
    """Apply every migration that is missing; the caller commits."""
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def knows(revision: str) -> bool:
    """Whether this program has the migration `revision`."""
    try:
        return ScriptDirectory.from_config(config()).get_revision(revision) is not None
    except CommandError:
        return False
