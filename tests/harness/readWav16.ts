import { readFileSync } from 'node:fs';

/** A mono 16-bit WAV file of ours, without the decoder under test: samples of full scale ±1. */
export function readWav16(file: URL): { x: Float32Array; sampleRateHz: number } {
  const bytes = readFileSync(file);
  const start = bytes.indexOf('data') + 8;
  const x = Float32Array.from(
    { length: (bytes.length - start) / 2 },
    (_, i) => bytes.readInt16LE(start + 2 * i) / 32_768,
  );
  return { x, sampleRateHz: bytes.readUInt32LE(24) };
}
