/** Intelligibility of speech that a tone was taken out of, by STOI; STOI itself against pystoi: generate.py. */
import { expect, it } from 'vitest';
import { outsideSource } from '../../../main/engine/dsp/mask/insideSource.ts';
import { healMask } from '../../../main/engine/dsp/mask/healMask.ts';
import { resample } from '../../../main/engine/dsp/resample/resample.ts';
import { toSource } from '../../../main/engine/dsp/sampleSource.ts';
import { noise, readJfk } from '../dsp/dspSignals.ts';
import { openGolden } from '../golden.ts';
import { stoi } from './stoi.ts';

const { manifest } = openGolden<{ stoi: readonly { gain: number; value: number }[] }>(import.meta.url);
const sampleRateHz = 16_000;
const x = readJfk().subarray(4000, 64_000);

it.each(manifest.stoi)('STOI with noise of gain $gain is $value', ({ gain, value }) => {
  const disturbance = noise(x.length);
  // float32 sums where pystoi adds in float64
  expect(
    Math.abs(
      stoi(
        x,
        x.map((v, n) => v + gain * disturbance[n]!),
      ) - value,
    ),
  ).toBeLessThan(1e-6);
});

const toneAmplitude = (v: Float32Array) => {
  let [re, im] = [0, 0];
  v.forEach((s, n) => {
    re += s * Math.cos((2 * Math.PI * 1000 * n) / sampleRateHz);
    im += s * Math.sin((2 * Math.PI * 1000 * n) / sampleRateHz);
  });
  return (2 * Math.hypot(re, im)) / v.length;
};

const at10kHz = (v: Float32Array) => resample(v, { fromHz: sampleRateHz, toHz: 10_000 });

// Measured: erased −62 dB, healed −50 dB; STOI 0.991 for both, 0.979 with the tone.
it.each([
  ['erasing', outsideSource],
  ['healing', healMask],
] as const)('%s a tone of 1 kHz in speech takes it down by 40 dB and keeps the speech', (_, edit) => {
  const disturbed = x.map((v, n) => v + 0.1 * Math.sin((2 * Math.PI * 1000 * n) / sampleRateHz));
  const region = { kind: 'rectangle', fromSample: 0, toSample: x.length, fLowHz: 970, fHighHz: 1030 } as const;
  const mask = { region, featherSamples: 0, featherHz: 10 };
  const y = edit(toSource(disturbed), mask, { sampleRateHz }).read(0, x.length);
  expect(20 * Math.log10(toneAmplitude(y) / toneAmplitude(disturbed))).toBeLessThan(-40);
  const clean = at10kHz(x);
  expect(stoi(clean, at10kHz(y))).toBeGreaterThan(0.99); // the 80 Hz of speech that went with the tone
  const cleanEdited = edit(toSource(x), mask, { sampleRateHz }).read(0, x.length);
  expect(stoi(at10kHz(cleanEdited), at10kHz(y))).toBeGreaterThan(0.9998); // of the tone itself nothing is left
});
