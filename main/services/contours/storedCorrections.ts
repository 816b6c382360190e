/** Corrections by hand as they lie in a project: items of a track, which move with its sound. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ContourCorrection } from '../../../preload/contract/contours.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { TrackItemRow } from '../../store/documentState.ts';
import type { ContourEdit } from './correctContours.ts';

const place = {
  channel: z.int().min(0),
  /** Rises from correction to correction: items lie by time, and a later one acts on what an earlier one left. */
  order: z.int().min(1),
};

const payloadSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...place, kind: z.literal('choose'), hz: z.number().positive() }),
  z.strictObject({ ...place, kind: z.enum(['octaveUp', 'octaveDown', 'unvoice', 'voice', 'removePulse']) }),
  z.strictObject({ ...place, kind: z.literal('addPulse'), fraction: z.number().min(0).max(1) }),
]);

export type CorrectionPayload = z.infer<typeof payloadSchema>;

/** An item with what it says. */
export interface StoredCorrection {
  readonly item: TrackItemRow;
  readonly payload: CorrectionPayload;
}

export const isPulsePayload = ({ kind }: CorrectionPayload): boolean => kind === 'addPulse' || kind === 'removePulse';

/** Those of a track, all channels, in the order they were made. @throws EngineError E_PROJECT_CORRUPT */
export function storedCorrections(items: readonly TrackItemRow[]): readonly StoredCorrection[] {
  const known = parsed.get(items);
  if (known !== undefined) return known;
  const found = items
    .filter(({ kind }) => kind === 'contour')
    .map((item) => ({ item, payload: payloadOf(item) }))
    .sort((a, b) => a.payload.order - b.payload.order);
  parsed.set(items, found);
  return found;
}

/** Items are never changed, only replaced: every tile that is drawn asks for them. */
const parsed = new WeakMap<readonly TrackItemRow[], readonly StoredCorrection[]>();

function payloadOf({ itemId, payload }: TrackItemRow): CorrectionPayload {
  const result = payloadSchema.safeParse(payload);
  if (result.success) return result.data;
  throw new EngineError('E_PROJECT_CORRUPT', `item ${itemId} must hold a correction of pitch or pulses`);
}

export function correctionItem(
  correction: ContourCorrection,
  { channel, order }: Pick<CorrectionPayload, 'channel' | 'order'>,
  itemId: string,
): TrackItemRow {
  const place =
    'atSample' in correction ? { startSample: correction.atSample, endSample: correction.atSample } : correction;
  const { startSample, endSample } = place;
  const { kind } = correction;
  const value =
    'hz' in correction ? { hz: correction.hz } : 'fraction' in correction ? { fraction: correction.fraction } : {};
  return { itemId, kind: 'contour', startSample, endSample, payload: { kind, ...value, channel, order } };
}

/** What was done by hand to a channel, as it is replayed. @throws EngineError E_PROJECT_CORRUPT */
export function contourEditsOf(
  items: readonly TrackItemRow[],
  channel: number,
  sampleRateHz: number,
): readonly ContourEdit[] {
  return storedCorrections(items)
    .filter(({ payload }) => payload.channel === channel)
    .map(({ item, payload }) => editOf(item, payload, sampleRateHz));
}

function editOf(
  { startSample, endSample }: TrackItemRow,
  payload: CorrectionPayload,
  sampleRateHz: number,
): ContourEdit {
  const timeSec = startSample / sampleRateHz;
  switch (payload.kind) {
    case 'choose':
      return { kind: payload.kind, timeSec, hz: payload.hz };
    case 'addPulse':
      return { kind: payload.kind, timeSec: (startSample + payload.fraction) / sampleRateHz };
    case 'removePulse':
      return { kind: payload.kind, timeSec };
    case 'octaveUp':
    case 'octaveDown':
    case 'unvoice':
    case 'voice':
      return { kind: payload.kind, fromSec: timeSec, toSec: endSample / sampleRateHz };
  }
}

/** Names the corrections: equal for equal ones; empty if there are none. */
export function revisionOf(edits: readonly ContourEdit[]): string {
  return edits.length === 0 ? '' : createHash('sha256').update(JSON.stringify(edits)).digest('hex').slice(0, 16);
}
