"""Change sets: what one command changed belongs together and can be taken back; reports can be forgotten.

An import run becomes a change set among others. `triaged_at` says since when somebody has looked at an item.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make `change_set` out of `import_run`, and add the columns."""
    # RENAME keeps the rows and the references to them; SQLite (3.25) and PostgreSQL both have it.
    op.drop_index("ix_event_import_run_id", "event")
    op.rename_table("import_run", "change_set")
    op.execute("ALTER TABLE event RENAME COLUMN import_run_id TO change_set_id")
    op.create_index("ix_event_change_set_id", "event", ["change_set_id"])
    op.add_column("change_set", sa.Column("command", sa.String, nullable=False, server_default="import"))
    op.add_column("change_set", sa.Column("undoes", sa.Integer, nullable=True))
    op.create_index("ix_change_set_undoes", "change_set", ["undoes"])
    for table, column in (
        ("report", "forgotten_at"),
        ("action_item", "forgotten_at"),
        ("action_item", "triaged_at"),
    ):
        op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
