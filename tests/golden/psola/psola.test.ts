import { describe, expect, it } from 'vitest';
import { melSpectrogram } from '../../../main/engine/dsp/mel.ts';
import { melPresets } from '../../../main/engine/dsp/melPresets.ts';
import { flattenPitch, shiftPitch } from '../../../main/engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../../../main/engine/dsp/pitch/pitchCurve.ts';
import type { PitchUnit } from '../../../main/engine/dsp/pitch/pitchCurve.ts';
import { pitchHz } from '../../../main/engine/dsp/pitch/pitchTrack.ts';
import { stylizePitch } from '../../../main/engine/dsp/pitch/stylizePitch.ts';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { psola } from '../../../main/engine/dsp/stretch/psola.ts';
import { findPulses } from '../../../main/engine/dsp/voice/pulses.ts';
import { readWav16 } from '../../harness/readWav16.ts';
import { readJfk } from '../dsp/dspSignals.ts';
import { openGolden } from '../golden.ts';

interface Manifest {
  readonly tolerances: { medianHz: number; hzOf90Percent: number; sameVoicing: number; melBel: number };
  readonly cases: readonly { name: string; factor: number; flatHz: number; duration: number; file: string }[];
  readonly stylized: readonly { resolution: number; unit: PitchUnit; points: readonly [number, number][] }[];
}

const { manifest } = openGolden<Manifest>(import.meta.url);
const sampleRateHz = 16_000;
const x = readJfk().slice(48_000, 96_000);
const analyse = (sound: Float32Array) => trackPitch(sound, sampleRateHz, { timeStepSec: 0.01 });
const track = analyse(x);
const pulses = findPulses(x, sampleRateHz, track);
const melody = pitchCurveOf(track);

/** log₁₀ of 80 mel bands: bels. */
const mel = (sound: Float32Array) => melSpectrogram(sound, { ...melPresets.whisper, floor: 1e-4, finish: 'none' });

describe.each(manifest.cases)('$name: as Praat resynthesises it', ({ factor, flatHz, duration, file }) => {
  const { x: expected } = readWav16(new URL(file, import.meta.url));
  const pitch = flatHz > 0 ? flattenPitch(melody, flatHz) : shiftPitch(melody, 12 * Math.log2(factor), 'semitones');
  const durations = { timesSec: Float64Array.of(0), values: Float64Array.of(duration) };
  const ours = psola([x], { sampleRateHz, pulses, pitch, duration: durations })[0]!;

  it('of the same length', () => {
    expect(ours).toHaveLength(Math.floor(x.length * duration + 0.5));
    expect(ours).toHaveLength(expected.length);
  });

  it('with the same melody', () => {
    const [a, b] = [analyse(ours), analyse(expected)];
    const differences: number[] = []; // of frames that are voiced in both
    let nSame = 0;
    for (let m = 0; m < a.nFrames; m++) {
      const [hz, expectedHz] = [pitchHz(a, m), pitchHz(b, m)];
      if ((hz === null) === (expectedHz === null)) nSame++;
      if (hz !== null && expectedHz !== null) differences.push(Math.abs(hz - expectedHz));
    }
    differences.sort((p, q) => p - q);
    const quantile = (fraction: number) => differences[Math.floor(fraction * differences.length)];
    expect(nSame / a.nFrames).toBeGreaterThan(manifest.tolerances.sameVoicing);
    expect(quantile(0.5)).toBeLessThan(manifest.tolerances.medianHz);
    expect(quantile(0.9)).toBeLessThan(manifest.tolerances.hzOf90Percent);
  });

  it('with the same spectrum', () => {
    const [a, b] = [mel(ours), mel(expected)];
    const distance = a.values.reduce((sum, value, i) => sum + Math.abs(value - b.values[i]!), 0) / a.values.length;
    expect(distance).toBeLessThan(manifest.tolerances.melBel);
  });
});

describe('stylised melodies are those of Praat, point by point', () => {
  it.each(manifest.stylized)('$resolution $unit', ({ resolution, unit, points }) => {
    const { timesSec, values } = stylizePitch(melody, resolution, unit);
    expect(timesSec).toHaveLength(points.length);
    points.forEach(([timeSec, hz], i) => {
      expect(timesSec[i]).toBeCloseTo(timeSec, 8);
      expect(Math.abs(values[i]! - hz)).toBeLessThan(0.01);
    });
  });
});
