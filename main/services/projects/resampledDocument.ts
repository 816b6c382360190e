/** A document on the clock of another rate: the same recordings, read at that rate where they are played. */
import type { ClipRow, DocumentState, Fade, TrackItemRow } from '../../store/documentState.ts';
import type { AssetRow } from '../../store/projectStore.ts';

type Assets = ReadonlyMap<string, Pick<AssetRow, 'nSamples' | 'sampleRateHz'>>;

interface InTime {
  readonly startSample: number;
  readonly endSample: number;
}

function scaledFade(fade: Fade | null, scale: (samples: number) => number): Fade | null {
  if (fade === null) return null;
  const lengthSamples = Math.max(1, scale(fade.lengthSamples));
  return { ...fade, lengthSamples, skippedSamples: Math.min(scale(fade.skippedSamples), lengthSamples - 1) };
}

/** Whether b plays on where a ends, in the timeline and in their recording. */
function goesOn(a: ClipRow, b: ClipRow): boolean {
  if (a.assetId !== b.assetId || a.isReversed !== b.isReversed) return false;
  const isBeside = a.startSample + a.lengthSamples === b.startSample;
  const [first, second] = a.isReversed ? [b, a] : [a, b];
  return isBeside && first.assetOffsetSamples + first.lengthSamples === second.assetOffsetSamples;
}

/**
 * Ends go to the nearest sample of the other clock, so that clips that touch still do; what was one sound over a cut is
 * one sound still. A clip that becomes shorter than half a sample goes.
 */
export function scaledClips(
  clips: readonly ClipRow[],
  { fromHz, toHz }: { readonly fromHz: number; readonly toHz: number },
  assets: Assets,
): readonly ClipRow[] {
  const scale = (samples: number) => Math.round((samples * toHz) / fromHz);
  const scaled: ClipRow[] = [];
  let before: { readonly was: ClipRow; readonly is: ClipRow } | null = null;
  for (const was of clips) {
    const startSample = scale(was.startSample);
    const lengthSamples = scale(was.startSample + was.lengthSamples) - startSample;
    const offset: number =
      before === null || !goesOn(before.was, was)
        ? scale(was.assetOffsetSamples)
        : was.isReversed
          ? before.is.assetOffsetSamples - lengthSamples
          : before.is.assetOffsetSamples + before.is.lengthSamples;
    const asset = assets.get(was.assetId);
    const there = asset === undefined ? Infinity : Math.ceil((asset.nSamples * toHz) / asset.sampleRateHz);
    const kept = Math.min(lengthSamples, there);
    const is: ClipRow = {
      ...was,
      startSample,
      lengthSamples: kept,
      assetOffsetSamples: Math.max(0, Math.min(offset, there - kept)),
      fadeIn: scaledFade(was.fadeIn, scale),
      fadeOut: scaledFade(was.fadeOut, scale),
    };
    if (kept > 0) scaled.push(is);
    before = { was, is };
  }
  return scaled;
}

function scaledItems<T extends InTime>(items: readonly T[], scale: (samples: number) => number): readonly T[] {
  return items.flatMap((item) => {
    const moved = { ...item, startSample: scale(item.startSample), endSample: scale(item.endSample) };
    const isGone = moved.startSample === moved.endSample && item.startSample !== item.endSample;
    return isGone ? [] : [moved];
  });
}

/** Pulses lie between samples: where one falls is kept to the fraction. */
function scaledCorrection(item: TrackItemRow, ratio: number): TrackItemRow {
  const { payload } = item;
  const hasFraction = typeof payload === 'object' && payload !== null && 'fraction' in payload;
  if (!hasFraction || typeof payload.fraction !== 'number') return item;
  const at = (item.startSample + payload.fraction) * ratio;
  const whole = Math.floor(at);
  return { ...item, startSample: whole, endSample: whole, payload: { ...payload, fraction: at - whole } };
}

/** Masks, which count samples of their own clock, are left out. */
export function resampledDocument(document: DocumentState, toHz: number, assets: Assets): DocumentState {
  const fromHz = document.sampleRateHz;
  const scale = (samples: number) => Math.round((samples * toHz) / fromHz);
  const items = (all: readonly TrackItemRow[]) =>
    all
      .filter(({ kind }) => kind === 'contour')
      .flatMap((item) => {
        const correction = scaledCorrection(item, toHz / fromHz);
        return correction === item ? scaledItems([item], scale) : [correction];
      });
  return {
    ...document,
    sampleRateHz: toHz,
    tracks: document.tracks.map((track) => ({
      ...track,
      clips: scaledClips(track.clips, { fromHz, toHz }, assets),
      items: items(track.items),
    })),
    tiers: document.tiers.map((tier) => ({ ...tier, items: scaledItems(tier.items, scale) })),
  };
}
