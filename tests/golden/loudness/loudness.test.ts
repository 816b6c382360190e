import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LoudnessMeter, type Loudness } from '../../../main/engine/dsp/loudness.ts';
import { readWav16 } from '../../harness/readWav16.ts';
import { noise } from '../dsp/dspSignals.ts';

interface Case {
  readonly name: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly parts?: readonly (readonly [dbfs: number | readonly number[], sec: number])[];
  readonly hz?: number;
  readonly noise?: true;
  readonly file?: string;
  readonly ffmpeg: { readonly [K in keyof Loudness]: number };
  readonly pyloudnorm: number | null;
}

const { cases, tolerances } = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[];
  tolerances: { lu: number; pyloudnormLu: number; rangeLu: number; truePeakDb: number };
};

function soundOf({ sampleRateHz, channels, parts, hz = 1000, file }: Case): Float32Array[] {
  if (file !== undefined) return [readWav16(new URL(`../../fixtures/${file}`, import.meta.url)).x];
  if (parts === undefined) return [noise(5 * sampleRateHz).map((value) => 0.1 * value)];
  return Array.from({ length: channels }, (_, c) => {
    const lengths = parts.map(([, sec]) => Math.round(sec * sampleRateHz));
    const x = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
    let n = 0;
    for (const [i, [dbfs]] of parts.entries()) {
      const amplitude = 10 ** ((typeof dbfs === 'number' ? dbfs : dbfs[c]!) / 20);
      for (const end = n + lengths[i]!; n < end; n++)
        x[n] = amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
    }
    return x;
  });
}

describe("loudness agrees with ffmpeg's ebur128 and pyloudnorm", () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const meter = new LoudnessMeter(one.sampleRateHz, one.channels);
    meter.add(soundOf(one));
    const found = meter.finish();
    for (const [key, expected] of Object.entries(one.ffmpeg)) {
      const tolerance =
        key === 'truePeakDbtp' ? tolerances.truePeakDb : key === 'loudnessRangeLu' ? tolerances.rangeLu : tolerances.lu;
      const actual = found[key as keyof Loudness];
      expect(actual, key).not.toBeNull();
      expect(Math.abs(actual! - expected), `${key}: ${actual} for ${expected}`).toBeLessThanOrEqual(tolerance + 1e-9);
    }
    if (one.pyloudnorm !== null)
      expect(Math.abs(found.integratedLufs! - one.pyloudnorm)).toBeLessThanOrEqual(tolerances.pyloudnormLu);
  });
});
