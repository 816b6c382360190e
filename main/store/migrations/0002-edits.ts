const clipsInOrder = `SELECT id, track_id, row_number() OVER in_time AS ord,
    start_sample - coalesce(lag(start_sample) OVER in_time, 0) AS advance_samples,
    length_samples, asset_id, asset_offset_samples
  FROM main.clip WINDOW in_time AS (PARTITION BY track_id ORDER BY start_sample, id)`;

const itemsInOrder = `SELECT id, tier_id, row_number() OVER in_time AS ord,
    start_sample - coalesce(lag(start_sample) OVER in_time, 0) AS advance_samples,
    end_sample - start_sample AS length_samples, label
  FROM main.tier_item WINDOW in_time AS (PARTITION BY tier_id ORDER BY start_sample, end_sample, id)`;

/**
 * Edits with undo. What lies in time is stored relative to the item before it (`advance_samples` from start to start, in
 * the order of `ord`), so that inserting or removing time moves everything behind it by changing one row of each list.
 */
export const editsSchema = `
CREATE TABLE edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  parent_id INTEGER REFERENCES edit (id),
  made_at TEXT NOT NULL,
  title TEXT NOT NULL,
  command TEXT NOT NULL,
  changes TEXT NOT NULL,
  sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX edit_by_document ON edit (document_id, id);
CREATE INDEX edit_by_parent ON edit (parent_id);

ALTER TABLE document ADD COLUMN head_id INTEGER;
ALTER TABLE document ADD COLUMN tip_id INTEGER;

UPDATE track SET position = place.n FROM
  (SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position, id) AS n FROM track) AS place
  WHERE place.id = track.id;
UPDATE tier SET position = place.n FROM
  (SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position, id) AS n FROM tier) AS place
  WHERE place.id = tier.id;
ALTER TABLE track ADD COLUMN gain REAL NOT NULL DEFAULT 1;
ALTER TABLE track ADD COLUMN is_muted INTEGER NOT NULL DEFAULT 0;

CREATE TABLE clip_in_order (
  id TEXT NOT NULL PRIMARY KEY,
  track_id TEXT NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  ord REAL NOT NULL,
  advance_samples INTEGER NOT NULL,
  length_samples INTEGER NOT NULL,
  asset_id TEXT NOT NULL REFERENCES asset (id),
  asset_offset_samples INTEGER NOT NULL,
  gain REAL NOT NULL DEFAULT 1,
  fade_in TEXT,
  fade_out TEXT,
  is_reversed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO clip_in_order (id, track_id, ord, advance_samples, length_samples, asset_id, asset_offset_samples)
  ${clipsInOrder};
DROP TABLE clip;
ALTER TABLE clip_in_order RENAME TO clip;
CREATE INDEX clip_by_track ON clip (track_id, ord);
CREATE INDEX clip_by_asset ON clip (asset_id);

CREATE TABLE tier_item_in_order (
  id TEXT NOT NULL PRIMARY KEY,
  tier_id TEXT NOT NULL REFERENCES tier (id) ON DELETE CASCADE,
  ord REAL NOT NULL,
  advance_samples INTEGER NOT NULL,
  length_samples INTEGER NOT NULL,
  label TEXT NOT NULL,
  attributes TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO tier_item_in_order (id, tier_id, ord, advance_samples, length_samples, label)
  ${itemsInOrder};
DROP TABLE tier_item;
ALTER TABLE tier_item_in_order RENAME TO tier_item;
CREATE INDEX tier_item_by_tier ON tier_item (tier_id, ord);

CREATE TABLE track_item (
  id TEXT NOT NULL PRIMARY KEY,
  track_id TEXT NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  ord REAL NOT NULL,
  advance_samples INTEGER NOT NULL,
  length_samples INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX track_item_by_track ON track_item (track_id, ord);
`;

/** For reading a file of the version before as it is: tables of this version in the connection's memory, before its own. */
export const editsView = `
CREATE TEMP TABLE document AS SELECT *, NULL AS head_id, NULL AS tip_id FROM main.document;
CREATE TEMP TABLE track AS SELECT *, 1.0 AS gain, 0 AS is_muted FROM main.track;
CREATE TEMP TABLE clip AS SELECT *, 1.0 AS gain, NULL AS fade_in, NULL AS fade_out, 0 AS is_reversed FROM (${clipsInOrder});
CREATE TEMP TABLE tier_item AS SELECT *, NULL AS attributes FROM (${itemsInOrder});
CREATE TEMP TABLE track_item (id, track_id, ord, advance_samples, length_samples, kind, payload);
CREATE TEMP TABLE edit (id, document_id, parent_id, made_at, title, command, changes, sha256);
`;
