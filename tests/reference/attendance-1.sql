-- An attendance log as the first version made it, with four arrivals.
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    student TEXT,
    at_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    distance REAL,
    top INTEGER, right INTEGER, bottom INTEGER, left INTEGER,
    frame_w INTEGER, frame_h INTEGER,
    camera TEXT,
    corrects INTEGER,
    corrected_by INTEGER,
    digest INTEGER NOT NULL
);
CREATE INDEX event_at ON event (at_ms);
CREATE INDEX event_student ON event (student);
CREATE INDEX event_camera ON event (camera) WHERE camera IS NOT NULL;
CREATE INDEX event_corrected ON event (corrected_by) WHERE corrected_by IS NOT NULL;
CREATE INDEX event_corrects ON event (corrects) WHERE corrects IS NOT NULL;
CREATE TABLE crop (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
);
CREATE TABLE outbox (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    lane TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL,
    state_ms INTEGER NOT NULL,
    http_status INTEGER,
    message TEXT
);
CREATE INDEX outbox_lane ON outbox (lane, event) WHERE state = 0;
CREATE INDEX outbox_due ON outbox (due_ms) WHERE state = 0;
CREATE INDEX outbox_state ON outbox (state, event);
CREATE TABLE presence (
    student TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    uptime_ms INTEGER NOT NULL,
    boot TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO event VALUES (1, 'evt_budi', 'attendance.recognized', 'budi', 1763794801000, 1763794809000, 0.3812, 120, 260, 220, 160, 640, 480, 'Door', NULL, NULL, 6083852629831016060);
INSERT INTO event VALUES (2, 'evt_nobody', 'attendance.recognized', NULL, 1763794802000, 1763794802000, 0.6105, 100, 200, 180, 120, 640, 480, NULL, NULL, 3, -7579697761079962543);
INSERT INTO event VALUES (3, 'evt_citra', 'attendance.corrected', 'Citra Lestari', 1763794860000, 1763794860000, 0.6105, 100, 200, 180, 120, 640, 480, NULL, 2, NULL, 9025324395460468588);
INSERT INTO event VALUES (4, 'evt_dewi', 'attendance.manual', 'dewi', 1763794890000, 1763794890000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2878911006189406401);
INSERT INTO outbox VALUES (1, 'budi', 1, 1, 1763794801000, 1763794801500, 200, 'ok');
INSERT INTO presence VALUES ('budi', 1763794801000, 1000, 'some other run');
PRAGMA user_version = 1;
PRAGMA application_id = 1214316545;
