/** A melody drawn over speech is the melody that is measured in the result, by the tracker that the window shows. */
import { expect, it } from 'vitest';
import { pitchHz, type PitchTrack } from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { curveValue, type PointCurve } from '../../../../../main/engine/dsp/pointCurve.ts';
import { describeManipulation } from '../../../../../main/engine/dsp/rendering/describeManipulation.ts';
import { renderEffect } from '../../../../../main/engine/dsp/rendering/renderEffect.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { TimeMap } from '../../../../../main/engine/dsp/stretch/timeMap.ts';
import { findPulses } from '../../../../../main/engine/dsp/voice/pulses.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';

const sampleRateHz = 16_000;
const speech = readJfk();
const track = trackPitch(speech, sampleRateHz, { timeStepSec: 0.01 });
const pulses = findPulses(speech, sampleRateHz, track);
const range = { fromSample: 48_000, toSample: 96_000 };
const startSec = range.fromSample / sampleRateHz;
const curve = (...points: readonly (readonly [number, number])[]): PointCurve => ({
  timesSec: Float64Array.from(points, ([timeSec]) => timeSec),
  values: Float64Array.from(points, ([, value]) => value),
});

/** Frames with voice on both sides, as far as the analysis window reaches. */
function inner(of: PitchTrack, m: number): boolean {
  for (let k = -3; k <= 3; k++) if (m + k < 0 || m + k >= of.nFrames || pitchHz(of, m + k) === null) return false;
  return true;
}

function errors(pitch: PointCurve, duration: PointCurve | null): number[] {
  const effect = describeManipulation({ pulses, pitch, duration }, sampleRateHz, range);
  const { channels } = renderEffect({ channels: [toSource(speech)], sampleRateHz, range }, effect);
  const result = channels[0]!.read(0, channels[0]!.nSamples).slice();
  const lengthSec = (range.toSample - range.fromSample) / sampleRateHz;
  const shifted = duration && { ...duration, timesSec: duration.timesSec.map((t) => t - startSec) };
  const map = new TimeMap(lengthSec, shifted);
  expect(result.length).toBe(Math.floor(map.totalSec * sampleRateHz + 0.5));
  const measured = trackPitch(result, sampleRateHz, { timeStepSec: 0.01 });
  const found: number[] = [];
  for (let m = 0; m < measured.nFrames; m++) {
    if (!inner(measured, m)) continue;
    const timeSec = startSec + map.toInput(measured.firstTimeSec + m * measured.timeStepSec);
    found.push(Math.abs(pitchHz(measured, m)! / curveValue(pitch, timeSec) - 1));
  }
  return found.sort((a, b) => a - b);
}

it.each([
  ['monotone', curve([3, 130]), null],
  ['a falling line', curve([3, 260], [6, 150]), null],
  ['a line that rises while it is drawn out', curve([3, 120], [6, 200]), curve([3, 1], [4.5, 1.8], [6, 1])],
  ['a line that falls while it is hurried', curve([3, 240], [6, 160]), curve([4, 0.6])],
])('%s: within 1 %% on voiced frames', (_, pitch, duration) => {
  const found = errors(pitch, duration);
  expect(found.length).toBeGreaterThan(25);
  const quantile = (q: number) => found[Math.floor(q * (found.length - 1))]!;
  expect(quantile(0.5)).toBeLessThan(0.001);
  expect(quantile(0.95)).toBeLessThan(0.01);
  expect(quantile(1)).toBeLessThan(0.015); // beside the ends of voice, where the window holds other sound
});
