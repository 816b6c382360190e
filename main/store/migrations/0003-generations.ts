/**
 * What a damaged file is put together from again: earlier states of documents, whole and apart from the rows of today,
 * and where the tables begin, for a file whose first page is lost (store/salvage).
 */
export const generationsSchema = `
CREATE TABLE generation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL,
  edit_id INTEGER,
  made_at TEXT NOT NULL,
  state BLOB NOT NULL,
  sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX generation_by_document ON generation (document_id, id);

CREATE TABLE spare (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL
) STRICT;
`;

export const generationsView = `
CREATE TEMP TABLE generation (id, document_id, edit_id, made_at, state, sha256);
CREATE TEMP TABLE spare (id, data);
`;
