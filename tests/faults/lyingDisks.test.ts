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
import { removeSideFiles } from '../../main/store/copyProject.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { sideFiles } from '../../main/store/projectFormat.ts';
import type { ProjectStore } from '../../main/store/projectStore.ts';
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

const cuts = Number(process.env['PHONOSCOPE_LYING_CUTS'] ?? 8);
const cutsPerSession = Math.min(cuts, 12);
const firstSeed = Number(process.env['PHONOSCOPE_SEED'] ?? Date.now() % 1_000_000);
const shim = await buildShim();
const library = 'library' in shim ? shim.library : '';
if ('missing' in shim) console.warn(`no disk lies here: ${shim.missing}`);

/** Who noticed, and what came of it. */
type Outcome =
  'not made yet' | 'a state it had' | `found by ${'opening' | 'check' | 'reading'}: ${'salvaged' | 'nothing left'}`;

interface Left {
  readonly path: string;
  readonly log: readonly Entry[];
}

/** The newest place of the project that there is a file at. */
function placeOf(
  { log }: { readonly log: readonly Entry[] },
  mapPath: (path: string) => string,
  first: string,
): string {
  const moved = log.flatMap((entry) => (entry.kind === 'saved' && entry.isMoved ? [mapPath(entry.path)] : []));
  return moved.findLast(existsSync) ?? first;
}

type Noticed = 'opening' | 'check' | 'reading' | null;

/** Every sound can be read, and its document is as it was after some edit. */
function noticed(store: ProjectStore, log: readonly Entry[]): Noticed {
  if (store.check().length > 0) return 'check';
  const documentId = log.find((entry) => entry.kind === 'base')?.documentId;
  if (documentId === undefined || !store.documents().some((document) => document.documentId === documentId))
    return null;
  const { headId } = store.editHistory(documentId);
  const known = log.filter((entry) => entry.kind === 'edit').find(({ editId }) => editId === headId);
  if (known !== undefined && stateHash(store, documentId) !== known.hash)
    expect.fail(`edit ${headId} is not what it was, and nobody noticed`);
  return null;
}

const filesAt = (path: string) => [path, sideFiles.wal(path), sideFiles.journal(path)].filter(existsSync);

/** Opened as the app does it, on a copy; one that is refused stays as it is. */
function noticedBy({ path, log }: Left, copyFolder: string): Noticed {
  const copy = join(copyFolder, 'project.phono');
  for (const file of filesAt(path)) copyFileSync(file, copy + file.slice(path.length));
  const before = filesAt(copy).map(hashOfFile);
  let isOpen = false;
  try {
    const store = openProjectStore(copy);
    isOpen = true;
    try {
      return noticed(store, log);
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(['E_PROJECT_CORRUPT', 'E_FORMAT', 'E_PROJECT_NEWER']).toContain(error.code);
    if (isOpen) return 'reading';
    expect(filesAt(copy).map(hashOfFile)).toEqual(before);
    return 'opening';
  }
}

function isSalvaged(path: string, target: string): boolean {
  try {
    salvageProject(path, target, { appVersion: '0.1.0' });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.code).toBe('E_PROJECT_CORRUPT');
    expect(existsSync(target)).toBe(false);
    return false;
  }
  const salvaged = openProjectStore(target);
  expect(salvaged.check()).toEqual([]);
  salvaged.close();
  return true;
}

function outcomeOf(left: Left): Outcome {
  const { path } = left;
  if (!existsSync(path)) return 'not made yet';
  const before = filesAt(path).map(hashOfFile);
  const copyFolder = mkdtempSync(join(tmpdir(), 'phonoscope-lie-'));
  try {
    const by = noticedBy(left, copyFolder);
    if (by === null) return 'a state it had';
    return `found by ${by}: ${isSalvaged(path, join(copyFolder, 'salvaged.phono')) ? 'salvaged' : 'nothing left'}`;
  } finally {
    expect(filesAt(path).map(hashOfFile)).toEqual(before);
    rmSync(copyFolder, { recursive: true });
  }
}

/** A disk that says it syncs and does not, or an honest one from which somebody took what lies beside the project. */
const losses = ['lying disk', 'missing log'] as const;

describe.skipIf(library === '')('a project of which a part is missing', () => {
  it(`is found out, ${cuts} times`, { timeout: 60_000 + cuts * 5_000 }, async () => {
    const outcomes: Record<string, Record<string, number>> = { 'lying disk': {}, 'missing log': {} };
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
      for (let n = 0; n < cutsPerSession; n++, done++) {
        const loss = losses[done % 2]!;
        const end = 1 + random.below(records.length);
        const lyingFrom = loss === 'lying disk' ? Math.max(0, end - random.below(random.pick([20, 200, 2000]))) : end;
        const disk = new CutDisk();
        for (const [index, record] of records.slice(0, end).entries()) disk.apply(record, index < lyingFrom);
        const said = records.slice(0, end).flatMap((record) => (record.op === 'say' ? [record.text] : []));
        const log = readEntries(said.join(''));
        const left = mkdtempSync(join(tmpdir(), 'phonoscope-lie-'));
        const folder = join(left, 'project');
        mkdirSync(folder);
        disk.cut(random.pick(cutKinds), random, { folder, workedIn });
        const mapPath = (path: string) => join(folder, path.slice(workedIn.length + 1));
        const path = placeOf({ log }, mapPath, join(folder, 'project.phono'));
        if (loss === 'missing log') removeSideFiles(path);
        try {
          const outcome = outcomeOf({ path, log });
          outcomes[loss]![outcome] = (outcomes[loss]![outcome] ?? 0) + 1;
        } catch (error) {
          const where = `seed ${seed}, ${loss} from ${lyingFrom} to ${end} of ${records.length}`;
          throw new Error(`${where}, ${folder} (${readdirSync(folder).join(' ')})`, { cause: error });
        }
        rmSync(left, { recursive: true });
      }
    }
    reportCounts('lyingDisks', { firstSeed, cuts: done, ...outcomes });
  });
});
