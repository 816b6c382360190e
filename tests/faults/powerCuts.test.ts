/**
 * The power is cut: sessions are logged write by write, and the disk is put together as a cut at any moment may have left
 * it. What was acknowledged before is there, and everything is consistent.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/random.ts';
import { readEntries } from './campaign/entries.ts';
import { expectAcknowledged } from './campaign/expectAcknowledged.ts';
import { reportCounts } from './campaign/reportCounts.ts';
import { runWorker, workFolder } from './campaign/runWorker.ts';
import { CutDisk, cutKinds } from './shim/cutDisk.ts';
import { readFaultLog, type LogRecord } from './shim/faultLog.ts';
import { buildShim, shimEnv } from './shim/faultShim.ts';

const cuts = Number(process.env['PHONOSCOPE_POWER_CUTS'] ?? 10);
const cutsPerSession = Math.min(cuts, 16);
const firstSeed = Number(process.env['PHONOSCOPE_SEED'] ?? Date.now() % 1_000_000);
const shim = await buildShim();
const library = 'library' in shim ? shim.library : '';
if ('missing' in shim) console.warn(`no power is cut here: ${shim.missing}`);

async function logged(
  seed: number,
): Promise<{ readonly records: LogRecord[]; readonly workedIn: string; readonly root: string }> {
  const { root, folder } = workFolder();
  const log = join(root, 'log');
  const { code, errors } = await runWorker(folder, {
    args: [String(seed), 'plain'],
    env: () => shimEnv({ library, folder, log }),
  });
  expect(code, `seed ${seed}: ${errors}`).toBe(0);
  return { records: readFaultLog(log), workedIn: folder, root };
}

describe.skipIf(library === '')('a power cut', () => {
  it(`costs nothing that was acknowledged, ${cuts} times`, { timeout: 60_000 + cuts * 3_000 }, async () => {
    const totals = { cuts: 0, unclean: 0, acknowledged: 0, loggedBytes: 0, mostRecordingLostMs: 0 };
    const kinds = Object.fromEntries(cutKinds.map((kind) => [kind, 0]));
    for (let session = 0; totals.cuts < cuts; session++) {
      const seed = firstSeed + session;
      const random = createRandom(seed);
      const { records, workedIn, root } = await logged(seed);
      const firstSaid = records.findIndex(({ op }) => op === 'say');
      const at = Array.from({ length: cutsPerSession }, () => firstSaid + random.below(records.length - firstSaid));
      const disk = new CutDisk();
      let said = '';
      for (const [index, record] of records.entries()) {
        if (record.op === 'say') said += record.text;
        if (record.op === 'write') totals.loggedBytes += record.bytes.length;
        disk.apply(record);
        if (!at.includes(index)) continue;
        const kind = cutKinds[totals.cuts % cutKinds.length]!;
        const left = mkdtempSync(join(tmpdir(), 'phonoscope-cut-'));
        const folder = join(left, 'project');
        mkdirSync(folder);
        disk.cut(kind, random, { folder, workedIn });
        const log = readEntries(said);
        const looked = await expectAcknowledged(log, folder, workedIn).catch((error: unknown) => {
          const where = `seed ${seed}, cut after record ${index} of ${records.length} with ${kind}, ${folder}`;
          throw new Error(`${where}, after ${JSON.stringify(log.slice(-4))}`, { cause: error });
        });
        totals.cuts++;
        kinds[kind]!++;
        totals.unclean += looked.wasUnclean ? 1 : 0;
        totals.acknowledged += looked.nLooked;
        totals.mostRecordingLostMs = Math.max(totals.mostRecordingLostMs, looked.lostMs);
        rmSync(left, { recursive: true });
      }
      rmSync(root, { recursive: true });
    }
    reportCounts('powerCuts', { firstSeed, ...totals, kinds });
    expect(totals.acknowledged).toBeGreaterThan(cuts);
    expect(totals.mostRecordingLostMs).toBeLessThanOrEqual(250);
  });

  it('would be noticed if syncing did nothing', { timeout: 60_000 }, async () => {
    const { records, workedIn, root } = await logged(firstSeed);
    const disk = new CutDisk();
    const firstSaid = records.findIndex(({ op }) => op === 'say');
    for (const [index, record] of records.entries()) disk.apply(record, index < firstSaid);
    const left = mkdtempSync(join(tmpdir(), 'phonoscope-cut-'));
    const folder = join(left, 'project');
    mkdirSync(folder);
    disk.cut('nothing', createRandom(firstSeed), { folder, workedIn });
    const said = records.flatMap((record) => (record.op === 'say' ? [record.text] : []));
    await expect(expectAcknowledged(readEntries(said.join('')), folder, workedIn)).rejects.toThrow();
    rmSync(left, { recursive: true });
    rmSync(root, { recursive: true });
  });
});
