/** Peak pyramids on disk, named by the hash of the samples. A cache: any file may vanish or be damaged at any moment. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { decodePeaks, encodePeaks } from '../../engine/dsp/peakFile.ts';
import type { PeakPyramid } from '../../engine/dsp/peaks.ts';

export interface PeakFiles {
  /** @returns null if there is none that fits and passes its check */
  load(sha256: string, shape: { readonly channels: number; readonly nSamples: number }): Promise<PeakPyramid | null>;
  /** Written beside and renamed. A cache that cannot be written is done without. */
  save(sha256: string, pyramid: PeakPyramid): Promise<void>;
}

const checksumBytes = 4;

export function createPeakFiles(cacheDir: string): PeakFiles {
  const folder = join(cacheDir, 'peaks');
  const pathOf = (sha256: string) => join(folder, `${sha256}.peaks`);
  let nWritten = 0;

  return {
    async load(sha256, { channels, nSamples }) {
      try {
        const bytes = await readFile(pathOf(sha256));
        const payload = bytes.subarray(0, bytes.length - checksumBytes);
        if (bytes.length < checksumBytes || crc32(payload) !== bytes.readUInt32LE(payload.length)) return null;
        const pyramid = decodePeaks(new Uint8Array(payload).buffer);
        return pyramid.nChannels === channels && pyramid.nSamples === nSamples ? pyramid : null;
      } catch {
        return null; // absent, unreadable or of another version: it is made again
      }
    },
    async save(sha256, pyramid) {
      const payload = new Uint8Array(encodePeaks(pyramid));
      const checksum = Buffer.alloc(checksumBytes);
      checksum.writeUInt32LE(crc32(payload));
      const beside = `${pathOf(sha256)}.${process.pid}-${++nWritten}.part`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(beside, [payload, checksum]);
        await rename(beside, pathOf(sha256));
      } catch {
        await rm(beside, { force: true });
      }
    },
  };
}
