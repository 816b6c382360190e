/** Kill −9 at random moments of importing, recording, editing, undo, saving, compacting and migrating. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/random.ts';
import { phaseNames, type PhaseName } from './campaign/entries.ts';
import { expectAcknowledged } from './campaign/expectAcknowledged.ts';
import { reportCounts } from './campaign/reportCounts.ts';
import { runWorker, workFolder, type Ended } from './campaign/runWorker.ts';
import { buildShim, shimEnv } from './shim/faultShim.ts';

const kills = Number(process.env['PHONOSCOPE_KILLS'] ?? 14);
const firstSeed = Number(process.env['PHONOSCOPE_SEED'] ?? Date.now() % 1_000_000);
const shim = await buildShim();
const library = 'library' in shim ? shim.library : null;
if ('missing' in shim) console.warn(`kills come by the clock only, not at chosen calls of the system: ${shim.missing}`);

/** Half of them before a call of the system that is counted out, where that can be done; else by the clock. */
async function kill(phase: PhaseName, seed: number, folder: string): Promise<Ended> {
  const random = createRandom(seed);
  const isByCall = library !== null && random.below(2) === 0;
  const control = join(folder, '..', 'control');
  const delayMs = random.below(random.pick([20, 150, 600]));
  let timer: NodeJS.Timeout | undefined;
  return runWorker(folder, {
    args: [String(seed), 'kill', phase, ...(isByCall ? [control] : [])],
    ...(isByCall ? { env: () => shimEnv({ library, folder, control }) } : {}),
    onOutput: (output, now) => {
      const isThere = output.includes(`{"kind":"phase","name":"${phase}"}`);
      if (isThere && !isByCall) timer ??= setTimeout(now, delayMs);
    },
  });
}

describe('a process that is killed', () => {
  const counts: Record<string, number> = Object.fromEntries(phaseNames.map((name) => [name, 0]));
  const totals = { kills: 0, unclean: 0, acknowledged: 0, mostRecordingLostMs: 0 };

  it(`loses nothing that was acknowledged, ${kills} times`, { timeout: 60_000 + kills * 8_000 }, async () => {
    for (let n = 0; n < kills; n++) {
      const seed = firstSeed + n;
      const { root, folder } = workFolder();
      const { log, signal, errors } = await kill(phaseNames[n % phaseNames.length]!, seed, folder);
      expect(signal, `seed ${seed}: a worker that ends by itself has failed: ${errors}`).toBe('SIGKILL');
      const looked = await expectAcknowledged(log, folder).catch((error: unknown) => {
        throw new Error(`seed ${seed}, ${folder}, after ${JSON.stringify(log.slice(-4))}`, { cause: error });
      });
      const phase = log.findLast((entry) => entry.kind === 'phase')?.name ?? 'edit';
      counts[phase]!++;
      totals.kills++;
      totals.unclean += looked.wasUnclean ? 1 : 0;
      totals.acknowledged += looked.nLooked;
      totals.mostRecordingLostMs = Math.max(totals.mostRecordingLostMs, looked.lostMs);
      rmSync(root, { recursive: true });
    }
    reportCounts('kills', { firstSeed, ...totals, during: counts });
    expect(totals.mostRecordingLostMs).toBeLessThanOrEqual(250);
    expect(totals.acknowledged).toBeGreaterThan(kills);
  });
});
