"""Which schemas there are, in order, and the flat view of the items; standard library only.

The view is what `list`, dashboards and people's own tools (Datasette, Metabase) query. It is dropped and
made again by every migration, so that it always fits the tables.
"""

from __future__ import annotations

REVISIONS = ("0001", "0002")
"""The migrations in their order; the last one is what this program reads and writes."""

HEAD = REVISIONS[-1]

READ_REVISION = "SELECT version_num FROM alembic_version"

DROP_VIEW = "DROP VIEW IF EXISTS items"

ITEMS_OF_ANY_STATE = """
SELECT
    action_item.id, action_item.uid, action_item.kind, action_item.title, action_item.status,
    action_item.status_reason, action_item.due, action_item.due_text, action_item.due_confidence,
    action_item.owners, action_item.team, action_item.priority, action_item.type, action_item.links,
    action_item.recurrence, action_item.snoozed_until, action_item.section, action_item.line,
    action_item.gone_at, action_item.created_at, action_item.updated_at, action_item.closed_at,
    action_item.due_version, action_item.backlog, action_item.triaged_at,
    -- Of an item that was only imported, nothing has happened since its report was written.
    CASE
        WHEN action_item.updated_at > action_item.created_at OR action_item.line IS NULL
        THEN DATE(action_item.updated_at)
        ELSE COALESCE(report.reported_on, report.incident_on, DATE(action_item.created_at))
    END AS touched_on,
    report.id AS report_id, report.title AS report_title, report.source AS report_source,
    report.incident_on AS report_incident_on,
    report.reported_on AS report_reported_on, COALESCE(report.reported_on, report.incident_on) AS report_day,
    report.severity AS report_severity
FROM action_item LEFT JOIN report ON report.id = action_item.report_id
"""
"""The rows of the view, with those that were forgotten."""

CREATE_VIEW = f"CREATE VIEW items AS{ITEMS_OF_ANY_STATE}WHERE action_item.forgotten_at IS NULL"
