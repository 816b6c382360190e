/** Kill −9 at random moments over create, import, annotate, save and close: nothing acknowledged is lost. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import type { ProjectStore } from '../../main/store/projectStore.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';

const kills = Number(process.env['PHONOSCOPE_KILLS'] ?? 12);
const writer = new URL('./killedWriter.ts', import.meta.url).pathname;

interface Acknowledged {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** Runs the writer and kills it after so many milliseconds from its first word. */
async function killAfter(project: string, folder: string, delayMs: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [writer, project, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    timer ??= setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.once('close', (_code, killedBy) => {
      resolve(killedBy);
    });
  });
  expect(signal).toBe('SIGKILL'); // a writer that ended by itself has failed
  const complete = output.slice(0, output.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Acknowledged);
}

/** Edits that must be there: those since the history was let go of, unless that was under way when the kill came. */
function acknowledgedEdits(log: readonly Acknowledged[]) {
  const last = log.findLastIndex(({ kind }) => kind === 'purging');
  const isPurging = last >= 0 && !log.slice(last).some(({ kind }) => kind === 'purged');
  const since = isPurging ? [] : log.slice(last + 1).filter(({ kind }) => kind === 'edit');
  return {
    edits: since.map((entry) => [entry['editId'] as number, entry['title'] as string] as const),
    looked: since.length,
  };
}

/** Back to the beginning and forth again gives the same document. */
function expectHistoryLeadsBack(store: ProjectStore): void {
  for (const { documentId } of store.documents()) {
    const now = store.documentState(documentId);
    let steps = 0;
    while (store.undo(documentId) !== null) steps++;
    while (steps > 0 && store.redo(documentId) !== null) steps--;
    expect(steps).toBe(0);
    expect(store.documentState(documentId)).toEqual(now);
  }
}

/** @returns how many acknowledged things were looked for */
function expectAllThere(store: ProjectStore, log: readonly Acknowledged[]): number {
  const assets = new Map(store.assets().map((asset) => [asset.assetId, asset]));
  const itemsOf = (tierId: string) => new Map(store.tierItems(tierId).map(({ itemId, label }) => [itemId, label]));
  const items = new Map<string, ReturnType<typeof itemsOf>>();
  let looked = 0;
  for (const entry of log) {
    looked++;
    if (entry.kind === 'created') expect(store.projectId).toBe(entry['projectId']);
    else if (entry.kind === 'asset') expect(assets.get(entry['assetId'] as string)?.name).toBe(entry['name']);
    else if (entry.kind === 'finished') expect(assets.get(entry['assetId'] as string)?.state).toBe('ready');
    else if (entry.kind === 'block') {
      const { bytes } = store.readBlock(entry['assetId'] as string, 0, entry['index'] as number);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry['hash']);
    } else if (entry.kind === 'item') {
      const tierId = entry['tierId'] as string;
      if (!items.has(tierId)) items.set(tierId, itemsOf(tierId));
      expect(items.get(tierId)?.get(entry['itemId'] as string)).toBe(entry['label']);
    } else looked--;
  }
  const { edits, looked: lookedAtEdits } = acknowledgedEdits(log);
  const found = new Map(
    store
      .documents()
      .flatMap(({ documentId }) =>
        store.editHistory(documentId).edits.map(({ editId, title }) => [editId, title] as const),
      ),
  );
  for (const [editId, title] of edits) expect(found.get(editId)).toBe(title);
  looked += lookedAtEdits;
  expectHistoryLeadsBack(store);
  const views = log.filter(({ kind }) => kind === 'view');
  const lastRound = views.at(-1)?.['round'];
  if (typeof lastRound === 'number')
    expect((store.viewState() as { round: number }).round).toBeGreaterThanOrEqual(lastRound);
  return looked;
}

describe('a writer that is killed', () => {
  it(`loses nothing it acknowledged, ${kills} times`, { timeout: 30_000 + kills * 5_000 }, async () => {
    let looked = 0;
    let unclean = 0;
    for (let round = 0; round < kills; round++) {
      const folder = temporaryFolder();
      const project = join(folder, 'project.phono');
      // Early kills meet creation and the first import, late ones saves and closes.
      const log = await killAfter(project, folder, Math.random() ** 2 * 2500);
      const moves = log.filter(({ kind }) => kind === 'moved');
      const saving = log.filter(({ kind }) => kind === 'saving').at(-1);
      const candidates = [saving?.['path'], moves.at(-1)?.['path'], project].filter(
        (path): path is string => typeof path === 'string',
      );

      // A move that was not acknowledged may or may not have happened; then both files are whole.
      const projectId = log.find(({ kind }) => kind === 'created')?.['projectId'];
      const path = (moves.at(-1)?.['path'] as string | undefined) ?? project;
      const store = openProjectStore(path);
      if (store.wasUnclean) unclean++;
      expect(store.projectId).toBe(projectId);
      looked += expectAllThere(store, log);
      expect(store.check()).toEqual([]);
      store.close();
      expect(readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}-`))).toEqual([]);

      for (const candidate of candidates)
        if (existsSync(candidate)) {
          const copy = openProjectStore(candidate, { readOnly: true });
          expect(copy.check()).toEqual([]);
          copy.close();
        }
    }
    console.log(`${kills} kills, ${unclean} in mid-session, ${looked} acknowledged changes looked for, none lost`);
    expect(looked).toBeGreaterThan(kills);
  });
});
