"""Schema migrations with Alembic, configured in code; imported only when a database is behind.

An upgrade is one transaction on a connection of its own. On SQLite, foreign keys are off for it (a table that
is rebuilt under ON DELETE CASCADE loses its children) and checked before the commit; the view is dropped
before and made again after, since it stands on the tables. A killed upgrade leaves the old schema.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import NullPool

from tracker.errors import DamagedDatabase
from tracker.store.schema import CREATE_VIEW, DROP_VIEW, HEAD

if TYPE_CHECKING:
    import sqlite3

# Alembic tells of each step at INFO, which is for whoever writes migrations.
logging.getLogger("alembic").setLevel(logging.WARNING)

UPGRADE_WAIT_SECONDS = 60
"""Another process may be upgrading the same file; it is worth waiting for."""


def upgrade(path: Path, revision: str = HEAD) -> None:
    """Bring the database file to a revision, all or nothing.

    Raises:
        DamagedDatabase: its rows refer to rows that are not there.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": UPGRADE_WAIT_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        connection.exec_driver_sql(DROP_VIEW)
        command.upgrade(alembic_config(connection), revision)
        connection.exec_driver_sql(CREATE_VIEW)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise DamagedDatabase(str(path), f"{len(broken)} rows refer to rows that are not there")


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration: our scripts, and the connection that the whole upgrade runs on."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
