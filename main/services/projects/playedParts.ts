/** What of its recordings a project plays: that is what a copy to give away holds. */
import type { ClipRow } from '../../store/documentState.ts';
import type { AssetRow, ProjectStore } from '../../store/projectStore.ts';
import { bytesPerStoredSample, storedEncoding } from '../audio/blockEncoding.ts';

/** Samples [from, to) of a recording as it is on a document's clock. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

const played = (clip: ClipRow): Part => ({
  from: clip.assetOffsetSamples,
  to: clip.assetOffsetSamples + clip.lengthSamples,
});

/** Parts that touch or overlap become one. */
function unionOf(parts: readonly Part[]): Part[] {
  const union: Part[] = [];
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last !== undefined && part.from <= last.to)
      union[union.length - 1] = { from: last.from, to: Math.max(last.to, part.to) };
    else union.push(part);
  }
  return union;
}

/** By recording: what of it is played, on the document's clock. */
export function playedParts(tracks: readonly { readonly clips: readonly ClipRow[] }[]): Map<string, Part[]> {
  const wanted = new Map<string, Part[]>();
  for (const clip of tracks.flatMap(({ clips }) => clips)) {
    if (clip.lengthSamples === 0) continue;
    const parts = wanted.get(clip.assetId);
    if (parts === undefined) wanted.set(clip.assetId, [played(clip)]);
    else parts.push(played(clip));
  }
  return new Map([...wanted].map(([assetId, parts]) => [assetId, unionOf(parts)]));
}

/** Bytes of sound that a copy would have, and would not have though its recordings are played. */
export function sharedBytes(from: ProjectStore): { readonly audioBytes: number; readonly hiddenBytes: number } {
  const assets = new Map(from.assets().map((asset) => [asset.assetId, asset]));
  let audioBytes = 0;
  const playedSamples = new Map<string, number>();
  for (const { tracks, sampleRateHz } of from.documents())
    for (const [assetId, parts] of playedParts(tracks)) {
      const asset = assets.get(assetId)!;
      const nSamples = parts.reduce((sum, { from: start, to }) => sum + to - start, 0);
      const isResampled = asset.sampleRateHz !== sampleRateHz;
      audioBytes += nSamples * asset.channels * (isResampled ? 4 : storedBytes(asset));
      const own = (nSamples * asset.sampleRateHz) / sampleRateHz;
      playedSamples.set(assetId, Math.min(asset.nSamples, (playedSamples.get(assetId) ?? 0) + own));
    }
  const hiddenBytes = [...playedSamples].reduce((sum, [assetId, nPlayed]) => {
    const asset = assets.get(assetId)!;
    return sum + (asset.nSamples - nPlayed) * asset.channels * storedBytes(asset);
  }, 0);
  return { audioBytes, hiddenBytes: Math.round(hiddenBytes) };
}

const storedBytes = ({ sampleFormat }: AssetRow) => bytesPerStoredSample[storedEncoding[sampleFormat]];
