import { readFileSync } from 'node:fs';
import { decodeNpy, encodeNpy } from '../../main/engine/core/npy.ts';
import { parsePackManifest } from '../../main/engine/runtime/packManifest.ts';
import { fuzz } from './harness.ts';

const read = (path: string) => new Uint8Array(readFileSync(new URL(path, import.meta.url)));

fuzz({
  name: 'pack-manifest',
  seeds: [{ name: 'silero-vad', bytes: read('../../resources/models/silero-vad/manifest.json') }],
  run: async (bytes) => {
    await Promise.resolve(parsePackManifest(new TextDecoder().decode(bytes)));
  },
});

fuzz({
  name: 'npy',
  seeds: [
    { name: 'float32', bytes: encodeNpy({ type: 'float32', shape: [3, 4], data: new Float32Array(12) }) },
    { name: 'complex64', bytes: encodeNpy({ type: 'complex64', shape: [2, 2], data: new Float32Array(8) }) },
    { name: 'int32', bytes: encodeNpy({ type: 'int32', shape: [5], data: Int32Array.of(1, 2, 3, 4, 5) }) },
  ],
  run: async (bytes) => {
    await Promise.resolve(decodeNpy(bytes));
  },
});
