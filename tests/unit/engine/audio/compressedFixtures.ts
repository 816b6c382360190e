import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeAll } from './decodeAll.ts';

const folder = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** What other decoders make of one fixture: see describeCompressed.py. */
export interface CompressedReference {
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly probes: readonly (readonly number[])[]; // samples of all channels at every probeStep-th frame
}

export function readFixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${folder}audio/${name}`));
}

export const references = JSON.parse(readFileSync(`${folder}audio/compressed.json`, 'utf8')) as {
  readonly probeStep: number;
  readonly files: Readonly<Record<string, CompressedReference>>;
};

/** The 0.8 s of speech that the fixtures were made from: 16 kHz, 12,800 samples. */
export async function readSpeech(): Promise<Float32Array> {
  const { channels } = await decodeAll(new Uint8Array(readFileSync(`${folder}jfk.wav`)));
  return channels[0]!.slice(8000, 20_800);
}

/**
 * The lag of `decoded` behind `original` in samples of the decoded rate, by the peak of their cross-correlation.
 * @param ratio decoded rate / original rate, an integer
 */
export function lagOf(original: Float32Array, decoded: Float32Array, ratio: number): number {
  let [best, bestLag] = [-Infinity, NaN];
  for (let lag = -1500; lag <= 1500; lag++) {
    let sum = 0;
    for (let n = 600; n < original.length - 600; n++) sum += original[n]! * (decoded[n * ratio + lag] ?? 0);
    if (sum > best) [best, bestLag] = [sum, lag];
  }
  return bestLag;
}

/** Signal to error in dB, `decoded` taken at every `ratio`-th sample. */
export function signalToErrorDb(original: Float32Array, decoded: Float32Array, ratio = 1): number {
  let [signal, error] = [0, 0];
  for (let n = 0; n < original.length; n++) {
    signal += original[n]! ** 2;
    error += (original[n]! - decoded[n * ratio]!) ** 2;
  }
  return 10 * Math.log10(signal / error);
}
