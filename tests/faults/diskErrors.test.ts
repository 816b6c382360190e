/**
 * ENOSPC, EIO, EDQUOT and short writes at calls of the system chosen at random: what fails says so and leaves nothing
 * behind, nothing acknowledged is lost, and when the fault has passed the project goes on.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAcknowledged } from './campaign/expectAcknowledged.ts';
import { reportCounts } from './campaign/reportCounts.ts';
import { runWorker, workFolder } from './campaign/runWorker.ts';
import { hasFileSizeLimit } from './shim/fileSizeLimit.ts';
import { buildShim, FaultControl, shimEnv } from './shim/faultShim.ts';

const runs = Number(process.env['PHONOSCOPE_DISK_ERRORS'] ?? 2);
const firstSeed = Number(process.env['PHONOSCOPE_SEED'] ?? Date.now() % 1_000_000);
const shim = await buildShim();
const library = 'library' in shim ? shim.library : '';
if ('missing' in shim) console.warn(`no errors of the disk are put in here: ${shim.missing}`);

/** Never that something of ours is broken. */
const honestCodes = ['E_DISK_FULL', 'E_IO', 'E_PERMISSION'];
/** Nor that the file is damaged, but for SQLite's word on a page that could not be read just now. */
const readingCodes = [...honestCodes, 'E_PROJECT_CORRUPT'];
const isOpening = (what: string) => ['open', 'migrate'].includes(what);

interface Totals {
  sessions: number;
  failedCalls: number;
  refusals: number;
  acknowledged: number;
  readonly codes: Record<string, number>;
}

/** One session, in which faults come five times. @param byCall where there is a shim */
async function session(seed: number, byCall: boolean, totals: Totals): Promise<void> {
  const { root, folder } = workFolder();
  const control = join(root, 'control');
  const { log, code, signal, errors } = await runWorker(folder, {
    args: [String(seed), 'errors', 'edit', ...(byCall ? [control] : [])],
    ...(byCall ? { env: () => shimEnv({ library, folder, control }) } : {}),
  });
  expect(signal ?? code, `seed ${seed}, ${folder}: ${errors}`).toBe(log.at(-1)?.kind === 'done' ? 0 : 'SIGKILL');
  let canRead = true;
  for (const entry of log) {
    if (entry.kind === 'fault') canRead = !entry.kinds.includes('read');
    if (entry.kind !== 'refused') continue;
    const codesHere = canRead || isOpening(entry.what) ? honestCodes : readingCodes;
    expect(codesHere, `seed ${seed}: ${entry.what}: ${entry.message}`).toContain(entry.code);
    totals.codes[entry.code] = (totals.codes[entry.code] ?? 0) + 1;
    totals.refusals++;
  }
  const looked = await expectAcknowledged(log, folder).catch((error: unknown) => {
    throw new Error(`seed ${seed}, ${folder}, after ${JSON.stringify(log.slice(-4))}`, { cause: error });
  });
  totals.sessions++;
  if (byCall) totals.failedCalls += new FaultControl(control).nFailed;
  totals.acknowledged += looked.nLooked;
  rmSync(root, { recursive: true });
}

const noTotals = (): Totals => ({ sessions: 0, failedCalls: 0, refusals: 0, acknowledged: 0, codes: {} });

describe('a disk that fails for a while', () => {
  const timeout = 60_000 + runs * 20_000;
  it.skipIf(library === '')(`costs nothing that was acknowledged, ${runs} sessions`, { timeout }, async () => {
    const totals = noTotals();
    for (let n = 0; n < runs; n++) await session(firstSeed + n, true, totals);
    reportCounts('diskErrors', { firstSeed, ...totals });
    expect(totals.failedCalls).toBeGreaterThan(0);
    expect(totals.acknowledged).toBeGreaterThan(runs);
  });

  it.skipIf(!hasFileSizeLimit)(`or whose files may not grow, ${runs} sessions`, { timeout }, async () => {
    const totals = noTotals();
    for (let n = 0; n < runs; n++) await session(firstSeed + n, false, totals);
    reportCounts('fileSizeLimits', { firstSeed, ...totals });
    expect(totals.acknowledged).toBeGreaterThan(runs);
  });
});
