/** An effect's result as a recording of the project, and the edit that puts it where the sound was. */
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import { playedAsIs, type ClipRow, type DocumentState, type TrackState } from '../../store/documentState.ts';
import type { AssetRow, ProjectStore } from '../../store/projectStore.ts';
import { AssetWriter } from '../audio/assetWriter.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import { clearSpan, type NewId, type Span } from '../edits/clipLists.ts';
import { insertRange, removeRange, type Ripple } from '../edits/ripple.ts';
import { stretchTime, type SpanMap } from '../edits/timeLists.ts';
import { clearCorrections, clearItems } from '../edits/trackItems.ts';

const renderedMark = { container: 'Phonoscope', codec: 'rendered' } as const;

/** Whether an effect made it, and nobody brought it. */
export function isRendered({ container, codec }: Pick<AssetRow, 'container' | 'codec'>): boolean {
  return container === renderedMark.container && codec === renderedMark.codec;
}

/** Effects that look far around themselves take their time: a host that does one must still answer. */
const pieceSamples = 8192;

export interface StoredSound {
  readonly assetId: string;
  readonly nSamples: number;
  readonly nAboveFullScale: number; // samples beyond ±1, of all channels
  readonly firstAboveSample: number | null;
}

/**
 * Its sound is all there afterwards, but to the project it still arrives: with the edit that plays it, it is finished in
 * one transaction, so that a crash in between leaves nothing that nobody refers to.
 * @throws EngineError as reading the effect does, E_ABORTED; nothing of it is then left in the project
 */
export async function storeRendered(
  store: ProjectStore,
  { channels, sampleRateHz }: RenderedEffect,
  { name, signal, onProgress }: WorkOptions & { readonly name: string },
): Promise<StoredSound> {
  const nSamples = channels[0]?.nSamples ?? 0;
  const assetId = store.insertAsset({
    name,
    ...renderedMark,
    sampleFormat: 'f32',
    bitsPerSample: 32,
    sampleRateHz,
    channels: channels.length,
    expectedSamples: nSamples,
  });
  const yieldIfDue = createTimeSlice();
  const writer = new AssetWriter(store, { assetId, channels: channels.length, sampleFormat: 'f32', yieldIfDue });
  let nAboveFullScale = 0;
  let firstAboveSample: number | null = null;
  const countAbove = (piece: Float32Array, at: number) => {
    for (let n = 0; n < piece.length; n++) {
      if (Math.abs(piece[n]!) <= 1) continue;
      nAboveFullScale++;
      firstAboveSample = Math.min(firstAboveSample ?? Infinity, at + n);
    }
  };
  try {
    for (let at = 0; at < nSamples; at += pieceSamples) {
      throwIfAborted(signal);
      const count = Math.min(pieceSamples, nSamples - at);
      const pieces = channels.map((channel) => channel.read(at, count).slice());
      for (const piece of pieces) countAbove(piece, at);
      await writer.add(pieces, count);
      onProgress?.({ done: at + count, total: nSamples, unit: 'samples' });
      await yieldIfDue();
    }
    await writer.finish();
    return { assetId, nSamples, nAboveFullScale, firstAboveSample };
  } catch (error) {
    store.abandonAsset(assetId, 'this effect was not finished');
    throw error;
  } finally {
    writer.close();
  }
}

/** Those that no edit came to play. A project that was closed meanwhile keeps them. */
export function discardRendered(store: ProjectStore, assetIds: Iterable<string>): void {
  try {
    const tracks = store.documents().flatMap((document) => document.tracks);
    const played = new Set(tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));
    for (const assetId of assetIds)
      if (!played.has(assetId)) store.abandonAsset(assetId, 'this effect was not put in place');
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'E_NOT_FOUND')) throw error;
  }
}

export interface Replacement {
  readonly span: Span;
  readonly ripple: Ripple;
  /** By track: the recording that takes the place of the span. */
  readonly assetIds: ReadonlyMap<string, string>;
  readonly lengthSamples: number; // of each, on the document's clock
  readonly map: SpanMap | null; // the same sound, faster or slower; null: other sound
  readonly keepsItems?: boolean; // what was corrected by hand still holds: the sound keeps its pitch in its place
}

/**
 * The span of each track becomes one clip, which takes with it what was corrected by hand if it sounds otherwise, and masks
 * where the sound does not keep its length; what follows moves if it is longer or shorter and `ripple` wants it. Labels go
 * with stretched sound where all tracks and tiers do.
 */
export function replaceSpan(document: DocumentState, replacement: Replacement, newId: NewId): DocumentState {
  const { span, ripple, assetIds, lengthSamples, map, keepsItems = false } = replacement;
  const trackIds = [...assetIds.keys()];
  const longer = lengthSamples - (span.endSample - span.startSample);
  const landing: Span = { startSample: span.startSample, endSample: span.startSample + lengthSamples };
  let resized = document;
  if (ripple !== 'none' && longer > 0)
    resized = insertRange(document, { trackIds, ripple, atSample: span.endSample, lengthSamples: longer }, newId);
  if (ripple !== 'none' && longer < 0)
    resized = removeRange(
      document,
      { trackIds, ripple, span: { startSample: landing.endSample, endSample: span.endSample } },
      newId,
    );
  const covered: Span = ripple === 'none' && longer < 0 ? span : landing;
  const itemsAfter = (items: TrackState['items']) => {
    if (keepsItems) return items;
    return longer === 0 ? clearCorrections(items, covered, newId) : clearItems(items, covered, newId);
  };
  const place = (track: TrackState): TrackState => {
    const assetId = assetIds.get(track.trackId);
    if (assetId === undefined) return track;
    const clip: ClipRow = {
      clipId: newId(),
      assetId,
      ...playedAsIs,
      startSample: span.startSample,
      lengthSamples,
      assetOffsetSamples: 0,
    };
    return {
      ...track,
      clips: [...clearSpan(track.clips, covered, newId), clip],
      items: itemsAfter(track.items),
    };
  };
  const tiers =
    map !== null && ripple === 'document'
      ? document.tiers.map((tier) => ({ ...tier, items: stretchTime(tier.items, span, { lengthSamples, map }) }))
      : resized.tiers;
  return { ...resized, tracks: resized.tracks.map(place), tiers };
}
