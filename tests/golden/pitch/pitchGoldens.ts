import { readFileSync } from 'node:fs';
import { decodeNpy } from '../../../main/engine/core/npy.ts';
import type { PitchParams } from '../../../main/engine/dsp/pitch/pitchParams.ts';
import { readJfk } from '../dsp/dspSignals.ts';

type Values = Readonly<Record<string, number | null>>;

export interface PitchManifest {
  readonly pitch: readonly {
    readonly signal: string;
    readonly method: PitchParams['method'];
    readonly given: Partial<PitchParams>;
    readonly stepSec: number;
    readonly startSec: number;
    readonly file: string;
  }[];
  readonly voice: readonly {
    readonly signal: string;
    readonly floorHz: number;
    readonly ceilingHz: number;
    readonly ranges: readonly {
      readonly span: readonly [number, number];
      readonly jitter: Values;
      readonly shimmer: Values;
      readonly meanPeriodSec: number;
      readonly sdPeriodSec: number;
      readonly nPeriods: number;
      readonly report: Readonly<Record<string, number>>;
    }[];
  }[];
  readonly pyin: readonly {
    readonly signal: string;
    readonly given: Readonly<Record<string, number | boolean | readonly [number, number]>>;
    readonly file: string;
  }[];
}

const here = new URL('.', import.meta.url);

export const pitchManifest = JSON.parse(readFileSync(new URL('manifest.json', here), 'utf8')) as PitchManifest;

/** What generate.py made of the recording. */
export function goldenSound(name: string): { x: Float32Array; sampleRateHz: number } {
  const jfk = readJfk();
  if (name === 'jfk8k') return { x: jfk.filter((_, n) => n % 2 === 0), sampleRateHz: 8000 };
  return { x: name === 'odd' ? jfk.subarray(0, 79_999) : jfk, sampleRateHz: 16_000 };
}

/** The rows of a matrix, or the values of a vector as rows of one. */
export function goldenRows(file: string): number[][] {
  const { shape, data } = decodeNpy(readFileSync(new URL(file, here)));
  const width = shape[1] ?? 1;
  const values = Array.from(data as Float32Array | Float64Array);
  return Array.from({ length: shape[0]! }, (_, m) => values.slice(m * width, (m + 1) * width));
}
