import { readFileSync } from 'node:fs';
import { decodeNpy } from '../../main/engine/core/npy.ts';

/** Reads what a generate.py left in the folder of the test: `openGolden(import.meta.url)`. */
export function openGolden<Manifest>(testUrl: string) {
  const text = readFileSync(new URL('manifest.json', testUrl), 'utf8');
  return {
    manifest: JSON.parse(text) as Manifest,
    read: (file: string) => decodeNpy(readFileSync(new URL(file, testUrl))).data as Float32Array | Float64Array,
  };
}
