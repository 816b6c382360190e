/** Documents out of their tables. What is read is believed only as far as the rules of rows.ts and extents.ts go. */
import { EngineError } from '../engine/core/errors.ts';
import type { z } from 'zod';
import type { ClipRow, DocumentState, TierItemRow, TierState, TrackItemRow, TrackState } from './documentState.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { DocumentRow } from './projectStore.ts';
import {
  clipRow,
  documentRow,
  maxTimelineSamples,
  parseRow,
  tierItemRow,
  tierRow,
  trackItemRow,
  trackRow,
} from './rows.ts';
import { rememberOrder } from './timeOrder.ts';

interface InOrder {
  readonly id: string;
  readonly ord: number;
  readonly advance_samples: number;
  readonly length_samples: number;
}

interface TimeList<S extends z.ZodType<InOrder>, T> {
  readonly table: 'clip' | 'tier_item' | 'track_item';
  readonly parent: 'track_id' | 'tier_id';
  readonly schema: S;
  readonly toItem: (row: z.output<S>, startSample: number) => T;
}

function readList<S extends z.ZodType<InOrder>, T>(
  connection: ProjectConnection,
  { table, parent, schema, toItem }: TimeList<S, T>,
  parentId: string,
): readonly T[] {
  const rows = connection.prepare(`SELECT * FROM ${table} WHERE ${parent} = ? ORDER BY ord, id`).all(parentId);
  const ords: number[] = [];
  let startSample = 0;
  const items = rows.map((raw) => {
    const row = parseRow(connection, table, schema, raw);
    ords.push(row.ord);
    startSample += row.advance_samples;
    if (startSample + row.length_samples > maxTimelineSamples)
      throw new EngineError(
        'E_PROJECT_CORRUPT',
        `${connection.path}: table ${table}: ${row.id} ends at sample ${startSample + row.length_samples}, must be at most ${maxTimelineSamples}`,
        { details: { path: connection.path, table } },
      );
    return toItem(row, startSample);
  });
  rememberOrder(items, ords);
  return items;
}

const clipList: TimeList<typeof clipRow, ClipRow> = {
  table: 'clip',
  parent: 'track_id',
  schema: clipRow,
  toItem: (row, startSample) => ({
    clipId: row.id,
    assetId: row.asset_id,
    startSample,
    lengthSamples: row.length_samples,
    assetOffsetSamples: row.asset_offset_samples,
    gain: row.gain,
    fadeIn: row.fade_in,
    fadeOut: row.fade_out,
    isReversed: row.is_reversed,
  }),
};

const trackItemList: TimeList<typeof trackItemRow, TrackItemRow> = {
  table: 'track_item',
  parent: 'track_id',
  schema: trackItemRow,
  toItem: (row, startSample) => ({
    itemId: row.id,
    startSample,
    endSample: startSample + row.length_samples,
    kind: row.kind,
    payload: row.payload,
  }),
};

const tierItemList: TimeList<typeof tierItemRow, TierItemRow> = {
  table: 'tier_item',
  parent: 'tier_id',
  schema: tierItemRow,
  toItem: (row, startSample) => ({
    itemId: row.id,
    startSample,
    endSample: startSample + row.length_samples,
    label: row.label,
    attributes: row.attributes,
  }),
};

export const readTierItems = (connection: ProjectConnection, tierId: string): readonly TierItemRow[] =>
  readList(connection, tierItemList, tierId);

export const readClips = (connection: ProjectConnection, trackId: string): readonly ClipRow[] =>
  readList(connection, clipList, trackId);

function readTracks(connection: ProjectConnection, documentId: string): readonly TrackState[] {
  const rows = connection
    .prepare('SELECT * FROM track WHERE document_id = ? ORDER BY position, id')
    .all(documentId) as { position: number }[];
  const tracks = rows.map((raw) => {
    const row = parseRow(connection, 'track', trackRow, raw);
    return {
      trackId: row.id,
      name: row.name,
      channels: row.channels,
      gain: row.gain,
      isMuted: row.is_muted,
      clips: readList(connection, clipList, row.id),
      items: readList(connection, trackItemList, row.id),
    };
  });
  rememberOrder(
    tracks,
    rows.map(({ position }) => position),
  );
  return tracks;
}

const tierSql = `SELECT *, (SELECT count(*) FROM tier_item WHERE tier_id = tier.id) AS n_items
  FROM tier WHERE document_id = ? ORDER BY position, id`;

function readTiers(connection: ProjectConnection, documentId: string): readonly TierState[] {
  const rows = connection.prepare(tierSql).all(documentId) as { position: number }[];
  const tiers = rows.map((raw) => {
    const { id: tierId, name, kind, origin, parameters } = parseRow(connection, 'tier', tierRow, raw);
    return { tierId, name, kind, origin, parameters, items: readTierItems(connection, tierId) };
  });
  rememberOrder(
    tiers,
    rows.map(({ position }) => position),
  );
  return tiers;
}

/** @throws EngineError E_NOT_FOUND, E_PROJECT_CORRUPT */
export function readDocument(connection: ProjectConnection, documentId: string): DocumentState {
  const raw = connection.prepare('SELECT id, name, sample_rate_hz FROM document WHERE id = ?').get(documentId);
  if (raw === undefined) throw new EngineError('E_NOT_FOUND', `document ${documentId} is not in the project`);
  const { name, sample_rate_hz: sampleRateHz } = parseRow(connection, 'document', documentRow, raw);
  return {
    documentId,
    name,
    sampleRateHz,
    tracks: readTracks(connection, documentId),
    tiers: readTiers(connection, documentId),
  };
}

/** A document without what lies in its tiers and tracks: hours of labels are read when somebody looks at them. */
export function readDocumentRow(connection: ProjectConnection, documentId: string): DocumentRow {
  const raw = connection.prepare('SELECT id, name, sample_rate_hz FROM document WHERE id = ?').get(documentId);
  const { name, sample_rate_hz: sampleRateHz } = parseRow(connection, 'document', documentRow, raw);
  const tracks = readTracks(connection, documentId).map(({ items: _, ...track }) => track);
  const tiers = connection
    .prepare(tierSql)
    .all(documentId)
    .map((row) => {
      const { id: tierId, n_items: nItems, ...tier } = parseRow(connection, 'tier', tierRow, row);
      const { name: tierName, kind, origin, parameters } = tier;
      return { tierId, documentId, name: tierName, kind, origin, parameters, nItems };
    });
  return { documentId, name, sampleRateHz, tracks, tiers };
}

/** What readDocumentRow reads, of a state that is at hand. */
export function documentRowOf({ documentId, name, sampleRateHz, tracks, tiers }: DocumentState): DocumentRow {
  return {
    documentId,
    name,
    sampleRateHz,
    tracks: tracks.map(({ items: _, ...track }) => track),
    tiers: tiers.map(({ items, ...tier }) => ({ ...tier, documentId, nItems: items.length })),
  };
}

export function documentIds(connection: ProjectConnection): string[] {
  return connection.prepare('SELECT id FROM document ORDER BY position, id').pluck().all() as string[];
}
