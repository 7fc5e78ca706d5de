-- A database of schema 0001, as it was written: three items of a report, a reminder, an item that was closed.
BEGIN TRANSACTION;
CREATE TABLE action_item (
	id INTEGER NOT NULL,
	uid VARCHAR NOT NULL,
	report_id INTEGER,
	kind VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	status_reason VARCHAR,
	due DATE,
	due_text VARCHAR,
	due_confidence VARCHAR,
	due_version INTEGER NOT NULL,
	owners JSON NOT NULL,
	team VARCHAR,
	priority VARCHAR,
	type VARCHAR,
	links JSON NOT NULL,
	recurrence VARCHAR,
	section VARCHAR,
	line INTEGER,
	snoozed_until DATE,
	backlog BOOLEAN NOT NULL,
	base JSON,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	closed_at DATETIME,
	gone_at DATETIME,
	next_check_at DATETIME,
	PRIMARY KEY (id),
	UNIQUE (uid),
	FOREIGN KEY(report_id) REFERENCES report (id)
);
INSERT INTO "action_item" VALUES(1,'9f5b125e-b4f5-4af9-a620-b750fdf8e600',1,'task','Alert on certificates','open',NULL,'2026-10-01','by October 1, 2026','explicit',1,'["Mara"]',NULL,NULL,NULL,'[]',NULL,'Action items',7,NULL,0,'{"title": "Alert on certificates", "kind": "task", "due": "2026-10-01", "due_text": "by October 1, 2026", "due_confidence": "explicit", "owners": ["Mara"], "team": null, "status": "open", "priority": null, "type": null, "links": [], "recurrence": null}','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000',NULL,NULL,'2026-10-21 09:00:00.000000');
INSERT INTO "action_item" VALUES(2,'01e59942-4c00-4e6d-92f1-e188bc5e3a11',1,'task','Write the runbook','done',NULL,'2026-10-14','by October 14, 2026','explicit',1,'[]',NULL,NULL,NULL,'[]',NULL,'Action items',8,NULL,0,'{"title": "Write the runbook", "kind": "task", "due": "2026-10-14", "due_text": "by October 14, 2026", "due_confidence": "explicit", "owners": [], "team": null, "status": "open", "priority": null, "type": null, "links": [], "recurrence": null}','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000',NULL,NULL);
INSERT INTO "action_item" VALUES(3,'4b5d3b54-d1d4-481f-b4fd-57652c5f1232',1,'task','Rehearse the failover','open',NULL,'2026-12-24','by December 24, 2026','explicit',1,'[]',NULL,NULL,NULL,'[]',NULL,'Action items',9,NULL,0,'{"title": "Rehearse the failover", "kind": "task", "due": "2026-12-24", "due_text": "by December 24, 2026", "due_confidence": "explicit", "owners": [], "team": null, "status": "open", "priority": null, "type": null, "links": [], "recurrence": null}','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000',NULL,NULL,'2026-12-17 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attempt (
	id INTEGER NOT NULL,
	delivery_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	token VARCHAR NOT NULL,
	started_at DATETIME NOT NULL,
	finished_at DATETIME,
	outcome VARCHAR,
	status INTEGER,
	error VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(delivery_id) REFERENCES delivery (id)
);
CREATE TABLE channel_state (
	name VARCHAR NOT NULL,
	paused_until DATETIME,
	disabled_at DATETIME,
	disabled_reason VARCHAR,
	PRIMARY KEY (name)
);
CREATE TABLE delivery (
	id INTEGER NOT NULL,
	uid VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	created_at DATETIME NOT NULL,
	next_attempt_at DATETIME NOT NULL,
	attempts INTEGER NOT NULL,
	body BLOB,
	lease_token VARCHAR,
	lease_until DATETIME,
	done_at DATETIME,
	last_error VARCHAR,
	PRIMARY KEY (id),
	UNIQUE (uid)
);
INSERT INTO "delivery" VALUES(1,'msg_4568076f320f487cb174eba6532994b3','ops','pending','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000',0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE event (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	actor VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	action VARCHAR NOT NULL,
	report_id INTEGER,
	item_id INTEGER,
	import_run_id INTEGER,
	changes JSON NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report_id) REFERENCES report (id),
	FOREIGN KEY(item_id) REFERENCES action_item (id),
	FOREIGN KEY(import_run_id) REFERENCES import_run (id)
);
INSERT INTO "event" VALUES(1,'2026-10-14 12:00:00.000000','mara@example.org','import','imported',1,1,1,'{"title": [null, "Alert on certificates"], "kind": [null, "task"], "due": [null, "2026-10-01"], "due_text": [null, "by October 1, 2026"], "due_confidence": [null, "explicit"], "owners": [null, ["Mara"]], "status": [null, "open"]}');
INSERT INTO "event" VALUES(2,'2026-10-14 12:00:00.000000','mara@example.org','import','imported',1,2,1,'{"title": [null, "Write the runbook"], "kind": [null, "task"], "due": [null, "2026-10-14"], "due_text": [null, "by October 14, 2026"], "due_confidence": [null, "explicit"], "status": [null, "open"]}');
INSERT INTO "event" VALUES(3,'2026-10-14 12:00:00.000000','mara@example.org','import','imported',1,3,1,'{"title": [null, "Rehearse the failover"], "kind": [null, "task"], "due": [null, "2026-12-24"], "due_text": [null, "by December 24, 2026"], "due_confidence": [null, "explicit"], "status": [null, "open"]}');
INSERT INTO "event" VALUES(4,'2026-10-14 12:00:00.000000','jonas@example.org','cli','done',1,2,NULL,'{"status": ["open", "done"]}');
CREATE TABLE import_run (
	id INTEGER NOT NULL,
	uid VARCHAR NOT NULL,
	at DATETIME NOT NULL,
	actor VARCHAR NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (uid)
);
INSERT INTO "import_run" VALUES(1,'8bb03218-5a0d-4d6d-8010-ad5a32c48441','2026-10-14 12:00:00.000000','mara@example.org');
CREATE TABLE meta (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('policy_fingerprint','8d2248c643db3adc4d0d0a2ddc497774da78bd7c0930b36ee17dbb48c6a6459f');
CREATE TABLE reminder (
	id INTEGER NOT NULL,
	item_id INTEGER NOT NULL,
	stage VARCHAR NOT NULL,
	due_version INTEGER NOT NULL,
	occurrence INTEGER NOT NULL,
	channel VARCHAR NOT NULL,
	decided_at DATETIME NOT NULL,
	delivery_id INTEGER NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT reminder_once UNIQUE (item_id, stage, due_version, occurrence, channel),
	FOREIGN KEY(item_id) REFERENCES action_item (id),
	FOREIGN KEY(delivery_id) REFERENCES delivery (id)
);
INSERT INTO "reminder" VALUES(1,1,'overdue',1,13,'ops','2026-10-14 12:00:00.000000',1);
INSERT INTO "reminder" VALUES(2,2,'due',1,1,'ops','2026-10-14 12:00:00.000000',1);
CREATE TABLE report (
	id INTEGER NOT NULL,
	uid VARCHAR NOT NULL,
	identity VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	incident_on DATE,
	reported_on DATE,
	severity VARCHAR,
	sha256 VARCHAR NOT NULL,
	imported_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	gone_at DATETIME,
	PRIMARY KEY (id),
	UNIQUE (uid),
	UNIQUE (identity)
);
INSERT INTO "report" VALUES(1,'c08bff77-1344-4c63-909f-5df9fd0eca81','reports/checkout.md','reports/checkout.md','checkout down','2026-09-01',NULL,NULL,'5532cc221ec5e5946142a5650409df999ca68ab94b3977dd2959960a6c3f00c3','2026-10-14 12:00:00.000000','2026-10-14 12:00:00.000000',NULL);
CREATE INDEX ix_action_item_report_id ON action_item (report_id);
CREATE INDEX action_item_next_check ON action_item (next_check_at);
CREATE INDEX action_item_open_by_due ON action_item (status, due);
CREATE INDEX ix_event_report_id ON event (report_id);
CREATE INDEX ix_event_item_id ON event (item_id);
CREATE INDEX ix_event_import_run_id ON event (import_run_id);
CREATE INDEX ix_delivery_channel ON delivery (channel);
CREATE INDEX delivery_next_attempt ON delivery (state, next_attempt_at);
CREATE INDEX ix_reminder_delivery_id ON reminder (delivery_id);
CREATE INDEX ix_attempt_delivery_id ON attempt (delivery_id);
CREATE VIEW items AS
SELECT
    action_item.id, action_item.uid, action_item.kind, action_item.title, action_item.status,
    action_item.status_reason, action_item.due, action_item.due_text, action_item.due_confidence,
    action_item.owners, action_item.team, action_item.priority, action_item.type, action_item.links,
    action_item.recurrence, action_item.snoozed_until, action_item.section, action_item.line,
    action_item.gone_at, action_item.created_at, action_item.updated_at, action_item.closed_at,
    action_item.due_version,
    report.id AS report_id, report.title AS report_title, report.source AS report_source,
    report.incident_on AS report_incident_on,
    report.reported_on AS report_reported_on, COALESCE(report.reported_on, report.incident_on) AS report_day,
    report.severity AS report_severity
FROM action_item LEFT JOIN report ON report.id = action_item.report_id;
COMMIT;
