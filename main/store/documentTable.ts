import { removeAssetRows } from './assetTable.ts';
import type { DocumentCache } from './documentCache.ts';
import { documentChanges } from './documentChanges.ts';
import type { DocumentState } from './documentState.ts';
import { requireClipsFit, requireItemsFit } from './extents.ts';
import { renewGenerations } from './generationTable.ts';
import { inTimeOrder } from './inTimeOrder.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { ProjectStore } from './projectStore.ts';
import { readDocument } from './readDocuments.ts';
import { applyChanges } from './rowChange.ts';
import { newId, requireChanged } from './rows.ts';

/** Audio that no clip of another document uses goes too: a project holds no sound its user cannot see. */
function removeDocument(connection: ProjectConnection, documentId: string): void {
  // What it plays, and what only its edits still know of.
  const assetIds = connection
    .prepare(
      `SELECT id FROM asset WHERE id IN (SELECT asset_id FROM clip JOIN track ON track.id = track_id WHERE document_id = ?)
       OR EXISTS (SELECT 1 FROM edit WHERE document_id = ? AND instr(changes, asset.id) > 0)`,
    )
    .pluck()
    .all(documentId, documentId) as string[];
  requireChanged(
    connection.prepare('DELETE FROM document WHERE id = ?').run(documentId).changes,
    'document',
    documentId,
  );
  // Sound that another document has cut away must come back when that is undone.
  const used = connection
    .prepare('SELECT 1 FROM clip WHERE asset_id = ? UNION ALL SELECT 1 FROM edit WHERE instr(changes, ?) > 0 LIMIT 1')
    .pluck();
  for (const assetId of assetIds) if (used.get(assetId, assetId) === undefined) removeAssetRows(connection, assetId);
}

function documentOfTrack(connection: ProjectConnection, trackId: string): string {
  const documentId = connection.prepare('SELECT document_id FROM track WHERE id = ?').pluck().get(trackId);
  requireChanged(documentId === undefined ? 0 : 1, 'track', trackId);
  return String(documentId);
}

function insertDocumentRow(
  connection: ProjectConnection,
  { documentId, name, sampleRateHz }: Pick<DocumentState, 'documentId' | 'name' | 'sampleRateHz'>,
): void {
  connection
    .prepare(
      'INSERT INTO document (id, position, name, sample_rate_hz) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM document), ?, ?)',
    )
    .run(documentId, name, sampleRateHz);
}

/** Ids are those of one project: a document from elsewhere gets its own. */
function withNewIds(document: DocumentState): DocumentState {
  return {
    ...document,
    tracks: document.tracks.map((track) => ({
      ...track,
      trackId: newId(),
      clips: track.clips.map((clip) => ({ ...clip, clipId: newId() })),
      items: track.items.map((item) => ({ ...item, itemId: newId() })),
    })),
    tiers: document.tiers.map((tier) => ({
      ...tier,
      tierId: newId(),
      items: tier.items.map((item) => ({ ...item, itemId: newId() })),
    })),
  };
}

type DocumentPart = Pick<
  ProjectStore,
  | 'documents'
  | 'insertDocument'
  | 'insertWholeDocument'
  | 'renameDocument'
  | 'removeDocument'
  | 'insertTrack'
  | 'insertClip'
  | 'setClipLength'
>;

/** Documents as a whole, and how they are made; what is changed in one afterwards is an edit (editPart.ts). */
export function createDocumentPart(current: () => ProjectConnection, cache: DocumentCache): DocumentPart {
  /** @param work says which document it changed */
  const change = (work: (connection: ProjectConnection) => string) => {
    const connection = current();
    connection.write(() => {
      renewGenerations(connection, work(connection));
      cache.clear();
    });
  };
  return {
    documents: () => {
      const connection = current();
      return connection.read(() => cache.documents(connection));
    },
    insertDocument: ({ name, sampleRateHz }) => {
      const documentId = newId();
      change((connection) => {
        insertDocumentRow(connection, { documentId, name, sampleRateHz });
        return documentId;
      });
      return documentId;
    },
    insertWholeDocument: ({ name, sampleRateHz, tracks, tiers }) => {
      const documentId = newId();
      const empty: DocumentState = { documentId, name, sampleRateHz, tracks: [], tiers: [] };
      const whole = inTimeOrder(empty, withNewIds({ ...empty, tracks, tiers }));
      change((connection) => {
        insertDocumentRow(connection, whole);
        requireItemsFit(empty, whole);
        requireClipsFit(connection, null, whole);
        applyChanges(connection, documentChanges(empty, whole), 'forward');
        return documentId;
      });
      return documentId;
    },
    renameDocument: (documentId, name) => {
      change((connection) => {
        const { changes } = connection.prepare('UPDATE document SET name = ? WHERE id = ?').run(name, documentId);
        requireChanged(changes, 'document', documentId);
        return documentId;
      });
    },
    removeDocument: (documentId) => {
      change((connection) => {
        removeDocument(connection, documentId);
        return documentId;
      });
    },
    insertTrack: (documentId, { name, channels }) => {
      const trackId = newId();
      change((connection) => {
        connection
          .prepare(
            `INSERT INTO track (id, document_id, position, name, channels)
             VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM track WHERE document_id = ?), ?, ?)`,
          )
          .run(trackId, documentId, documentId, name, channels);
        return documentId;
      });
      return trackId;
    },
    insertClip: (trackId, clip) => {
      const clipId = newId();
      change((connection) => {
        const documentId = documentOfTrack(connection, trackId);
        const track = readDocument(connection, documentId).tracks.find((candidate) => candidate.trackId === trackId)!;
        const last = track.clips.at(-1);
        connection
          .prepare(
            `INSERT INTO clip (id, track_id, ord, advance_samples, length_samples, asset_id, asset_offset_samples)
             VALUES (?, ?, (SELECT coalesce(max(ord), 0) + 1 FROM clip WHERE track_id = ?), ?, ?, ?, ?)`,
          )
          .run(
            clipId,
            trackId,
            trackId,
            clip.startSample - (last?.startSample ?? 0),
            clip.lengthSamples,
            clip.assetId,
            clip.assetOffsetSamples,
          );
        requireClipsFit(connection, null, readDocument(connection, documentId));
        return documentId;
      });
      return clipId;
    },
    setClipLength: (clipId, lengthSamples) => {
      change((connection) => {
        const { changes } = connection
          .prepare('UPDATE clip SET length_samples = ? WHERE id = ?')
          .run(lengthSamples, clipId);
        requireChanged(changes, 'clip', clipId);
        const trackId = connection.prepare('SELECT track_id FROM clip WHERE id = ?').pluck().get(clipId);
        const documentId = documentOfTrack(connection, String(trackId));
        requireClipsFit(connection, null, readDocument(connection, documentId));
        return documentId;
      });
    },
  };
}
