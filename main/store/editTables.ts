/** Which tables an edit may change, and how the parts of a document lie in their rows. */
import type {
  ClipRow,
  DocumentState,
  Fade,
  TierItemRow,
  TierState,
  TrackItemRow,
  TrackState,
} from './documentState.ts';

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** Parents before what refers to them. */
export const editTables = {
  document: ['name'],
  track: ['document_id', 'position', 'name', 'channels', 'gain', 'is_muted'],
  tier: ['document_id', 'position', 'name', 'kind', 'origin', 'parameters'],
  clip: [
    'track_id',
    'ord',
    'advance_samples',
    'length_samples',
    'asset_id',
    'asset_offset_samples',
    'gain',
    'fade_in',
    'fade_out',
    'is_reversed',
  ],
  track_item: ['track_id', 'ord', 'advance_samples', 'length_samples', 'kind', 'payload'],
  tier_item: ['tier_id', 'ord', 'advance_samples', 'length_samples', 'label', 'attributes'],
} as const satisfies Record<string, readonly string[]>;

export type EditTable = keyof typeof editTables;

/** How the items of a list in time lie in their table; what every such table has is written by listChanges. */
export interface ListTable<T> {
  readonly table: EditTable;
  readonly parent: string; // the column that says to which list an item belongs
  readonly id: (item: T) => string;
  readonly start: (item: T) => number;
  readonly length: (item: T) => number;
  /** Whether the item is what it was but for its time. False says nothing: then its columns are compared. */
  readonly isSame: (a: T, b: T) => boolean;
  /** The columns that are this table's own. */
  readonly own: (item: T) => Row;
}

const flag = (value: boolean) => (value ? 1 : 0);
const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
const fade = (value: Fade | null) =>
  value &&
  JSON.stringify({
    lengthSamples: value.lengthSamples,
    shape: value.shape,
    skippedSamples: value.skippedSamples,
  });

export const clipTable: ListTable<ClipRow> = {
  table: 'clip',
  parent: 'track_id',
  id: ({ clipId }) => clipId,
  start: ({ startSample }) => startSample,
  length: ({ lengthSamples }) => lengthSamples,
  isSame: (a, b) =>
    a.assetId === b.assetId &&
    a.assetOffsetSamples === b.assetOffsetSamples &&
    a.gain === b.gain &&
    a.fadeIn === b.fadeIn &&
    a.fadeOut === b.fadeOut &&
    a.isReversed === b.isReversed,
  own: (clip) => ({
    asset_id: clip.assetId,
    asset_offset_samples: clip.assetOffsetSamples,
    gain: clip.gain,
    fade_in: fade(clip.fadeIn),
    fade_out: fade(clip.fadeOut),
    is_reversed: flag(clip.isReversed),
  }),
};

export const trackItemTable: ListTable<TrackItemRow> = {
  table: 'track_item',
  parent: 'track_id',
  id: ({ itemId }) => itemId,
  start: ({ startSample }) => startSample,
  length: ({ startSample, endSample }) => endSample - startSample,
  isSame: (a, b) => a.kind === b.kind && a.payload === b.payload,
  own: ({ kind, payload }) => ({ kind, payload: JSON.stringify(payload) }),
};

export const tierItemTable: ListTable<TierItemRow> = {
  table: 'tier_item',
  parent: 'tier_id',
  id: ({ itemId }) => itemId,
  start: ({ startSample }) => startSample,
  length: ({ startSample, endSample }) => endSample - startSample,
  isSame: (a, b) => a.label === b.label && a.attributes === b.attributes,
  own: ({ label, attributes }) => ({ label, attributes: json(attributes) }),
};

export const documentColumns = ({ name }: DocumentState): Row => ({ name });

export const trackColumns = ({ name, channels, gain, isMuted }: TrackState): Row => ({
  name,
  channels,
  gain,
  is_muted: flag(isMuted),
});

export const tierColumns = ({ name, kind, origin, parameters }: TierState): Row => ({
  name,
  kind,
  origin,
  parameters: json(parameters),
});
