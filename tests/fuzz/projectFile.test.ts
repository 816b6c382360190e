/** Damaged project files are refused or opened, never crash anything, and what is refused is left as it was. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { blockSamples, type ProjectStore } from '../../main/store/projectStore.ts';
import { fuzz, judge, type FuzzTarget } from './harness.ts';
import { createRandom } from './random.ts';

const fixture = new URL('../fixtures/projects/project-v1.phono.gz', import.meta.url);
const project = new Uint8Array(gunzipSync(readFileSync(fixture)));
const folder = mkdtempSync(join(tmpdir(), 'phonoscope-fuzz-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function attempt(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'E_INTERNAL') throw error;
  }
}

function readAll(store: ProjectStore): void {
  attempt(() => store.viewState());
  attempt(() => store.check());
  attempt(() => {
    for (const { tiers } of store.documents()) for (const { tierId } of tiers) attempt(() => store.tierItems(tierId));
  });
  attempt(() => {
    for (const { assetId, nSamples } of store.assets())
      for (let index = 0; index < Math.min(4, Math.ceil(nSamples / blockSamples)); index++)
        attempt(() => store.readBlock(assetId, 0, index));
  });
}

function write(store: ProjectStore): void {
  attempt(() => {
    store.setViewState({ fuzzed: true });
  });
  attempt(() => {
    store.removeDocument(store.documents()[0]?.documentId ?? 'none');
  });
}

/** @returns why it was refused, if it was */
function openAndUse(path: string, readOnly: boolean): Error | null {
  try {
    const store = openProjectStore(path, { readOnly });
    readAll(store);
    if (!readOnly) write(store);
    attempt(() => {
      store.close();
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function expectUntouched(path: string, bytes: Uint8Array, mtimeMs: number): void {
  const beside = readdirSync(folder).filter((name) => name !== 'fuzzed.phono');
  if (beside.length > 0) throw new Error(`left beside a file that was refused or only read: ${beside.join(', ')}`);
  if (statSync(path).mtimeMs !== mtimeMs || Buffer.compare(readFileSync(path), bytes) !== 0)
    throw new Error('a file that was refused or only read was changed');
}

const target: FuzzTarget = {
  name: 'projectFile',
  seeds: [{ name: 'project-v1', bytes: project }],
  run: async (bytes) => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const path = join(folder, 'fuzzed.phono');
    writeFileSync(path, bytes);
    const { mtimeMs } = statSync(path);
    openAndUse(path, true);
    expectUntouched(path, bytes, mtimeMs);
    const refusal = openAndUse(path, false);
    await Promise.resolve();
    if (refusal === null) return;
    expectUntouched(path, bytes, mtimeMs);
    throw refusal;
  },
};

fuzz(target);

const nFlips = Number(process.env['PHONOSCOPE_FLIPS'] ?? 150);

describe('a project file with one damaged place', () => {
  it(`is opened or refused, at any of ${nFlips} places`, { timeout: 30_000 + nFlips * 500 }, async () => {
    const random = createRandom(2026);
    for (let i = 0; i < nFlips; i++) {
      const damaged = project.slice();
      const at = random.below(damaged.length);
      if (i % 3 === 0) damaged.fill(random.below(256), at, at + 1 + random.below(600));
      else damaged[at]! ^= 1 << random.below(8);
      expect(await judge(target, damaged), `flip ${i} at byte ${at}`).toBeNull();
    }
  });

  it('is opened or refused at any length', { timeout: 60_000 }, async () => {
    for (let i = 0; i <= 40; i++) {
      const length = Math.floor((project.length * i) / 40);
      expect(await judge(target, project.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  });
});
