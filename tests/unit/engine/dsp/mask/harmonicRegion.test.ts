import { expect, it } from 'vitest';
import { harmonicRegion } from '../../../../../main/engine/dsp/mask/harmonicRegion.ts';
import { insideSource } from '../../../../../main/engine/dsp/mask/insideSource.ts';
import { checkMask } from '../../../../../main/engine/dsp/mask/maskJson.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { noise } from '../signals.ts';

const sampleRateHz = 16_000;
const lead = 8000;

/** A voice that glides from 120 to 180 Hz within a second, silence before and after. */
const voice = Float32Array.from({ length: 16_000 + 2 * lead }, (_, n) => {
  const t = (n - lead) / sampleRateHz;
  if (t < 0 || t >= 1) return 0;
  let sum = 0;
  for (let h = 1; h <= 20; h++) sum += (0.1 / h) * Math.sin(2 * Math.PI * h * (120 * t + 30 * t * t));
  return sum;
});
const power = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0) / x.length;
const params = { sampleRateHz, fromSample: 0, firstHarmonic: 1, nHarmonics: 20, bandwidthHz: 60 };

it('takes a gliding voice out of noise by its harmonics', () => {
  const track = trackPitch(voice, sampleRateHz);
  const region = harmonicRegion(track, params)!;
  const mask = checkMask({ region, featherSamples: 0, featherHz: 0 });
  const inside = (x: Float32Array) => insideSource(toSource(x), mask, { sampleRateHz }).read(0, x.length);
  const middle = (x: Float32Array) => x.subarray(lead + 2000, lead + 14_000);
  const missing = inside(voice).map((v, n) => v - voice[n]!);
  expect(10 * Math.log10(power(middle(missing)) / power(middle(voice)))).toBeLessThan(-15);
  const disturbance = noise(voice.length, 4);
  const share = power(middle(inside(disturbance))) / power(middle(disturbance));
  expect(share).toBeLessThan(0.3); // 20·60 Hz of 8 kHz and the width of the window
});

it('moves to where its track begins, and is null without voice', () => {
  const track = trackPitch(voice, sampleRateHz);
  const first = (fromSample: number) => {
    const region = harmonicRegion(track, { ...params, fromSample })!;
    return region.kind === 'union' && region.regions[0]!.kind === 'harmonics' ? region.regions[0]!.samples[0]! : NaN;
  };
  expect(first(1000) - first(0)).toBe(1000);
  expect(Math.abs(first(0) - lead)).toBeLessThan(800);
  expect(harmonicRegion(trackPitch(new Float32Array(9000), sampleRateHz), params)).toBeNull();
});
