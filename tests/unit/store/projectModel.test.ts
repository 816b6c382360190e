/** Any sequence of changes, with closing, crashing and moving in between: the file holds what a plain model holds. */
import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { maxTimelineSamples } from '../../../main/store/rows.ts';
import { playedAsIs } from '../../../main/store/documentState.ts';
import type { DocumentRow, ProjectStore, TierItemRow } from '../../../main/store/projectStore.ts';
import { insertTier, insertTierItems, removeTier, replaceTierItem } from '../../fixtures/projects/tierEdits.ts';
import { monoAsset, newStore, s16Block, snapshot, temporaryFolder } from './projectFixture.ts';

interface Model {
  documents: { -readonly [K in keyof DocumentRow]: DocumentRow[K] }[];
  items: Map<string, TierItemRow[]>;
  viewState: unknown;
}

interface Real {
  store: ProjectStore;
  readonly folder: string;
  step: number;
}

type Command = fc.AsyncCommand<Model, Real>;

const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new Error('picked from an empty list');
  return found;
};
const tiersOf = (model: Model) => model.documents.flatMap(({ tiers }) => tiers);

function expectSame(model: Model, { store }: Real): void {
  expect(store.documents()).toEqual(
    model.documents.map((document) => ({
      ...document,
      tiers: document.tiers.map((tier) => ({ ...tier, nItems: model.items.get(tier.tierId)?.length ?? 0 })),
    })),
  );
  for (const [tierId, items] of model.items) {
    const byId = (a: TierItemRow, b: TierItemRow) => (a.itemId < b.itemId ? -1 : 1);
    expect([...store.tierItems(tierId)].sort(byId)).toEqual([...items].sort(byId));
  }
  expect(store.viewState()).toEqual(model.viewState);
}

function command(
  name: string,
  check: (m: Model) => boolean,
  run: (m: Model, r: Real) => Promise<void> | void,
): Command {
  return {
    check,
    run: async (model, real) => {
      real.step++;
      await run(model, real);
      expectSame(model, real);
    },
    toString: () => name,
  };
}

const always = () => true;
const hasDocument = (m: Model) => m.documents.length > 0;
const hasTier = (m: Model) => tiersOf(m).length > 0;
const hasItem = (m: Model) => [...m.items.values()].some((items) => items.length > 0);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const index = fc.nat(20);
const sample = fc.nat(maxTimelineSamples - 1_000_000);

const spanOf = (kind: 'interval' | 'point', a: number, b: number) =>
  kind === 'point'
    ? { startSample: a, endSample: a }
    : { startSample: Math.min(a, b), endSample: Math.max(a, b) + (a === b ? 1 : 0) };

const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(text, fc.double({ min: 8, max: 1e6, noNaN: true })).map(([name, sampleRateHz]) =>
    command(`insertDocument ${name}`, always, (model, { store }) => {
      const documentId = store.insertDocument({ name, sampleRateHz });
      model.documents.push({ documentId, name, sampleRateHz, tracks: [], tiers: [] });
    }),
  ),
  fc.tuple(index, text).map(([at, name]) =>
    command(`renameDocument ${at}`, hasDocument, (model, { store }) => {
      const document = pick(model.documents, at);
      store.renameDocument(document.documentId, name);
      document.name = name;
    }),
  ),
  index.map((at) =>
    command(`removeDocument ${at}`, hasDocument, (model, { store }) => {
      const { documentId, tiers } = pick(model.documents, at);
      store.removeDocument(documentId);
      for (const { tierId } of tiers) model.items.delete(tierId);
      model.documents = model.documents.filter((document) => document.documentId !== documentId);
    }),
  ),
  fc.tuple(index, text, sample).map(([at, name, startSample]) =>
    command(`recording on ${at}`, hasDocument, (model, real) => {
      const document = pick(model.documents, at);
      const assetId = real.store.insertAsset({ ...monoAsset, name });
      real.store.appendBlocks(assetId, [s16Block(String(real.step % 3), 0, 500)]);
      real.store.finishAsset(assetId, { nSamples: 500, warnings: [name] });
      const trackId = real.store.insertTrack(document.documentId, { name, channels: 1 });
      const lengthSamples = Math.ceil((500 * document.sampleRateHz) / monoAsset.sampleRateHz); // all there is, on the document's clock
      const clip = { assetId, startSample, lengthSamples, assetOffsetSamples: 0 };
      const clipId = real.store.insertClip(trackId, clip);
      const track = { trackId, name, channels: 1, gain: 1, isMuted: false };
      document.tracks = [...document.tracks, { ...track, clips: [{ clipId, ...clip, ...playedAsIs }] }];
    }),
  ),
  fc.tuple(index, text, fc.constantFrom('interval' as const, 'point' as const)).map(([at, name, kind]) =>
    command(`insertTier ${at}`, hasDocument, (model, { store }) => {
      const document = pick(model.documents, at);
      const tier = { documentId: document.documentId, name, kind, origin: 'user' as const, parameters: { name, at } };
      const tierId = insertTier(store, document.documentId, { name, kind, parameters: { name, at } });
      document.tiers = [...document.tiers, { ...tier, tierId, nItems: 0 }];
      model.items.set(tierId, []);
    }),
  ),
  index.map((at) =>
    command(`removeTier ${at}`, hasTier, (model, { store }) => {
      const { tierId } = pick(tiersOf(model), at);
      removeTier(store, tierId);
      model.items.delete(tierId);
      for (const document of model.documents) document.tiers = document.tiers.filter((tier) => tier.tierId !== tierId);
    }),
  ),
  fc
    .tuple(index, fc.array(fc.tuple(sample, sample, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 5 }))
    .map(([at, rows]) =>
      command(`insertTierItems ${at}`, hasTier, (model, { store }) => {
        const { tierId, kind } = pick(tiersOf(model), at);
        const items = rows.map(([a, b, label]) => ({ ...spanOf(kind, a, b), label }));
        const ids = insertTierItems(store, tierId, items);
        model.items.get(tierId)?.push(...items.map((item, i) => ({ itemId: ids[i] ?? '', ...item, attributes: null })));
      }),
    ),
  fc.tuple(index, sample, fc.boolean()).map(([at, startSample, remove]) =>
    command(`${remove ? 'remove' : 'update'}TierItem ${at}`, hasItem, (model, { store }) => {
      const [tierId, items] = pick(
        [...model.items].filter(([, list]) => list.length > 0),
        at,
      );
      const item = pick(items, at);
      const rest = items.filter(({ itemId }) => itemId !== item.itemId);
      const kind = tiersOf(model).find((tier) => tier.tierId === tierId)!.kind;
      const moved = { ...item, ...spanOf(kind, startSample, item.endSample), label: `${item.label}*` };
      replaceTierItem(store, tierId, item.itemId, remove ? null : moved);
      model.items.set(tierId, remove ? rest : [...rest, moved]);
    }),
  ),
  fc.tuple(index, fc.integer({ min: 1, max: 3 })).map(([at, times]) =>
    command(`undo and redo ${at}`, hasDocument, (model, { store }) => {
      const { documentId } = pick(model.documents, at);
      const before = store.documentState(documentId);
      let undone = 0;
      while (undone < times && store.undo(documentId) !== null) undone++;
      while (undone > 0 && store.redo(documentId) !== null) undone--;
      expect(undone).toBe(0);
      expect(store.documentState(documentId)).toEqual(before);
    }),
  ),
  fc.jsonValue().map((viewState) =>
    command('setViewState', always, (model, { store }) => {
      store.setViewState(viewState);
      model.viewState = JSON.parse(JSON.stringify(viewState)) as unknown;
    }),
  ),
  fc.constant(
    command('close and open', always, (_model, real) => {
      const path = real.store.filePath;
      real.store.close();
      real.store = openProjectStore(path);
      expect(real.store.wasUnclean).toBe(false);
    }),
  ),
  fc.constant(
    command('crash and open', always, (_model, real) => {
      // What the disk holds this very moment is what a crash would leave.
      const left = join(real.folder, `crash-${real.step}.phono`);
      for (const side of ['', '-wal'])
        if (existsSync(real.store.filePath + side)) copyFileSync(real.store.filePath + side, left + side);
      real.store.close();
      real.store = openProjectStore(left);
    }),
  ),
  fc.constant(
    command('move', always, async (_model, real) => {
      await real.store.moveTo(join(real.folder, `moved-${real.step}.phono`));
    }),
  ),
];

const runs = Number(process.env['PHONOSCOPE_MODEL_RUNS'] ?? 15);

it('holds what a plain model holds after any sequence of changes', { timeout: 60_000 + runs * 4_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (sequence) => {
      const real: Real = { store: newStore(join(temporaryFolder(), 'model.phono')), folder: '', step: 0 };
      const folder = dirname(real.store.filePath);
      const state = { ...real, folder };
      try {
        await fc.asyncModelRun(
          () => ({ model: { documents: [], items: new Map(), viewState: null }, real: state }),
          sequence,
        );
        expect(state.store.check()).toEqual([]);
        const before = snapshot(state.store);
        state.store.close();
        state.store = openProjectStore(state.store.filePath);
        expect(snapshot(state.store)).toEqual(before);
      } finally {
        state.store.close();
      }
    }),
    { numRuns: runs },
  );
});
