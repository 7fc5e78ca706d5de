"""The first schema: reports, items, history, reminders and their deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column for an instant in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Make every table."""
    make_reports_and_items()
    make_history()
    make_outbox()


def make_reports_and_items() -> None:
    """Make `report` and `action_item`."""
    op.create_table(
        "report",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String, nullable=False, unique=True),
        sa.Column("identity", sa.String, nullable=False, unique=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("incident_on", sa.Date),
        sa.Column("reported_on", sa.Date),
        sa.Column("severity", sa.String),
        sa.Column("sha256", sa.String, nullable=False),
        instant("imported_at"),
        instant("updated_at"),
        instant("gone_at", nullable=True),
    )
    op.create_table(
        "action_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String, nullable=False, unique=True),
        sa.Column("report_id", sa.Integer, sa.ForeignKey("report.id")),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("status_reason", sa.String),
        sa.Column("due", sa.Date),
        sa.Column("due_text", sa.String),
        sa.Column("due_confidence", sa.String),
        sa.Column("due_version", sa.Integer, nullable=False),
        sa.Column("owners", sa.JSON, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("priority", sa.String),
        sa.Column("type", sa.String),
        sa.Column("links", sa.JSON, nullable=False),
        sa.Column("recurrence", sa.String),
        sa.Column("section", sa.String),
        sa.Column("line", sa.Integer),
        sa.Column("snoozed_until", sa.Date),
        sa.Column("backlog", sa.Boolean, nullable=False),
        sa.Column("base", sa.JSON),
        instant("created_at"),
        instant("updated_at"),
        instant("closed_at", nullable=True),
        instant("gone_at", nullable=True),
        instant("next_check_at", nullable=True),
    )
    op.create_index("ix_action_item_report_id", "action_item", ["report_id"])
    op.create_index("action_item_next_check", "action_item", ["next_check_at"])
    op.create_index("action_item_open_by_due", "action_item", ["status", "due"])


def make_history() -> None:
    """Make `import_run` and `event`."""
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String, nullable=False, unique=True),
        instant("at"),
        sa.Column("actor", sa.String, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        instant("at"),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("report_id", sa.Integer, sa.ForeignKey("report.id")),
        sa.Column("item_id", sa.Integer, sa.ForeignKey("action_item.id")),
        sa.Column("import_run_id", sa.Integer, sa.ForeignKey("import_run.id")),
        sa.Column("changes", sa.JSON, nullable=False),
    )
    for column in ("report_id", "item_id", "import_run_id"):
        op.create_index(f"ix_event_{column}", "event", [column])


def make_outbox() -> None:
    """Make `delivery`, `reminder`, `attempt`, `channel_state` and `meta`."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String, nullable=False, unique=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        instant("created_at"),
        instant("next_attempt_at"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("lease_token", sa.String),
        instant("lease_until", nullable=True),
        instant("done_at", nullable=True),
        sa.Column("last_error", sa.String),
    )
    op.create_index("ix_delivery_channel", "delivery", ["channel"])
    op.create_index("delivery_next_attempt", "delivery", ["state", "next_attempt_at"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.Integer, sa.ForeignKey("action_item.id"), nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("due_version", sa.Integer, nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        instant("decided_at"),
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("delivery.id"), nullable=False),
        sa.UniqueConstraint("item_id", "stage", "due_version", "occurrence", "channel", name="reminder_once"),
    )
    op.create_index("ix_reminder_delivery_id", "reminder", ["delivery_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("delivery.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        instant("started_at"),
        instant("finished_at", nullable=True),
        sa.Column("outcome", sa.String),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.String),
    )
    op.create_index("ix_attempt_delivery_id", "attempt", ["delivery_id"])
    op.create_table(
        "channel_state",
        sa.Column("name", sa.String, primary_key=True),
        instant("paused_until", nullable=True),
        instant("disabled_at", nullable=True),
        sa.Column("disabled_reason", sa.String),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
