/** Flipped bits, a lost end, a lost first page: found out, salvaged, and exactly what is gone is named. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { projectPageBytes } from '../../main/store/projectFormat.ts';
import { salvageProject } from '../../main/store/salvage/salvageProject.ts';
import { openDatabase } from '../../main/store/sqlite.ts';
import { insertTier } from '../fixtures/projects/tierEdits.ts';
import { createRandom } from '../fuzz/random.ts';
import { addRecording, temporaryFolder } from '../unit/store/projectFixture.ts';
import { reportCounts } from './campaign/reportCounts.ts';
import { stateHash } from './campaign/stateHash.ts';
import { contentOf, hashOfFile, makeProject } from './damagedProject.ts';

/** Cases of each kind; the long campaign has enough to reach every page many times. */
const nFlips = Number(process.env['PHONOSCOPE_PAGE_FLIPS'] ?? 14);
const nZeroed = Number(process.env['PHONOSCOPE_PAGE_ZEROES'] ?? 6);
const nCuts = Number(process.env['PHONOSCOPE_TRUNCATIONS'] ?? 4);

type Outcome = 'unharmed' | 'reported by check' | 'salvaged whole' | 'salvaged with named losses' | 'nothing left';

function openedContent(path: string) {
  try {
    const store = openProjectStore(path, { readOnly: true });
    try {
      const problems = store.check();
      return { problems, content: problems.length === 0 ? contentOf(store) : null };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(['E_PROJECT_CORRUPT', 'E_FORMAT', 'E_PROJECT_NEWER']).toContain(error.code);
    return { problems: [error.message], content: null };
  }
}

function outcome(damaged: string, whole: ReturnType<typeof contentOf>): Outcome {
  const before = hashOfFile(damaged);
  const opened = openedContent(damaged);
  if (opened.content !== null) {
    expect(opened.content).toEqual(whole);
    return 'unharmed';
  }
  const target = `${damaged}-salvaged.phono`;
  try {
    const report = salvageProject(damaged, target, { appVersion: '0.1.0' });
    expect(hashOfFile(damaged)).toBe(before);
    const store = openProjectStore(target);
    expect(store.check()).toEqual([]);
    const left = contentOf(store);
    store.close();
    const isWhole = JSON.stringify(left) === JSON.stringify(whole);
    // What is not as it was must be named.
    if (!isWhole) expect(report.lost).not.toEqual([]);
    return isWhole ? 'salvaged whole' : 'salvaged with named losses';
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.code).toBe('E_PROJECT_CORRUPT');
    expect(existsSync(target)).toBe(false);
    expect(hashOfFile(damaged)).toBe(before);
    return 'nothing left';
  }
}

/** Pages by what is on them: which table or index, and which part of its tree; the first page, and free ones. */
function pageClasses(path: string): Map<string, number[]> {
  const classes = new Map<string, number[]>([
    ['first page', [1]],
    ['free', []],
  ]);
  const db = openDatabase(path, { readonly: true });
  const rows = db.prepare('SELECT name, pagetype, pageno FROM dbstat').all() as DbstatRow[];
  const nPages = Number(db.pragma('page_count', { simple: true }));
  db.close();
  const of = new Map(rows.map(({ name, pagetype, pageno }) => [pageno, `${name} ${pagetype}`]));
  for (let page = 2; page <= nPages; page++) {
    const name = of.get(page) ?? 'free';
    classes.set(name, [...(classes.get(name) ?? []), page]);
  }
  return classes;
}

interface DbstatRow {
  readonly name: string;
  readonly pagetype: string;
  readonly pageno: number;
}

it('a bit flipped on a page of any kind is found out, and the rest comes back', { timeout: 900_000 }, () => {
  const path = makeProject();
  const store = openProjectStore(path, { readOnly: true });
  const whole = contentOf(store);
  store.close();
  const bytes = readFileSync(path);
  const classes = pageClasses(path);
  const kinds = [...classes.keys()].filter((name) => classes.get(name)!.length > 0).sort();
  const first = Date.now() % kinds.length; // a short run begins at another kind each time
  const random = createRandom(Date.now());
  const counts: Record<string, Record<string, number>> = {};
  const folder = temporaryFolder();
  for (let n = 0; n < nFlips; n++) {
    const kind = kinds[(first + n) % kinds.length]!;
    const page = random.pick(classes.get(kind)!) - 1;
    // Every fourth time where the kind of the page stands.
    const within = n % 4 === 0 ? random.below(12) : random.below(projectPageBytes);
    const flipped = Buffer.from(bytes);
    flipped[page * projectPageBytes + within]! ^= 1 << random.below(8);
    const damaged = join(folder, `flip-${n}.phono`);
    writeFileSync(damaged, flipped);
    const result = outcome(damaged, whole);
    const own = (counts[kind] ??= {});
    own[result] = (own[result] ?? 0) + 1;
    rmSync(damaged);
  }
  reportCounts('bitFlips', { flips: nFlips, kindsOfPages: kinds.length, ...sumOf(counts), counts });
  expect(sumOf(counts)['nothing left'] ?? 0).toBe(0);
});

function sumOf(counts: Readonly<Record<string, Readonly<Record<string, number>>>>): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const own of Object.values(counts))
    for (const [result, n] of Object.entries(own)) sum[result] = (sum[result] ?? 0) + n;
  return sum;
}

it('a page overwritten with zeros costs no more than what was on it', { timeout: 600_000 }, () => {
  const path = makeProject();
  const store = openProjectStore(path, { readOnly: true });
  const whole = contentOf(store);
  store.close();
  const bytes = readFileSync(path);
  const nPages = bytes.length / projectPageBytes;
  const folder = temporaryFolder();
  const counts = new Map<Outcome, number>();
  const step = Math.max(1, Math.ceil(nPages / nZeroed));
  for (let page = 0; page < nPages; page += step) {
    const zeroed = Buffer.from(bytes).fill(0, page * projectPageBytes, (page + 1) * projectPageBytes);
    const damaged = join(folder, `zero-${page}.phono`);
    writeFileSync(damaged, zeroed);
    const result = outcome(damaged, whole);
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  reportCounts('zeroedPages', Object.fromEntries(counts));
  expect(counts.get('nothing left') ?? 0).toBe(0);
});

it('a file cut anywhere keeps what lies before', { timeout: 600_000 }, () => {
  const path = makeProject();
  const store = openProjectStore(path, { readOnly: true });
  const whole = contentOf(store);
  store.close();
  const bytes = readFileSync(path);
  const folder = temporaryFolder();
  const random = createRandom(Date.now());
  const counts: Record<string, number> = {};
  for (let n = 0; n < nCuts; n++) {
    const damaged = join(folder, `cut-${n}.phono`);
    const length = n === 0 ? Math.floor(bytes.length * 0.9) : 1 + random.below(bytes.length - 1);
    writeFileSync(damaged, bytes.subarray(0, length));
    const [problem] = openedContent(damaged).problems;
    expect(problem).toMatch(/the end is missing|too few for a header|does not start as an SQLite database/);
    const result = outcome(damaged, whole);
    counts[result] = (counts[result] ?? 0) + 1;
    // Below this there is hardly a table left.
    if (length > bytes.length / 2) expect(result).not.toBe('nothing left');
  }
  reportCounts('truncations', { cuts: nCuts, ...counts });
});

it.each(['-wal', '-journal'])('a project that was killed and whose %s is missing says so, or what is lost', (side) => {
  const folder = temporaryFolder();
  const path = join(folder, 'killed.phono');
  const store = createProjectStore(path, { appVersion: '0.1.0' });
  const { documentId } = addRecording(store);
  store.flush();
  const hash = () => stateHash(store, documentId);
  const flushed = hash();
  if (side === '-journal') store.beginBulk();
  insertTier(store, documentId, { name: 'words', kind: 'interval' });
  const known = [flushed, hash()];
  const killed = join(temporaryFolder(), 'killed.phono');
  copyFileSync(path, killed); // and nothing of what lies beside it
  store.close();

  const before = hashOfFile(killed);
  const looked = openProjectStore(killed, { readOnly: true });
  expect(looked.check()).toEqual([]);
  expect(known).toContain(stateHash(looked, documentId));
  expect(looked.wasUnclean).toBe(true);
  const isBehind = stateHash(looked, documentId) === flushed;
  expect(looked.recoveryNotes).toEqual(
    side === '-wal' ? [`${killed}-wal is missing: the last changes before the crash may be lost.`] : expect.any(Array),
  );
  expect(isBehind).toBe(side === '-wal');
  looked.close();
  expect(hashOfFile(killed)).toBe(before);
});
