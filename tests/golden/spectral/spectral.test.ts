import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWav16 } from '../../harness/readWav16.ts';
import { cellValue, quantile, sortedValues } from '../../../main/engine/dsp/frameCells.ts';
import { formantAt, formantGrid, formantMean, measureFormants } from '../../../main/engine/dsp/formants/formants.ts';
import { trackFormants } from '../../../main/engine/dsp/formants/formantTracks.ts';
import { intensityGrid, intensityMean, measureIntensity } from '../../../main/engine/dsp/intensity/intensity.ts';
import { bandEnergyDifference, energySpectrum } from '../../../main/engine/dsp/spectrum/energySpectrum.ts';
import { ltas } from '../../../main/engine/dsp/spectrum/ltas.ts';
import { spectralMoments } from '../../../main/engine/dsp/spectrum/spectralMoments.ts';
import { ltasSlope, spectralTilt } from '../../../main/engine/dsp/spectrum/spectralTilt.ts';

type Rows = readonly (readonly (number | string)[] | null)[];

interface Values {
  readonly formants: Record<string, FormantCase | null>;
  readonly formantQueries: Rows;
  readonly track: Rows;
  readonly intensity: Record<string, IntensityCase | null>;
  readonly intensityQueries: Rows;
  readonly moments: Rows;
  readonly ltas: Record<string, LtasCase | null>;
}

interface FormantCase {
  readonly ceilingHz: number;
  readonly maxFormants: number;
  readonly nFrames: number;
  readonly firstTimeSec: number;
  readonly frames: readonly (readonly number[])[]; // index, voiced, then hz and bandwidth of each formant
}

interface IntensityCase {
  readonly minPitchHz: number;
  readonly subtractMean: 'yes' | 'no';
  readonly nFrames: number;
  readonly firstTimeSec: number;
  readonly frames: readonly (readonly [index: number, db: number] | null)[];
}

interface LtasCase {
  readonly bandwidthHz: number;
  readonly slopeDb: number;
  readonly tilts: readonly (readonly [axis: string, fit: string, slope: number, offset: number] | null)[];
  readonly db: readonly (number | null)[];
}

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const values = json('values.json') as Values;
const { tolerances } = json('manifest.json') as { tolerances: Record<string, number> };
const sounds = {
  jfk: readWav16(new URL('../../fixtures/jfk.wav', import.meta.url)),
  voice: readWav16(new URL('voice.wav', import.meta.url)),
};
const soundOf = (name: string) => sounds[name.split(' ')[0] as 'jfk' | 'voice'];
/** Praat ends each list with null, which needs no special case for its last comma. */
const present = <T>(list: readonly (T | null)[]): T[] => list.filter((item) => item !== null);
const cases = <T>(record: Record<string, T | null>) =>
  Object.entries(record).flatMap(([name, value]) => (value === null ? [] : ([[name, value]] as const)));
const numberOf = (value: number | string) => (value === '--undefined--' ? Number.NaN : Number(value));

function expectNear(actual: number, expected: number | string, tolerance: number, what: string): void {
  const wanted = numberOf(expected);
  if (Number.isNaN(wanted)) expect(actual, what).toBeNaN();
  else expect(Math.abs(actual - wanted), `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(tolerance);
}

describe('formants agree with Praat', () => {
  it.each(cases(values.formants))('%s', (name, golden) => {
    const { x, sampleRateHz } = soundOf(name);
    const { ceilingHz, maxFormants, nFrames, firstTimeSec, frames } = golden;
    const found = measureFormants(x, { sampleRateHz, ceilingHz, maxFormants });
    expect(found.nFrames).toBe(nFrames);
    expect(found.firstTimeSec).toBeCloseTo(firstTimeSec, 12);
    expect(frames.filter(([, voiced]) => voiced === 1).length).toBeGreaterThan(20);
    for (const [index, voiced, ...pairs] of frames) {
      if (voiced === 0) continue;
      const at = index! * found.maxFormants;
      const count = found.hz.subarray(at, at + found.maxFormants).filter((hz) => !Number.isNaN(hz)).length;
      expect(2 * count, `frame ${index}`).toBe(pairs.length);
      for (let f = 0; f < count; f++) {
        expectNear(found.hz[at + f]!, pairs[2 * f]!, tolerances['formantHz']!, `frame ${index} F${f + 1}`);
        const band = `frame ${index} B${f + 1}`;
        expectNear(found.bandwidthHz[at + f]!, pairs[2 * f + 1]!, tolerances['bandwidthHz']!, band);
      }
    }
  });

  const { x, sampleRateHz } = sounds.jfk;
  const formants = measureFormants(x, { sampleRateHz });

  it('at a time, averaged and in the middle of a stretch', () => {
    for (const [k, t1, t2, hz, bandwidth, mean, middle] of present(values.formantQueries)) {
      const formant = Number(k);
      const [start, end] = [Number(t1), Number(t2)];
      const where = `F${formant + 1} from ${start} to ${end}`;
      expectNear(formantAt(formants, formant, start), hz!, tolerances['formantHz']!, where);
      const width = cellValue(formantGrid(formants, formant, 'bandwidthHz'), start);
      expectNear(width, bandwidth!, tolerances['bandwidthHz']!, where);
      expectNear(formantMean(formants, formant, start, end), mean!, tolerances['formantHz']!, where);
      const sorted = sortedValues(formantGrid(formants, formant), start, end);
      expectNear(quantile(sorted, 0.5), middle!, tolerances['formantHz']!, where);
    }
  });

  it('as tracks', () => {
    const tracks = trackFormants(formants);
    for (const [index, ...hz] of present(values.track)) {
      for (let t = 0; t < 3; t++)
        expectNear(
          tracks.hz[3 * Number(index) + t]!,
          hz[t]!,
          tolerances['formantHz']!,
          `frame ${index} track ${t + 1}`,
        );
    }
  });
});

describe('intensity agrees with Praat', () => {
  it.each(cases(values.intensity))('%s', (name, golden) => {
    const { x, sampleRateHz } = soundOf(name);
    const { minPitchHz, subtractMean, nFrames, firstTimeSec, frames } = golden;
    const found = measureIntensity(x, { sampleRateHz, minPitchHz, subtractMean: subtractMean === 'yes' });
    expect(found.nFrames).toBe(nFrames);
    expect(found.firstTimeSec).toBeCloseTo(firstTimeSec, 12);
    for (const [index, db] of present(frames))
      expectNear(found.db[index]!, db, tolerances['intensityDb']!, `frame ${index}`);
  });

  it('at a time and averaged', () => {
    const { x, sampleRateHz } = sounds.jfk;
    const intensity = measureIntensity(x, { sampleRateHz });
    for (const [t1, t2, db, ...means] of present(values.intensityQueries)) {
      const [start, end] = [Number(t1), Number(t2)];
      expectNear(cellValue(intensityGrid(intensity), start), db!, tolerances['intensityDb']!, `at ${start}`);
      for (const [i, how] of (['energy', 'sones', 'dB', 'median'] as const).entries())
        expectNear(intensityMean(intensity, start, end, how), means[i]!, tolerances['intensityDb']!, `${how} ${start}`);
    }
  });
});

describe('spectra agree with Praat', () => {
  it('moments and band energies of a stretch', () => {
    const { x, sampleRateHz } = sounds.jfk;
    for (const row of present(values.moments)) {
      const [t1, nSamples, power, centre, deviation, skewness, kurtosis, difference] = row.map(Number);
      const startSample = Math.round(t1! * sampleRateHz);
      const spectrum = energySpectrum(x, { sampleRateHz, startSample, endSample: startSample + nSamples! });
      const found = spectralMoments(spectrum, power);
      const pairs = [
        [found.centreOfGravityHz, centre],
        [found.standardDeviationHz, deviation],
        [found.skewness, skewness],
        [found.kurtosis, kurtosis],
        [bandEnergyDifference(spectrum, [0, 1000], [1000, 4000]), difference],
      ] as const;
      for (const [actual, expected] of pairs)
        expectNear(actual, expected!, tolerances['momentsRelative']! * Math.abs(expected!), `${t1} s, power ${power}`);
    }
  });

  it.each(cases(values.ltas))('LTAS of %s, its slope and tilt', (name, golden) => {
    const { x, sampleRateHz } = soundOf(name);
    const whole = { sampleRateHz, startSample: 0, endSample: x.length };
    const found = ltas(energySpectrum(x, whole), golden.bandwidthHz);
    const db = present(golden.db);
    expect(found.db.length).toBe(db.length);
    db.forEach((level, b) => {
      expectNear(found.db[b]!, level, tolerances['ltasDb']!, `band ${b}`);
    });
    expectNear(ltasSlope(found), golden.slopeDb, tolerances['ltasDb']!, 'slope');
    for (const [axis, fit, slope, offset] of present(golden.tilts)) {
      const tilt = spectralTilt(found, undefined, {
        axis: axis === 'linear' ? 'linear' : 'logarithmic',
        fit: fit === 'robust' ? 'robust' : 'least-squares',
      });
      expectNear(tilt.slope, slope, tolerances['tiltRelative']! * Math.abs(slope), `${axis} ${fit} slope`);
      expectNear(tilt.offsetDb, offset, tolerances['tiltRelative']! * Math.abs(offset), `${axis} ${fit} offset`);
    }
  });
});
