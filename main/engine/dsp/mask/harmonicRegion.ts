import type { PitchTrack } from '../pitch/pitchTrack.ts';
import { pitchFrame } from '../pitch/pitchTrack.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { Harmonics, MaskRegion } from './mask.ts';

export interface HarmonicParams extends Pick<Harmonics, 'firstHarmonic' | 'nHarmonics' | 'bandwidthHz'> {
  readonly sampleRateHz: number;
  readonly fromSample: number; // of the timeline, where the track's time 0 lies
}

/**
 * The harmonics of a measured melody: a contour for each voiced stretch of two frames or more. Null without one.
 * @throws EngineError E_PARAM
 */
export function harmonicRegion(
  track: PitchTrack,
  { sampleRateHz, fromSample, ...harmonics }: HarmonicParams,
): MaskRegion | null {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('fromSample', fromSample, Number.MIN_SAFE_INTEGER);
  requireInteger('firstHarmonic', harmonics.firstHarmonic, 1);
  requireInteger('nHarmonics', harmonics.nHarmonics, 1, 1000);
  requireAbove('bandwidthHz', harmonics.bandwidthHz, 0);
  const regions: Harmonics[] = [];
  let [samples, hz]: [number[], number[]] = [[], []];
  for (let m = 0; m <= track.nFrames; m++) {
    const frame = m < track.nFrames ? pitchFrame(track, m) : null;
    if (frame !== null && frame.hz !== null) {
      samples.push(fromSample + Math.round(frame.timeSec * sampleRateHz - 0.5));
      hz.push(frame.hz);
      continue;
    }
    if (samples.length > 1) regions.push({ kind: 'harmonics', samples, hz, ...harmonics });
    [samples, hz] = [[], []];
  }
  return regions.length > 0 ? { kind: 'union', regions } : null;
}
