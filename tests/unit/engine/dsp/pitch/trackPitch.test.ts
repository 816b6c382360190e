import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pitchMethods } from '../../../../../main/engine/dsp/pitch/pitchParams.ts';
import { pitchAt, pitchHz } from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { trackPyin } from '../../../../../main/engine/dsp/pitch/pyin/trackPyin.ts';
import { withLength } from '../../../../../main/engine/dsp/sampleSource.ts';
import { noise } from '../signals.ts';

const sampleRateHz = 16_000;

/** A pulse train through a decaying resonance: many harmonics, as a voice has. */
function buzz(hz: number, nSamples: number): Float32Array {
  return Float32Array.from({ length: nSamples }, (_, n) => {
    let sum = 0;
    for (let k = 1; k * hz < 4000; k++) sum += Math.sin((2 * Math.PI * k * hz * n) / sampleRateHz) / k;
    return 0.2 * sum;
  });
}

describe.each(pitchMethods)('%s', (method) => {
  it('finds the pitch of a buzz at any height, to a tenth of a hertz', () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 390, noNaN: true }), (hz) => {
        const track = trackPitch(buzz(hz, 4000), sampleRateHz, { method });
        // A filter sees the zeros beyond the ends.
        for (let m = 3; m < track.nFrames - 3; m++) expect(Math.abs(pitchHz(track, m)! - hz)).toBeLessThan(0.1);
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the level', () => {
    const hiss = noise(4000);
    const x = buzz(200, 4000).map((value, n) => value + 0.02 * hiss[n]!);
    const quiet = trackPitch(
      x.map((value) => value / 1024),
      sampleRateHz,
      { method },
    );
    expect(quiet).toEqual(trackPitch(x, sampleRateHz, { method }));
  });

  it('calls silence, a constant and noise unvoiced', () => {
    for (const x of [new Float32Array(8000), new Float32Array(8000).fill(0.5)]) {
      const track = trackPitch(x, sampleRateHz, { method });
      for (let m = 0; m < track.nFrames; m++) expect(pitchHz(track, m)).toBeNull();
    }
    if (method.startsWith('filtered')) return; // a low-pass makes a pitch of noise
    const track = trackPitch(noise(16_000), sampleRateHz, { method });
    const nVoiced = Array.from({ length: track.nFrames }, (_, m) => pitchHz(track, m)).filter(
      (hz) => hz !== null,
    ).length;
    expect(nVoiced / track.nFrames).toBeLessThan(0.05);
  });

  it('reads a source in pieces as it reads an array', () => {
    const x = buzz(150, 12_000);
    expect(trackPitch(withLength(x, x.length), sampleRateHz, { method })).toEqual(
      trackPitch(x, sampleRateHz, { method }),
    );
  });

  it.each([0, 1, 100])('refuses %i samples: shorter than a window', (nSamples) => {
    expect(() => trackPitch(new Float32Array(nSamples), sampleRateHz, { method })).toThrow(
      /must be at least one window/,
    );
  });

  it('refuses a sample that is not finite, with its index', () => {
    const x = buzz(150, 4000);
    x[1234] = Number.NaN;
    expect(() => trackPitch(x, sampleRateHz, { method })).toThrow(/sample \d+ is NaN/);
  });

  it('stops when it is told to', () => {
    expect(() => trackPitch(buzz(150, 4000), sampleRateHz, { method }, { signal: AbortSignal.abort() })).toThrow(
      'cancelled',
    );
  });
});

it('filtered autocorrelation attenuates as 0.03^((f/top)²), so that a strong harmonic no longer wins', () => {
  const x = Float32Array.from({ length: 8000 }, (_, n) => {
    const t = n / sampleRateHz;
    return (
      0.05 * Math.sin(2 * Math.PI * 120 * t) +
      0.5 * Math.sin(2 * Math.PI * 600 * t) +
      0.5 * Math.sin(2 * Math.PI * 720 * t)
    );
  });
  const track = trackPitch(x, sampleRateHz, { method: 'filtered-ac' });
  expect(pitchHz(track, Math.floor(track.nFrames / 2))).toBeCloseTo(120, 0);
});

it('refuses parameters outside their rules', () => {
  const x = buzz(150, 4000);
  for (const params of [
    { floorHz: 0 },
    { floorHz: 700 },
    { maxCandidates: 1 },
    { voicingThreshold: -1 },
    { floorHz: 9000, ceilingHz: 10_000 },
  ])
    expect(() => trackPitch(x, sampleRateHz, params)).toThrow(expect.objectContaining({ code: 'E_PARAM' }) as Error);
});

it('interpolates between voiced frames and is silent beside unvoiced ones', () => {
  const x = new Float32Array(16_000);
  x.set(buzz(200, 8000), 4000);
  const track = trackPitch(x, sampleRateHz);
  expect(pitchAt(track, 0.5)).toBeCloseTo(200, 1);
  expect(pitchAt(track, 0.05)).toBeNull();
});

describe('pYIN', () => {
  it('finds the pitch of a buzz to half a bin', () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 390, noNaN: true }), (hz) => {
        const { hz: found } = trackPyin(buzz(hz, 6000), sampleRateHz, {
          fMinHz: 65,
          fMaxHz: 600,
          frameLength: 1024,
          center: false,
        });
        for (const value of found) expect(Math.abs(12 * Math.log2(value / hz))).toBeLessThan(0.06);
      }),
      { numRuns: 10 },
    );
  });

  it('gives out frames while it goes: a long sound decodes as one piece', () => {
    const x = new Float32Array(160_000);
    for (let at = 0; at < x.length; at += 16_000) x.set(buzz(120 + at / 1600, 8000), at);
    const params = { fMinHz: 65, fMaxHz: 600, frameLength: 512, hopLength: 128 };
    const { hz, nFrames } = trackPyin(x, sampleRateHz, params);
    expect(nFrames).toBe(1251);
    for (let second = 0; second < 10; second++) {
      expect(Math.abs(12 * Math.log2(hz[second * 125 + 30]! / (120 + 10 * second)))).toBeLessThan(0.06);
      expect(hz[second * 125 + 95]).toBeNaN();
    }
  });

  it('refuses what it cannot measure', () => {
    expect(() => trackPyin(new Float32Array(0), sampleRateHz)).toThrow(/must be at least 1/);
    expect(() => trackPyin(new Float32Array(100), sampleRateHz, { center: false })).toThrow(/must be at least 2048/);
    expect(() => trackPyin(new Float32Array(9000), sampleRateHz, { frameLength: 128 })).toThrow(
      /must exceed the period/,
    );
    expect(() => trackPyin(Float32Array.of(0, Infinity), sampleRateHz)).toThrow(/sample 1 is Infinity/);
  });
});
