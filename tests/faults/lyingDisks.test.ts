/**
 * A disk that says it has synced and has not, and then loses its power; or that loses the log beside a project. Whatever
 * is left: it is found out, or a state that the project once had; what can be read is salvaged, what is gone is named,
 * and the file itself stays as it is.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { sideFiles } from '../../main/store/projectFormat.ts';
import { blockSamples, type ProjectStore } from '../../main/store/projectStore.ts';
import { salvageProject } from '../../main/store/salvage/salvageProject.ts';
import { createRandom } from '../fuzz/random.ts';
import { readEntries, type Entry } from './campaign/entries.ts';
import { reportCounts } from './campaign/reportCounts.ts';
import { runWorker, workFolder } from './campaign/runWorker.ts';
import { stateHash } from './campaign/stateHash.ts';
import { hashOfFile } from './damagedProject.ts';
import { CutDisk, cutKinds } from './shim/cutDisk.ts';
import { readFaultLog } from './shim/faultLog.ts';
import { buildShim, shimEnv } from './shim/faultShim.ts';

const cuts = Number(process.env['PHONOSCOPE_LYING_CUTS'] ?? 12);
const cutsPerSession = Math.min(cuts, 12);
const firstSeed = Number(process.env['PHONOSCOPE_SEED'] ?? Date.now() % 1_000_000);
const shim = await buildShim();
const library = 'library' in shim ? shim.library : '';
if ('missing' in shim) console.warn(`no disk lies here: ${shim.missing}`);

type Outcome = 'not made yet' | 'a state it had' | 'salvaged' | 'nothing left';

interface Left {
  readonly path: string;
  readonly log: readonly Entry[];
}

/** The newest place of the project that there is a file at. */
function placeOf({ log }: { readonly log: readonly Entry[] }, mapPath: (path: string) => string, first: string): string {
  const moved = log.flatMap((entry) => (entry.kind === 'saved' && entry.isMoved ? [mapPath(entry.path)] : []));
  return moved.findLast(existsSync) ?? first;
}

/** Every sound can be read, and its document is as it was after some edit. */
function problemsOf(store: ProjectStore, log: readonly Entry[]): string[] {
  const problems = [...store.check()];
  if (problems.length > 0) return problems;
  for (const { assetId, channels, nSamples } of store.assets())
    for (let channel = 0; channel < channels; channel++)
      for (let index = 0; index * blockSamples < nSamples; index++) store.readBlock(assetId, channel, index);
  const documentId = log.find((entry) => entry.kind === 'base')?.documentId;
  if (documentId === undefined || !store.documents().some((document) => document.documentId === documentId)) return [];
  const { headId } = store.editHistory(documentId);
  const known = log.filter((entry) => entry.kind === 'edit').find(({ editId }) => editId === headId);
  if (known !== undefined && stateHash(store, documentId) !== known.hash)
    expect.fail(`edit ${headId} is not what it was, and nobody noticed`);
  return [];
}

const filesAt = (path: string) => [path, sideFiles.wal(path), sideFiles.journal(path)].filter(existsSync);

/** Opened as the app does it, on a copy; one that is refused stays as it is. */
function openedProblems({ path, log }: Left, copyFolder: string): string[] {
  const copy = join(copyFolder, 'project.phono');
  for (const file of filesAt(path)) copyFileSync(file, copy + file.slice(path.length));
  const before = filesAt(copy).map(hashOfFile);
  try {
    const store = openProjectStore(copy);
    try {
      return problemsOf(store, log);
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(['E_PROJECT_CORRUPT', 'E_FORMAT', 'E_PROJECT_NEWER']).toContain(error.code);
    expect(filesAt(copy).map(hashOfFile)).toEqual(before);
    return [error.message];
  }
}

function outcomeOf(left: Left): Outcome {
  const { path } = left;
  if (!existsSync(path)) return 'not made yet';
  const before = filesAt(path).map(hashOfFile);
  const copyFolder = mkdtempSync(join(tmpdir(), 'phonoscope-lie-'));
  try {
    if (openedProblems(left, copyFolder).length === 0) return 'a state it had';
    const target = join(copyFolder, 'salvaged.phono');
    salvageProject(path, target, { appVersion: '0.1.0' });
    const salvaged = openProjectStore(target);
    expect(salvaged.check()).toEqual([]);
    salvaged.close();
    return 'salvaged';
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.code).toBe('E_PROJECT_CORRUPT');
    return 'nothing left';
  } finally {
    expect(filesAt(path).map(hashOfFile)).toEqual(before);
    rmSync(copyFolder, { recursive: true });
  }
}

describe.skipIf(library === '')('a disk that lies about syncing', () => {
  it(`is found out, ${cuts} times`, { timeout: 60_000 + cuts * 3_000 }, async () => {
    const outcomes: Record<Outcome, number> = { 'not made yet': 0, 'a state it had': 0, salvaged: 0, 'nothing left': 0 };
    let done = 0;
    for (let session = 0; done < cuts; session++) {
      const seed = firstSeed + session;
      const random = createRandom(seed);
      const { root, folder: workedIn } = workFolder();
      const logFile = join(root, 'log');
      const { code, errors } = await runWorker(workedIn, {
        args: [String(seed), 'plain'],
        env: () => shimEnv({ library, folder: workedIn, log: logFile }),
      });
      expect(code, `seed ${seed}: ${errors}`).toBe(0);
      const records = readFaultLog(logFile);
      rmSync(root, { recursive: true });
      for (let n = 0; n < cutsPerSession; n++) {
        const end = 1 + random.below(records.length);
        const lyingFrom = Math.max(0, end - random.below(random.pick([20, 200, 2000])));
        const disk = new CutDisk();
        for (const [index, record] of records.slice(0, end).entries()) disk.apply(record, index < lyingFrom);
        const said = records.slice(0, end).flatMap((record) => (record.op === 'say' ? [record.text] : []));
        const log = readEntries(said.join(''));
        const left = mkdtempSync(join(tmpdir(), 'phonoscope-lie-'));
        const folder = join(left, 'project');
        mkdirSync(folder);
        disk.cut(cutKinds[done % cutKinds.length]!, random, { folder, workedIn });
        const mapPath = (path: string) => join(folder, path.slice(workedIn.length + 1));
        const path = placeOf({ log }, mapPath, join(folder, 'project.phono'));
        const cut = `seed ${seed}, lying from ${lyingFrom} to ${end} of ${records.length}, ${folder} (${readdirSync(folder).join(' ')})`;
        try {
          outcomes[outcomeOf({ path, log })]++;
        } catch (error) {
          throw new Error(cut, { cause: error });
        }
        rmSync(left, { recursive: true });
        done++;
      }
    }
    reportCounts('lyingDisks', { firstSeed, cuts: done, outcomes });
  });
});
