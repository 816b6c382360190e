import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenPitch } from '../../../../../main/engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../../../../../main/engine/dsp/pitch/pitchCurve.ts';
import { pitchHz } from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { psola, psolaBlocks, psolaLength } from '../../../../../main/engine/dsp/stretch/psola.ts';
import type { PsolaParams } from '../../../../../main/engine/dsp/stretch/psola.ts';
import { TimeMap } from '../../../../../main/engine/dsp/stretch/timeMap.ts';
import { findPulses } from '../../../../../main/engine/dsp/voice/pulses.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { concat, largestError, noise, tone } from '../signals.ts';

const sampleRateHz = 16_000;
const speech = readJfk().subarray(4000, 36_000);
const track = trackPitch(speech, sampleRateHz, { timeStepSec: 0.01 });
const melody = pitchCurveOf(track);
const pulses = findPulses(speech, sampleRateHz, track);
const unchanged: PsolaParams = { sampleRateHz, pulses, pitch: null, duration: null };
const noPulses = { ...unchanged, pulses: new Float64Array(0) };
const curve = (...points: [number, number][]) => ({
  timesSec: Float64Array.from(points, ([timeSec]) => timeSec),
  values: Float64Array.from(points, ([, value]) => value),
});
const change = (x: Float32Array, params: Partial<PsolaParams>) => psola([x], { ...unchanged, ...params })[0]!;

/** Pulses of a tone, and the tone. */
function voice(hz: number, nSamples = 16_000) {
  const nPulses = Math.floor((nSamples / sampleRateHz) * hz);
  return {
    x: tone({ hz, sampleRateHz, nSamples, phase: Math.PI / 2 + (Math.PI * hz) / sampleRateHz }), // peaks at k/hz
    pulses: Float64Array.from({ length: nPulses - 1 }, (_, k) => (k + 1) / hz),
  };
}

function medianHz(x: Float32Array): number {
  const found = trackPitch(x, sampleRateHz);
  const hz = Array.from({ length: found.nFrames }, (_, m) => pitchHz(found, m)).filter((value) => value !== null);
  return hz.sort((a, b) => a - b)[hz.length >> 1]!;
}

describe('psola', () => {
  it('is the identity, voiced and unvoiced, when nothing is changed', () => {
    expect(largestError(change(speech, {}), speech)).toBeLessThan(1e-6);
    expect(largestError(change(speech, { duration: curve([0.3, 1], [0.9, 1]) }), speech)).toBeLessThan(1e-6);
    expect(largestError(change(speech, { pulses: new Float64Array(0) }), speech)).toBeLessThan(1e-6);
    expect(largestError(change(speech, { pitch: curve(), duration: curve() }), speech)).toBeLessThan(1e-6);
  });

  it.each([80, 120, 260, 400])('speaks at %d Hz', (hz) => {
    expect(Math.abs(medianHz(change(speech, { pitch: flattenPitch(melody, hz) })) / hz - 1)).toBeLessThan(2e-3);
  });

  it.each([0.7, 1.5])('keeps the pitch when everything lasts %d times as long', (factor) => {
    const { x, pulses: peaks } = voice(150);
    const y = change(x, { pulses: peaks, duration: curve([0, factor]) });
    expect(Math.abs(medianHz(y) / 150 - 1)).toBeLessThan(2e-3);
  });

  it('is as long as the integral of the duration curve', () => {
    const value = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), value, value, (n, a, b) => {
        const x = noise(n);
        const params = { ...noPulses, duration: curve([0.05, a], [0.15, b]) };
        const T = n / sampleRateHz;
        const ramp = Math.min(Math.max(T - 0.05, 0), 0.1);
        const exact = a * Math.min(T, 0.05) + ramp * (a + (ramp / 0.1) * 0.5 * (b - a)) + b * Math.max(0, T - 0.15);
        expect(Math.abs(psolaLength(n, params) - exact * sampleRateHz)).toBeLessThan(0.5 + 1e-6);
        expect(psola([x], params)[0]).toHaveLength(psolaLength(n, params));
      }),
      { numRuns: 25 },
    );
  });

  it('gives in blocks what it gives as a whole, whatever the pieces it reads', () => {
    const params = { ...unchanged, pitch: flattenPitch(melody, 170), duration: curve([0.2, 0.8], [1.5, 1.6]) };
    const blocks = [...psolaBlocks([toSource(speech)], params)].map(([block]) => block!);
    expect(blocks.length).toBeGreaterThan(3);
    expect(concat(blocks)).toEqual(change(speech, params));
  });

  it('changes channels together', () => {
    const params = { ...unchanged, pitch: flattenPitch(melody, 170) };
    const [left, right] = psola([speech, speech.map((v) => v / 2)], params);
    expect(
      largestError(
        right!,
        left!.map((v) => v / 2),
      ),
    ).toBeLessThan(1e-6);
  });

  it('makes no steps: pieces of a smooth sound meet smoothly', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 300, noNaN: true }),
        fc.double({ min: 0.6, max: 1.6, noNaN: true }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (hz, raise, factor) => {
          const sound = voice(hz);
          const pitch = curve([0, hz * raise]);
          const y = psola([sound.x], { sampleRateHz, pulses: sound.pulses, pitch, duration: curve([0, factor]) })[0]!;
          // Slopes of the tone and of two Hann windows over the shortest period: a cut would be a step of up to 2.
          const steepest = (2 * Math.PI * hz + Math.PI * hz * Math.max(1, raise)) / sampleRateHz;
          const inside = y.subarray(Math.round(0.1 * y.length), Math.round(0.9 * y.length));
          const steps = inside.subarray(1).map((v, n) => Math.abs(v - inside[n]!));
          expect(Math.max(...steps)).toBeLessThan(1.05 * steepest);
          // The sound itself begins and ends in the middle of a tone; a millisecond in, pieces are at least that long.
          const ends = y.subarray(17, -16).map((v, n) => Math.abs(v - y[n + 16]!));
          expect(Math.max(...ends)).toBeLessThan(0.3);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('keeps the level of unvoiced sound within 1 dB', () => {
    const power = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0) / x.length;
    const x = noise(32_000);
    for (const factor of [0.6, 1.3, 2]) {
      const y = psola([x], { ...noPulses, duration: curve([0, factor]) })[0]!;
      expect(Math.abs(10 * Math.log10(power(y) / power(x)))).toBeLessThan(1);
    }
  });

  it('survives pulses anywhere', () => {
    const times = fc.uniqueArray(fc.double({ min: 0, max: 0.25, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(times, fc.double({ min: 20, max: 8000, noNaN: true }), (given, hz) => {
        const params = { pulses: Float64Array.from(given).sort(), pitch: curve([0, hz]), duration: curve([0.1, 1.3]) };
        expect(change(noise(4000), params).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each<[Partial<PsolaParams>, string, string]>([
    [{ sampleRateHz: 0 }, 'E_PARAM', 'sampleRateHz=0'],
    [{ maxPeriodSec: NaN }, 'E_PARAM', 'maxPeriodSec=NaN'],
    [{ pulses: Float64Array.of(0.1, 0.1) }, 'E_PARAM', 'pulses[1]=0.1 must be after 0.1'],
    [{ pulses: Float64Array.of(0.1, NaN) }, 'E_PARAM', 'pulses[1]=NaN must be finite'],
    [{ pulses: Float64Array.of(9) }, 'E_PARAM', 'pulses[0]=9 must be from 0 to 2'],
    [{ pitch: curve([0, 100], [1, 0]) }, 'E_PARAM', 'pitch.values[1]=0 must be'],
    [{ duration: curve([0, 11]) }, 'E_PARAM', 'duration.values[0]=11 must be from 0.1 to 10'],
    [{ duration: { timesSec: Float64Array.of(1), values: Float64Array.of() } }, 'E_SHAPE', '1 times and 0 values'],
  ])('refuses %o', (params, code, message) => {
    expect(() => change(speech, params)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('refuses channels of different lengths, none, and samples that are not finite', () => {
    expect(() => psola([], unchanged)).toThrow('0 channels must be ≥ 1');
    expect(() => psola([speech, noise(3)], unchanged)).toThrow('of one length');
    expect(() => change(noise(9).fill(NaN, 4, 5), {})).toThrow('sample 4 is NaN');
  });

  it('can be stopped', () => {
    expect(() => psola([speech], unchanged, { signal: AbortSignal.abort() })).toThrow(
      expect.objectContaining({ code: 'E_ABORTED' }),
    );
  });
});

describe('TimeMap', () => {
  it('goes there and back', () => {
    const value = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(value, value, value, fc.double({ min: 0, max: 3, noNaN: true }), (a, b, c, timeSec) => {
        const map = new TimeMap(3, curve([0.5, a], [1, b], [2.5, c]));
        expect(map.toInput(map.toOutput(timeSec))).toBeCloseTo(timeSec, 9);
      }),
    );
  });
});
