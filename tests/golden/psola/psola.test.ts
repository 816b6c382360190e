import { describe, expect, it } from 'vitest';
import { melSpectrogram } from '../../../main/engine/dsp/mel.ts';
import { melPresets } from '../../../main/engine/dsp/melPresets.ts';
import type { PitchUnit } from '../../../main/engine/dsp/pitch/pitchCurve.ts';
import { pitchHz } from '../../../main/engine/dsp/pitch/pitchTrack.ts';
import { curveValue } from '../../../main/engine/dsp/pointCurve.ts';
import { stylizePitch } from '../../../main/engine/dsp/pitch/stylizePitch.ts';
import { readWav16 } from '../../harness/readWav16.ts';
import { openGolden } from '../golden.ts';
import { analyse, askedMelody, melody, original as x, resynthesise, type ResynthesisCase } from './ourResynthesis.ts';

interface Manifest {
  readonly tolerances: Readonly<
    Record<'medianHz' | 'hzOf90Percent' | 'sameVoicing' | 'melBel' | 'readingHz' | 'sameReading' | 'askedHz', number>
  >;
  readonly cases: readonly (ResynthesisCase & { readonly file: string; readonly oursHz: string })[];
  readonly stylized: readonly { resolution: number; unit: PitchUnit; points: readonly [number, number][] }[];
}

const { manifest } = openGolden<Manifest>(import.meta.url);
/** log₁₀ of 80 mel bands: bels. */
const mel = (sound: Float32Array) => melSpectrogram(sound, { ...melPresets.whisper, floor: 1e-4, finish: 'none' });

describe.each(manifest.cases)('$name: as Praat resynthesises it', ({ file, oursHz: readings, ...request }) => {
  const { x: expected } = readWav16(new URL(file, import.meta.url));
  const { duration } = request;
  const oursHz = readings.split(' ').map(Number); // of each frame by Praat, 0 where it hears no voice
  const ours = resynthesise(request);

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

  it('with a melody that Praat reads as we do, and that is the one asked for', () => {
    const { readingHz, sameReading, askedHz } = manifest.tolerances;
    const read = analyse(ours);
    expect(oursHz).toHaveLength(read.nFrames);
    const isSame = (hz: number, m: number) => Math.abs((pitchHz(read, m) ?? 0) - hz) <= readingHz;
    expect(oursHz.filter(isSame).length / oursHz.length).toBeGreaterThan(sameReading);
    const asked = askedMelody(request);
    const errors = oursHz.flatMap((hz, m) => {
      const timeSec = (read.firstTimeSec + m * read.timeStepSec) / duration;
      return hz === 0 ? [] : [Math.abs(hz - curveValue(asked, timeSec))];
    });
    errors.sort((p, q) => p - q);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(askedHz);
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
