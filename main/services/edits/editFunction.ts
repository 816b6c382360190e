import type { EditCommandOf, EditKind } from '../../../preload/contract/edits.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState, TierState, TrackState } from '../../store/documentState.ts';
import type { Span } from './clipLists.ts';
import type { Clipboard } from './clipboard.ts';

export interface EditContext {
  readonly newId: () => string;
  readonly clipboard: Clipboard | null;
}

export interface EditResult {
  readonly document: DocumentState;
  readonly title: string; // as undo names it
}

/** What a command does to a document. Pure: ids come from the context. @throws EngineError E_NOT_FOUND, E_PARAM */
export type EditFunction<K extends EditKind> = (
  document: DocumentState,
  command: EditCommandOf<K>,
  context: EditContext,
) => EditResult;

export type EditFunctions<Prefix extends string> = {
  readonly [K in Extract<EditKind, `${Prefix}.${string}`>]: EditFunction<K>;
};

/** @throws EngineError E_PARAM: the span is empty or backwards */
export function requireSpan({ startSample, endSample }: Span): Span {
  if (endSample <= startSample)
    throw new EngineError('E_PARAM', `endSample=${endSample} must lie after startSample=${startSample}`);
  return { startSample, endSample };
}

/** @throws EngineError E_PARAM: one is empty or backwards, or two of them overlap. @returns them in order of time */
export function requireApart(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.map(requireSpan).sort((a, b) => a.startSample - b.startSample);
  sorted.forEach(({ startSample }, i) => {
    const before = sorted[i - 1];
    if (before !== undefined && startSample < before.endSample)
      throw new EngineError(
        'E_PARAM',
        `startSample=${startSample} must not lie before ${before.endSample}, the end of the range before it`,
      );
  });
  return sorted;
}

/** "1.204 s", to the millisecond. */
export const durationText = (samples: number, { sampleRateHz }: DocumentState): string =>
  `${(samples / sampleRateHz).toFixed(3)} s`;

export const decibels = (db: number): number => 10 ** (db / 20);

/** @throws EngineError E_NOT_FOUND */
export function findTrack({ tracks, documentId }: DocumentState, trackId: string): TrackState {
  const track = tracks.find((candidate) => candidate.trackId === trackId);
  if (track === undefined) throw new EngineError('E_NOT_FOUND', `track ${trackId} is not in document ${documentId}`);
  return track;
}

/** @throws EngineError E_NOT_FOUND */
export function findTier({ tiers, documentId }: DocumentState, tierId: string): TierState {
  const tier = tiers.find((candidate) => candidate.tierId === tierId);
  if (tier === undefined) throw new EngineError('E_NOT_FOUND', `tier ${tierId} is not in document ${documentId}`);
  return tier;
}

/** @throws EngineError E_NOT_FOUND if one of the tracks is not there */
export function changeTracks(
  document: DocumentState,
  trackIds: readonly string[],
  change: (track: TrackState) => TrackState,
): DocumentState {
  const wanted = new Set(trackIds.map((trackId) => findTrack(document, trackId).trackId));
  return {
    ...document,
    tracks: document.tracks.map((track) => (wanted.has(track.trackId) ? change(track) : track)),
  };
}

/** @throws EngineError E_NOT_FOUND */
export function changeTier(
  document: DocumentState,
  tierId: string,
  change: (tier: TierState) => TierState,
): DocumentState {
  const changed = change(findTier(document, tierId));
  return { ...document, tiers: document.tiers.map((tier) => (tier.tierId === tierId ? changed : tier)) };
}

/** @throws EngineError E_PARAM: an index behind the end */
export function movePart<T>(parts: readonly T[], part: T, toIndex: number): readonly T[] {
  if (toIndex >= parts.length)
    throw new EngineError('E_PARAM', `toIndex=${toIndex} must be an integer from 0 to ${parts.length - 1}`);
  const rest = parts.filter((candidate) => candidate !== part);
  return [...rest.slice(0, toIndex), part, ...rest.slice(toIndex)];
}
