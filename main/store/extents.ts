/** The rules for where clips and tier items may lie: kept when they are written, demanded of a file when it is opened. */
import { EngineError } from '../engine/core/errors.ts';
import { findAsset } from './findAsset.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { ClipRow, DocumentState, TierKind } from './documentState.ts';
import type { AssetRow } from './projectStore.ts';
import { maxGain, maxTimelineSamples } from './rows.ts';

export interface ClipPlace {
  readonly sampleRateHz: number; // of the document
  readonly trackChannels: number;
  readonly asset: AssetRow | undefined;
}

/** @returns the rule that the clip breaks, with its values */
export function clipProblem(clip: ClipRow, { sampleRateHz, trackChannels, asset }: ClipPlace): string | null {
  const { clipId, assetId, startSample, lengthSamples, assetOffsetSamples, gain, fadeIn, fadeOut } = clip;
  if (asset === undefined) return `clip ${clipId} refers to asset ${assetId}, which is not in the project`;
  if (asset.channels !== 1 && asset.channels < trackChannels)
    return `clip ${clipId}: its asset's ${asset.channels} channels must be 1 or at least the ${trackChannels} of its track`;
  if (!(startSample >= 0 && lengthSamples >= 0 && assetOffsetSamples >= 0))
    return `clip ${clipId}: startSample=${startSample}, lengthSamples=${lengthSamples} and assetOffsetSamples=${assetOffsetSamples} must be ≥ 0`;
  if (!(Math.abs(gain) <= maxGain)) return `clip ${clipId}: gain=${gain} must be from −${maxGain} to ${maxGain}`;
  for (const fade of [fadeIn, fadeOut])
    if (fade !== null && !(fade.skippedSamples >= 0 && fade.skippedSamples < fade.lengthSamples))
      return `clip ${clipId}: skippedSamples=${fade.skippedSamples} of a fade must be from 0 to below its ${fade.lengthSamples}`;
  if (startSample + lengthSamples > maxTimelineSamples)
    return `clip ${clipId} ends at sample ${startSample + lengthSamples}, must be at most ${maxTimelineSamples}`;
  // As many samples as resampling the asset to the document's rate gives.
  const all = Math.ceil((asset.nSamples * sampleRateHz) / asset.sampleRateHz);
  const there = Math.max(0, all - assetOffsetSamples);
  return lengthSamples <= there
    ? null
    : `clip ${clipId} has ${lengthSamples} samples from ${assetOffsetSamples} of asset ${assetId} on, where there are ${there}`;
}

/** @param clips of one track, by their start */
export function overlapProblem(clips: readonly ClipRow[]): string | null {
  let end = 0;
  for (const { clipId, startSample, lengthSamples } of clips) {
    if (lengthSamples > 0 && startSample < end)
      return `clip ${clipId} starts at sample ${startSample}, before the one before it ends at ${end}`;
    end = Math.max(end, startSample + lengthSamples);
  }
  return null;
}

/** @returns the rule that the item breaks, with its values */
export function tierItemProblem(kind: TierKind, { startSample, endSample }: TimeSpan): string | null {
  if (kind === 'point' && endSample !== startSample)
    return `endSample=${endSample} must equal startSample=${startSample} in a point tier`;
  if (kind === 'interval' && endSample <= startSample)
    return `endSample=${endSample} must lie after startSample=${startSample} in an interval tier`;
  return isForward({ startSample, endSample })
    ? null
    : `startSample=${startSample}, endSample=${endSample} must lie from 0 to ${maxTimelineSamples}`;
}

export interface TimeSpan {
  readonly startSample: number;
  readonly endSample: number;
}

const isForward = ({ startSample, endSample }: TimeSpan) =>
  startSample >= 0 && endSample >= startSample && endSample <= maxTimelineSamples;

/**
 * Demands the rules of every clip that is not the same object as in `before`, and that no two of a track overlap.
 * @param before what is known to be right; null: nothing
 * @throws EngineError E_PARAM
 */
export function requireClipsFit(
  connection: ProjectConnection,
  before: DocumentState | null,
  { sampleRateHz, tracks }: DocumentState,
): void {
  const assets = new Map<string, AssetRow>(); // thousands of clips play a few
  const assetOf = (assetId: string) => {
    const asset = assets.get(assetId) ?? findAsset(connection, assetId);
    assets.set(assetId, asset);
    return asset;
  };
  const known = new Map(before?.tracks.map((track) => [track.trackId, track.clips]));
  for (const { trackId, channels: trackChannels, gain, clips } of tracks) {
    if (!(Math.abs(gain) <= maxGain))
      throw new EngineError('E_PARAM', `track ${trackId}: gain=${gain} must be from −${maxGain} to ${maxGain}`);
    const old = known.get(trackId);
    if (old === clips) continue;
    const same = new Set(old);
    for (const clip of clips) {
      if (same.has(clip)) continue;
      const problem = clipProblem(clip, { sampleRateHz, trackChannels, asset: assetOf(clip.assetId) });
      if (problem !== null) throw new EngineError('E_PARAM', problem);
    }
    const overlap = overlapProblem(clips);
    if (overlap !== null) throw new EngineError('E_PARAM', overlap);
  }
}

/** As requireClipsFit for what lies in tiers, and in tracks beside clips. @throws EngineError E_PARAM */
export function requireItemsFit(before: DocumentState, after: DocumentState): void {
  const oldTiers = new Map(before.tiers.map((tier) => [tier.tierId, tier.items]));
  for (const { tierId, kind, items } of after.tiers) {
    const old = oldTiers.get(tierId);
    if (old === items) continue;
    const same = new Set(old);
    for (const item of items) {
      const problem = same.has(item) ? null : tierItemProblem(kind, item);
      if (problem !== null) throw new EngineError('E_PARAM', problem);
    }
  }
  for (const { items } of after.tracks)
    for (const item of items)
      if (!isForward(item))
        throw new EngineError(
          'E_PARAM',
          `startSample=${item.startSample}, endSample=${item.endSample} must lie forward from 0 to ${maxTimelineSamples}`,
        );
}
