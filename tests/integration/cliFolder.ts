import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { inProject } from '../../scripts/projectPaths.ts';

export const speechWav = inProject('tests/fixtures/jfk.wav'); // 16 kHz mono
export const speechFlac = inProject('resources/samples/jfk.flac'); // 44.1 kHz stereo

/** A folder for one test file. @returns the path of something in it */
export function temporaryFolder(): (...parts: string[]) => string {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-cli-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (...parts) => join(folder, ...parts);
}
