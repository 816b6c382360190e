import { removeAssetRows } from './assetTable.ts';
import { requireClipFits } from './extents.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { ClipRow, DocumentRow, ProjectStore, TierRow, TrackRow } from './projectStore.ts';
import { clipRow, documentRow, newId, parseRow, requireChanged, tierRow, trackRow } from './rows.ts';

function grouped<K, V>(rows: readonly V[], key: (row: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

function toClip(connection: ProjectConnection, row: unknown): ClipRow & { readonly trackId: string } {
  const r = parseRow(connection, 'clip', clipRow, row);
  return {
    trackId: r.track_id,
    clipId: r.id,
    assetId: r.asset_id,
    startSample: r.start_sample,
    lengthSamples: r.length_samples,
    assetOffsetSamples: r.asset_offset_samples,
  };
}

const findClip = (connection: ProjectConnection, clipId: string): ClipRow =>
  toClip(connection, connection.prepare('SELECT * FROM clip WHERE id = ?').get(clipId));

function clips(connection: ProjectConnection): (ClipRow & { readonly trackId: string })[] {
  const rows = connection.prepare('SELECT * FROM clip ORDER BY track_id, start_sample, id').all();
  return rows.map((row) => toClip(connection, row));
}

function tracks(connection: ProjectConnection): (TrackRow & { readonly documentId: string })[] {
  const clipsOf = grouped(clips(connection), (clip) => clip.trackId);
  const rows = connection
    .prepare('SELECT id, document_id, name, channels FROM track ORDER BY document_id, position, id')
    .all();
  return rows.map((row) => {
    const r = parseRow(connection, 'track', trackRow, row);
    const own = (clipsOf.get(r.id) ?? []).map(({ trackId: _, ...clip }) => clip);
    return { documentId: r.document_id, trackId: r.id, name: r.name, channels: r.channels, clips: own };
  });
}

function tiers(connection: ProjectConnection): TierRow[] {
  const rows = connection
    .prepare(
      `SELECT id, document_id, name, kind, origin, parameters, (SELECT count(*) FROM tier_item WHERE tier_id = tier.id) AS n_items
       FROM tier ORDER BY document_id, position, id`,
    )
    .all();
  return rows.map((row) => {
    const r = parseRow(connection, 'tier', tierRow, row);
    return {
      tierId: r.id,
      documentId: r.document_id,
      name: r.name,
      kind: r.kind,
      origin: r.origin,
      parameters: r.parameters,
      nItems: r.n_items,
    };
  });
}

function documents(connection: ProjectConnection): DocumentRow[] {
  const tracksOf = grouped(tracks(connection), (track) => track.documentId);
  const tiersOf = grouped(tiers(connection), (tier) => tier.documentId);
  const rows = connection.prepare('SELECT id, name, sample_rate_hz FROM document ORDER BY position, id').all();
  return rows.map((row) => {
    const r = parseRow(connection, 'document', documentRow, row);
    const own = (tracksOf.get(r.id) ?? []).map(({ documentId: _, ...track }) => track);
    return {
      documentId: r.id,
      name: r.name,
      sampleRateHz: r.sample_rate_hz,
      tracks: own,
      tiers: tiersOf.get(r.id) ?? [],
    };
  });
}

/** Audio that no clip of another document uses goes too: a project holds no sound its user cannot see. */
function removeDocument(connection: ProjectConnection, documentId: string): void {
  const assetIds = connection
    .prepare('SELECT DISTINCT asset_id FROM clip JOIN track ON track.id = track_id WHERE document_id = ?')
    .pluck()
    .all(documentId) as string[];
  requireChanged(
    connection.prepare('DELETE FROM document WHERE id = ?').run(documentId).changes,
    'document',
    documentId,
  );
  const used = connection.prepare('SELECT 1 FROM clip WHERE asset_id = ?').pluck();
  for (const assetId of assetIds) if (used.get(assetId) === undefined) removeAssetRows(connection, assetId);
}

type DocumentPart = Pick<
  ProjectStore,
  'documents' | 'insertDocument' | 'renameDocument' | 'removeDocument' | 'insertTrack' | 'insertClip' | 'setClipLength'
>;

export function createDocumentPart(current: () => ProjectConnection): DocumentPart {
  return {
    documents: () => {
      const connection = current();
      return connection.read(() => documents(connection));
    },
    insertDocument: ({ name, sampleRateHz }) => {
      const connection = current();
      const documentId = newId();
      connection.write(() =>
        connection
          .prepare(
            'INSERT INTO document (id, position, name, sample_rate_hz) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM document), ?, ?)',
          )
          .run(documentId, name, sampleRateHz),
      );
      return documentId;
    },
    renameDocument: (documentId, name) => {
      const connection = current();
      connection.write(() => {
        const { changes } = connection.prepare('UPDATE document SET name = ? WHERE id = ?').run(name, documentId);
        requireChanged(changes, 'document', documentId);
      });
    },
    removeDocument: (documentId) => {
      const connection = current();
      connection.write(() => {
        removeDocument(connection, documentId);
      });
    },
    insertTrack: (documentId, { name, channels }) => {
      const connection = current();
      const trackId = newId();
      connection.write(() =>
        connection
          .prepare(
            'INSERT INTO track (id, document_id, position, name, channels) VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM track), ?, ?)',
          )
          .run(trackId, documentId, name, channels),
      );
      return trackId;
    },
    insertClip: (trackId, clip) => {
      const connection = current();
      const clipId = newId();
      connection.write(() => {
        connection
          .prepare(
            'INSERT INTO clip (id, track_id, asset_id, start_sample, length_samples, asset_offset_samples) VALUES (?, ?, ?, ?, ?, ?)',
          )
          .run(clipId, trackId, clip.assetId, clip.startSample, clip.lengthSamples, clip.assetOffsetSamples);
        requireClipFits(connection, { clipId, ...clip });
      });
      return clipId;
    },
    setClipLength: (clipId, lengthSamples) => {
      const connection = current();
      connection.write(() => {
        const { changes } = connection
          .prepare('UPDATE clip SET length_samples = ? WHERE id = ?')
          .run(lengthSamples, clipId);
        requireChanged(changes, 'clip', clipId);
        requireClipFits(connection, findClip(connection, clipId));
      });
    },
  };
}
