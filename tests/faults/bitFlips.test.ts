/** Flipped bits, a lost end, a lost first page: found out, salvaged, and exactly what is gone is named. */
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { projectPageBytes } from '../../main/store/projectFormat.ts';
import { salvageProject } from '../../main/store/salvage/salvageProject.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';
import { contentOf, hashOfFile, makeProject } from './damagedProject.ts';

/** Cases of each kind; the long campaign has enough to reach every page many times. */
const nFlips = Number(process.env['PHONOSCOPE_PAGE_FLIPS'] ?? 14);
const nZeroed = Number(process.env['PHONOSCOPE_PAGE_ZEROES'] ?? 8);

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

it('a bit flipped on any page is found out, and the rest comes back', { timeout: 600_000 }, () => {
  const path = makeProject();
  const store = openProjectStore(path, { readOnly: true });
  const whole = contentOf(store);
  store.close();
  const bytes = readFileSync(path);
  const nPages = bytes.length / projectPageBytes;
  const counts = new Map<Outcome, number>();
  const folder = temporaryFolder();
  for (let n = 0; n < nFlips; n++) {
    // Round the file in steps that reach every page; every fourth time where the kind of the page stands.
    const page = n === 0 ? 0 : Math.floor((n * nPages) / Math.min(nFlips, nPages)) % nPages;
    const within = n % 4 === 0 ? n % 8 : (n * 104_729 + page * 7919) % projectPageBytes;
    const flipped = Buffer.from(bytes);
    flipped[page * projectPageBytes + within]! ^= 1 << (n % 8);
    const damaged = join(folder, `flip-${n}.phono`);
    writeFileSync(damaged, flipped);
    const result = outcome(damaged, whole);
    counts.set(result, (counts.get(result) ?? 0) + 1);
    rmSync(damaged);
  }
  console.info('bit flips', Object.fromEntries(counts));
  expect(counts.get('nothing left') ?? 0).toBe(0);
});

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
  console.info('zeroed pages', Object.fromEntries(counts));
  expect(counts.get('nothing left') ?? 0).toBe(0);
});

it.each([0.9, 0.4])('a file cut to %d of its length keeps what lies before', (part) => {
  const path = makeProject();
  const store = openProjectStore(path, { readOnly: true });
  const whole = contentOf(store);
  store.close();
  const damaged = join(temporaryFolder(), 'cut.phono');
  copyFileSync(path, damaged);
  truncateSync(damaged, Math.floor(readFileSync(path).length * part));
  expect(openedContent(damaged).problems).toEqual([expect.stringMatching(/the end is missing/)]);
  console.info(`cut to ${part}:`, outcome(damaged, whole));
});
