/**
 * The first schema. Ids are random text, so rows of several projects can meet; positions order what people see.
 * Audio is immutable: a block is inserted or deleted, never updated, and known by the SHA-256 of its bytes.
 * Nothing here may change any more: later versions add migrations.
 */
export const initialSchema = `
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE migration (
  version INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  encoding TEXT NOT NULL,
  n_samples INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (hash, encoding)
) STRICT;

CREATE TABLE asset (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  container TEXT NOT NULL,
  codec TEXT NOT NULL,
  sample_format TEXT NOT NULL,
  bits_per_sample INTEGER,
  sample_rate_hz REAL NOT NULL,
  channels INTEGER NOT NULL,
  expected_samples INTEGER,
  n_samples INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'importing',
  sha256 TEXT,
  warnings TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_block (
  asset_id TEXT NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
  channel INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  block_id INTEGER NOT NULL REFERENCES block (id),
  PRIMARY KEY (asset_id, channel, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_block_by_block ON asset_block (block_id);

CREATE TABLE document (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  sample_rate_hz REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE track (
  id TEXT NOT NULL PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  channels INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX track_by_document ON track (document_id, position);

CREATE TABLE clip (
  id TEXT NOT NULL PRIMARY KEY,
  track_id TEXT NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  asset_id TEXT NOT NULL REFERENCES asset (id),
  start_sample INTEGER NOT NULL,
  length_samples INTEGER NOT NULL,
  asset_offset_samples INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX clip_by_track ON clip (track_id, start_sample);
CREATE INDEX clip_by_asset ON clip (asset_id);

CREATE TABLE tier (
  id TEXT NOT NULL PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  parameters TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX tier_by_document ON tier (document_id, position);

CREATE TABLE tier_item (
  id TEXT NOT NULL PRIMARY KEY,
  tier_id TEXT NOT NULL REFERENCES tier (id) ON DELETE CASCADE,
  start_sample INTEGER NOT NULL,
  end_sample INTEGER NOT NULL,
  label TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tier_item_by_time ON tier_item (tier_id, start_sample, end_sample);
`;
