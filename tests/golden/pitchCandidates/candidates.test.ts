/** What a person can choose by hand is what Praat's pitch editor offers, and an octave leads to the same candidate. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeNpy } from '../../../main/engine/core/npy.ts';
import { pitchHz, type PitchTrack } from '../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { correctPitch } from '../../../main/services/contours/correctContours.ts';
import { readJfk } from '../dsp/dspSignals.ts';

const here = new URL('.', import.meta.url);
const valuesOf = (file: string) => {
  const { shape, data } = decodeNpy(readFileSync(new URL(file, here)));
  return { width: shape[1] ?? 1, values: Array.from(data as Float32Array) };
};
const { toleranceHz, leastShareOfFrames, ceilingHz } = JSON.parse(
  readFileSync(new URL('manifest.json', here), 'utf8'),
) as { toleranceHz: number; leastShareOfFrames: number; ceilingHz: number };

const track = trackPitch(readJfk(), 16_000);
const whole = { fromSec: 0, toSec: track.durationSec };
const isVoiced = (hz: number) => hz > 0 && hz < ceilingHz;
const near = (a: number, b: number) => Math.abs(a - b) <= toleranceHz;

function candidatesOf({ candidates: { first, hz } }: PitchTrack, frame: number): number[] {
  return [...hz.subarray(first[frame], first[frame + 1])].filter(isVoiced).sort((a, b) => a - b);
}

it('every frame offers the candidates that Praat has', () => {
  const { width, values } = valuesOf('candidates.npy');
  expect(values.length / width).toBe(track.nFrames);
  let nSame = 0;
  for (let frame = 0; frame < track.nFrames; frame++) {
    const theirs = values
      .slice(frame * width, (frame + 1) * width)
      .filter(isVoiced)
      .sort((a, b) => a - b);
    const ours = candidatesOf(track, frame);
    if (ours.length === theirs.length && ours.every((hz, j) => near(hz, theirs[j]!))) nSame++;
  }
  expect(nSame / track.nFrames).toBeGreaterThanOrEqual(leastShareOfFrames);
});

it.each([
  ['octaveDown', 'octaveDown.npy'],
  ['octaveUp', 'octaveUp.npy'],
] as const)('%s leads every frame to the candidate of Praat’s that lies an octave away', (kind, file) => {
  const shifted = correctPitch(track, [{ kind, ...whole }]);
  const { values } = valuesOf(file);
  let nSame = 0;
  let nMoved = 0;
  for (let frame = 0; frame < track.nFrames; frame++) {
    const hz = pitchHz(shifted, frame) ?? 0;
    if (near(hz, values[frame]!)) nSame++;
    if (hz !== (pitchHz(track, frame) ?? 0)) nMoved++;
  }
  expect(nMoved).toBeGreaterThan(kind === 'octaveDown' ? 300 : 5);
  expect(nSame / track.nFrames).toBeGreaterThanOrEqual(leastShareOfFrames);
});
