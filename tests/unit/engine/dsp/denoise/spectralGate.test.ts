import { describe, expect, it } from 'vitest';
import { measureNoise } from '../../../../../main/engine/dsp/denoise/noiseProfile.ts';
import { gateBlocks, gateNoise } from '../../../../../main/engine/dsp/denoise/spectralGate.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { noise, readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { concat, largestError } from '../signals.ts';

const sampleRateHz = 16_000;
const lead = 8000; // noise alone before the speech
const speech = readJfk().subarray(0, 64_000);
const power = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0) / x.length;
const ratioDb = (a: number, b: number) => 10 * Math.log10(a / b);

/** `lead` samples of white noise, then speech in it. */
function noisy(snrDb: number): Float32Array {
  const gain = Math.sqrt((3 * power(speech)) / 10 ** (snrDb / 10)); // uniform noise has a power of 1/3
  return noise(lead + speech.length, 9).map((v, n) => gain * v + (n < lead ? 0 : speech[n - lead]!));
}

const errorOf = (y: Float32Array, s: Float32Array) => power(y.map((v, n) => v - s[n]!));

describe('gateNoise', () => {
  // Measured with the defaults: 24.6, 16.4 and 9.3 dB.
  it.each([
    [20, 24],
    [10, 16],
    [0, 9],
  ])('lifts speech in white noise from %d dB to more than %d dB', (snrDb, bound) => {
    const x = noisy(snrDb);
    const y = gateNoise(x, measureNoise(x.subarray(0, lead), sampleRateHz), { sampleRateHz });
    expect(ratioDb(power(speech), errorOf(y.subarray(lead), speech))).toBeGreaterThan(bound);
    expect(ratioDb(power(y.subarray(1000, 7000)), power(x.subarray(1000, 7000)))).toBeLessThan(-14);
  });

  it('leaves clean speech as it is: −50 dB away with a profile far below it', () => {
    const quiet = measureNoise(
      noise(lead).map((v) => v * 1e-4),
      sampleRateHz,
    );
    const y = gateNoise(speech, quiet, { sampleRateHz });
    expect(ratioDb(errorOf(y, speech), power(speech))).toBeLessThan(-50);
  });

  it('clean and residue add up to what went in', () => {
    const x = noisy(10);
    const profile = measureNoise(x.subarray(0, lead), sampleRateHz);
    const [clean, residue] = (['clean', 'residue'] as const).map((output) =>
      gateNoise(x, profile, { sampleRateHz, output }),
    );
    expect(
      largestError(
        clean!.map((v, n) => v + residue![n]!),
        x,
      ),
    ).toBeLessThan(1e-6);
  });

  it('with no attenuation, or nothing shut, gives the sound back', () => {
    const x = noisy(10);
    const profile = measureNoise(x.subarray(0, lead), sampleRateHz);
    expect(largestError(gateNoise(x, profile, { sampleRateHz, attenuationDb: 0 }), x)).toBeLessThan(1e-6);
    const open = gateNoise(x, profile, { sampleRateHz, thresholdSigma: -1000, attackSec: 0, timeSmoothingSec: 0 });
    expect(largestError(open, x)).toBeLessThan(1e-6);
  });

  it('takes away more with more attenuation, closes later with more release', () => {
    const x = noisy(20);
    const profile = measureNoise(x.subarray(0, lead), sampleRateHz);
    const rest = (change: object) => power(gateNoise(x, profile, { sampleRateHz, ...change }).subarray(1000, 7000));
    expect(rest({ attenuationDb: 30 })).toBeLessThan(rest({ attenuationDb: 10 }));
    const after = (releaseSec: number) => power(gateNoise(x, profile, { sampleRateHz, releaseSec }));
    expect(after(1)).toBeGreaterThan(after(0.01));
  });

  it('gives in blocks what it gives as a whole', () => {
    const x = noisy(10).subarray(0, 20_000);
    const profile = measureNoise(x.subarray(0, lead), sampleRateHz);
    const blocks = [...gateBlocks(toSource(x), profile, { sampleRateHz })];
    expect(blocks.length).toBeGreaterThan(10);
    expect(concat(blocks)).toEqual(gateNoise(x, profile, { sampleRateHz }));
  });

  it.each([0, 1, 100, 513])('of %i samples gives as many', (nSamples) => {
    const profile = measureNoise(noise(lead), sampleRateHz);
    expect(gateNoise(noise(nSamples), profile, { sampleRateHz })).toHaveLength(nSamples);
  });

  const profile = measureNoise(noise(lead), sampleRateHz);
  it.each([
    [
      () => gateNoise(noise(99), profile, { sampleRateHz, attenuationDb: -1 }),
      'attenuationDb=-1 must be from 0 to 100',
    ],
    [() => gateNoise(noise(99), profile, { sampleRateHz, releaseSec: NaN }), 'releaseSec=NaN must be a finite number'],
    [() => gateNoise(noise(99), profile, { sampleRateHz, thresholdSigma: NaN }), 'thresholdSigma=NaN'],
    [() => gateNoise(noise(99).fill(NaN, 7, 8), profile, { sampleRateHz }), 'sample 7 is NaN'],
    [() => gateNoise(noise(99), profile, { sampleRateHz: 44_100 }), 'the profile is of 16000 Hz, the sound of 44100'],
    [() => measureNoise(noise(100), sampleRateHz), '100 samples hold no frame'],
  ])('refuses %s', (run, message) => {
    expect(run).toThrow(message);
  });
});
