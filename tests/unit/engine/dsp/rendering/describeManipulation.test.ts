import { expect, it } from 'vitest';
import { shiftPitch } from '../../../../../main/engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../../../../../main/engine/dsp/pitch/pitchCurve.ts';
import { pitchHz } from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { checkEffect } from '../../../../../main/engine/dsp/rendering/checkEffect.ts';
import { describeManipulation } from '../../../../../main/engine/dsp/rendering/describeManipulation.ts';
import { renderEffect } from '../../../../../main/engine/dsp/rendering/renderEffect.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';

const sampleRateHz = 16_000;
const nSamples = 32_000;
const range = { fromSample: 8000, toSample: 24_000 };

/** A voice of 120 Hz: its pulses, and the sound they make. */
const pulses = Float64Array.from({ length: 239 }, (_, i) => (i + 0.5) / 120);
const voice = Float32Array.from({ length: nSamples }, (_, n) => {
  const sinceSec = ((n + 0.5) / sampleRateHz - 0.5 / 120) % (1 / 120);
  return sinceSec < 0 ? 0 : 0.5 * Math.exp(-sinceSec * 400) * Math.cos(2 * Math.PI * 700 * sinceSec);
});
const track = trackPitch(voice, sampleRateHz, { method: 'raw-ac' });
const melody = pitchCurveOf(track);

function medianHz(x: Float32Array): number {
  const found = trackPitch(x, sampleRateHz, { method: 'raw-ac' });
  const hz = Array.from({ length: found.nFrames }, (_, m) => pitchHz(found, m)).filter((value) => value !== null);
  return hz.sort((a, b) => a - b)[hz.length >> 1]!;
}

function rendered(semitones: number, relativeDuration: number): Float32Array {
  const pitch = shiftPitch(melody, semitones, 'semitones');
  const duration = { timesSec: Float64Array.of(1), values: Float64Array.of(relativeDuration) };
  const effect = checkEffect(describeManipulation({ pulses, pitch, duration }, sampleRateHz, range));
  const { channels } = renderEffect({ channels: [toSource(voice)], sampleRateHz, range }, effect);
  return channels[0]!.read(0, channels[0]!.nSamples);
}

it('raises the melody of a range by so many semitones, and lengthens it', () => {
  expect(Math.abs(medianHz(voice) - 120)).toBeLessThan(0.5);
  const y = rendered(5, 1.5);
  expect(y).toHaveLength(24_000);
  expect(Math.abs(medianHz(y) / (120 * 2 ** (5 / 12)) - 1)).toBeLessThan(0.01);
});

it('keeps what is within the range, counted from its beginning', () => {
  const points = describeManipulation({ pulses, pitch: melody, duration: null }, sampleRateHz, range);
  expect(points.pulsesSec).toHaveLength(120);
  expect(points.pulsesSec[0]!).toBeCloseTo(0.5 / 120, 9);
  expect(points.pitch!.timesSec[0]!).toBeCloseTo(melody.timesSec[0]! - 0.5, 9);
  expect(points.duration).toBeNull();
});
